"""Concedes late: asks for nearly everything until the rounds run out.

The aspiration in round r of R, with reservation value w and best acceptable package ``best``, is

    w + (best - w) (1 - (r / R) ** (1 / beta)),   beta < 1.

It offers the package worth at least that to itself that is best for the other in expectation, and
accepts what is worth at least what it would ask in the next round, which after the last is w.

**Names:** Boulware, after Lemuel Boulware of General Electric, whose first offer was his last
(Raiffa 1982, *The Art and Science of Negotiation*); the formula is that of Faratin, Sierra and
Jennings (1998), Robotics and Autonomous Systems 24, 159-182.

Two of them divide a pie over four rounds; the share on the table is player 0's:

>>> from negotiation.engine.matches import play
>>> from negotiation.game.pie import divide_the_pie
>>> pie = divide_the_pie(rounds=4, discount_factors=(1, 1), shares=[n / 20 for n in range(21)])
>>> for move in play(pie, (Boulware(), Boulware()), (0, 0), seed=0).moves:
...     print(move.player, move.action, *move.package.values())
us offer 1 (20)
japan reject 1 (20)
japan offer 0 (0)
us reject 0 (0)
us offer 1 (20)
japan reject 1 (20)
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


class Boulware(Strategy):
    """Keeps its aspiration near the best until late."""

    memory_depth: ClassVar[float] = 0
    claims: ClassVar[frozenset[str]] = frozenset(
        {"individually_rational", "affine_invariant", "symmetric", "never_presses"}
    )

    def __init__(self, beta: float = 0.2) -> None:
        self.beta = positive("beta", beta)

    def mixed_action(self, seen: InformationSet) -> MixedAction:
        """Return the offer, answer or posture of this round."""
        return concede_with_time(seen, self.beta)
