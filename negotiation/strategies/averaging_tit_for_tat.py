"""Returns what it gets over a while: answers the other's concession over its last offers.

Like tit-for-tat, but the other's demand is compared with that of ``window`` offers before: one
generous offer is remembered when the next is stubborn, and one stubborn offer is forgiven.

**Names:** averaged tit-for-tat (Faratin, Sierra and Jennings 1998), Robotics and Autonomous Systems
24, 159-182, sec. 3.3, where the window is called gamma; two is the shortest that differs.

It meets a linear conceder, and goes the faster for the longer memory; the share is player 0's:

>>> from negotiation.engine.matches import play
>>> from negotiation.game.pie import divide_the_pie
>>> from negotiation.strategies.linear_conceder import LinearConceder
>>> pie = divide_the_pie(rounds=9, discount_factors=(1, 1), shares=[n / 20 for n in range(21)])
>>> for move in play(pie, (AveragingTitForTat(), LinearConceder()), (0, 0), seed=0).moves:
...     print(move.player, move.action, *move.package.values())
us offer 1 (20)
japan reject 1 (20)
japan offer 0.1 (2)
us reject 0.1 (2)
us offer 1 (20)
japan reject 1 (20)
japan offer 0.3 (6)
us reject 0.3 (6)
us offer 0.8 (16)
japan reject 0.8 (16)
japan offer 0.55 (11)
us accept 0.55 (11)
"""

from __future__ import annotations

import math
from typing import ClassVar

from ..game.information import InformationSet
from ..game.mixed_actions import MixedAction
from .reasoning.reciprocation import reciprocate
from .reasoning.settings import count
from .strategy import Strategy


class AveragingTitForTat(Strategy):
    """Matches the concession over several offers."""

    memory_depth: ClassVar[float] = math.inf
    claims: ClassVar[frozenset[str]] = frozenset(
        {"individually_rational", "affine_invariant", "symmetric", "never_presses"}
    )

    def __init__(self, window: int = 2) -> None:
        self.window = count("window", window)

    def mixed_action(self, seen: InformationSet) -> MixedAction:
        """Return the offer, answer or posture of this round."""
        return reciprocate(seen, self.window)
