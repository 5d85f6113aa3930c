"""Proposes what is worth most to the two together, whoever gets it.

It offers the package with the largest sum of surpluses among those that leave neither below its
reservation value, the most even one among equals; it accepts what is worth as much to itself, and
in the last round what is worth its reservation value.

**Names:** utilitarian solution (Harsanyi 1955, Journal of Political Economy 63, 309-321); joint
gains or value creation in Lax and Sebenius (1986), *The Manager as Negotiator*.

Every division of a pie is worth the same to the two together: it takes the even one. The share is
player 0's:

>>> from negotiation.engine.matches import play
>>> from negotiation.game.pie import divide_the_pie
>>> pie = divide_the_pie(rounds=3, discount_factors=(1, 1), shares=[n / 20 for n in range(21)])
>>> for move in play(pie, (UtilitarianProposer(), UtilitarianProposer()), (0, 0), seed=0).moves:
...     print(move.player, move.action, *(move.package or {}).values())
us offer 0.5 (10)
japan accept 0.5 (10)
"""

from __future__ import annotations

from typing import ClassVar

from ..game.information import InformationSet
from ..game.mixed_actions import MixedAction
from .reasoning.arbitration import insist_on, utilitarian
from .strategy import Strategy


class UtilitarianProposer(Strategy):
    """Insists on the largest sum."""

    memory_depth: ClassVar[float] = 0
    claims: ClassVar[frozenset[str]] = frozenset(
        {"individually_rational", "symmetric", "never_presses"}
    )

    def mixed_action(self, seen: InformationSet) -> MixedAction:
        """Return the offer, answer or posture of this round."""
        return insist_on(seen, utilitarian)
