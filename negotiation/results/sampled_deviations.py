"""What deviating once earns on the paths of sampled talks."""

from __future__ import annotations

from collections.abc import Mapping

from ..foundations.records import record


@record
class SampledDeviations:
    """What one deviation earns wherever sampled talks go, all following the profile afterwards."""

    max_gain_busd: float
    """The largest gain, $bn."""
    where: str
    """Round, stage, state, beliefs, type and action of that gain."""
    error_there_busd: float
    """How much a judge of half as many nodes changes that gain."""
    error_busd: float
    """How much it changes the largest gain of any information set."""
    by_kind_busd: Mapping[str, float]
    """The largest gain by kind of stage: at moves, at offers of the menu, at answers."""
    information_sets: int
    """Information sets examined: positions, beliefs and types."""
    tried: int
    """Deviations examined."""
    matches: int
    """How many talks were sampled."""
