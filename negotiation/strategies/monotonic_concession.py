"""Concedes when it has more to lose: the monotonic concession protocol with Zeuthen's rule.

With own last offer x, the other's last offer y (its best for itself, if it made none) and surpluses
g over the reservation values, a player's risk is what conceding costs it over what conflict would:

    risk = (g(x) - g(y)) / g(x).

The smaller risk concedes, just enough that the other's is the smaller one. As Harsanyi showed, this
means that the smaller Nash product concedes: it offers the package that it likes best among those
worth no more to it than x whose product g_1 g_2 exceeds that of y. It accepts what is worth as much
as the offer that it would make next, and in the last round what is worth its reservation value.

Departs from the protocol in that offers alternate: there both are made at once, and both players
concede where the risks are equal.

**Names:** Zeuthen strategy in the monotonic concession protocol (Rosenschein and Zlotkin 1994,
*Rules of Encounter*, ch. 3); Zeuthen (1930), *Problems of Monopoly and Economic Warfare*; Harsanyi
(1956), Econometrica 24, 144-157.

Two of them come together in the middle, the Nash solution; the share is player 0's:

>>> from negotiation.engine.matches import play
>>> from negotiation.game.pie import divide_the_pie
>>> pie = divide_the_pie(rounds=8, discount_factors=(1, 1), shares=[n / 10 for n in range(11)])
>>> players = MonotonicConcession(), MonotonicConcession()
>>> for move in play(pie, players, (0, 0), seed=0).moves:
...     print(move.player, move.action, *move.package.values())
us offer 1 (10)
japan reject 1 (10)
japan offer 0 (0)
us reject 0 (0)
us offer 0.9 (9)
japan reject 0.9 (9)
japan offer 0.2 (2)
us reject 0.2 (2)
us offer 0.7 (7)
japan reject 0.7 (7)
japan offer 0.4 (4)
us reject 0.4 (4)
us offer 0.5 (5)
japan accept 0.5 (5)
"""

from __future__ import annotations

import math
from dataclasses import replace
from typing import ClassVar

import numpy as np

from ..game.information import InformationSet
from ..game.mixed_actions import MixedAction
from .reasoning.bargaining import bargain, is_last_round
from .reasoning.outlook import Outlook
from .reasoning.past_offers import offers_made
from .reasoning.surplus import Surplus
from .strategy import Strategy


class MonotonicConcession(Strategy):
    """Lets Zeuthen's risks say whose turn it is to concede."""

    memory_depth: ClassVar[float] = math.inf
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
        """Return the offer or answer of this round; it holds its posture."""

        def least(outlook: Outlook) -> float:
            following = _next_offer(seen, outlook)
            if following is None or is_last_round(seen):
                return outlook.reservation_value
            return float(outlook.own[following])

        return bargain(seen, offer=lambda outlook: _next_offer(seen, outlook), least=least)


def _next_offer(seen: InformationSet, outlook: Outlook) -> int | None:
    """Return the package to offer after what has been offered so far."""
    made = offers_made(seen.game, seen.history)
    mine = [package for proposer, package in made if proposer == seen.player]
    if not mine:
        return outlook.dearest()
    x = mine[-1]
    surplus = Surplus.over(outlook)
    own, others = surplus.shares
    no_more = surplus.open_to & (surplus.own <= surplus.own[x] + surplus.tie)
    theirs = [package for proposer, package in made if proposer == seen.other]
    y = theirs[-1] if theirs else outlook.kindest(outlook.reservation_value)
    product = np.maximum(own, 0.0) * np.maximum(others, 0.0)
    rival = -1.0 if y is None else float(product[y])
    if no_more[x] and product[x] > rival + surplus.share_tie:
        return x
    enough = replace(surplus, open_to=no_more & (product > rival + surplus.share_tie))
    conceded = enough.best(surplus.own, product, surplus.tie)
    if conceded is not None:
        return conceded
    # The other's offer is the best of products within reach: meet it, or stay.
    return y if y is not None and no_more[y] else (x if no_more[x] else None)
