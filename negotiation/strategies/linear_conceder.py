"""Concedes evenly: from its best to its reservation value in equal parts, round by round.

The aspiration in round r of R, with reservation value w and best acceptable package ``best``, is

    w + (best - w) (1 - r / R).

**Names:** linear conceder; beta = 1 in the family of Faratin, Sierra and Jennings (1998), Robotics
and Autonomous Systems 24, 159-182, between Boulware and conceder.

Two of them meet in the middle of a pie; the share on the table is player 0's:

>>> from negotiation.engine.matches import play
>>> from negotiation.game.pie import divide_the_pie
>>> pie = divide_the_pie(rounds=4, discount_factors=(1, 1), shares=[n / 20 for n in range(21)])
>>> for move in play(pie, (LinearConceder(), LinearConceder()), (0, 0), seed=0).moves:
...     print(move.player, move.action, *(move.package or {}).values())
us offer 1 (20)
japan reject 1 (20)
japan offer 0.25 (5)
us reject 0.25 (5)
us offer 0.5 (10)
japan accept 0.5 (10)
"""

from __future__ import annotations

from typing import ClassVar

from ..game.information import InformationSet
from ..game.mixed_actions import MixedAction
from .reasoning.time_dependence import concede_with_time
from .strategy import Strategy


class LinearConceder(Strategy):
    """Lowers its aspiration by the same amount every round."""

    memory_depth: ClassVar[float] = 0
    claims: ClassVar[frozenset[str]] = frozenset(
        {"individually_rational", "affine_invariant", "symmetric", "never_presses"}
    )

    def mixed_action(self, seen: InformationSet) -> MixedAction:
        """Return the offer, answer or posture of this round."""
        return concede_with_time(seen, beta=1.0)
