"""Returns what it gets: concedes in the proportion in which the other has just conceded.

After an offer that lowered the other's demand (in this player's payoffs) by a tenth, it lowers its
own demand over its reservation value by a tenth; a demand that rose is answered in kind. It begins
with its best and, until the other has made two offers, repeats itself (`reasoning.reciprocation`).

**Names:** relative tit-for-tat (Faratin, Sierra and Jennings 1998), Robotics and Autonomous Systems
24, 159-182, sec. 3.3; tit-for-tat by Anatol Rapoport in Axelrod (1984), *The Evolution of
Cooperation*.

A linear conceder gets back what it gives; the share is player 0's, the tit-for-tat's:

>>> from negotiation.engine.matches import play
>>> from negotiation.game.pie import divide_the_pie
>>> from negotiation.strategies.linear_conceder import LinearConceder
>>> pie = divide_the_pie(rounds=9, discount_factors=(1, 1), shares=[n / 20 for n in range(21)])
>>> for move in play(pie, (TitForTat(), LinearConceder()), (0, 0), seed=0).moves:
...     print(move.player, move.action, *move.package.values())
us offer 1 (20)
japan reject 1 (20)
japan offer 0.1 (2)
us reject 0.1 (2)
us offer 1 (20)
japan reject 1 (20)
japan offer 0.3 (6)
us reject 0.3 (6)
us offer 0.8 (16)
japan reject 0.8 (16)
japan offer 0.55 (11)
us accept 0.55 (11)
"""

from __future__ import annotations

import math
from typing import ClassVar

from ..game.information import InformationSet
from ..game.mixed_actions import MixedAction
from .reasoning.reciprocation import reciprocate
from .strategy import Strategy


class TitForTat(Strategy):
    """Matches the last concession."""

    memory_depth: ClassVar[float] = math.inf
    claims: ClassVar[frozenset[str]] = frozenset(
        {"individually_rational", "affine_invariant", "symmetric", "never_presses"}
    )

    def mixed_action(self, seen: InformationSet) -> MixedAction:
        """Return the offer, answer or posture of this round."""
        return reciprocate(seen, window=1)
