"""Keeps its hint for the end: one rung up at its last posture but one, and otherwise it holds.

The hint is the first legal climb. In talks with a single posture stage that is the one. At the
table it is a Boulware with beta = 1/2.

**Names:** late hint (ours), after the deadline effect: what is said near the deadline cannot be
answered for long (Roth, Murnighan and Schoumaker 1988, American Economic Review 78, 806-823).

On a pie there is nothing to hint at; the share is player 0's:

>>> from negotiation.engine.matches import play
>>> from negotiation.game.pie import divide_the_pie
>>> pie = divide_the_pie(rounds=3, discount_factors=(1, 1), shares=[n / 20 for n in range(21)])
>>> for move in play(pie, (LateHint(), LateHint()), (0, 0), seed=0).moves:
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
from .reasoning.ladder import climbs, postures_ahead, postures_before
from .reasoning.outlook import Outlook
from .reasoning.settings import positive
from .reasoning.time_dependence import concede_with_time
from .strategy import Strategy


class LateHint(Strategy):
    """Climbs the first rung shortly before the deadline."""

    memory_depth: ClassVar[float] = 0
    claims: ClassVar[frozenset[str]] = frozenset(
        {"individually_rational", "affine_invariant", "symmetric"}
    )

    def __init__(self, beta: float = 0.5) -> None:
        self.beta = positive("beta", beta)

    def mixed_action(self, seen: InformationSet) -> MixedAction:
        """Return the offer, answer or posture of this round."""

        def posture(_: Outlook) -> int:
            up, ahead = climbs(seen), postures_ahead(seen)
            is_time = ahead == min(1, ahead + postures_before(seen))
            return up[0] if up and is_time else hold(seen)

        return concede_with_time(seen, self.beta, posture)
