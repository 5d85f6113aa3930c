"""Mirrors the other's way towards the Nash point: halfway from there, halfway from here.

With n what the Nash solution is worth to it, and the other's offers worth between y_min and y_max
so far, the other has come the part

    c = (y_max - y_min) / (n - y_min),   kept between 0 and 1,

of the way, and it asks for best - c (best - n). In the last round it accepts what is worth its
reservation value.

**Names:** nice tit-for-tat (Baarslag, Hindriks and Jonker 2013, "A tit for tat negotiation strategy
for real-time bilateral negotiations", in *Complex Automated Negotiations*, 229-233).

It goes to meet a linear conceder, but no further than the middle; the share is player 0's:

>>> from negotiation.engine.matches import play
>>> from negotiation.game.pie import divide_the_pie
>>> from negotiation.strategies.linear_conceder import LinearConceder
>>> pie = divide_the_pie(rounds=9, discount_factors=(1, 1), shares=[n / 20 for n in range(21)])
>>> for move in play(pie, (NiceTitForTat(), LinearConceder()), (0, 0), seed=0).moves:
...     print(move.player, move.action, *move.package.values())
us offer 1 (20)
japan reject 1 (20)
japan offer 0.1 (2)
us reject 0.1 (2)
us offer 1 (20)
japan reject 1 (20)
japan offer 0.3 (6)
us reject 0.3 (6)
us offer 0.75 (15)
japan reject 0.75 (15)
japan offer 0.55 (11)
us accept 0.55 (11)
"""

from __future__ import annotations

import math
from typing import ClassVar

from ..game.information import InformationSet
from ..game.mixed_actions import MixedAction
from .reasoning.arbitration import nash
from .reasoning.bargaining import bargain, is_last_round
from .reasoning.outlook import Outlook
from .reasoning.past_offers import offers_made
from .reasoning.surplus import Surplus
from .strategy import Strategy


class NiceTitForTat(Strategy):
    """Goes as far towards the Nash solution as the other has come."""

    memory_depth: ClassVar[float] = math.inf
    claims: ClassVar[frozenset[str]] = frozenset(
        {"individually_rational", "affine_invariant", "symmetric", "never_presses"}
    )

    def mixed_action(self, seen: InformationSet) -> MixedAction:
        """Return the offer or answer of this round; it holds its posture."""

        def demand(outlook: Outlook) -> float:
            agreed = nash(Surplus.over(outlook))
            if agreed is None:
                return outlook.best
            made = offers_made(seen.game, seen.history)
            theirs = [float(outlook.own[p]) for proposer, p in made if proposer == seen.other]
            worth = float(outlook.own[agreed])
            return outlook.best - _way_come(theirs, worth, outlook.tie) * (outlook.best - worth)

        def least(outlook: Outlook) -> float:
            return outlook.reservation_value if is_last_round(seen) else demand(outlook)

        return bargain(seen, offer=lambda outlook: outlook.kindest(demand(outlook)), least=least)


def _way_come(worths: list[float], goal: float, tie: float) -> float:
    """Return which part of the way to the goal lies between the worst offer and the best."""
    if len(worths) < 2:  # one offer is no concession
        return 0.0
    way = goal - min(worths)
    return min((max(worths) - min(worths)) / way, 1.0) if way > tie else 1.0
