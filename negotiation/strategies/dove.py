"""Takes all pressure away: steps back whenever it can, and never climbs.

At each posture stage it goes back as far as it may. At the table it is a Boulware with beta = 1/2,
so that it differs from others in its posture alone.

**Names:** dove: Maynard Smith and Price (1973), Nature 246, 15-18.

On a pie there is no ladder, and a mild Boulware is left; the share is player 0's:

>>> from negotiation.engine.matches import play
>>> from negotiation.game.pie import divide_the_pie
>>> pie = divide_the_pie(rounds=3, discount_factors=(1, 1), shares=[n / 20 for n in range(21)])
>>> for move in play(pie, (Dove(), Dove()), (0, 0), seed=0).moves:
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
from .reasoning.ladder import back_down
from .reasoning.time_dependence import concede_with_time
from .strategy import Strategy


class Dove(Strategy):
    """Never presses."""

    memory_depth: ClassVar[float] = 0
    claims: ClassVar[frozenset[str]] = frozenset({"individually_rational", "never_presses"})

    def __init__(self, beta: float = 0.5) -> None:
        self.beta = beta

    def mixed_action(self, seen: InformationSet) -> MixedAction:
        """Return the offer, answer or posture of this round."""
        return concede_with_time(seen, self.beta, lambda _: back_down(seen))
