"""Proposes the Nash solution and asks for nothing else.

It offers the package with the largest product of surpluses over the reservation values, the other's
as the public expects it, accepts what is worth as much to itself, and in the last round what is
worth its reservation value.

**Names:** Nash solution (Nash 1950, Econometrica 18, 155-162); a principled negotiator in the sense
of Fisher and Ury (1981), *Getting to Yes*: it insists on a criterion, not on a demand.

Two of them agree at once; the share is player 0's:

>>> from negotiation.engine.matches import play
>>> from negotiation.game.pie import divide_the_pie
>>> pie = divide_the_pie(rounds=3, discount_factors=(1, 1), shares=[n / 20 for n in range(21)])
>>> for move in play(pie, (NashProposer(), NashProposer()), (0, 0), seed=0).moves:
...     print(move.player, move.action, *(move.package or {}).values())
us offer 0.5 (10)
japan accept 0.5 (10)
"""

from __future__ import annotations

from typing import ClassVar

from ..game.information import InformationSet
from ..game.mixed_actions import MixedAction
from .reasoning.arbitration import insist_on, nash
from .strategy import Strategy


class NashProposer(Strategy):
    """Insists on the Nash solution."""

    memory_depth: ClassVar[float] = 0
    claims: ClassVar[frozenset[str]] = frozenset(
        {"individually_rational", "affine_invariant", "symmetric", "never_presses"}
    )

    def mixed_action(self, seen: InformationSet) -> MixedAction:
        """Return the offer, answer or posture of this round."""
        return insist_on(seen, nash)
