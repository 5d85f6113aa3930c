"""Games of any size in the compiled class, for benchmarks: random numbers, no meaning.

A round has the five stages of the talks (market, two postures, offer, answer) with three actions
each where there is a choice; a last word follows. Packages are worth a sum of ten components whose
weights change by date and type, as in the base scenario, so that every round is ranked anew.
"""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np

from negotiation.game.bargaining_stages import answer_stage, offer_stage
from negotiation.game.game import Game, PublicStates, Round
from negotiation.game.packages import PackageTable
from negotiation.game.stages import END, ActionLabel, Stage, StageKind

COMPONENTS = 10
ACTIONS = tuple(ActionLabel(name=name) for name in ("first", "second", "third"))


def large_game(*, rounds: int, states: int, packages: int, seed: int = 0) -> Game:
    """Return a game with two types a side and these sizes."""
    rng = np.random.default_rng(seed)
    stages: list[Stage] = []
    for r in range(rounds):
        stages += [_choice(rng, r, mover, states) for mover in (None, 1, 0)]
        answering = 0.2 * rng.normal(size=(3, 1, 2, 2, 2, states))
        stages.append(offer_stage(round_index=r, proposer=r % 2, states=states, parts=1))
        stages.append(
            answer_stage(
                round_index=r,
                answerer=1 - r % 2,
                accepting=answering[0],
                rejecting=answering[1],
                walking_out=answering[2] - 1.0,
            )
        )
    stages.append(_choice(rng, rounds - 1, 0, states, ends=True))
    # What one side gains the other mostly pays: long frontiers, hard to rank.
    amounts = rng.normal(size=(COMPONENTS, 2, packages)) / COMPONENTS
    amounts[:, 1] -= amounts[:, 0]
    return Game(
        name=f"{rounds} rounds, {states} states, {packages} packages",
        players=("us", "japan"),
        types=(("sensitive", "tolerant"), ("guardian", "resolute")),
        prior=(np.full(2, 0.5), np.full(2, 0.5)),
        rounds=tuple(
            Round(name=f"R{r + 1}", day=date(2025, 5, 23) + timedelta(weeks=r))
            for r in range(rounds)
        ),
        parts=("everything",),
        states=PublicStates(
            factors=("state",),
            labels=(tuple(map(str, range(states))),),
            value_of=np.arange(states, dtype=np.int16)[:, None],
            indicators={},
        ),
        stages=tuple(stages),
        initial_state=0,
        packages=PackageTable(
            issues=("package",),
            levels=(tuple(map(str, range(packages))),),
            level_of=np.arange(packages, dtype=np.int32)[:, None],
            components=tuple(map(str, range(COMPONENTS))),
            part_of=(0,) * COMPONENTS,
            amounts=amounts,
            weights=rng.uniform(0.5, 1.0, (COMPONENTS, 2, 2, 2, rounds, 1)),
            regime_of=np.zeros(states, dtype=np.int64),
        ),
        indicators={},
    )


def _choice(
    rng: np.random.Generator, r: int, mover: int | None, states: int, *, ends: bool = False
) -> Stage:
    shape = (states, len(ACTIONS))
    next_state = np.full(shape, END) if ends else rng.integers(0, states, shape)
    return Stage(
        kind=StageKind.CHANCE if mover is None else StageKind.MOVE,
        name="choice",
        round_index=r,
        mover=mover,
        actions=ACTIONS,
        legal=np.ones(shape, dtype=bool),
        next_state=next_state.astype(np.int64),
        stride=(1,) * len(ACTIONS),
        payoff=0.3 * rng.normal(size=(1, 2, 2, 2, *shape)),
        chance=rng.dirichlet(np.ones(len(ACTIONS)), states) if mover is None else None,
    )
