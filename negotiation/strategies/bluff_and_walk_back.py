"""Threatens early and takes it back: climbs in the first half of the talks, retreats in the second.

In the first half of its posture stages, rounded down, it climbs one rung at a time as long as a
further one remains; from then on it takes the first retreat there is. At the table it is a Boulware
with beta = 1/2.

**Names:** bluff and walk back (ours): cheap talk in Farrell and Rabin (1996), Journal of Economic
Perspectives 10(3), 103-118, with the cost of backing down of Fearon (1994), American Political
Science Review 88, 577-592.

On a pie there is nothing to bluff with; the share is player 0's:

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
from .reasoning.ladder import gentlest_climb, postures_ahead, postures_before, retreat
from .reasoning.outlook import Outlook
from .reasoning.settings import positive
from .reasoning.time_dependence import concede_with_time
from .strategy import Strategy


class BluffAndWalkBack(Strategy):
    """Climbs while there is time, and is down again before the deadline."""

    memory_depth: ClassVar[float] = 0
    claims: ClassVar[frozenset[str]] = frozenset(
        {"individually_rational", "affine_invariant", "symmetric"}
    )

    def __init__(self, beta: float = 0.5) -> None:
        self.beta = positive("beta", beta)

    def mixed_action(self, seen: InformationSet) -> MixedAction:
        """Return the offer, answer or posture of this round."""

        def posture(_: Outlook) -> int:
            if postures_before(seen) >= postures_ahead(seen):
                return retreat(seen)
            climb = gentlest_climb(seen)
            return hold(seen) if climb is None else climb

        return concede_with_time(seen, self.beta, posture)
