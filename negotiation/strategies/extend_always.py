"""Never lets the deadline bite: with the last word it extends, and it eases wherever it may.

At each posture stage it goes back as far as it may; at the last word it takes the concession. At
the table it is a Boulware with beta = 1/2.

**Names:** extend always (ours), after the pauses of April and July 2025 that were extended in turn.

On a pie there is no last word, and a mild Boulware is left; the share is player 0's:

>>> from negotiation.engine.matches import play
>>> from negotiation.game.pie import divide_the_pie
>>> pie = divide_the_pie(rounds=3, discount_factors=(1, 1), shares=[n / 20 for n in range(21)])
>>> for move in play(pie, (ExtendAlways(), ExtendAlways()), (0, 0), seed=0).moves:
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
from .reasoning.bargaining import hold, is_last_word, tagged
from .reasoning.ladder import back_down
from .reasoning.time_dependence import concede_with_time
from .strategy import Strategy


class ExtendAlways(Strategy):
    """Extends the pause, whatever happens."""

    memory_depth: ClassVar[float] = 0
    claims: ClassVar[frozenset[str]] = frozenset({"individually_rational"})

    def __init__(self, beta: float = 0.5) -> None:
        self.beta = beta

    def mixed_action(self, seen: InformationSet) -> MixedAction:
        """Return the offer, answer or posture of this round, or the last word."""
        if is_last_word(seen):
            return MixedAction.pure((tagged(seen, "concession") or [hold(seen)])[0])
        return concede_with_time(seen, self.beta, lambda _: back_down(seen))
