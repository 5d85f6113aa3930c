"""Estimates over several branches of equilibria: the best of them, and the interval over all.

    l(L) = largest, over the branches b that exist at L, of  sum log sigma_L,b(a | ..).

The precision is where l is largest; the 95 % interval over branches is where l is less than 1.92
below that. It may be in several pieces; the interval reported is their hull.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from ...results.branch_estimate import BranchEstimate
from .curve import DROP, Curve, Piece, joined
from .survey import Branch, how_many

_LOOKS = 4
"""How often a branch is looked at where its log-likelihood is most in doubt."""
_CAREFUL = 2.0
"""How many times the rise between points tried is allowed for that a concave curve may have."""


@dataclass(frozen=True)
class Peak:
    """A branch at its most likely precision."""

    name: str
    """The branch's name."""
    curve: Curve
    """Its log-likelihood."""
    best: float
    """Where that is largest, x = log L."""
    interval: Piece
    """Its own interval of x."""
    spread: float | None
    """The standard error of x; ``None`` where the curve is not curved, or rises to a bound."""
    tried: tuple[float, ...]
    """The x at which all this was found and the branch is, rising."""

    @classmethod
    def of(cls, name: str, curve: Curve, scan: Sequence[float]) -> Peak:
        """Return the peak of a curve."""
        best = curve.peak(list(scan))
        first, last = curve.last_inside(best, -1), curve.last_inside(best, 1)
        ends = scan[0], scan[-1]
        spread = None if best in ends else curve.spread(best, first, last, ends)
        return cls(name, curve, best, (first, last), spread, tuple(curve.found()))

    @property
    def value(self) -> float:
        """The log-likelihood there."""
        return self.curve.value(self.best)

    def told(self, ends: Piece) -> BranchEstimate:
        """Return the record of the branch; ``ends`` are the bounds of the search, x = log L."""
        return BranchEstimate(
            name=self.name,
            precision=math.exp(self.best),
            log_likelihood=self.value,
            interval=(math.exp(self.interval[0]), math.exp(self.interval[1])),
            open_ends=(self.interval[0] == ends[0], self.interval[1] == ends[1]),
            found_between=(math.exp(self.tried[0]), math.exp(self.tried[-1])),
            precisions=np.exp(self.tried),
            log_likelihoods=np.array([self.curve.value(x) for x in self.tried]),
        )


@dataclass(frozen=True)
class Several:
    """More than one equilibrium in an interval."""

    at_once: int
    """How many at most, at what was tried in the interval and next to it."""
    between: Piece
    """The lowest and the highest x tried at which another branch is that reaches into it."""
    left: int
    """How many of these branches were not followed."""


def pieces_over(peaks: Sequence[Peak]) -> list[Piece]:
    """Return the interval over branches, x = log L, in its pieces.

    A branch alone has one piece, its own interval.
    """
    if len(peaks) == 1:
        return [peaks[0].interval]
    least = max(peak.value for peak in peaks) - DROP
    return joined([piece for peak in peaks for piece in peak.curve.pieces(least)])


def follow(
    peaks: list[Peak], branches: Sequence[Branch], scan: Sequence[float], most: int
) -> list[Branch]:
    """Add to the peaks up to ``most`` branches that bear on the interval over branches.

    First those come that are known to fit, then those that reach into the interval, then those
    whose log-likelihood may come within `DROP` of the best between the points tried. Returns those
    that were not added.
    """
    left = list(branches)
    for _ in range(most):
        pieces = pieces_over(peaks)
        least = max(peak.value for peak in peaks) - DROP
        following = (
            next((b for b in left if max(map(b.curve.value, b.curve.found())) >= least), None)
            or next((b for b in left if _reaches(b, pieces, peaks, scan)), None)
            or next((b for b in left if _may_fit(b.curve, scan, least)), None)
        )
        if following is None:
            break
        left.remove(following)
        peaks.append(Peak.of(following.name, following.curve, scan))
    return left


def several_within(
    peaks: Sequence[Peak],
    branches: Sequence[Branch],
    left: Sequence[Branch],
    scan: Sequence[float],
) -> Several | None:
    """Return what other branches, those ``left`` included, reach into the interval, if any do."""
    pieces = pieces_over(peaks)
    inside = [branch for branch in branches if _reaches(branch, pieces, peaks, scan)]
    if not inside:
        return None
    low, high = pieces[0][0], pieces[-1][1]
    begin = max((x for x in scan if x <= low), default=low)
    end = min((x for x in scan if x >= high), default=high)
    found = [branch.curve.found() for branch in inside]
    tried = {x for each in found for x in each if begin <= x <= end}
    return Several(
        max((how_many(branches, x) for x in tried), default=2),
        (min(each[0] for each in found), max(each[-1] for each in found)),
        sum(branch in left for branch in inside),
    )


def _reaches(
    branch: Branch, pieces: Sequence[Piece], peaks: Sequence[Peak], scan: Sequence[float]
) -> bool:
    """Return whether a branch reaches into the hull of an interval.

    Where it may, from the next point of the scan, it is looked at the outermost point in the hull
    that was tried along the principal branch.
    """
    low, high = pieces[0][0], pieces[-1][1]
    found = branch.curve.found()
    if found[0] <= high and found[-1] >= low:
        return True
    tried = [x for x in peaks[0].curve.found() if low <= x <= high]
    if not tried:
        return False
    nearest = tried[-1] if found[0] > high else tried[0]
    apart = found[0] if found[0] > high else found[-1]
    between = [x for x in scan if min(nearest, apart) < x < max(nearest, apart)]
    return not between and branch.curve.at(nearest) is not None


def _may_fit(curve: Curve, scan: Sequence[float], least: float) -> bool:
    """Return whether a log-likelihood may be so large between the points at which it is known.

    It is looked at where it is most in doubt, a few times. Of a branch that has not been looked at
    along the whole scan, as in large games, only what is known counts.
    """
    if any(x not in curve.readings for x in scan):
        return False
    for _ in range(_LOOKS):
        bound, (low, high) = max(_bounds(curve))
        if bound < least:
            return False
        if curve.value((low + high) / 2.0) >= least:
            return True
    return max(_bounds(curve))[0] >= least


def _bounds(curve: Curve) -> Iterator[tuple[float, Piece]]:
    """Yield how large a log-likelihood may be between any two neighbouring points tried.

    A concave curve stays below the lines through the neighbours on either side, extended to these.
    Infinite where there are too few points to tell.
    """
    tried = sorted(curve.readings)
    value = {x: curve.value(x) for x in curve.found()}

    def line(x: float, other: float) -> tuple[float, float, float] | None:
        """Return the line through two points, if the branch is there: value, slope and point."""
        if x not in value or other not in value:
            return None
        return value[x], (value[x] - value[other]) / (x - other), x

    for n, (a, b) in enumerate(pairwise(tried)):
        if a not in value and b not in value:
            continue
        sides = (
            line(a, tried[n - 1]) if n > 0 else None,
            line(b, tried[n + 2]) if n + 2 < len(tried) else None,
        )
        lines = [side for side in sides if side is not None]
        if not lines:
            yield math.inf, (a, b)
            continue
        at = [a, b]
        if len(lines) == 2 and lines[0][1] != lines[1][1]:
            (v, r, x), (w, s, y) = lines
            at.append(min(max((w - v + r * x - s * y) / (r - s), a), b))
        highest = max(min(v + r * (z - x) for v, r, x in lines) for z in at)
        known = max(value.get(a, -math.inf), value.get(b, -math.inf))
        yield known + _CAREFUL * max(highest - known, 0.0), (a, b)
