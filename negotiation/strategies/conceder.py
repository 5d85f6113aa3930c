"""Concedes early: asks for the best once, and soon for little more than the reservation value.

The aspiration in round r of R, with reservation value w and best acceptable package ``best``, is

    w + (best - w) (1 - (r / R) ** (1 / beta)),   beta > 1.

**Names:** conceder (Faratin, Sierra and Jennings 1998); the soft bargaining position of Pruitt
(1981), *Negotiation Behavior*.

A conceder meets a Boulware over a pie; the share on the table is player 0's, the conceder's:

>>> from negotiation.engine.matches import play
>>> from negotiation.game.pie import divide_the_pie
>>> from negotiation.strategies.boulware import Boulware
>>> pie = divide_the_pie(rounds=4, discount_factors=(1, 1), shares=[n / 20 for n in range(21)])
>>> for move in play(pie, (Conceder(), Boulware()), (0, 0), seed=0).moves:
...     print(move.player, move.action, *move.package.values())
us offer 1 (20)
japan reject 1 (20)
japan offer 0 (0)
us reject 0 (0)
us offer 0.25 (5)
japan reject 0.25 (5)
japan offer 0.2 (4)
us accept 0.2 (4)
"""

from __future__ import annotations

from typing import ClassVar

from ..game.information import InformationSet
from ..game.mixed_actions import MixedAction
from .reasoning.settings import positive
from .reasoning.time_dependence import concede_with_time
from .strategy import Strategy


class Conceder(Strategy):
    """Lowers its aspiration fast while most rounds are still ahead."""

    memory_depth: ClassVar[float] = 0
    claims: ClassVar[frozenset[str]] = frozenset(
        {"individually_rational", "affine_invariant", "symmetric", "never_presses"}
    )

    def __init__(self, beta: float = 3.0) -> None:
        self.beta = positive("beta", beta)

    def mixed_action(self, seen: InformationSet) -> MixedAction:
        """Return the offer, answer or posture of this round."""
        return concede_with_time(seen, self.beta)
