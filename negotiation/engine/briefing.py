"""A briefing: what a player should know before it takes its seat, in numbers.

Everything is what the player of one type expects at the prior, before the first move. With own[p]
the worth of a package p at the first answer and p0 the package of the status quo, a level of an
issue is worth own[p] - own[p0], where p differs from p0 in that level alone.

Nothing in it depends on the other's realised type.

Checked by tests/engine/test_briefing.py.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from ..foundations.parameters import meaning_of
from ..foundations.wording import called
from ..game.beliefs import Belief
from ..game.game import Game
from ..game.information import InformationSet
from ..game.prospects import expected_by_all, without_agreement
from ..game.rules import Position, start
from ..game.stages import WALK_OUT, StageKind
from ..payoffs.types import PartnerType, UsType
from ..scenario.schema import Scenario
from ..strategies.reasoning.outlook import Outlook, outlook_from
from .posture_effects import (
    MarketChance,
    MarketWorth,
    PostureMove,
    market_chances,
    market_worths,
    paid_to_both,
    posture_moves,
)


@dataclass(frozen=True)
class Trait:
    """One number in which the types of a player differ."""

    words: str
    """What it is."""
    unit: str
    """Its unit."""
    of_type: Mapping[str, float]
    """Its value, by type."""


@dataclass(frozen=True)
class LevelWorth:
    """What one level of an issue is worth, everything else as it is, $bn."""

    issue: str
    """The issue's title."""
    level: str
    """The level, as shown."""
    first: float
    """To the player, agreed at the first answer."""
    last: float
    """To the player, agreed at the last answer."""
    others: float
    """To the other, agreed at the first answer, as the public expects."""


@dataclass(frozen=True)
class Briefing:
    """What one seat should know."""

    player: str
    """What the player is called in a sentence."""
    player_type: str
    """Its type."""
    words_of_own: Mapping[str, str]
    """What each of its types does, where the scenario says so."""
    other: str
    """What the other is called."""
    chances: Mapping[str, float]
    """The prior over the other's types."""
    words_of_other: Mapping[str, str]
    """What each of the other's types does, where the scenario says so."""
    own_traits: tuple[Trait, ...]
    """In what the player's types differ."""
    other_traits: tuple[Trait, ...]
    """In what the other's types differ."""
    calendar: tuple[tuple[date, str], ...]
    """The rounds and the other dates that matter."""
    levels: tuple[LevelWorth, ...]
    """What each level but the status quo is worth."""
    status_quo: float
    """What signing the status quo is worth to the player at the first answer."""
    not_additive: float
    """By how much a package's worth differs at most from the sum over its issues."""
    dates: tuple[date, date]
    """The days of the first and the last answer."""
    moves: tuple[PostureMove, ...]
    """The player's postures; empty where it has one only."""
    market: tuple[MarketChance, ...]
    """What the postures do to the market."""
    market_worth: tuple[MarketWorth, ...]
    """What that is worth."""
    no_deal: float
    """What it is worth to the player if nothing is ever agreed."""
    no_deal_of: Mapping[str, float]
    """What it is worth to each type of the other."""
    walk_out: float | None
    """What a walk-out at the first answer is worth to the player; ``None`` if nobody may."""


def brief(scenario: Scenario, game: Game, player: int, player_type: int) -> Briefing:
    """Return the briefing of a type of a player of a scenario's game."""
    other, belief = 1 - player, Belief.prior(game)
    seen = InformationSet(
        game=game,
        player=player,
        player_type=player_type,
        position=start(game),
        history=(),
        belief=belief,
        legal_actions=np.zeros(0, dtype=np.int64),
    )
    answers = [t for t, stage in enumerate(game.stages) if stage.kind is StageKind.ANSWER]
    outlook, latest = _outlook(seen), _outlook(_at(seen, answers[-1]))
    first = game.stages[answers[0]]
    assert game.packages is not None
    base = game.packages.find({})
    contents = scenario.contents
    types: list[Mapping[str, UsType | PartnerType]] = [contents.us.types, contents.partner.types]
    is_priced = contents.market.credibility_priced > 0.0
    return Briefing(
        player=called(game.players[player]),
        player_type=game.types[player][player_type],
        words_of_own=_words(types[player]),
        other=called(game.players[other]),
        words_of_other=_words(types[other]),
        chances=dict(zip(game.types[other], map(float, game.prior[other]), strict=True)),
        own_traits=tuple(_traits(types[player], is_priced=is_priced)),
        other_traits=tuple(_traits(types[other], is_priced=is_priced)),
        calendar=tuple(_calendar(scenario)),
        levels=tuple(_levels(scenario, game, outlook, latest)),
        status_quo=float(outlook.own[base]),
        not_additive=_not_additive(game, outlook),
        dates=(_day(game, answers[0]), _day(game, answers[-1])),
        moves=tuple(posture_moves(seen)),
        market=tuple(market_chances(seen)),
        market_worth=tuple(market_worths(_at(seen, answers[0]))),
        no_deal=outlook.reservation_value,
        no_deal_of={
            name: _no_deal(seen, _sure_of(seen, v)) for v, name in enumerate(game.types[other])
        },
        walk_out=paid_to_both(seen, first, game.initial_state, WALK_OUT)[0]
        if first.legal[game.initial_state, WALK_OUT]
        else None,
    )


