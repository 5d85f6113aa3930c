"""Compiling a scenario to a game: the border between economics and game theory.

Left of it are tariffs, Treasuries and elections; right of it only stages, public states, labelled
actions and numbers.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

import numpy as np
from numpy.typing import NDArray

from ..deal.space import DealSpace
from ..foundations import shelf
from ..game import protocols
from ..game.bargaining_stages import answer_stage, offer_stage
from ..game.game import Game, Round
from ..game.packages import PackageTable
from ..game.protocol import LAST_WORD, MARKET, RETALIATION, PlannedStage, Protocol
from ..game.stages import END, ActionLabel, Stage, StageKind
from ..payoffs.market import priced_pressure, transition
from ..payoffs.present_value import PARTS
from ..payoffs.treasury import TREASURY, Posture, move_cost, sale_cost
from .schema import Scenario, ScenarioFile
from .states import StateSpace
from .worth import Worths

US, PARTNER = 0, 1


def compile_game(scenario: Scenario) -> Game:
    """Return the game of a scenario."""
    contents = scenario.contents
    states = StateSpace(contents)
    space = DealSpace(issues=contents.issues)
    worths = Worths(contents, states, space)
    days = [planned.day for planned in contents.rounds]
    proposers = [US if planned.proposer == "us" else PARTNER for planned in contents.rounds]
    protocol = shelf.pick(protocols, Protocol, contents.protocol)()
    stages = [_stage(planned, contents, states, worths) for planned in protocol.plan(proposers)]
    stages += _after_the_last_round(contents, states, worths)
    partner = contents.partner.id
    return Game(
        name=scenario.name,
        players=("us", partner),
        types=(tuple(contents.us.types), tuple(contents.partner.types)),
        prior=(
            np.array([t.prior for t in contents.us.types.values()]),
            np.array([t.prior for t in contents.partner.types.values()]),
        ),
        rounds=tuple(Round(name=planned.name, day=planned.day) for planned in contents.rounds),
        parts=PARTS,
        states=states.public({"yield_bp": worths.rise_bp(settled=False)}),
        stages=tuple(stages),
        initial_state=states.start(contents),
        packages=_packages(space, worths, days),
        indicators={
            "election_clock_us": _clock(contents.us.election.clock.weight, days),
            f"election_clock_{partner}": _clock(contents.partner.election.clock.weight, days),
        },
        scenario_fingerprint=scenario.fingerprint,
        scenario_changes=scenario.changes_as_text,
    )


def _clock(weight: Callable[[date], float], days: list[date]) -> NDArray[np.float64]:
    return np.array([weight(day) for day in days])


def _packages(space: DealSpace, worths: Worths, days: list[date]) -> PackageTable:
    shape = (2, len(worths.us_types), len(worths.partner_types))
    weights = np.stack(
        [
            np.stack([np.broadcast_to(c.weight(day), shape) for day in days], axis=-1)
            for c in worths.components
        ]
    )
    return PackageTable(
        issues=space.names,
        levels=space.labels(),
        level_of=space.level_of,
        components=tuple(c.name for c in worths.components),
        part_of=tuple(PARTS.index(c.part) for c in worths.components),
        amounts=np.stack([c.amounts for c in worths.components]),
        weights=weights,
    )


def _stage(
    planned: PlannedStage, contents: ScenarioFile, states: StateSpace, worths: Worths
) -> Stage:
    r = planned.round_index
    days = [one.day for one in contents.rounds]
    if planned.topic == MARKET:
        before = days[r - 1] if r > 0 else contents.first_day
        return _market(r, (days[r] - before).days, contents, states)
    if planned.kind is StageKind.MOVE:
        return _postures(planned, days[r], contents, states, worths)
    waiting = worths.waiting(days[r], days[r + 1] if r + 1 < len(days) else days[r])
    assert planned.mover is not None
    if planned.kind is StageKind.OFFER:
        return offer_stage(
            round_index=r,
            proposer=planned.mover,
            states=states.count,
            parts=len(PARTS),
            passing=waiting,
        )
    return answer_stage(
        round_index=r,
        answerer=planned.mover,
        accepting=worths.agreement(days[r]),
        rejecting=waiting,
        walking_out=worths.walk_out(days[r]),
    )


def _market(r: int, days: int, contents: ScenarioFile, states: StateSpace) -> Stage:
    types = list(contents.partner.types.values())
    sure = np.stack([_chances(days, contents, states, t.credibility) for t in types])[None]
    heeds_belief = bool((sure != sure[:, :1]).any())
    prior = np.array([t.prior for t in types])
    chance = np.tensordot(prior, sure[0], axes=1) if heeds_belief else sure[0, 0]
    levels = len(states.levels)
    to = np.arange(levels)[None, :]
    return Stage(
        kind=StageKind.CHANCE,
        name="market",
        round_index=r,
        mover=None,
        actions=tuple(ActionLabel(name=level) for level in states.levels),
        legal=np.any(sure > 0.0, axis=(0, 1)),
        next_state=states.index(to, states.card_of[:, None], states.us_of[:, None]),
        stride=(1,) * levels,
        payoff=np.zeros((len(PARTS), 2, 1, 1, states.count, levels)),
        chance=chance,
        chance_if_sure=sure if heeds_belief else None,
    )


def _chances(
    days: int, contents: ScenarioFile, states: StateSpace, credibility: float
) -> NDArray[np.float64]:
    """Return nature's probabilities [s, level] where the card has a known credibility."""
    market = contents.market
    card = [priced_pressure(market, p.market_pressure, credibility) for p in states.card.values()]
    us = [posture.market_pressure for posture in states.us.values()]
    chance = np.zeros((states.count, len(states.levels)))
    for s in range(states.count):
        pressure = card[states.card_of[s]] + us[states.us_of[s]]
        chance[s] = transition(market, pressure, days)[states.market_of[s]]
    return chance


