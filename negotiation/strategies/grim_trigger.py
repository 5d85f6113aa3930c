"""Keeps the peace until the other presses once; from then on it climbs every round.

Until the other's first climb it steps back where it can; afterwards it takes every climb, the last
rung included, and never forgives. At the table it is a Boulware with beta = 1/2.

**Names:** grim trigger: Friedman (1971), Review of Economic Studies 38, 1-12.

On a pie there are no postures, and a mild Boulware is left; the share is player 0's:

>>> from negotiation.engine.matches import play
>>> from negotiation.game.pie import divide_the_pie
>>> pie = divide_the_pie(rounds=3, discount_factors=(1, 1), shares=[n / 20 for n in range(21)])
>>> for move in play(pie, (GrimTrigger(), GrimTrigger()), (0, 0), seed=0).moves:
...     print(move.player, move.action, *(move.package or {}).values())
us offer 1 (20)
japan reject 1 (20)
japan offer 0.1 (2)
us reject 0.1 (2)
us offer 0.6 (12)
japan accept 0.6 (12)
"""

from __future__ import annotations

import math
from typing import ClassVar

from ..game.information import InformationSet
from ..game.mixed_actions import MixedAction
from .reasoning.bargaining import hold
from .reasoning.ladder import climbs, retreat
from .reasoning.postures_seen import pressed
from .reasoning.settings import positive
from .reasoning.time_dependence import concede_with_time
from .strategy import Strategy


class GrimTrigger(Strategy):
    """Never forgives."""

    memory_depth: ClassVar[float] = math.inf
    claims: ClassVar[frozenset[str]] = frozenset(
        {"individually_rational", "affine_invariant", "symmetric"}
    )

    def __init__(self, beta: float = 0.5) -> None:
        self.beta = positive("beta", beta)

    def mixed_action(self, seen: InformationSet) -> MixedAction:
        """Return the offer, answer or posture of this round."""
        return concede_with_time(seen, self.beta, lambda _: self._posture(seen))

    def _posture(self, seen: InformationSet) -> int:
        if True not in pressed(seen):
            return retreat(seen)
        return (climbs(seen) or [hold(seen)])[0]