def _outlook(seen: InformationSet) -> Outlook:
    found = outlook_from(seen)
    assert found is not None
    return found


def _at(seen: InformationSet, stage: int, state: int | None = None) -> InformationSet:
    here = seen.game.initial_state if state is None else state
    return replace(seen, position=Position(stage, here))


def _day(game: Game, stage: int) -> date:
    return game.rounds[game.stages[stage].round_index].day


def _sure_of(seen: InformationSet, other_type: int) -> Belief:
    chances = tuple(float(n == other_type) for n in range(len(seen.game.types[seen.other])))
    own = seen.belief.of[seen.player]
    return Belief((own, chances) if seen.player == 0 else (chances, own))


def _no_deal(seen: InformationSet, belief: Belief) -> float:
    """Return what the other gets if nothing is ever agreed, as one with this belief expects."""
    prospects = without_agreement(seen.game, belief, 0)[0]
    return float(expected_by_all(prospects, belief, seen.other)[seen.game.initial_state])


def _words(types: Mapping[str, UsType | PartnerType]) -> Mapping[str, str]:
    return {name: one.words for name, one in types.items() if one.words}


def _traits(types: Mapping[str, UsType | PartnerType], *, is_priced: bool) -> Iterator[Trait]:
    """Yield the numbers that matter in the talks and in which the types differ."""
    one = next(iter(types.values()))
    for field in dataclasses.fields(one):
        meaning = meaning_of(field)
        idle = {"prior", "holdings_rose"}  # how likely a type is, which is said by itself
        if isinstance(one, PartnerType) and not is_priced:
            idle.add("credibility")
        if meaning is None or field.name in idle:
            continue
        of_type = {name: float(getattr(kind, field.name)) for name, kind in types.items()}
        if len(set(of_type.values())) > 1:
            yield Trait(meaning.words, meaning.unit, of_type)


def _calendar(scenario: Scenario) -> Iterator[tuple[date, str]]:
    contents = scenario.contents
    found = [
        (one.day, f"round {one.name}: {called(one.proposer)} proposes") for one in contents.rounds
    ]
    found += [(mark.day, mark.label) for mark in contents.calendar]
    yield from sorted(found, key=lambda entry: entry[0])


def _levels(
    scenario: Scenario, game: Game, outlook: Outlook, latest: Outlook
) -> Iterator[LevelWorth]:
    table = game.packages
    assert table is not None
    base = table.find({})
    for issue, labels in zip(table.issues, table.levels, strict=True):
        for level in labels[1:]:
            p = table.find({issue: level})
            yield LevelWorth(
                scenario.contents.issues[issue].title,
                level,
                float(outlook.own[p] - outlook.own[base]),
                float(latest.own[p] - latest.own[base]),
                float(outlook.others[p] - outlook.others[base]),
            )


def _not_additive(game: Game, outlook: Outlook) -> float:
    table = game.packages
    assert table is not None
    base = table.find({})
    total = np.full(table.count, outlook.own[base])
    for n, (issue, labels) in enumerate(zip(table.issues, table.levels, strict=True)):
        alone = [outlook.own[table.find({issue: level})] - outlook.own[base] for level in labels]
        total += np.array(alone)[table.level_of[:, n]]
    return float(np.abs(total - outlook.own).max())
