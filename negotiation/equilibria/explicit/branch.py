r"""Following a branch of logit equilibria along its length, from uniform play at precision 0.

Write z for all unknowns and $\ell$ for a change of log precision. The branch is followed by its
pseudo-arclength: a stride of length h goes to

    z + h z' + h^2 / (1 + h l') c,    with (z', l') the tangent and c fitted to the last place,

and is corrected by Newton steps across the tangent, so that folds, where the precision turns back,
are passed. The curved part is exact for what varies like 1, L and 1/L, and so is the whole once
play has settled: probabilities of what is dominated fall exponentially, the rest is constant up to
1/L. Then strides multiply the precision by ten.

What belongs to equal continuations at different histories folds at the same place. The tangent
treats them alike, so they move together, and the branch is oriented by the angle between successive
tangents. Whether a stride has stayed on the branch is told by `continuity`; where branches really
cross, as they do where a game is exactly symmetric, no stride is short enough: the branch is then
followed straight on, and the crossing counted.

Source: Turocy (2005), Games and Economic Behavior 51, 243-263; Turocy (2010), Economic Theory 42,
255-269; Allgower and Georg (1990), *Numerical Continuation Methods*, chapters 4 and 6.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from .continuity import STEADY, Bearings
from .equations import Array, Equations, Place

NEAR = 0.1
"""Largest change of a probability in a correction: where more was let pass, closed loops off the
branch were joined now and then and gone round for ever."""
AIMED = 0.03
"""The first correction that strides are adapted to."""
SETTLED = 1e-5
"""Corrections below this are the last: they converge quadratically."""
STRAIGHT = 0.8
"""Smallest cosine between successive tangents."""
MOST_CORRECTIONS = 6
LONGEST, SHORTEST = 9.0, 1e-8
CROSSED = 1e-5
"""Where not even strides this short are beyond doubt, branches cross, as far as can be told."""


@dataclass(frozen=True)
class _Tangent:
    """The direction of a branch at a place, and how it bends."""

    x: Array
    y: Array
    log_precision: float
    bend: tuple[Array, Array, float] | None
    """What a unit of h^2 / (1 + h l') adds to x, y and log precision."""

    def dot(self, weights: tuple[Array, Array], x: Array, y: Array, log_precision: float) -> float:
        """Return the product with another direction."""
        return (
            float((weights[0] * self.x * x).sum() + (weights[1] * self.y * y).sum())
            + self.log_precision * log_precision
        )


class Branch:
    """A branch of equilibria at one of its places."""

    def __init__(self, equations: Equations, place: Place) -> None:
        self.equations, self.place = equations, place
        self.folds = self.crossings = 0
        self._rising = True
        self._before: Place | None = None
        self._tangent: _Tangent | None = None
        self._stride = 1.0
        self._bearings = Bearings.at(equations, place)

    @property
    def is_rising(self) -> bool:
        """Whether precision grows along the branch here."""
        return self._rising

    def go_on(self, target: float) -> bool:
        """Make one stride, at most to the target precision; return whether there was a way."""
        weights = self.equations.weights(self.place)
        tangent = self._turn(weights)
        h = self._stride
        while h > SHORTEST:
            h, arrives = _shortened(h, tangent.log_precision, target / self.place.precision)
            ahead = self._predicted(tangent, h, target if arrives else None)
            first = self._correct(ahead, weights, tangent, arrives) if ahead else math.inf
            if ahead and first < NEAR and ahead.precision > target:  # it bent past the target
                arrives, ahead.precision = True, target
                first = self._correct(ahead, weights, tangent, arrives)
            if ahead and first < NEAR and self._accept(ahead, weights, tangent, h, first):
                return True
            h *= 0.4
        self.equations.linearise(self.place)
        return False

    def _accept(
        self, ahead: Place, weights: tuple[Array, Array], tangent: _Tangent, h: float, first: float
    ) -> bool:
        """Move to the place ahead if it is on the branch; return whether it is.

        ``first`` is the first correction, to which the next stride is adapted.
        """
        bearings = Bearings.at(self.equations, ahead)
        _, steep, square = self.equations.products(weights, (tangent.x, tangent.y))
        rate = steep + tangent.log_precision
        cosine = abs(rate) / math.sqrt(1.0 + square)
        if cosine < STRAIGHT:
            return False
        steadiness = self._bearings.steadiness(bearings, weights)
        senses = tangent.log_precision, rate
        if not self._bearings.is_continued_by(bearings, senses, steadiness, h):
            if h >= CROSSED:
                return False
            self.crossings += 1
        self._before, self.place, self._tangent = self.place, ahead, tangent
        self._bearings = bearings
        factors = (
            (AIMED / max(first, 1e-12)) ** (1.0 / 3.0),
            math.sqrt(0.5 * (1.0 - STRAIGHT) / max(1.0 - cosine, 1e-12)),
            math.sqrt(0.5 * (1.0 - STEADY) / max(1.0 - steadiness, 1e-12)),
        )
        self._stride = min(h * min(max(min(factors), 0.3), 3.0), LONGEST)
        return True

    def _turn(self, weights: tuple[Array, Array]) -> _Tangent:
        """Return the tangent at the place last linearised, in the direction of travel."""
        equations, before = self.equations, self._tangent
        x, y = equations.move_x[:, :, 1], equations.move_y[:, :, 1]
        _, _, square = equations.products(weights, (x, y))
        rate = 1.0 / math.sqrt(1.0 + square)
        if before is not None and before.dot(weights, x, y, 1.0) < 0.0:
            rate = -rate
        if (rate > 0.0) != self._rising:
            self.folds += 1
            self._rising = rate > 0.0
        straight = _Tangent(rate * x, rate * y, rate, None)
        return _Tangent(straight.x, straight.y, rate, self._bend(straight, weights))

    def _bend(
        self, tangent: _Tangent, weights: tuple[Array, Array]
    ) -> tuple[Array, Array, float] | None:
        """Return the curvature that leads through the place before this one."""
        if self._before is None:
            return None
        here, before = self.place, self._before
        x, y = before.point.x - here.point.x, before.point.y - here.point.y
        rate = before.precision / here.precision - 1.0
        h = -tangent.dot(weights, x, y, rate)
        if h <= 0.0 or h * tangent.log_precision > 0.999:
            return None
        share = (1.0 - h * tangent.log_precision) / (h * h)
        return (
            (x + h * tangent.x) * share,
            (y + h * tangent.y) * share,
            (rate + h * tangent.log_precision) * share,
        )

    def _predicted(self, tangent: _Tangent, h: float, target: float | None) -> Place | None:
        """Return the place at a distance; ``None`` if its precision is out of reach."""
        x, y = self.place.point.x + h * tangent.x, self.place.point.y + h * tangent.y
        rate = h * tangent.log_precision
        if tangent.bend is not None:
            share = h * h / (1.0 + h * tangent.log_precision)
            x += share * tangent.bend[0]
            y += share * tangent.bend[1]
            rate += share * tangent.bend[2]
        if target is None and not -0.6 < rate < 1.2 * LONGEST:
            return None
        precision = self.place.precision * (1.0 + rate) if target is None else target
        ahead = Place(self.place.point._replace(x=x, y=y), precision)
        ahead.point = ahead.point._replace(played=self.place.point.played.copy())
        self.equations.normalise(ahead)
        return ahead

    def _correct(
        self, ahead: Place, weights: tuple[Array, Array], tangent: _Tangent, arrives: bool
    ) -> float:
        """Bring a place back to the branch; return the largest change, infinite if it fails."""
        along = tangent.x, tangent.y
        first, last = 0.0, math.inf
        for _ in range(MOST_CORRECTIONS):
            self.equations.linearise(ahead)
            rate = 0.0
            if not arrives:
                off, steep, _ = self.equations.products(weights, along)
                rate = -off / (steep + tangent.log_precision)
                if not abs(rate) < 0.5:
                    return math.inf
            change = self.equations.correct(ahead, rate)
            first = max(first, change)
            if not change < NEAR or (change > 0.5 * last and change > 0.02):
                return math.inf
            if change < SETTLED:
                return first
            last = change
        return math.inf


def _shortened(h: float, rate: float, reach: float) -> tuple[float, bool]:
    """Return the stride, no longer than to the target or half the precision; whether it arrives."""
    if rate > 0.0 and 1.0 + h * rate >= reach:
        return (reach - 1.0) / rate, True
    if h * rate < -0.5:
        return -0.5 / rate, False
    return h, False
