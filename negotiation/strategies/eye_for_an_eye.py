"""Answers posture with posture: climbs after a climb, steps back after a step back, else holds.

It answers what the other did with its posture last. It never takes the last rung, from which it
could climb no further. At the table it is a Boulware with beta = 1/2.

**Names:** eye for an eye; tit-for-tat in postures: Rapoport in Axelrod (1980); the graduated
reciprocation of Osgood (1962) answers the other's steps in kind.

On a pie there are no postures, and a mild Boulware is left; the share is player 0's:

>>> from negotiation.engine.matches import play
>>> from negotiation.game.pie import divide_the_pie
>>> pie = divide_the_pie(rounds=3, discount_factors=(1, 1), shares=[n / 20 for n in range(21)])
>>> for move in play(pie, (EyeForAnEye(), EyeForAnEye()), (0, 0), seed=0).moves:
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
from .reasoning.ladder import gentlest_climb, retreat
from .reasoning.postures_seen import pressed
from .reasoning.settings import positive
from .reasoning.time_dependence import concede_with_time
from .strategy import Strategy


class EyeForAnEye(Strategy):
    """Does to the other what it did."""

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
        last = (pressed(seen) or [None])[-1]
        if last is None:
            return hold(seen)
        if not last:
            return retreat(seen)
        answer = gentlest_climb(seen)
        return hold(seen) if answer is None else answer
