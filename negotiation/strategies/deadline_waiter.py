"""Waits for the deadline: no offer and no acceptance before the last round.

In the last round it offers its best among the packages that leave the other at least the other's
reservation value, and accepts whatever is worth its own reservation value.

**Names:** deadline waiter (ours), after the deadline effect: most agreements of an experiment come
in its last seconds (Roth, Murnighan and Schoumaker 1988, American Economic Review 78, 806-823);
waiting is an equilibrium in Ma and Manove (1993), Econometrica 61, 1313-1339.

Two of them pass two rounds, and the last proposer takes all; the share is player 0's:

>>> from negotiation.engine.matches import play
>>> from negotiation.game.pie import divide_the_pie
>>> pie = divide_the_pie(rounds=3, discount_factors=(1, 1), shares=[n / 20 for n in range(21)])
>>> for move in play(pie, (DeadlineWaiter(), DeadlineWaiter()), (0, 0), seed=0).moves:
...     print(move.player, move.action, *(move.package or {}).values())
us no offer
japan no offer
us offer 1 (20)
japan accept 1 (20)
"""

from __future__ import annotations

import math
from typing import ClassVar

from ..game.information import InformationSet
from ..game.mixed_actions import MixedAction
from .reasoning.bargaining import bargain, is_last_round
from .reasoning.outlook import Outlook
from .strategy import Strategy


class DeadlineWaiter(Strategy):
    """Says nothing until the last round."""

    memory_depth: ClassVar[float] = 0
    claims: ClassVar[frozenset[str]] = frozenset(
        {
            "individually_rational",
            "affine_invariant",
            "symmetric",
            "never_presses",
            "monotone_concession",
        }
    )

    def mixed_action(self, seen: InformationSet) -> MixedAction:
        """Return no offer or a rejection, and a sensible action in the last round."""
        if is_last_round(seen):
            return bargain(
                seen, offer=Outlook.dearest, least=lambda outlook: outlook.reservation_value
            )
        return bargain(seen, offer=lambda _: None, least=lambda _: math.inf)
