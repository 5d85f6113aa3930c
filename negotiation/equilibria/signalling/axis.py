"""Belief axes: where the value of a belief is tabulated, and how it is read in between."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from .kernels.interpolation import basis, place, slopes

STRETCH = 2.0
"""How much denser the nodes are near certainty: odds go with this power of x / (1 - x)."""


def log_odds(chances: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return log(p / (1 - p)) of probabilities [n]; infinite where certain."""
    with np.errstate(divide="ignore"):
        return np.asarray(np.log(chances) - np.log1p(-chances))


@dataclass(frozen=True)
class BeliefAxis:
    """The nodes of the belief about one player: the probability of its second type.

    An axis of one node is a belief that never moves: the player has one type, or the prior is sure.
    """

    chances: NDArray[np.float64]
    """The probabilities at the nodes [n], rising."""
    log_odds: NDArray[np.float64]
    """Their log odds [n]; infinite at the ends."""
    centre: float
    """Log odds of the middle node."""
    stretch: float = STRETCH
    """See `STRETCH`."""

    @classmethod
    def around(cls, prior: float, count: int) -> BeliefAxis:
        """Return an axis whose middle node is the prior, so that play starts on a node.

        A sure prior gives a single node. ``count`` is odd and at least 3.
        """
        if prior in {0.0, 1.0} or count == 1:
            chances = np.array([prior])
            return cls(chances, log_odds(chances), 0.0)
        centre = math.log(prior) - math.log1p(-prior)
        x = np.arange(1, count - 1) / (count - 1)
        inner = centre + STRETCH * (np.log(x) - np.log1p(-x))
        inner[(count - 1) // 2 - 1] = centre
        odds = np.concatenate([[-np.inf], inner, [np.inf]])
        chances = 1.0 / (1.0 + np.exp(-odds))
        chances[(count - 1) // 2] = prior
        return cls(chances, odds, centre)

    @property
    def count(self) -> int:
        """The number of nodes."""
        return int(self.chances.size)

    @property
    def middle(self) -> int:
        """The node of the prior."""
        return (self.count - 1) // 2

    @cached_property
    def slope_matrix(self) -> NDArray[np.float64]:
        """The linear map from values at the nodes to slopes at the nodes [n, n]."""
        matrix = np.empty((self.count, self.count))
        for n, unit in enumerate(np.eye(self.count)):
            column = np.empty(self.count)
            slopes(unit, column)
            matrix[:, n] = column
        return matrix

    def reading(self, chances: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the linear map [b, n] from values at the nodes to values at beliefs [b]."""
        matrix = np.zeros((len(chances), self.count))
        if self.count == 1:
            matrix[:, 0] = 1.0
            return matrix
        for row, y in zip(matrix, log_odds(np.asarray(chances, dtype=np.float64)), strict=True):
            z, _ = place(float(y), self.centre, self.stretch, self.count)
            n, a, b, c, d = basis(z, self.count)
            row[n] += a
            row[n + 1] += b
            row += c * self.slope_matrix[n] + d * self.slope_matrix[n + 1]
        return matrix
