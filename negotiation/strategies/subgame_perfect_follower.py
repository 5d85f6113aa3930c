"""Plays the subgame-perfect equilibrium of the talks with types known.

**Names:** subgame-perfect follower (ours); the equilibrium is Selten's (1965).

>>> SubgamePerfectFollower.follows
'subgame_perfect'
"""

from __future__ import annotations

from typing import ClassVar

from ..game.information import InformationSet
from ..game.mixed_actions import MixedAction
from ..results.profile import Profile
from .strategy import Strategy


class SubgamePerfectFollower(Strategy):
    """Does what a solved profile does at the position, type and public belief that it sees."""

    memory_depth: ClassVar[float] = 0
    follows: ClassVar[str | None] = "subgame_perfect"

    def __init__(self, profile: Profile) -> None:
        self.profile = profile

    def mixed_action(self, seen: InformationSet) -> MixedAction:
        """Return the profile's mixed action."""
        return self.profile.mixed_action(seen.position, seen.player_type, seen.belief)
