"""Climbs one rung every round, to the top, and never steps back.

At each posture stage it takes the first legal climb, the last rung included; at the top it holds.
At the table it is a Boulware with beta = 1/2, so that an agreement can still stop it.

**Names:** threaten and mean it (ours): the commitment of Schelling (1960), *The Strategy of
Conflict*, chapter 2, whose threat is carried out.

On a pie there is no ladder, and a mild Boulware is left; the share is player 0's:

>>> from negotiation.engine.matches import play
>>> from negotiation.game.pie import divide_the_pie
>>> pie = divide_the_pie(rounds=3, discount_factors=(1, 1), shares=[n / 20 for n in range(21)])
>>> for move in play(pie, (ThreatenAndMeanIt(), ThreatenAndMeanIt()), (0, 0), seed=0).moves:
...     print(move.player, move.action, *(move.package or {}).values())
us offer 1 (20)
japan reject 1 (20)
japan offer 0.1 (2)
us reject 0.1 (2)
us offer 0.6 (12)
japan accept 0.6 (12)
"""

from __future__ import annotations

from typing import ClassVar

from ..game.information import InformationSet
from ..game.mixed_actions import MixedAction
from .reasoning.ladder import climb
from .reasoning.time_dependence import concede_with_time
from .strategy import Strategy


class ThreatenAndMeanIt(Strategy):
    """Climbs to the top rung by rung."""

    memory_depth: ClassVar[float] = 0
    claims: ClassVar[frozenset[str]] = frozenset({"individually_rational"})

    def __init__(self, beta: float = 0.5) -> None:
        self.beta = beta

    def mixed_action(self, seen: InformationSet) -> MixedAction:
        """Return the offer, answer or posture of this round."""
        return concede_with_time(seen, self.beta, lambda _: climb(seen))
