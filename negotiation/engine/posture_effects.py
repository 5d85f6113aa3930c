"""What a player's postures cost it, what they do to the market, and what the market is worth.

Before the first move, at the prior: from every posture, whether or not the talks begin in it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np

from ..game.information import InformationSet
from ..game.prospects import paid_at_once, paid_at_once_by_all
from ..game.protocol import MARKET
from ..game.rules import Position, is_posture
from ..game.stages import Stage, StageKind
from ..strategies.reasoning.outlook import outlook_from


@dataclass(frozen=True)
class PostureMove:
    """Keeping or changing one's posture, and what that costs at once, $bn."""

    before: str
    """The posture before."""
    after: str
    """The posture chosen."""
    own: float
    """What it pays the player."""
    others: float
    """What it pays the other, as the public expects."""


@dataclass(frozen=True)
class MarketChance:
    """Where a posture takes the market by its next move, from where it stands at the start."""

    posture: str
    """The posture."""
    chances: Mapping[str, float]
    """The probability of each level of the market."""


@dataclass(frozen=True)
class MarketWorth:
    """What a level of the market is worth at the first answer against the present one, $bn."""

    level: str
    """The level."""
    signed: tuple[float, float]
    """What any agreement is worth more or less, to the player and to the other."""
    no_deal: tuple[float, float]
    """The same of no agreement."""


def paid_to_both(
    seen: InformationSet, stage: Stage, state: int, action: int
) -> tuple[float, float]:
    """Return what an action pays the player and the other at once, as each is expected to get."""
    game, belief = seen.game, seen.belief
    own = paid_at_once(game, stage, state, belief, seen.player, seen.player_type)
    others = paid_at_once_by_all(game, stage, state, belief, seen.other)
    return float(own[action]), float(others[action])


def _own_posture(seen: InformationSet) -> tuple[int, str] | None:
    """Return the player's first posture stage and the factor of the public state that it sets."""
    game = seen.game
    for t, stage in enumerate(game.stages):
        if is_posture(game, t) and stage.mover == seen.player:
            named = {action.name for action in stage.actions}
            for factor, labels in zip(game.states.factors, game.states.labels, strict=True):
                if named == set(labels) and len(named) > 1:
                    return t, factor
    return None


def _postures(seen: InformationSet) -> Iterator[tuple[str, int]]:
    """Yield each posture of the player, and the first public state with it in place."""
    found, states = _own_posture(seen), seen.game.states
    if found is not None:
        for label in states.labels[states.factors.index(found[1])]:
            yield label, states.find({**states.describe(seen.game.initial_state), found[1]: label})


def posture_moves(seen: InformationSet) -> Iterator[PostureMove]:
    """Yield what each posture costs from each posture, staying included."""
    found = _own_posture(seen)
    for before, state in _postures(seen):
        assert found is not None
        stage = seen.game.stages[found[0]]
        for k in np.flatnonzero(stage.open_to(seen.player_type)[state]).tolist():
            own, others = paid_to_both(seen, stage, state, k)
            yield PostureMove(before, stage.actions[k].name, own, others)


def market_chances(seen: InformationSet) -> Iterator[MarketChance]:
    """Yield where each posture takes the market at nature's first move after it."""
    found = _own_posture(seen)
    if found is None:
        return
    later = seen.game.stages[found[0] :]
    markets = [s for s in later if s.kind is StageKind.CHANCE and s.name == MARKET]
    for posture, state in _postures(seen) if markets else ():
        chances = markets[0].chance_at(seen.belief.of)[state]
        labels = [action.name for action in markets[0].actions]
        yield MarketChance(posture, dict(zip(labels, map(float, chances), strict=True)))


def market_worths(seen: InformationSet) -> Iterator[MarketWorth]:
    """Yield what the other levels of the market are worth against the present one."""
    game, states = seen.game, seen.game.states
    if MARKET not in states.factors or game.packages is None:
        return
    present, base = states.describe(game.initial_state), game.packages.find({})
    now = outlook_from(seen)
    if now is None:
        return
    for level in states.labels[states.factors.index(MARKET)]:
        if level != present[MARKET]:
            state = states.find({**present, MARKET: level})
            then = outlook_from(replace(seen, position=Position(seen.position.stage, state)))
            assert then is not None
            yield MarketWorth(
                level,
                (
                    float(then.own[base] - now.own[base]),
                    float(then.others[base] - now.others[base]),
                ),
                (
                    then.reservation_value - now.reservation_value,
                    then.others_reservation_value - now.others_reservation_value,
                ),
            )
