r"""Whether a stride along a branch has stayed on it, or has landed on another one nearby.

Branches of nearly symmetric games all but cross: the one that is followed turns sharply where
another, that looks like its straight continuation, begins (an imperfect pitchfork). Neither the
length of the correction nor the angle between tangents tells one from the other. Three things do.

- The orientation, the sign of the conditions' determinant times the sense in which precision
  changes, is the same all along a regular curve. Beyond a pitchfork it is the other one.
- Where two of them turn at once that sign comes back. The equations are eliminated history by
  history, posterior by posterior, and each step has a sign of its own: a stride on which one of
  them changes must be short, one on which two change very short. (That sees every turn of a mover
  of two types. With three, two turns of one posterior leave all signs; the nudges alone tell then.)
- The conditions are nudged, each by an amount of its own, and the place answers by moving across
  the tangent. Next to another branch this answer grows, and beyond it, it points the other way
  (a bordered test function).

Source: Allgower and Georg (1990), *Numerical Continuation Methods*, chapters 2 and 8; Govaerts
(2000), *Numerical Methods for Bifurcations of Dynamical Equilibria*, chapter 3. Checked by
tests/equilibria/explicit/test_principal_branch.py.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .equations import Array, Equations, Place

STEADY = 0.5
"""Smallest cosine between successive answers to the nudges."""
SHORT, VERY_SHORT = 0.05, 0.01
"""Longest strides on which one sign may change, and on which two may."""
_GOLDEN = 0.5 * (math.sqrt(5.0) - 1.0)


@dataclass(frozen=True)
class Bearings:
    """What is compared of two neighbouring places on a branch."""

    x: Array
    """What log probabilities do [e, θ, column]: answering the nudges, and along the branch."""
    y: Array
    """What log odds do [n, c, column]."""
    determinant: float
    """The sign of the conditions' determinant at fixed precision."""
    turns: Array
    """The signs of the determinants of the posteriors' own equations [e]."""
    signs: Array
    """The signs of the determinants of all that is solved for at a history [n]."""
    first: NDArray[np.int64]
    """The first edge of each history [n]."""

    @classmethod
    def at(cls, equations: Equations, place: Place) -> Bearings:
        """Take the bearings of a place; the tangent there is left in the equations."""
        edges, types, _ = equations.move_x.shape
        nudges = np.modf(_GOLDEN * np.arange(1.0, edges * types + 1.0))[0] - 0.5
        nudged = place.point._replace(x=place.point.x + nudges.reshape(edges, types))
        equations.linearise(Place(nudged, place.precision))
        work = equations.work
        return cls(
            equations.move_x.copy(),
            equations.move_y.copy(),
            equations.determinant_sign,
            work.turns.copy(),
            work.signs.copy(),
            equations.tree.first[:-1],
        )

    def steadiness(self, other: Bearings, weights: tuple[Array, Array]) -> float:
        """Return the cosine between the answers of two places to the nudges."""
        one, another = self._answer(weights), other._answer(weights)
        size = math.sqrt(_dot(weights, one, one) * _dot(weights, another, another))
        return _dot(weights, one, another) / size if size > 0.0 else 1.0

    def is_continued_by(
        self, ahead: Bearings, senses: tuple[float, float], steadiness: float, stride: float
    ) -> bool:
        """Return whether the place ``ahead`` is on the same branch.

        ``senses`` are the rates at which log precision changes here and there, in the direction of
        travel.
        """
        oriented = self.determinant * senses[0] * ahead.determinant * senses[1] > 0.0
        return oriented and steadiness >= STEADY and stride <= self._longest(ahead)

    def _longest(self, ahead: Bearings) -> float:
        """Return the longest stride that the changes of signs allow."""
        turned = np.add.reduceat((self.turns != ahead.turns).astype(np.int64), self.first)
        changes = max(int(turned.max()), int((self.signs != ahead.signs).sum()))
        return math.inf if changes == 0 else SHORT if changes == 1 else VERY_SHORT

    def _answer(self, weights: tuple[Array, Array]) -> tuple[Array, Array, float]:
        """Return the answer to the nudges, across the tangent."""
        nudged = self.x[..., 0], self.y[..., 0], 0.0
        along = self.x[..., 1], self.y[..., 1], 1.0
        rate = -_dot(weights, nudged, along) / _dot(weights, along, along)
        return nudged[0] + rate * along[0], nudged[1] + rate * along[1], rate


def _dot(
    weights: tuple[Array, Array], a: tuple[Array, Array, float], b: tuple[Array, Array, float]
) -> float:
    return float((weights[0] * a[0] * b[0]).sum() + (weights[1] * a[1] * b[1]).sum() + a[2] * b[2])
