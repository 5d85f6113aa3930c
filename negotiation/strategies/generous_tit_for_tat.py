"""Returns a little more than it was given, and gives a little unasked.

Like tit-for-tat it lowers its ask by what the other's last concession gave it, times ``returned``;
besides it gives the share ``gift`` of what lies between its best and its reservation value every
time, so that two of them do not wait for each other.

**Names:** generous tit-for-tat: Nowak and Sigmund (1992), Nature 355, 250-253.

Two of them come together; the share is player 0's:

>>> from negotiation.engine.matches import play
>>> from negotiation.game.pie import divide_the_pie
>>> pie = divide_the_pie(rounds=5, discount_factors=(1, 1), shares=[n / 20 for n in range(21)])
>>> for move in play(pie, (GenerousTitForTat(), GenerousTitForTat()), (0, 0), seed=0).moves:
...     print(move.player, move.action, *(move.package or {}).values())
us offer 1 (20)
japan reject 1 (20)
japan offer 0 (0)
us reject 0 (0)
us offer 0.85 (17)
japan reject 0.85 (17)
japan offer 0.3 (6)
us reject 0.3 (6)
us offer 0.35 (7)
japan accept 0.35 (7)
"""

from __future__ import annotations

import math
from typing import ClassVar

from ..game.information import InformationSet
from ..game.mixed_actions import MixedAction
from .reasoning.reciprocity import reciprocate
from .strategy import Strategy


class GenerousTitForTat(Strategy):
    """Returns concessions with a gift."""

    memory_depth: ClassVar[float] = math.inf
    claims: ClassVar[frozenset[str]] = frozenset({"individually_rational"})

    def __init__(self, returned: float = 1.25, gift: float = 0.15) -> None:
        self.returned, self.gift = returned, gift

    def mixed_action(self, seen: InformationSet) -> MixedAction:
        """Return the offer, answer or posture of this round."""
        return reciprocate(seen, returned=self.returned, gift=self.gift)
