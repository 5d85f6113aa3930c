"""Offers what pays most if every type of the other accepts whatever beats its reservation value.

With public belief mu about the other's types tau, each with its reservation value w_tau, and own
worth v_tau(p) of package p and w_tau of no agreement if tau were known, it offers the p that
maximises

    sum_tau mu(tau) 1{u_tau(p) >= w'_tau} (v_tau(p) - w_tau)

among packages worth at least its own reservation value in expectation. It may so give up the harder
type to get more from the softer one. It accepts what is worth as much as it expects of its own next
offer, and its reservation value if it has none to make.

**Names:** myopic best response: the other is taken to accept sincerely, and no offer is thought to
teach it anything; pricing against an unknown type in Fudenberg and Tirole (1991), *Game Theory*,
ch. 10. It is not the level 1 of Stahl and Wilson (1995), which answers chance.

The last proposer takes all, and both know it; the share is player 0's:

>>> from negotiation.engine.matches import play
>>> from negotiation.game.pie import divide_the_pie
>>> pie = divide_the_pie(rounds=3, discount_factors=(1, 1), shares=[n / 20 for n in range(21)])
>>> for move in play(pie, (BestResponseToBelief(), BestResponseToBelief()), (0, 0), seed=0).moves:
...     print(move.player, move.action, *(move.package or {}).values())
us offer 1 (20)
japan reject 1 (20)
japan offer 0 (0)
us reject 0 (0)
us offer 1 (20)
japan accept 1 (20)
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import ClassVar

import numpy as np

from ..game.beliefs import Belief
from ..game.information import InformationSet
from ..game.mixed_actions import MixedAction
from .reasoning.bargaining import bargain, proposes_again
from .reasoning.outlook import Outlook, outlook_from
from .reasoning.surplus import Surplus
from .strategy import Strategy


class BestResponseToBelief(Strategy):
    """Replies to the belief that the other takes whatever is better than nothing."""

    memory_depth: ClassVar[float] = 0
    claims: ClassVar[frozenset[str]] = frozenset(
        {"individually_rational", "affine_invariant", "symmetric", "never_presses"}
    )

    def mixed_action(self, seen: InformationSet) -> MixedAction:
        """Return the offer or answer of this round; it holds its posture."""

        def least(outlook: Outlook) -> float:
            w = outlook.reservation_value
            return w + (_best_offer(seen, outlook)[1] if proposes_again(seen) else 0.0)

        return bargain(seen, offer=lambda outlook: _best_offer(seen, outlook)[0], least=least)


def _best_offer(seen: InformationSet, outlook: Outlook) -> tuple[int | None, float]:
    """Return the package with the largest expected surplus, and that; none where it is 0."""
    surplus = Surplus.over(outlook)
    gain = np.zeros(outlook.own.size)
    for chance, known in _if_type_were_known(seen, outlook):
        gain += chance * known.acceptable * (known.own - known.reservation_value)
    worth_it = replace(surplus, open_to=outlook.own >= outlook.reservation_value - outlook.tie)
    package = worth_it.best(gain, outlook.others, outlook.tie)
    if package is None or gain[package] <= outlook.tie:
        return None, 0.0
    return package, float(gain[package])


def _if_type_were_known(seen: InformationSet, outlook: Outlook) -> Iterator[tuple[float, Outlook]]:
    """Yield every possible type of the other as its chance and the outlook if it were known."""
    chances = seen.belief.of[seen.other]
    for n, chance in enumerate(chances):
        if chance == 1.0:
            yield 1.0, outlook
        elif chance > 0.0:
            sure = tuple(float(m == n) for m in range(len(chances)))
            about_self = seen.belief.of[seen.player]
            belief = Belief((about_self, sure) if seen.player == 0 else (sure, about_self))
            known = outlook_from(replace(seen, belief=belief))
            assert known is not None
            yield chance, known
