"""The menu: the few packages that a solver on beliefs lets a proposer choose from.

A package stays if it is undominated for some pair of types in some round and if, for some of its
types, neither player finds it worse than its worst prospect without agreement. These are thinned
greedily: the next package taken is the one that the menu so far replaces worst. The menu's *error*
is the most that any player of any type loses, in any round, when the best replacement on the menu
stands in for a package left out. It limits the menu, not the answers: those are solved for every
package.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from ...game.beliefs import Belief
from ...game.game import Game
from ...game.prospects import without_agreement
from ...game.stages import StageKind


@dataclass(frozen=True)
class Menu:
    """Packages that may be offered."""

    packages: NDArray[np.int64]
    """Their numbers [m], rising."""
    error_busd: float
    """What leaving out the others may cost a player, $bn."""
    candidates: NDArray[np.int64]
    """The packages worth considering [n], of which the menu is a part."""
    values: NDArray[np.float64]
    """Their values [r, i, u, v, m], a single type repeated."""


def values_of(
    game: Game, packages: NDArray[np.int64], rounds: Sequence[int] | None = None
) -> NDArray[np.float64]:
    """Return values [r, i, u, v, q] of some packages in some rounds, a single type repeated.

    In every round by default.
    """
    table = game.packages
    assert table is not None
    kept = replace(table, level_of=table.level_of[packages], amounts=table.amounts[:, :, packages])
    first, second = (np.arange(2) % len(names) for names in game.types)
    wanted = range(len(game.rounds)) if rounds is None else rounds
    found = np.empty((len(wanted), 2, 2, 2, len(packages)))
    for n, r in enumerate(wanted):
        for i, u, v in np.ndindex(2, 2, 2):
            found[n, i, u, v] = kept.values(i, int(first[u]), int(second[v]), r)
    return found


def menu_of(game: Game, most: int) -> Menu:
    """Return a menu of at most so many packages."""
    assert game.packages is not None
    everything = np.arange(game.packages.count)
    values = values_of(game, everything)
    if everything.size <= most:
        return Menu(everything, 0.0, everything, values)
    kept = np.flatnonzero(_undominated(values) & _bearable(game, values))
    rows = values[..., kept].reshape(-1, kept.size)
    chosen, loss = _thinned(rows, most)
    packages = np.sort(kept[chosen])
    return Menu(packages, loss, kept, values[..., packages])


def _undominated(values: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Return which packages [p] no other beats for both players, for some type pair and round."""
    found = np.zeros(values.shape[-1], dtype=bool)
    for r, u, v in np.ndindex(values.shape[0], 2, 2):
        one, other = values[r, 0, u, v], values[r, 1, u, v]
        order = np.lexsort((-other, -one))
        climbing = other[order]
        best = np.maximum.accumulate(np.concatenate([[-np.inf], climbing[:-1]]))
        found[order[climbing > best]] = True
    return found


def _bearable(game: Game, values: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Return which packages [p] leave some type of each player its worst prospect or more."""
    prospects = without_agreement(game, Belief.prior(game))
    answers = [t for t, stage in enumerate(game.stages) if stage.kind is StageKind.ANSWER]
    found = np.ones(values.shape[-1], dtype=bool)
    for i in range(2):
        worst = min(float(prospects[t][i].min()) for t in answers)
        found &= values[:, i].max(axis=(0, 1, 2)) >= worst
    return found if found.any() else np.ones_like(found)


def _thinned(rows: NDArray[np.float64], most: int) -> tuple[NDArray[np.int64], float]:
    """Return the columns to keep and the largest loss from a column left out."""
    loss = np.full(rows.shape[1], np.inf)
    chosen = [int(np.argmax(rows.min(axis=0)))]
    while True:
        behind = np.maximum(rows - rows[:, chosen[-1:]], 0.0).max(axis=0)
        loss = np.minimum(loss, behind)
        if len(chosen) == most or loss.max() == 0.0:
            return np.array(chosen), float(loss.max())
        chosen.append(int(np.argmax(loss)))
