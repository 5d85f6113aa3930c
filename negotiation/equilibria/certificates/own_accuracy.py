"""What a profile says of its own accuracy. A certificate reports it apart and does not rely on it.

Profiles that solve equations know their *residual*, how far these are from holding; some also
count how many stayed above the tolerance. Profiles that solve none say nothing.
"""

from __future__ import annotations

from typing import Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from ...results.history_profile import HistoryProfile
from ...results.profile import Profile


@runtime_checkable
class _SolvesEquations(Protocol):
    @property
    def residual(self) -> float: ...


class _Tally(Protocol):
    @property
    def counts(self) -> NDArray[np.int64]: ...


@runtime_checkable
class _CountsThem(Protocol):
    @property
    def tally(self) -> _Tally: ...


@runtime_checkable
class _HasPrecision(Protocol):
    @property
    def precision(self) -> float: ...


def precision(profile: Profile | HistoryProfile) -> float | None:
    """Return the precision L of a profile of logit responses, per $bn; None of any other."""
    return float(profile.precision) if isinstance(profile, _HasPrecision) else None


def residual(profile: Profile | HistoryProfile) -> float | None:
    """Return the largest error that the solver left in its equations; None if it says nothing."""
    return float(profile.residual) if isinstance(profile, _SolvesEquations) else None


def unsolved(profile: Profile) -> int | None:
    """Return how many equations stayed above the solver's tolerance; None if it says nothing."""
    return int(profile.tally.counts[-1]) if isinstance(profile, _CountsThem) else None
