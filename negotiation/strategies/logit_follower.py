"""Plays the logit equilibrium of the talks with types private.

Everyone errs, and errs less where an error costs more: an action's odds are exp(L times its value),
given what the action would tell of the type (`equilibria.logit`).

**Names:** logit follower (ours); the equilibrium is the agent quantal response equilibrium of
McKelvey and Palfrey (1998).

>>> LogitFollower.follows
'logit'
"""

from __future__ import annotations

from typing import ClassVar

from ..game.information import InformationSet
from ..game.mixed_actions import MixedAction
from ..results.profile import Profile
from .strategy import Strategy


class LogitFollower(Strategy):
    """Does what a solved profile does at the position, type and public belief that it sees."""

    memory_depth: ClassVar[float] = 0
    follows: ClassVar[str | None] = "logit"

    def __init__(self, profile: Profile) -> None:
        self.profile = profile

    def mixed_action(self, seen: InformationSet) -> MixedAction:
        """Return the profile's mixed action."""
        return self.profile.mixed_action(seen.position, seen.player_type, seen.belief)
