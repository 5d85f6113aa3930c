"""Compiling a scenario to a game: the border between economics and game theory.

Left of it are tariffs, Treasuries and elections; right of it only stages, public states, labelled
actions and numbers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from ..deal.space import DealSpace
from ..foundations import shelf
from ..game import protocols
from ..game.bargaining_stages import answer_stage, offer_stage
from ..game.game import Game, Round
from ..game.packages import PackageTable
from ..game.protocol import COURTS, MARKET, QUEUE, PlannedStage, Protocol
from ..game.stages import Stage, StageKind
from ..payoffs.types import prior_of_partner
from .endings import Endings
from .last_words import deadline_stage, final_stages
from .news import courts_stage, market_stage, queue_stage
from .postures import posture_stage
from .schema import Scenario, ScenarioFile
from .states import StateSpace
from .worth import Worths

US, PARTNER = 0, 1


def compile_game(scenario: Scenario) -> Game:
    """Return the game of a scenario."""
    game = compile_contents(scenario.contents)
    return replace(
        game,
        name=scenario.name,
        scenario_fingerprint=scenario.fingerprint,
        scenario_changes=scenario.changes_as_text,
    )


def compile_contents(contents: ScenarioFile) -> Game:
    """Return the game of what a scenario says: it names no scenario that it was made from."""
    states = StateSpace(contents)
    space = DealSpace(issues=contents.issues)
    worths = Worths(contents, states, space)
    days = list(worths.timetable.days)
    partner = contents.partner.id
    us = np.array([t.prior for t in contents.us.types.values()])
    return Game(
        name=contents.title,
        players=("us", partner),
        types=(tuple(contents.us.types), tuple(contents.partner.types)),
        prior=(us, prior_of_partner(contents.partner.types)),
        rounds=tuple(Round(name=planned.name, day=planned.day) for planned in contents.rounds),
        parts=worths.parts,
        states=states.public({"yield_bp": worths.own_bp(settled=False)}),
        stages=tuple(_stages(contents, states, worths)),
        initial_state=states.start(contents),
        packages=_packages(space, worths, days),
        indicators={
            "election_clock_us": _clock(contents.us.election.clock.weight, days),
            f"election_clock_{partner}": _clock(contents.partner.election.clock.weight, days),
        },
    )


def _clock(weight: Callable[[date], float], days: list[date]) -> NDArray[np.float64]:
    return np.array([weight(day) for day in days])


def _packages(space: DealSpace, worths: Worths, days: list[date]) -> PackageTable:
    shape = (2, len(worths.us_types), len(worths.partner_types))
    weights = np.stack(
        [
            np.stack(
                [
                    np.stack(
                        [np.broadcast_to(c.weight(day, regime), shape) for day in days], axis=-1
                    )
                    for regime in worths.states.regimes
                ],
                axis=-1,
            )
            for c in worths.components
        ]
    )
    return PackageTable(
        issues=space.names,
        levels=space.labels(),
        level_of=space.level_of,
        components=tuple(c.name for c in worths.components),
        part_of=tuple(worths.parts.index(c.part) for c in worths.components),
        amounts=np.stack([c.amounts for c in worths.components]),
        weights=weights,
        regime_of=worths.states.regime_of,
        units={name: issue.unit for name, issue in space.issues.items()},
        numbers={name: issue.levels for name, issue in space.issues.items()},
    )


def _stages(contents: ScenarioFile, states: StateSpace, worths: Worths) -> Iterator[Stage]:
    """Yield the stages in order: those of the protocol, and a deadline where the law sets one."""
    proposers = [US if planned.proposer == "us" else PARTNER for planned in contents.rounds]
    protocol = shelf.pick(protocols, Protocol, contents.protocol)()
    endings = Endings(worths)
    for planned in protocol.plan(proposers):
        yield from _planned(planned, contents, states, worths, endings)
        between = planned.round_index in worths.timetable.deadlines_between
        if planned.kind is StageKind.ANSWER and between:
            yield deadline_stage(planned.round_index, endings)
    yield from final_stages(worths.timetable.last, endings)


def _planned(
    planned: PlannedStage,
    contents: ScenarioFile,
    states: StateSpace,
    worths: Worths,
    endings: Endings,
) -> Iterator[Stage]:
    """Yield the stage that a protocol asks for; none where nothing can happen at it."""
    r, parts = planned.round_index, len(worths.parts)
    days = worths.timetable.days
    since = (days[r] - (days[r - 1] if r > 0 else contents.first_day)).days
    if planned.topic == MARKET:
        yield market_stage(r, since, contents, states, parts)
    elif planned.topic == QUEUE:
        if contents.queue is not None and contents.queue.arrival > 0.0:
            yield queue_stage(r, since, contents.queue, states, parts)
    elif planned.topic == COURTS:
        if contents.courts is not None and contents.courts.hazard > 0.0:
            yield courts_stage(r, since, contents.courts, states, parts)
    elif planned.kind is StageKind.MOVE:
        assert planned.mover is not None
        yield posture_stage(r, planned.mover, worths)
    elif planned.kind is StageKind.OFFER:
        assert planned.mover is not None
        yield offer_stage(
            round_index=r,
            proposer=planned.mover,
            states=states.count,
            parts=parts,
            passing=worths.waiting(r),
        )
    else:
        assert planned.mover is not None
        yield answer_stage(
            round_index=r,
            answerer=planned.mover,
            accepting=worths.agreement(r),
            rejecting=worths.waiting(r),
            walking_out=endings.walk_out(r),
        )
