"""A belief grid of the judge's own, and reading tables on it.

Nodes are evenly spaced in the angle whose squared sine is the probability, with the prior added;
tables are read linearly in that angle. The grid is not the solver's and neither is the reading.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class Beliefs:
    """The nodes of the belief about one player: the probability of its second type."""

    chances: NDArray[np.float64]
    """Probabilities [n], rising; a single node is a belief that never moves."""
    angles: NDArray[np.float64]
    """Their angles [n]."""
    prior: int
    """The node of the prior."""

    @classmethod
    def around(cls, prior: float, count: int) -> Beliefs:
        """Return ``count`` nodes, and the prior if it is not among them."""
        if prior in {0.0, 1.0}:
            return cls(np.array([prior]), np.zeros(1), 0)
        angles = np.linspace(0.0, np.pi / 2.0, count)
        own = np.arcsin(np.sqrt(prior))
        angles = np.unique(np.append(angles[np.abs(angles - own) > 1e-9], own))
        chances = np.sin(angles) ** 2
        chances[0], chances[-1] = 0.0, 1.0
        at = int(np.searchsorted(angles, own))
        chances[at] = prior
        return cls(chances, angles, at)

    def nearest(self, other: Beliefs) -> NDArray[np.int64]:
        """Return which nodes are nearest to those of another grid [n]."""
        return np.asarray(np.abs(self.angles - other.angles[:, None]).argmin(axis=1))

    def posterior(self, first: NDArray[np.float64], second: NDArray[np.float64]) -> Belief:
        """Return the beliefs after an action from its probabilities by type [.., n].

        An action that neither type takes leaves the belief as it is.
        """
        weight = (1.0 - self.chances) * first + self.chances * second
        with np.errstate(invalid="ignore", divide="ignore"):
            after = np.where(weight > 0.0, self.chances * second / weight, self.chances)
        return Belief(self, after, weight)


@dataclass(frozen=True)
class Belief:
    """Beliefs after some actions, at nodes [.., n] of an axis."""

    axis: Beliefs
    """The axis."""
    chances: NDArray[np.float64]
    """Posterior probabilities."""
    weight: NDArray[np.float64]
    """How likely the actions are in the public's eyes."""

    def of(self, action: int) -> Belief:
        """Return the beliefs after one action, where they are [.., k, j, n]."""
        return Belief(self.axis, self.chances[..., action, :, :], self.weight[..., action, :, :])

    def read(self, table: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return tables [.., k, j, n], or some for all actions [.., 1, j, n], at the posteriors."""
        axes = self.chances.ndim
        lead, (*rows, nodes) = table.shape[:-axes], table.shape[-axes:]
        if nodes == 1:
            return np.array(np.broadcast_to(table, (*lead, *self.chances.shape)))
        angles = self.axis.angles
        angle = np.arcsin(np.sqrt(np.clip(self.chances, 0.0, 1.0)))
        lower = np.clip(np.searchsorted(angles, angle) - 1, 0, nodes - 2)
        share = (angle - angles[lower]) / (angles[lower + 1] - angles[lower])
        flat = table.reshape(*lead, -1)  # one index is taken faster than several
        at = lower + nodes * np.arange(math.prod(rows)).reshape(*rows, 1)
        below, above = flat.take(at, axis=-1), flat.take(at + 1, axis=-1)
        above -= below
        above *= share
        above += below
        return np.asarray(above)
