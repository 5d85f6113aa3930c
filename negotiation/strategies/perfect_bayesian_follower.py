"""Plays a perfect Bayesian equilibrium of the talks with types private.

Every type does its best at every belief, and beliefs follow from play by Bayes' rule wherever they
can (`equilibria.perfect_bayesian`).

**Names:** perfect Bayesian follower (ours); the equilibrium is Fudenberg and Tirole's (1991).

>>> PerfectBayesianFollower.follows
'perfect_bayesian'
"""

from __future__ import annotations

from typing import ClassVar

from ..game.information import InformationSet
from ..game.mixed_actions import MixedAction
from ..results.profile import Profile
from .strategy import Strategy


class PerfectBayesianFollower(Strategy):
    """Does what a solved profile does at the position, type and public belief that it sees."""

    memory_depth: ClassVar[float] = 0
    follows: ClassVar[str | None] = "perfect_bayesian"

    def __init__(self, profile: Profile) -> None:
        self.profile = profile

    def mixed_action(self, seen: InformationSet) -> MixedAction:
        """Return the profile's mixed action."""
        return self.profile.mixed_action(seen.position, seen.player_type, seen.belief)
