"""The certificate of a profile under private information."""

from __future__ import annotations

from collections.abc import Mapping

from ..foundations.records import record
from .accuracy import POOR
from .exact_certificate import ExactCertificate
from .followed_play import FollowedPlay, share_of
from .sampled_deviations import SampledDeviations


@record
class PrivateCertificate:
    """What deviating would earn, computed by code that shares nothing with the solver.

    With a finite precision the gains are not 0: players are meant to err, by an order of log(number
    of actions) / L. They fall to 0 as the precision grows.
    """

    at_start_busd: Mapping[str, Mapping[str, float]]
    """What each type of each player gains by its best plan for the whole talks, at the prior, read
    from the judge's belief grid."""
    grid_error_busd: float
    """How much a judge of half as many nodes changes the gain of any type at the prior."""
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
    followed: FollowedPlay | None
    """How far claimed values are from what following earns; None for a profile that claims none."""
    exact: ExactCertificate | None
    """The exact certificate, on the whole tree; None for a game that is too large."""
    sampled: SampledDeviations | None
    """What one deviation earns on sampled paths; None for a game with an exact certificate."""
    any_package_busd: float
    """The largest gain from offering a package outside the menu once, on sampled paths, $bn."""
    any_package_where: str
    """Where, who and which package."""
    packages_tried: int
    """How many such offers were examined."""
    residual: float | None
    """The largest error that the solver left in its own equations, in log odds; None if it says
    nothing. It bounds no gain, and the gains do not rely on it."""
    unsolved: int | None
    """How many of these equations stayed above the solver's tolerance; None if it says nothing."""
    method: str
    """How gains on the grid were computed, in one sentence."""
    off_path_beliefs: str
    """What is believed after an action that the profile does not expect."""
    intuitive: tuple[str, ...]
    """Where the intuitive criterion is violated, in words."""
    intuitive_method: str
    """Where it was asked, in words."""
    unexpected_actions: int
    """How many actions that no type was expected to take were judged by it."""

    @property
    def doubt_busd(self) -> float:
        """Return by how much a gain at the prior may be off, $bn: a measure and no bound.

        What half as many nodes change, and by how much following the profile is misjudged on the
        same grid: best plans are read in the same way.
        """
        return self.grid_error_busd + self.interpolation_error_busd

    @property
    def warning_of_errors(self) -> str:
        """Return what must be said of play that is meant to be free of errors, if it is not."""
        if self.followed is None:
            return ""
        at_start = self.at_start_busd if self.exact is None else self.exact.at_start
        stakes = self.followed.stakes_busd
        # What was followed knows which types the prior allows.
        gains = {
            player: max(at_start[player][name] for name in possible)
            for player, possible in self.followed.error_busd.items()
        }
        seen = 0.0 if self.sampled is None else self.sampled.max_gain_busd
        later = max(seen, self.anywhere_busd if self.exact is None else self.exact.max_gain_busd)
        most = max(stakes.values())
        shares = [share_of(gain, stakes[player]) for player, gain in gains.items()]
        if max(*shares, share_of(later, most), share_of(self.any_package_busd, most)) <= POOR:
            return ""
        told = " and ".join(
            f"{player} {gains[player]:.2g} of {stakes[player]:.2g}" for player in gains
        )
        return (
            "no perfect Bayesian equilibrium, only near one: of what is at stake, $bn, another "
            f"plan gains a type up to {told} from the start on; up to {later:.2g} from a later "
            f"point on, in play or off it; an offer off the menu up to {self.any_package_busd:.2g}"
            "; try a finer --grid and more --offers, or the logit equilibrium, which allows for "
            "errors"
        )
