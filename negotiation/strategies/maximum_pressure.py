"""Presses as hard as the rules allow, from the first round to the last word.

At each posture stage it takes the highest legal climb. It asks for its best almost to the end (a
Boulware with beta = 0.1). If it has the last word it carries out the threat.

**Names:** maximum pressure (the name of a campaign of sanctions of 2018); hawk in Maynard Smith and
Price (1973).

It meets a conceder on a pie; the share is player 0's:

>>> from negotiation.engine.matches import play
>>> from negotiation.game.pie import divide_the_pie
>>> from negotiation.strategies.conceder import Conceder
>>> pie = divide_the_pie(rounds=3, discount_factors=(1, 1), shares=[n / 20 for n in range(21)])
>>> for move in play(pie, (MaximumPressure(), Conceder()), (0, 0), seed=0).moves:
...     print(move.player, move.action, *(move.package or {}).values())
us offer 1 (20)
japan reject 1 (20)
japan offer 0.65 (13)
us reject 0.65 (13)
us offer 1 (20)
japan accept 1 (20)
"""

from __future__ import annotations

from typing import ClassVar

from ..game.information import InformationSet
from ..game.mixed_actions import MixedAction
from .reasoning.bargaining import hold, is_last_word, tagged
from .reasoning.ladder import hardest
from .reasoning.time_dependence import concede_with_time
from .strategy import Strategy


class MaximumPressure(Strategy):
    """Presses and carries out."""

    memory_depth: ClassVar[float] = 0
    claims: ClassVar[frozenset[str]] = frozenset({"individually_rational"})

    def __init__(self, beta: float = 0.1) -> None:
        self.beta = beta

    def mixed_action(self, seen: InformationSet) -> MixedAction:
        """Return the offer, answer or posture of this round, or the last word."""
        if is_last_word(seen):
            return MixedAction.pure((tagged(seen, "pressure") or [hold(seen)])[-1])
        return concede_with_time(seen, self.beta, lambda _: hardest(seen))
