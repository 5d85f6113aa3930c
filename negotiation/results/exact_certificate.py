"""The exact certificate of a profile of a small game under private information."""

from __future__ import annotations

from collections.abc import Mapping

from ..foundations.records import record


@record
class ExactCertificate:
    """What every type gains by deviating, over every information set and every package, in $bn.

    An information set is a position, a public belief and a type of the player who moves there; the
    gain is that of the type's best plan for the rest of the talks over following the profile.
    """

    max_gain_busd: float
    """The largest gain at any information set, on and off the path."""
    at_start: Mapping[str, Mapping[str, float]]
    """The gain at the start, by player and type: what the profile's regret measures."""
    on_path_busd: float
    """The largest gain at an information set that play from the prior reaches."""
    interpolation_error_busd: float | None
    """By how much what following pays a type from the start on differs from what the solution
    claims, at most: the error of the solver's own reading between beliefs. None for no claim."""
    claims_off_busd: Mapping[str, float]
    """The same by player; empty for no claim."""
    residual: float
    """How far the solver says that its equations are from holding; 0 where it says nothing."""
    method: str
    """What was computed, in one sentence."""
    where: str
    """The information set of the largest gain."""
    checked: int
    """How many information sets were examined."""
    off_path_beliefs: str
    """What is believed after an action that the profile does not expect."""
    intuitive: tuple[str, ...] = ()
    """Where the intuitive criterion is violated, in words."""
    log_odds_on_path: float | None = None
    """How far the log odds of two actions that play from the prior meets are from L times what they
    really differ in; None for a profile without a precision L."""
