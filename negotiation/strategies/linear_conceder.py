"""Lowers its aspiration by the same amount every round.

In round r of R it asks for w + (best - w) (1 - r / R), with w its reservation value: the
time-dependent bargainer with beta = 1, between Boulware and conceder.

**Names:** linear (Faratin, Sierra and Jennings 1998, Robotics and Autonomous Systems 24, 159-182).

Two of them divide a pie over four rounds; the share on the table is player 0's:

>>> from negotiation.engine.matches import play
>>> from negotiation.game.pie import divide_the_pie
>>> pie = divide_the_pie(rounds=4, discount_factors=(1, 1), shares=[n / 20 for n in range(21)])
>>> for move in play(pie, (LinearConceder(), LinearConceder()), (0, 0), seed=0).moves:
...     print(move.player, move.action, *(move.package or {}).values())
us offer 1 (20)
japan reject 1 (20)
japan offer 0.25 (5)
us reject 0.25 (5)
us offer 0.5 (10)
japan accept 0.5 (10)
"""

from __future__ import annotations

from typing import ClassVar

from ..game.information import InformationSet
from ..game.mixed_actions import MixedAction
from .reasoning.time_dependence import concede_with_time
from .strategy import Strategy


class LinearConceder(Strategy):
    """Concedes evenly."""

    memory_depth: ClassVar[float] = 0
    claims: ClassVar[frozenset[str]] = frozenset({"individually_rational"})

    def mixed_action(self, seen: InformationSet) -> MixedAction:
        """Return the offer, answer or posture of this round."""
        return concede_with_time(seen, 1.0)
