"""Climbs in the first round and walks back in the next.

At its first posture stage it takes the first rung from which it could climb further; in the second
round it goes back as far as it may; then it holds. At the table it is a Boulware with beta = 1/2.

**Names:** bluff and walk-back (ours), after 2 and 4 May 2025, when the Treasury card was named and
withdrawn within two days; audience costs of climbing down are those of Fearon (1994).

On a pie there is no ladder, and a mild Boulware is left; the share is player 0's:

>>> from negotiation.engine.matches import play
>>> from negotiation.game.pie import divide_the_pie
>>> pie = divide_the_pie(rounds=3, discount_factors=(1, 1), shares=[n / 20 for n in range(21)])
>>> for move in play(pie, (BluffAndWalkBack(), BluffAndWalkBack()), (0, 0), seed=0).moves:
...     print(move.player, move.action, *(move.package or {}).values())
us offer 1 (20)
japan reject 1 (20)
japan offer 0.1 (2)
us reject 0.1 (2)
us offer 0.6 (12)
japan accept 0.6 (12)
"""

from __future__ import annotations

from typing import ClassVar

from ..game.information import InformationSet
from ..game.mixed_actions import MixedAction
from .reasoning.bargaining import hold
from .reasoning.ladder import back_down, gentlest_climb
from .reasoning.time_dependence import concede_with_time
from .strategy import Strategy


class BluffAndWalkBack(Strategy):
    """Names the card, and takes it back."""

    memory_depth: ClassVar[float] = 0
    claims: ClassVar[frozenset[str]] = frozenset({"individually_rational"})

    def __init__(self, beta: float = 0.5) -> None:
        self.beta = beta

    def mixed_action(self, seen: InformationSet) -> MixedAction:
        """Return the offer, answer or posture of this round."""
        return concede_with_time(seen, self.beta, lambda _: self._posture(seen))

    def _posture(self, seen: InformationSet) -> int:
        if seen.stage.round_index == 1:
            return back_down(seen)
        bluff = gentlest_climb(seen) if seen.stage.round_index == 0 else None
        return hold(seen) if bluff is None else bluff
