"""What following a profile earns from the start of the talks on, against what it claims."""

from __future__ import annotations

from collections.abc import Mapping

from ..foundations.records import record

_ROUNDING = 1e-9
"""Errors no larger than this, $bn, are those of adding up."""


@record
class FollowedPlay:
    """A profile followed from the prior, every step's claim compared with the step after it.

    Claims at one stage must be what the profile's own actions there bring on average, claims at the
    next stage counted in. Where they are not, what is missing adds up along play to the difference
    between what the profile claims at the start and what following it earns: without bias, however
    wrong the claims are, and with little noise where they are nearly right.
    """

    error_busd: Mapping[str, Mapping[str, float]]
    """By how much each type of each player is promised more than following earns it, $bn."""
    noise_busd: Mapping[str, Mapping[str, float]]
    """The standard error of that, from the talks that were followed."""
    largest_busd: Mapping[str, float]
    """How large the error may be of any type of each player that the prior allows, $bn: what was
    measured, three standard errors, and the largest error of a step met times the chance, by the
    rule of three, of what so few talks may have missed. An estimate: what they missed may err by
    more than what they met."""
    step_busd: float
    """The largest error of a single step that these talks met, for the types that played, $bn."""
    where: str
    """Its round, stage, public state and beliefs."""
    stakes_busd: Mapping[str, float]
    """What is at stake for each player: the range in which nine of ten talks end, or two standard
    deviations of what talks earn if that is more, $bn."""
    talks: int
    """How many talks were followed."""


def share_of(error: float, stakes: float) -> float:
    """Return an error as a share of what is at stake: all of it where nothing is.

    Rounding is no error.
    """
    if error <= _ROUNDING:
        return 0.0
    return error / stakes if stakes > 0.0 else 1.0
