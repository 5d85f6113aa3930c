"""The stretch of an axis that shows the bulk of means with their intervals.

One that does far worse than all others would else set the scale, and hide how the rest differ.
Far below is a mean that falls short of the median by more than ``_FAR`` median deviations (or
median half-widths, where these are larger); the best is never off the axis.
"""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from ...results.tournament import Interval

_FAR = 6.0
"""So many median deviations below the median a mean is far from the bulk."""
_GAIN = 0.6
"""An axis is cut only where it becomes shorter than this share of the whole."""


def half_width(one: Interval) -> float:
    """Return half the width of an interval."""
    return (one.high - one.low) / 2.0


def stretch(found: Sequence[Interval]) -> tuple[float, float]:
    """Return the ends of the axis: those of all intervals and zero, or of the bulk and zero."""
    whole = min(0.0, *(one.low for one in found)), max(0.0, *(one.high for one in found))
    means, typical = [one.mean for one in found], median(map(half_width, found))
    middle = median(means)
    reach = _FAR * max(median(abs(mean - middle) for mean in means), typical)
    near = [one for one in found if one.mean >= middle - reach]
    low = max(min(one.low for one in near), middle - reach)
    high = min(max(one.high for one in near), max(middle + reach, max(means) + 2.0 * typical))
    bulk = min(0.0, low), max(0.0, high)
    return bulk if bulk[1] - bulk[0] < _GAIN * (whole[1] - whole[0]) else whole
