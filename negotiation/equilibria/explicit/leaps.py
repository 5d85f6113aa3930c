"""Leaping from one precision to a higher one, over the folds of a branch.

At a higher precision the conditions are solved afresh from where the tangent leads. Every posterior
moves the way that its own error pushes it, whatever its slope: where a branch has folded back and
its solution is gone, this leads on to the next stable one. How far a belief may move is bounded,
the more the earlier in the talks it is held, so that what follows can adapt; bounds shrink where a
belief turns round and grow again where it does not. Nothing promises that this settles; where it
does not, a shorter leap is tried.

The solution found is an equilibrium as good as any other, but past a fold not the principal one.
"""

from __future__ import annotations

import math

import numpy as np

from .branch import SETTLED
from .equations import Array, Equations, Place

MOST_CORRECTIONS = 60
WIDEST, LATER_FIRST = 0.5, 0.7
"""The largest move of a belief just before the end; by how much less for each move that follows."""
LONGEST, SHORTEST = 8.0, 1.15
"""Bounds of the factor by which a leap multiplies precision."""


class Leaps:
    """Leaps through the precisions of one game's equations."""

    def __init__(self, equations: Equations) -> None:
        self.equations = equations
        self.most: Array = WIDEST * LATER_FIRST ** equations.heights().astype(np.float64)
        self.factor = 1.5

    def leap(self, place: Place, target: float) -> Place | None:
        """Return a place at a higher precision, at most the target; ``None`` if none is found.

        The place left must be the one last linearised; so is the place returned.
        """
        x, y = self.equations.move_x[:, :, 1].copy(), self.equations.move_y[:, :, 1].copy()
        factor = self.factor
        while factor > SHORTEST:
            wanted = min(factor * place.precision, target)
            rate = wanted / place.precision - 1.0
            starts = [_moved(place, rate * x, rate * y, wanted), _moved(place, 0.0, 0.0, wanted)]
            if factor == self.factor:
                starts.append(self.equations.start(wanted))
            for ahead in starts:
                self.equations.normalise(ahead)
                needed = self._settle(ahead)
                if needed is not None:
                    self.factor = _adapted(factor, needed)
                    self.equations.linearise(ahead)
                    return ahead
            factor = math.sqrt(factor)
        self.factor = 1.2
        self.equations.linearise(place)
        return None

    def _settle(self, place: Place) -> int | None:
        """Solve at fixed precision; return the number of corrections, ``None`` if it fails."""
        free = self.equations.work.share.shape[0] - 1
        bound = np.repeat(self.most[:, None], max(free, 1), axis=1)
        last = np.zeros_like(bound)
        for count in range(MOST_CORRECTIONS):
            felt = self.equations.linearise_upright(place, bound, self.most, last)
            change = self.equations.correct(place)
            if not math.isfinite(change):
                return None
            if change < SETTLED and not felt:
                return count
        return None


def _moved(place: Place, x: Array | float, y: Array | float, precision: float) -> Place:
    """Return a place moved by hand, its probabilities still to be normalised."""
    point = place.point
    moved = point._replace(x=point.x + x, y=point.y + y, played=point.played.copy())
    return Place(moved, precision)


def _adapted(factor: float, needed: int) -> float:
    """Return the next factor from how many corrections this one needed."""
    power = 1.5 if needed <= 5 else 1.0 if needed < 15 else 0.8
    return min(max(float(factor**power), 1.1), LONGEST)
