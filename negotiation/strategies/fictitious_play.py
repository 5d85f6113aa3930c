"""Learns from earlier talks what the other accepts, and offers what pays most on average.

Every answer of the other to an offer of its own, in earlier talks and in this one, is a case: how
much the package gained the other (valued now), and whether it was accepted. With A(p) the accepted
cases that gained the other no more than p does, and R(p) the refused ones that gained it no less,
it takes p to be accepted with probability

    a(p) = (A(p) + 1) / (A(p) + R(p) + 2),

(one imagined case of each kind), offers max a(p) (own[p] - w), and accepts what is worth w plus
what its next offer would gain it, if it is to offer again.

**Names:** fictitious play: Brown (1951), Robinson (1951); that of acceptance chances is ours.

It has seen nothing yet, and asks for most; the share is player 0's:

>>> from negotiation.engine.matches import play
>>> from negotiation.game.pie import divide_the_pie
>>> from negotiation.strategies.boulware import Boulware
>>> pie = divide_the_pie(rounds=2, discount_factors=(1, 1), shares=[n / 20 for n in range(21)])
>>> for move in play(pie, (FictitiousPlay(), Boulware()), (0, 0), seed=0).moves:
...     print(move.player, move.action, *(move.package or {}).values())
us offer 1 (20)
japan reject 1 (20)
japan offer 0 (0)
us accept 0 (0)
"""

from __future__ import annotations

import math
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from ..game.information import InformationSet
from ..game.mixed_actions import MixedAction
from .reasoning.answers_received import answers_to_own_offers
from .reasoning.betting import bet
from .reasoning.outlook import Outlook
from .strategy import Strategy


class FictitiousPlay(Strategy):
    """Bets on the answers it has seen."""

    memory_depth: ClassVar[float] = math.inf
    learns: ClassVar[bool] = True
    claims: ClassVar[frozenset[str]] = frozenset({"individually_rational", "no_regret"})

    def mixed_action(self, seen: InformationSet) -> MixedAction:
        """Return the offer, answer or posture of this round."""
        return bet(seen, lambda outlook: self._chances(seen, outlook))

    def _chances(self, seen: InformationSet, outlook: Outlook) -> NDArray[np.float64]:
        """Return the probability with which each package is taken to be accepted [p]."""
        worth = outlook.others
        packages, accepted = answers_to_own_offers(seen)
        taken, refused = np.sort(worth[packages[accepted]]), np.sort(worth[packages[~accepted]])
        kept = np.searchsorted(taken, worth + outlook.tie, side="right")
        lost = refused.size - np.searchsorted(refused, worth - outlook.tie, side="left")
        return np.asarray((kept + 1.0) / (kept + lost + 2.0))
