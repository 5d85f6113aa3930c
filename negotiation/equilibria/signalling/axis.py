"""Belief axes: where the value of a belief is tabulated, and how it is read in between."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .kernels.tables import log_odds_of, read_pairs, read_tables

_REACH = 4
"""How many nodes away values may still bear on a slope, and on whether it is cut."""

SURE = 1e-300
"""Probabilities below this are none: their log odds could not be told from those of none."""

STRETCH = 2.0
"""How much denser the nodes are near certainty: odds go with this power of x / (1 - x)."""


def log_odds(chances: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return log(p / (1 - p)) of probabilities [n]; infinite where certain.

    By a compiled loop: NumPy's logarithm of one number may differ from that of many in the last
    digit.
    """
    odds = np.empty(len(chances))
    log_odds_of(np.ascontiguousarray(chances, dtype=np.float64), odds)
    return odds


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

        A sure prior, or one below `SURE`, gives a single node. ``count`` is odd and at least 3.
        """
        if prior < SURE or prior == 1.0 or count == 1:
            chances = np.array([prior if prior >= SURE else 0.0])
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

    def place(self, odds: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return where log odds [..] sit on the axis: node numbers, as floats."""
        if self.count == 1:
            return np.zeros(odds.shape)
        with np.errstate(over="ignore"):
            share = 1.0 / (1.0 + np.exp(-(odds - self.centre) / self.stretch))
        return np.asarray((self.count - 1) * share)

    def read(
        self, tables: NDArray[np.float64], chances: NDArray[np.float64]
    ) -> NDArray[np.float64]:
        """Return what tables [.., n] say at beliefs [b], as [.., b].

        By the same cubics as the kernels. Not a linear map: slopes are cut near jumps and kinks.
        """
        if self.count == 1:
            return np.repeat(tables, len(chances), axis=-1)
        flat = tables.reshape(-1, self.count)
        found = np.empty((len(flat), len(chances)))
        odds = log_odds(np.asarray(chances, dtype=np.float64))
        read_tables(np.ascontiguousarray(flat), odds, self.centre, self.stretch, _REACH, found)
        return found.reshape(*tables.shape[:-1], len(chances))


def read_both(
    axes: tuple[BeliefAxis, BeliefAxis], tables: NDArray[np.float64], beliefs: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return what tables [.., b0, b1] say at pairs of beliefs [n, i], as [n, ..].

    As `BeliefAxis.read` by the second axis and then by the first, pair by pair.
    """
    flat = np.ascontiguousarray(tables.reshape(-1, *tables.shape[-2:]))
    odds = np.stack([log_odds(beliefs[:, i]) for i in (0, 1)], axis=1)
    found = np.empty((len(odds), len(flat)))
    centres = np.array([axis.centre for axis in axes])
    read_pairs(flat, odds, centres, STRETCH, _REACH, found)
    return found.reshape(len(odds), *tables.shape[:-2])
