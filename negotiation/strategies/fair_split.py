"""Splits evenly: offers the package that leaves the worse off of the two with most, and holds it.

With surpluses g over the reservation values, the other's as the public expects it, it offers the
package with the largest min (g_1, g_2), accepts what is worth as much to itself, and in the last
round what is worth its reservation value. Dollars of the two are compared.

**Names:** egalitarian or equal-gains solution (Raiffa 1953; Kalai 1977, Econometrica 45,
1623-1630); split the difference.

With an outside option of a fifth the answerer gets three fifths; the share is player 0's:

>>> from negotiation.engine.matches import play
>>> from negotiation.game.pie import divide_the_pie
>>> shares, options = [n / 20 for n in range(21)], (0.0, 0.2)
>>> pie = divide_the_pie(
...     rounds=2, discount_factors=(1, 1), shares=shares, outside_options=options
... )
>>> for move in play(pie, (FairSplit(), FairSplit()), (0, 0), seed=0).moves:
...     print(move.player, move.action, *move.package.values())
us offer 0.4 (8)
japan accept 0.4 (8)
"""

from __future__ import annotations

from typing import ClassVar

from ..game.information import InformationSet
from ..game.mixed_actions import MixedAction
from .reasoning.arbitration import egalitarian, insist_on
from .strategy import Strategy


class FairSplit(Strategy):
    """Insists on equal gains."""

    memory_depth: ClassVar[float] = 0
    claims: ClassVar[frozenset[str]] = frozenset(
        {"individually_rational", "symmetric", "never_presses"}
    )

    def mixed_action(self, seen: InformationSet) -> MixedAction:
        """Return the offer, answer or posture of this round."""
        return insist_on(seen, egalitarian)