def _postures(
    planned: PlannedStage, day: date, contents: ScenarioFile, states: StateSpace, worths: Worths
) -> Stage:
    mover = planned.mover
    assert mover is not None
    ladder = states.us if mover == US else states.card
    here = states.us_of if mover == US else states.card_of
    names = list(ladder)
    to = np.arange(len(names))[None, :]
    if mover == US:
        next_state = states.index(states.market_of[:, None], states.card_of[:, None], to)
    else:
        next_state = states.index(states.market_of[:, None], to, states.us_of[:, None])
    rungs = np.array([posture.rung for posture in ladder.values()])
    climb = rungs[None, :] > rungs[here][:, None]
    stay = to == here[:, None]
    legal = stay | _allowed(ladder)[here]
    card = contents.card
    if mover == PARTNER and not card.available_from <= day <= card.available_until:
        legal &= ~climb
    types = (len(worths.us_types), len(worths.partner_types))
    payoff = np.zeros((len(PARTS), 2, *types, states.count, len(names)))
    for origin, target in zip(*np.nonzero(_allowed(ladder)), strict=True):
        cost = _move_payoff(ladder, names[origin], names[target], mover, contents, worths)
        factors = np.array([worths.value.once(0, day), worths.value.once(1, day)])
        paid = cost * factors[None, :, None, None]
        payoff[..., here == origin, target] = paid[..., None]
    return Stage(
        kind=StageKind.MOVE,
        name="US posture" if mover == US else "card posture",
        round_index=planned.round_index,
        mover=mover,
        actions=tuple(ActionLabel(name=name) for name in names),
        legal=legal,
        next_state=next_state,
        stride=(1,) * len(names),
        payoff=payoff,
        state_tags={"hold": stay, "pressure": climb, "retreat": ~climb & ~stay},
    )


def _allowed(ladder: Mapping[str, Posture]) -> NDArray[np.bool_]:
    names = list(ladder)
    allowed = np.zeros((len(names), len(names)), dtype=bool)
    for n, posture in enumerate(ladder.values()):
        for target in posture.moves:
            if target in names:  # without a card the ladder is one rung
                allowed[n, names.index(target)] = True
    return allowed


def _move_payoff(
    ladder: Mapping[str, Posture],
    origin: str,
    target: str,
    mover: int,
    contents: ScenarioFile,
    worths: Worths,
) -> NDArray[np.float64]:
    shape = (len(worths.us_types), len(worths.partner_types))
    if mover == US:
        relations = np.ones(shape)
        audience = np.broadcast_to(worths.us("audience_weight"), shape)
    else:
        relations = np.broadcast_to(worths.partner("relations_weight"), shape)
        audience = np.broadcast_to(worths.partner("audience_weight"), shape)
    cost = move_cost(
        ladder, origin, target, mover=mover, relations_weights=relations, audience_weights=audience
    )
    if ladder[target].selling and not ladder[origin].selling:
        cost[TREASURY, mover] += sale_cost(
            contents.market, contents.reserves, worths.partner("reserve_weight")
        )
    return cost


def _after_the_last_round(
    contents: ScenarioFile, states: StateSpace, worths: Worths
) -> list[Stage]:
    r = len(contents.rounds) - 1
    day = contents.rounds[r].day
    count = states.count
    no_deal = contents.no_deal
    legal = np.array([no_deal.extend.allowed, no_deal.execute.allowed])
    answered = contents.retaliation is not None
    next_state = np.full((count, 2), END, dtype=np.int64)
    if answered:
        next_state[:, 1] = np.arange(count)
    last_word = Stage(
        kind=StageKind.MOVE,
        name=LAST_WORD,
        round_index=r,
        mover=US,
        actions=(
            ActionLabel(name="extend", tags=frozenset({"concession"})),
            ActionLabel(name="execute", tags=frozenset({"pressure"})),
        ),
        legal=np.broadcast_to(legal, (count, 2)),
        next_state=next_state,
        stride=(1, 1),
        payoff=np.stack([worths.extension(day), worths.execution(day)], axis=-1),
    )
    if not answered:
        return [last_word]
    return [
        last_word,
        Stage(
            kind=StageKind.MOVE,
            name=RETALIATION,
            round_index=r,
            mover=PARTNER,
            actions=(
                ActionLabel(name="executed, not answered", tags=frozenset({"hold", "concession"})),
                ActionLabel(name="executed, answered in kind", tags=frozenset({"pressure"})),
            ),
            legal=np.ones((count, 2), dtype=bool),
            next_state=np.full((count, 2), END, dtype=np.int64),
            stride=(1, 1),
            payoff=np.stack([worths.nothing(), worths.retaliation(day)], axis=-1),
        ),
    ]
