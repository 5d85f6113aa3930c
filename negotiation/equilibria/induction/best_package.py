"""The proposer's best package that the answerer accepts, for every threshold at once.

Go through the packages from the answerer's best to its worst and note each one that gives the
proposer more than all before: these few are the *staircase*. The proposer's best among the packages
worth at least a threshold to the answerer is the last stair above the threshold, one binary search
away. Most packages are seen to be no stair without sorting: some package in a higher band of the
answerer's values gives the proposer as much.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ...game.game import TypePair
from ...game.packages import PackageTable

_BANDS = 512
"""Bands of the answerer's values: enough to leave a few per cent of the packages to be sorted."""


@dataclass(frozen=True, slots=True)
class RankedPackages:
    """The packages that a proposer may want, in one round and regime and for one type pair."""

    stairs: NDArray[np.int64]
    """The staircase, best for the answerer first [n]."""
    minus_answerer: NDArray[np.float64]
    """Minus the answerer's value of each stair, hence rising [n]."""
    worst_for_answerer: int
    """The package that the answerer likes least, the last of several."""
    values: NDArray[np.float64]
    """Both players' values of every package [i, p]."""

    def best(self, thresholds: NDArray[np.float64]) -> NDArray[np.int64]:
        """Return the proposer's best package worth at least each threshold [s] to the answerer.

        -1 where no package is. Among equals for the proposer the answerer's better one is taken,
        then the lowest number.
        """
        accepted = np.searchsorted(self.minus_answerer, -thresholds, side="right")
        return np.where(accepted > 0, self.stairs[np.maximum(accepted - 1, 0)], -1)


class PackageRanking:
    """Ranked packages by round, regime, proposer and type pair, each distinct one made once."""

    def __init__(self, packages: PackageTable) -> None:
        self._packages = packages
        self._values: dict[tuple[int, bytes], NDArray[np.float64]] = {}
        self._ranked: dict[tuple[int, bytes, bytes, float], RankedPackages] = {}

    def by_states(
        self, proposer: int, types: TypePair, r: int, tie: float = 0.0
    ) -> Iterator[tuple[RankedPackages, NDArray[np.int64] | slice]]:
        """Yield the rankings of a round, each with the public states [n] that it holds in."""
        table = self._packages
        ranked = [self.ranked(proposer, types, r, g, tie) for g in range(table.regimes)]
        if all(one is ranked[0] for one in ranked):
            yield ranked[0], slice(None)
            return
        first: dict[int, int] = {}  # regimes of the same values share one record
        numbers = np.array([first.setdefault(id(one), g) for g, one in enumerate(ranked)])
        for g in first.values():
            yield ranked[g], np.flatnonzero(numbers[table.regime_of] == g)

    def ranked(
        self, proposer: int, types: TypePair, r: int, g: int, tie: float = 0.0
    ) -> RankedPackages:
        """Return the ranking for a proposer in round ``r`` and regime ``g``, the types known.

        The proposer's values are compared on a grid of width ``tie`` ($bn), so that rounding does
        not choose among packages that are equal in truth.
        """
        keys = tuple(self._packages.weights[:, i, *types, r, g].tobytes() for i in (0, 1))
        whole = (proposer, keys[0], keys[1], tie)
        if whole not in self._ranked:
            values = np.stack([self._value(i, keys[i], types, r, g) for i in (0, 1)])
            offered, answered = values[proposer], values[1 - proposer]
            stairs = _staircase(np.rint(offered / tie) if tie > 0.0 else offered, answered)
            last = answered.size - 1 - int(np.argmin(answered[::-1]))
            self._ranked[whole] = RankedPackages(stairs, -answered[stairs], last, values)
        return self._ranked[whole]

    def _value(self, i: int, key: bytes, types: TypePair, r: int, g: int) -> NDArray[np.float64]:
        if (i, key) not in self._values:
            self._values[i, key] = self._packages.values_in(i, *types, r, g)
        return self._values[i, key]


def _staircase(offered: NDArray[np.float64], answered: NDArray[np.float64]) -> NDArray[np.int64]:
    """Return the stairs [n] for values [p] to the proposer and to the answerer."""
    left = _not_beaten_from_above(offered, answered)
    order = left[np.argsort(-answered[left], kind="stable")]
    climbing = offered[order]
    is_stair = np.ones(order.size, dtype=bool)
    is_stair[1:] = climbing[1:] > np.maximum.accumulate(climbing)[:-1]
    return order[is_stair]


def _not_beaten_from_above(
    offered: NDArray[np.float64], answered: NDArray[np.float64]
) -> NDArray[np.int64]:
    """Return the packages that no higher band of the answerer's values makes useless."""
    least, span = answered.min(), np.ptp(answered)
    scale = _BANDS / span if span > 0.0 else 0.0
    band = ((answered - least) * (scale if np.isfinite(scale) else 0.0)).astype(np.int64)
    best = np.full(_BANDS + 2, -np.inf)
    np.maximum.at(best, band, offered)
    from_here = np.maximum.accumulate(best[::-1])[::-1]
    return np.flatnonzero(offered > from_here[band + 1])
