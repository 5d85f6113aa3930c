"""Backward induction over stages, public states and beliefs about both players.

At a stage the mover's belief axis is the one on which posteriors move; the belief about the other
player stays. Public states do not depend on each other and are solved in parallel threads, each
writing its own part of the table: the result does not depend on their number.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ...game.stages import Stage, StageKind
from .axis import BeliefAxis
from .stage_solver import StageSolver, Table, Tally

Progress = Callable[[int, int], None]
"""Told how many stages are done, and of how many."""


@dataclass(frozen=True)
class BeliefInduction:
    """A game solved on beliefs."""

    values: list[Table]
    """Values at the start of each stage, and of the end [t][i, u, v, s + 1, b0, b1]."""
    tally: Tally
    """What was solved, and how well."""


def induce(
    solver: StageSolver,
    menu_values: NDArray[np.float64] | None,
    *,
    threads: int | None = None,
    progress: Progress | None = None,
) -> BeliefInduction:
    """Solve a game backwards on the solver's belief axes.

    ``menu_values`` [r, i, u, v, q] are the packages' values in each round; ``None`` in a game
    without offers.
    """
    game, axes = solver.game, solver.axes
    shape = (2, 2, 2, game.states.count + 1, axes[0].count, axes[1].count)
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
                packages = None if menu_values is None else menu_values[stage.round_index]

                def solve(s: int, t: int = t, here: Table = here, p: object = packages) -> Tally:
                    return _solve_state(solver, t, s, values, p, here)  # type: ignore[arg-type]

                for done in pool.map(solve, range(game.states.count)):
                    tally.add(done.counts, done.residual)
            values[t] = here
            if progress is not None:
                progress(len(game.stages) - t, len(game.stages))
    return BeliefInduction(values, tally)


def _solve_state(
    solver: StageSolver,
    t: int,
    s: int,
    values: list[Table],
    packages: NDArray[np.float64] | None,
    here: Table,
) -> Tally:
    """Solve a player's stage in one public state and write its values to ``here``."""
    stage, tally = solver.game.stages[t], Tally()
    mover = stage.mover
    assert mover is not None
    others, own = solver.axes[1 - mover].chances, solver.axes[mover].log_odds
    if stage.kind is StageKind.OFFER:
        assert packages is not None
        solved = solver.offers(t, s, values, packages, others, own, tally)
    else:
        solved = solver.moves(t, s, values, others, own, tally)
    # [i, own, other, j, m] of the mover is [i, u, v, b0, b1].
    earned = solved.earned
    here[:, :, :, s] = earned.swapaxes(3, 4) if mover == 0 else earned.swapaxes(1, 2)
    return tally


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
        here[:, :, :, :-1] += chance[:, k] * (now[..., None, None] + later)


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
