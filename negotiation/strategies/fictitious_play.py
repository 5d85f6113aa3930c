"""Learns what the other accepts from what it accepted and refused, and offers what pays most.

Surpluses of the other, as shares of its ideal, are put into classes of one twentieth. With A(s)
accepted offers of class s or lower and R(s) refused ones of class s or higher, in all talks so far
and the present ones, an offer of class s is taken to be accepted with the chance

    P(s) = (m + A(s)) / (m + A(s) + R(s)),

the prior being that ``m`` offers of every class were accepted: it hopes until refused. It offers
the package with the largest P(s) times own surplus. It accepts what is worth as much as it expects
of its own next offer, and its reservation value if it has none to make.

Old offers are valued as if they were made today. Against a fixed threshold it starts from its best
and comes down until it is accepted.

**Names:** fictitious play (Brown 1951, in *Activity Analysis of Production and Allocation*,
374-376; Fudenberg and Levine 1998, *The Theory of Learning in Games*, ch. 2); the frequencies are
those of Gjerstad and Dickhaut (1998), Games and Economic Behavior 22, 1-29.

Four pies of one round, each with what was learnt before, against one who leaves it nine tenths:

>>> from negotiation.engine.talks import Talks
>>> from negotiation.game.pie import divide_the_pie
>>> shares = [n / 20 for n in range(21)]
>>> pie = divide_the_pie(rounds=1, discount_factors=(1, 1), shares=shares)
>>> earlier = ()
>>> for _ in range(4):
...     talks = Talks.begin(pie, (0, 0), seed=0, earlier=earlier)
...     [offer] = FictitiousPlay().mixed_action(talks.seen()).actions
...     accepts = shares[offer - 1] <= 0.9
...     print(shares[offer - 1], "accepted" if accepts else "refused")
...     talks = talks.advanced(offer).advanced(0 if accepts else 1)
...     earlier = (*earlier, talks.history)
1.0 refused
0.95 refused
0.9 accepted
0.9 accepted
"""

from __future__ import annotations

import math
from typing import ClassVar

import numpy as np

from ..game.information import InformationSet
from ..game.mixed_actions import MixedAction
from .reasoning.bargaining import bargain, proposes_again
from .reasoning.outlook import Outlook
from .reasoning.past_offers import answers, earlier_answers
from .reasoning.settings import positive
from .reasoning.surplus import Surplus
from .strategy import Strategy

_CLASSES = 20
"""Into how many classes the other's surplus is put."""
_ROUNDING = 1e-9
"""Shares that miss a class by less belong to it: rounding of a quotient."""


class FictitiousPlay(Strategy):
    """Replies to the frequencies of past answers."""

    memory_depth: ClassVar[float] = math.inf
    claims: ClassVar[frozenset[str]] = frozenset(
        {"individually_rational", "affine_invariant", "symmetric", "never_presses", "no_regret"}
    )
    learns: ClassVar[bool] = True

    def __init__(self, prior: float = 1.0) -> None:
        self.prior = positive("prior", prior)

    def mixed_action(self, seen: InformationSet) -> MixedAction:
        """Return the offer or answer of this round; it holds its posture."""

        def least(outlook: Outlook) -> float:
            w = outlook.reservation_value
            return w + (self._best_offer(seen, outlook)[1] if proposes_again(seen) else 0.0)

        return bargain(seen, offer=lambda outlook: self._best_offer(seen, outlook)[0], least=least)

    def _best_offer(self, seen: InformationSet, outlook: Outlook) -> tuple[int | None, float]:
        """Return the package with the largest expected surplus, and that surplus."""
        surplus = Surplus.over(outlook)
        class_of = np.floor(surplus.shares[1] * _CLASSES + _ROUNDING).astype(np.int64)
        class_of = class_of.clip(-1, _CLASSES)  # -1: worse than no agreement
        past = earlier_answers(seen)
        theirs = past.answerer == seen.other
        accepted, refused = (
            np.bincount(class_of[past.package[theirs & kind]] + 1, minlength=_CLASSES + 2)
            for kind in (past.accepts, ~past.accepts)
        )
        for answerer, package, accepts in answers(seen.game, seen.history):
            if answerer == seen.other:
                (accepted if accepts else refused)[class_of[package] + 1] += 1
        for_it = self.prior + accepted.cumsum()
        against = refused[::-1].cumsum()[::-1]
        gain = (for_it / (for_it + against))[class_of + 1] * surplus.own
        best = surplus.best(gain, outlook.others, outlook.tie)
        return best, 0.0 if best is None else float(gain[best])
