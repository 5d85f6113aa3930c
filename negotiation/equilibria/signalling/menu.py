"""The menu: the few packages that a solver on beliefs lets a proposer choose from.

A package stays if it is undominated for some pair of types in some round and regime and if, for
some of its types, neither player finds it worse than its worst prospect without agreement. These
are thinned greedily: the next package taken is the one that the menu so far replaces worst. The
menu's *error* is the most that any player of any type loses, in any round and regime, when the best
replacement on the menu stands in for a package left out. Of rounds and regimes those count in which
play can come to an acceptance. The error limits the menu, not the answers: those are solved for
every package.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from ...game.beliefs import Belief
from ...game.game import Game
from ...game.prospects import without_agreement
from ...game.rules import reachable_regimes
from ...game.stages import StageKind

_BANDS = 512
"""Into so many bands values are sorted at first."""


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
    """Their values [r, g, i, u, v, m], a single type repeated."""


def values_of(game: Game, packages: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return values [r, g, i, u, v, q] of some packages, a single type repeated."""
    assert game.packages is not None
    rounds, regimes = len(game.rounds), game.packages.regimes
    return np.array(
        [[values_at(game, packages, r, g) for g in range(regimes)] for r in range(rounds)]
    )


def values_at(game: Game, packages: NDArray[np.int64], r: int, g: int) -> NDArray[np.float64]:
    """Return values [i, u, v, q] of some packages in one round and regime."""
    assert game.packages is not None
    first, second = (np.arange(2) % len(names) for names in game.types)
    found = game.packages.worth_to_all(packages, r, g)
    return found if found.shape[1:3] == (2, 2) else found[:, first][:, :, second]


def revalued(menu: Menu, game: Game) -> Menu:
    """Return the menu of the same packages in another game over the same deal space."""
    return replace(menu, values=values_of(game, menu.packages))


def values_met(game: Game, values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return values [n, i, u, v, q] of the rounds and regimes in which play can come to agree.

    ``values`` [r, g, i, u, v, q]. All of them where play can agree nowhere.
    """
    met = reachable_regimes(game)
    return values[met if met.any() else np.ones_like(met)]


def menu_of(game: Game, most: int) -> Menu:
    """Return a menu of at most so many packages."""
    assert game.packages is not None
    everything = np.arange(game.packages.count)
    if everything.size <= most:
        return Menu(everything, 0.0, everything, values_of(game, everything))
    kept = _candidates(game)
    values = values_of(game, kept)
    met = values_met(game, values)
    chosen, loss = _thinned(met.reshape(-1, kept.size), most)
    chosen = np.sort(chosen)
    return Menu(kept[chosen], loss, kept, values[..., chosen])


def _candidates(game: Game) -> NDArray[np.int64]:
    """Return the packages worth considering [n], rising."""
    assert game.packages is not None
    met = reachable_regimes(game)
    undominated = np.zeros(game.packages.count, dtype=bool)
    most = np.full((2, game.packages.count), -np.inf)
    # One round and regime after the other, because there may be very many packages.
    for r, g in np.argwhere(met if met.any() else np.ones_like(met)).tolist():
        values = game.packages.worth_to_all(slice(None), r, g)
        for u, v in np.ndindex(values.shape[1:3]):
            undominated |= _undominated(*values[:, u, v])
        np.maximum(most, values.max(axis=(1, 2)), out=most)
    return np.flatnonzero(undominated & _bearable(game, most))


def _undominated(one: NDArray[np.float64], other: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Return which packages [p] no other beats for both players, by their values for each."""
    found = np.zeros(one.size, dtype=bool)
    # Most are beaten by one of a higher band of the first player's values: they need no sorting.
    low, high = one.min(), one.max()
    band = ((one - low) * (_BANDS / max(high - low, 1.0))).astype(np.int64)
    highest = np.full(band.max() + 2, -np.inf)
    np.maximum.at(highest, band, other)
    above = np.maximum.accumulate(highest[::-1])[::-1]
    left = np.flatnonzero(other > above[band + 1])
    order = left[np.lexsort((-other[left], -one[left]))]
    climbing = other[order]
    best = np.maximum.accumulate(np.concatenate([[-np.inf], climbing[:-1]]))
    found[order[climbing > best]] = True
    return found


def _bearable(game: Game, most: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Return which packages [p] leave some type of each player its worst prospect or more.

    ``most`` [i, p] is the most that a package is worth to any of its types, anywhere.
    """
    prospects = without_agreement(game, Belief.prior(game))
    answers = [t for t, stage in enumerate(game.stages) if stage.kind is StageKind.ANSWER]
    found = np.ones(most.shape[1], dtype=bool)
    for i in range(2):
        worst = min(float(prospects[t][i].min()) for t in answers)
        found &= most[i] >= worst
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
