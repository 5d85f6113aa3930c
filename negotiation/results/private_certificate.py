"""The certificate of a profile under private information."""

from __future__ import annotations

from collections.abc import Mapping

from ..foundations.records import record


@record
class PrivateCertificate:
    """What deviating would earn, computed by code that shares nothing with the solver.

    With a finite precision the gains are not 0: players are meant to err, by an order of log(number
    of actions) / L. They fall to 0 as the precision grows.
    """

    at_start_busd: Mapping[str, Mapping[str, float]]
    """What each type of each player gains by its best plan for the whole talks, at the prior."""
    anywhere_busd: float
    """The largest such gain found at any node, a stage, public state and pair of beliefs; gains
    between the nodes may be larger."""
    where: str
    """The node of that gain."""
    nodes: int
    """How many nodes were examined."""
    interpolation_error_busd: float
    """Largest difference at the prior from the values that the profile claims, $bn: the judge's
    own interpolation and the solver's together."""
    any_package_busd: float
    """The largest gain from offering any package of the game once, on sampled paths, $bn."""
    packages_tried: int
    """How many such offers were examined."""
    method: str
    """What was computed, in one sentence."""
    off_path_beliefs: str
    """What is believed after an action that the profile does not expect."""
    intuitive: tuple[str, ...] = ()
    """Where the intuitive criterion is violated, in words."""
