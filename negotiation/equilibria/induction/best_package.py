"""The proposer's best package that the answerer accepts, for every threshold at once.

Sort the packages by the answerer's value, best first, and keep the proposer's best so far. The
packages that the answerer accepts at a threshold are then a beginning of that list, and the
proposer's best among them is one binary search away. A sort is made once per distinct pair of
weights: the rounds and type pairs that share an order share the sort.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ...game.game import TypePair
from ...game.packages import PackageTable


@dataclass(frozen=True, slots=True)
class RankedPackages:
    """The packages of one round and type pair, best for the answerer first."""

    order: NDArray[np.int64]
    """Packages by falling value to the answerer, ties by rising number [n]."""
    minus_answerer: NDArray[np.float64]
    """Minus the answerer's value in that order, hence rising [n]."""
    best_so_far: NDArray[np.int64]
    """Place in ``order`` of the proposer's best among the first n + 1 [n]."""
    values: NDArray[np.float64]
    """Both players' values [i, p]."""

    def best(self, thresholds: NDArray[np.float64]) -> NDArray[np.int64]:
        """Return the proposer's best package worth at least each threshold [s] to the answerer.

        -1 where no package is. Among equals for the proposer the answerer's better one is taken,
        then the lowest number.
        """
        accepted = np.searchsorted(self.minus_answerer, -thresholds, side="right")
        place = self.best_so_far[np.maximum(accepted - 1, 0)]
        return np.where(accepted > 0, self.order[place], -1)

    def worst_for_answerer(self) -> int:
        """Return the package that the answerer likes least."""
        return int(self.order[-1])


class PackageRanking:
    """Ranked packages by round, proposer and type pair, each distinct sort made once."""

    def __init__(self, packages: PackageTable) -> None:
        self._packages = packages
        self._values: dict[tuple[int, bytes], NDArray[np.float64]] = {}
        self._orders: dict[tuple[int, bytes], tuple[NDArray[np.int64], NDArray[np.float64]]] = {}
        self._ranked: dict[tuple[int, bytes, bytes, float], RankedPackages] = {}

    def ranked(self, proposer: int, types: TypePair, r: int, tie: float = 0.0) -> RankedPackages:
        """Return the ranking for a proposer in round ``r`` when the types are known.

        The proposer's values are compared on a grid of width ``tie`` ($bn), so that rounding does
        not choose among packages that are equal in truth.
        """
        answerer = 1 - proposer
        keys = tuple(self._packages.weights[:, i, *types, r].tobytes() for i in (0, 1))
        whole = (proposer, keys[0], keys[1], tie)
        if whole not in self._ranked:
            values = np.stack([self._value(i, keys[i], types, r) for i in (0, 1)])
            order, falling = self._order(answerer, keys[answerer], values[answerer])
            offered = values[proposer][order]
            if tie > 0.0:
                offered = np.rint(offered / tie)
            record_so_far = np.maximum.accumulate(offered)
            is_record = np.ones(order.size, dtype=bool)
            is_record[1:] = offered[1:] > record_so_far[:-1]
            places = np.maximum.accumulate(np.where(is_record, np.arange(order.size), 0))
            self._ranked[whole] = RankedPackages(order, falling, places, values)
        return self._ranked[whole]

    def _value(self, i: int, key: bytes, types: TypePair, r: int) -> NDArray[np.float64]:
        if (i, key) not in self._values:
            self._values[i, key] = self._packages.values(i, *types, r)
        return self._values[i, key]

    def _order(
        self, answerer: int, key: bytes, values: NDArray[np.float64]
    ) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        if (answerer, key) not in self._orders:
            order = np.argsort(-values, kind="stable")
            self._orders[answerer, key] = order, -values[order]
        return self._orders[answerer, key]
