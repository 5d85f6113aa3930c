"""Backward induction over stages, public states and beliefs about both players.

At a stage the mover's belief axis is the one on which posteriors move; the belief about the other
player stays. Public states do not depend on each other and are solved in parallel threads, each
writing its own part of the table: the result does not depend on their number.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from ...game.game import Game
from ...game.rules import reachable_states
from ...game.stages import Stage, StageKind
from .axis import BeliefAxis
from .stage_solver import Answered, Solved, StageSolver, Table, Tally

KEPT_BYTES = 3e8
"""Solved stages are kept, for following play forwards, up to about this much memory."""

_WORTH_THREADS = 20_000
"""Stages of more equations than this are solved in parallel threads."""

Progress = Callable[[int, int], None]
"""Told how many stages are done, and of how many."""


@dataclass(frozen=True)
class BeliefInduction:
    """A game solved on beliefs."""

    values: list[Table]
    """Values at the start of each stage, and of the end [t][i, u, v, s + 1, b0, b1]."""
    tally: Tally
    """What was solved, and how well."""
    kept: dict[tuple[int, int], tuple[Solved, Answered | None]]
    """The stages solved at the nodes [t, s], the answers with the offers; empty for large games."""


def induce(
    solver: StageSolver,
    menu_values: NDArray[np.float64] | None,
    *,
    threads: int | None = None,
    progress: Progress | None = None,
) -> BeliefInduction:
    """Solve a game backwards on the solver's belief axes.

    ``menu_values`` [r, g, i, u, v, q] are the packages' values in each round and regime; ``None``
    in a game without offers.
    """
    game, axes = solver.game, solver.axes
    shape = (2, 2, 2, game.states.count + 1, axes[0].count, axes[1].count)
    kept: dict[tuple[int, int], tuple[Solved, Answered | None]] = {}
    reached = reachable_states(game)
    keep = _size(game, reached, axes, menu_values) <= KEPT_BYTES
    values = [np.zeros(shape)] * (len(game.stages) + 1)
    tally = Tally()
    workers = threads if threads is not None else min(os.cpu_count() or 1, game.states.count)
    with ThreadPoolExecutor(workers) as pool:
        for t in range(len(game.stages) - 1, -1, -1):
            stage = game.stages[t]
            if stage.kind is StageKind.ANSWER:
                continue  # solved with the offer before it
            here = np.zeros(shape)
            if stage.kind is StageKind.CHANCE:
                _average(stage, t, values, axes, here)
            else:
                menu = None if menu_values is None else menu_values[stage.round_index]

                def solve(
                    s: int,
                    t: int = t,
                    here: Table = here,
                    menu: NDArray[np.float64] | None = menu,
                ) -> tuple[Tally, Solved, Answered | None]:
                    return _solve_state(solver, t, s, values, menu, here)

                states = [int(s) for s in np.flatnonzero(reached[t])]
                choices = len(stage.actions) + (0 if menu is None else menu.shape[-1])
                equations = len(states) * choices * axes[0].count * axes[1].count
                # Handing over a state costs more than solving a small one.
                done = (pool.map if equations > _WORTH_THREADS else map)(solve, states)
                for s, (found, solved, answered) in zip(states, done, strict=True):
                    tally.add(found.counts, found.residual)
                    if keep:
                        kept[t, s] = solved, answered
            # States that play cannot reach are not solved: no number may be taken for their value.
            here[:, :, :, :-1][:, :, :, ~reached[t]] = np.nan
            values[t] = here
            if progress is not None:
                progress(len(game.stages) - t, len(game.stages))
    return BeliefInduction(values, tally, kept)


def _size(
    game: Game,
    reached: NDArray[np.bool_],
    axes: tuple[BeliefAxis, BeliefAxis],
    menu_values: NDArray[np.float64] | None,
) -> float:
    """Return how many bytes the solved stages would fill, in the states [t, s] that are reached."""
    offers = 0 if menu_values is None else menu_values.shape[-1]
    each = {StageKind.OFFER: 8.0 * offers, StageKind.MOVE: 20.0}
    numbers = sum(
        each.get(stage.kind, 0.0) * here.sum()
        for stage, here in zip(game.stages, reached, strict=True)
    )
    return float(8.0 * numbers * axes[0].count * axes[1].count)


def _solve_state(
    solver: StageSolver,
    t: int,
    s: int,
    values: list[Table],
    menu: NDArray[np.float64] | None,
    here: Table,
) -> tuple[Tally, Solved, Answered | None]:
    """Solve a player's stage in one public state and write its values to ``here``.

    ``menu`` [g, i, u, v, q] are the packages' values in the stage's round.
    """
    stage, tally = solver.game.stages[t], Tally()
    mover = stage.mover
    assert mover is not None
    others, own = solver.axes[1 - mover].chances, solver.axes[mover].log_odds
    answered: Answered | None = None
    if stage.kind is StageKind.OFFER:
        table = solver.game.packages
        assert menu is not None
        assert table is not None
        packages = menu[table.regime(s)]
        solved, answered = solver.offers(t, s, values, packages, others, own, tally)
        answered = replace(answered, earned=np.zeros((0,)))  # in the offers' own values already
    else:
        solved = solver.moves(t, s, values, others, own, tally)
    # [i, own, other, j, m] of the mover is [i, u, v, b0, b1].
    earned = solved.earned
    here[:, :, :, s] = earned.swapaxes(3, 4) if mover == 0 else earned.swapaxes(1, 2)
    return tally, solved, answered


def _average(
    stage: Stage,
    t: int,
    values: list[Table],
    axes: tuple[BeliefAxis, BeliefAxis],
    here: Table,
) -> None:
    """Write the values of a chance stage: the mean over nature's moves at every belief."""
    chance = chances_on(stage, axes)
    paid = stage.payoff.sum(axis=0)
    for k, stride in enumerate(stage.stride):
        rows = np.arange(2) % paid.shape[1], np.arange(2) % paid.shape[2]
        now = paid[..., k][:, rows[0]][:, :, rows[1]]
        later = values[t + stride][:, :, :, stage.next_state[:, k]]
        likely = stage.legal[:, k]
        here[:, :, :, :-1][:, :, :, likely] += (
            chance[likely, k] * (now[..., None, None] + later)[:, :, :, likely]
        )


def chances_on(stage: Stage, axes: tuple[BeliefAxis, BeliefAxis]) -> NDArray[np.float64]:
    """Return nature's probabilities at every pair of beliefs [s, k, b0, b1]."""
    assert stage.chance is not None
    sure = stage.chance_if_sure
    if sure is None:
        table = np.where(stage.legal, stage.chance, 0.0)
        return np.broadcast_to(
            table[:, :, None, None], (*table.shape, axes[0].count, axes[1].count)
        )
    first, second = (np.stack([1.0 - axis.chances, axis.chances]) for axis in axes)
    rows = np.arange(2) % sure.shape[0], np.arange(2) % sure.shape[1]
    full = sure[rows[0]][:, rows[1]]
    return np.asarray(np.einsum("ua,vb,uvsk->skab", first, second, full))
