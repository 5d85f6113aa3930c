"""Concedes as much as the other conceded last, and no more.

Let x be what its own last offer is worth to itself now, and c what the other's last concession gave
it: the worth of the other's last offer less that of the one before, at least 0. It asks for

    max(w, x - c),

with w its reservation value; its first offer is its best acceptable package. It accepts what is
worth that much, and after the last round what is worth w. It holds its posture.

**Names:** absolute tit-for-tat: Faratin, Sierra and Jennings (1998), Robotics and Autonomous
Systems 24, 159-182, section 3.3; tit-for-tat is Rapoport's in Axelrod (1980).

It meets a linear conceder, whose concessions it returns; the share is player 0's:

>>> from negotiation.engine.matches import play
>>> from negotiation.game.pie import divide_the_pie
>>> from negotiation.strategies.linear_conceder import LinearConceder
>>> pie = divide_the_pie(rounds=7, discount_factors=(1, 1), shares=[n / 20 for n in range(21)])
>>> for move in play(pie, (TitForTat(), LinearConceder()), (0, 0), seed=0).moves:
...     print(move.player, move.action, *(move.package or {}).values())
us offer 1 (20)
japan reject 1 (20)
japan offer 0.1 (2)
us reject 0.1 (2)
us offer 1 (20)
japan reject 1 (20)
japan offer 0.4 (8)
us reject 0.4 (8)
us offer 0.7 (14)
japan accept 0.7 (14)
"""

from __future__ import annotations

import math
from typing import ClassVar

from ..game.information import InformationSet
from ..game.mixed_actions import MixedAction
from .reasoning.reciprocity import reciprocate
from .strategy import Strategy


class TitForTat(Strategy):
    """Returns concessions in full."""

    memory_depth: ClassVar[float] = math.inf
    claims: ClassVar[frozenset[str]] = frozenset({"individually_rational"})

    def mixed_action(self, seen: InformationSet) -> MixedAction:
        """Return the offer, answer or posture of this round."""
        return reciprocate(seen, returned=1.0, gift=0.0)
