"""Best response to the belief that the other takes whatever beats no agreement.

Type tau of the other is taken to accept package p exactly if it is worth at least its reservation
value, so that p is accepted with probability a(p) = sum of mu(tau) over the types that would. It
offers

    max_p a(p) (own[p] - w),

accepts what is worth at least w, or w plus what its next offer would gain it if it is to offer
again, and holds its posture.

**Names:** best response to a stated belief; level-1 reasoning of Stahl and Wilson (1995), Games and
Economic Behavior 10, 218-254, against a level-0 that only guards its reservation value.

It takes nearly all of the pie from who accepts it; the share is player 0's:

>>> from negotiation.engine.matches import play
>>> from negotiation.game.pie import divide_the_pie
>>> from negotiation.strategies.boulware import Boulware
>>> pie = divide_the_pie(rounds=2, discount_factors=(1, 1), shares=[n / 20 for n in range(21)])
>>> for move in play(pie, (BestResponseToBelief(), Boulware()), (0, 0), seed=0).moves:
...     print(move.player, move.action, *(move.package or {}).values())
us offer 1 (20)
japan reject 1 (20)
japan offer 0 (0)
us accept 0 (0)
"""

from __future__ import annotations

from typing import ClassVar

from ..game.information import InformationSet
from ..game.mixed_actions import MixedAction
from .reasoning.betting import bet, would_accept
from .strategy import Strategy


class BestResponseToBelief(Strategy):
    """Believes, and does its best."""

    memory_depth: ClassVar[float] = 0
    claims: ClassVar[frozenset[str]] = frozenset({"individually_rational"})

    def mixed_action(self, seen: InformationSet) -> MixedAction:
        """Return the offer, answer or posture of this round."""
        return bet(seen, lambda _: would_accept(seen))
