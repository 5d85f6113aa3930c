"""Presses as hard as it can from the first day, asks for its best, and executes.

At a posture stage it takes the highest legal climb, and holds where there is none. It asks for its
best in every round and accepts no less, until in the last round it takes what is worth its
reservation value; without agreement its last word is the one of pressure.

**Names:** maximum pressure (the name of a policy towards Iran in 2018); coercive diplomacy by
ultimatum in George (1991), *Forceful Persuasion*.

A conceder gives it nearly all; the share is player 0's, the presser's:

>>> from negotiation.engine.matches import play
>>> from negotiation.game.pie import divide_the_pie
>>> from negotiation.strategies.conceder import Conceder
>>> pie = divide_the_pie(rounds=3, discount_factors=(1, 1), shares=[n / 20 for n in range(21)])
>>> for move in play(pie, (MaximumPressure(), Conceder()), (0, 0), seed=0).moves:
...     print(move.player, move.action, *(move.package or {}).values())
us offer 1 (20)
japan reject 1 (20)
japan offer 0.65 (13)
us reject 0.65 (13)
us offer 1 (20)
japan accept 1 (20)
"""

from __future__ import annotations

from typing import ClassVar

from ..game.information import InformationSet
from ..game.mixed_actions import MixedAction
from .reasoning.bargaining import bargain, is_last_round
from .reasoning.ladder import harshest
from .reasoning.outlook import Outlook
from .strategy import Strategy


class MaximumPressure(Strategy):
    """Takes the hardest posture, the hardest demand and the hardest last word."""

    memory_depth: ClassVar[float] = 0
    claims: ClassVar[frozenset[str]] = frozenset(
        {"individually_rational", "affine_invariant", "symmetric"}
    )

    def mixed_action(self, seen: InformationSet) -> MixedAction:
        """Return the offer, answer or posture of this round."""

        def least(outlook: Outlook) -> float:
            return outlook.reservation_value if is_last_round(seen) else outlook.best

        return bargain(
            seen,
            offer=Outlook.dearest,
            least=least,
            posture=lambda _: harshest(seen),
            last_word=lambda: harshest(seen),
        )
