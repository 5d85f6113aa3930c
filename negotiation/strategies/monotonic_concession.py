"""Concedes just enough whenever it has more to lose from a break than the other.

Zeuthen's risk of a player is the share of its gain that it would give up by accepting the other's
offer, (g(own offer) - g(other's offer)) / g(own offer), with gains g over the reservation values.
Who risks less concedes. That is so exactly where its own offer has the smaller product of gains,
and the concession suffices once the product of its new offer is above that of the other's:

    max own gain subject to product(p) > product(other's offer).

Otherwise it repeats its offer. It begins with its best acceptable package, takes what is worth at
least what it would offer, and after the last round what is worth its reservation value.

**Names:** Zeuthen (1930), *Problems of Monopoly and Economic Warfare*; Harsanyi (1956),
Econometrica 24, 144-157; the monotonic concession protocol is Rosenschein and Zlotkin's (1994)
*Rules of Encounter*.

Two of them; the share on the table is player 0's:

>>> from negotiation.engine.matches import play
>>> from negotiation.game.pie import divide_the_pie
>>> pie = divide_the_pie(rounds=7, discount_factors=(1, 1), shares=[n / 20 for n in range(21)])
>>> for move in play(pie, (MonotonicConcession(), MonotonicConcession()), (0, 0), seed=0).moves:
...     print(move.player, move.action, *(move.package or {}).values())
us offer 1 (20)
japan reject 1 (20)
japan offer 0 (0)
us reject 0 (0)
us offer 0.95 (19)
japan reject 0.95 (19)
japan offer 0.1 (2)
us reject 0.1 (2)
us offer 0.85 (17)
japan reject 0.85 (17)
japan offer 0.2 (4)
us reject 0.2 (4)
us offer 0.75 (15)
japan accept 0.75 (15)
"""

from __future__ import annotations

import math
from typing import ClassVar

import numpy as np

from ..game.information import InformationSet
from ..game.mixed_actions import MixedAction
from .reasoning.bargaining import bargain, is_last_round
from .reasoning.gains import gains
from .reasoning.last_offers import last_offers
from .reasoning.outlook import Outlook
from .strategy import Strategy


class MonotonicConcession(Strategy):
    """Concedes by Zeuthen's risk."""

    memory_depth: ClassVar[float] = math.inf
    claims: ClassVar[frozenset[str]] = frozenset({"individually_rational"})

    def mixed_action(self, seen: InformationSet) -> MixedAction:
        """Return the offer, answer or posture of this round."""

        def least(outlook: Outlook) -> float:
            package = None if is_last_round(seen) else self._offer(seen, outlook)
            if package is None:
                return outlook.reservation_value
            return max(outlook.reservation_value, float(outlook.own[package]))

        return bargain(seen, offer=lambda outlook: self._offer(seen, outlook), least=least)

    def _offer(self, seen: InformationSet, outlook: Outlook) -> int | None:
        mine, others = last_offers(seen)
        if mine is None:
            return outlook.dearest()
        if others is None:
            return mine
        own_gain, others_gain = (np.maximum(gain, 0.0) for gain in gains(outlook))
        product = own_gain * others_gain
        if product[mine] > product[others]:
            return mine  # the other risks less: it is for the other to concede
        enough = np.where(product > product[others], own_gain, -np.inf)
        enough[own_gain > own_gain[mine]] = -np.inf  # never back up
        found = int(np.argmax(enough))
        return found if enough[found] > -np.inf else mine
