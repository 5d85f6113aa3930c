"""Proposes the Kalai-Smorodinsky solution: both come equally near to their ideal.

It offers the package with the largest min (g_1 / g*_1, g_2 / g*_2), where g* is the most that a
player could gain while the other does not lose; it accepts what is worth as much to itself, and in
the last round what is worth its reservation value.

**Names:** Kalai-Smorodinsky solution (Kalai and Smorodinsky 1975, Econometrica 43, 513-518),
earlier Raiffa's (1953).

Two of them agree at once; the share is player 0's:

>>> from negotiation.engine.matches import play
>>> from negotiation.game.pie import divide_the_pie
>>> pie = divide_the_pie(rounds=3, discount_factors=(1, 1), shares=[n / 20 for n in range(21)])
>>> players = KalaiSmorodinskyProposer(), KalaiSmorodinskyProposer()
>>> for move in play(pie, players, (0, 0), seed=0).moves:
...     print(move.player, move.action, *(move.package or {}).values())
us offer 0.5 (10)
japan accept 0.5 (10)
"""

from __future__ import annotations

from typing import ClassVar

from ..game.information import InformationSet
from ..game.mixed_actions import MixedAction
from .reasoning.arbitration import insist_on, kalai_smorodinsky
from .strategy import Strategy


class KalaiSmorodinskyProposer(Strategy):
    """Insists on equal shares of the ideal."""

    memory_depth: ClassVar[float] = 0
    claims: ClassVar[frozenset[str]] = frozenset(
        {"individually_rational", "affine_invariant", "symmetric", "never_presses"}
    )

    def mixed_action(self, seen: InformationSet) -> MixedAction:
        """Return the offer, answer or posture of this round."""
        return insist_on(seen, kalai_smorodinsky)
