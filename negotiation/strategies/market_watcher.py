"""Presses while the market is calm, holds while it is uneasy, steps back once it is stressed.

The market is whatever public factor nature moves; its levels are read from the calmest, the first,
to the worst, the last. At the table it is a Boulware with beta = 1/2.

**Names:** market watcher (ours), after 9 April 2025, when tariffs were paused as yields rose; the
player whose hand the market holds is that of Morris and Shin (1998).

On a pie there is no market, and a mild Boulware is left; the share is player 0's:

>>> from negotiation.engine.matches import play
>>> from negotiation.game.pie import divide_the_pie
>>> pie = divide_the_pie(rounds=3, discount_factors=(1, 1), shares=[n / 20 for n in range(21)])
>>> for move in play(pie, (MarketWatcher(), MarketWatcher()), (0, 0), seed=0).moves:
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
from .reasoning.bargaining import hold
from .reasoning.ladder import back_down, climb
from .reasoning.time_dependence import concede_with_time
from .reasoning.weather import stress
from .strategy import Strategy


class MarketWatcher(Strategy):
    """Does what the market lets it."""

    memory_depth: ClassVar[float] = 0
    claims: ClassVar[frozenset[str]] = frozenset({"individually_rational"})

    def __init__(self, beta: float = 0.5) -> None:
        self.beta = beta

    def mixed_action(self, seen: InformationSet) -> MixedAction:
        """Return the offer, answer or posture of this round."""
        return concede_with_time(seen, self.beta, lambda _: self._posture(seen))

    def _posture(self, seen: InformationSet) -> int:
        level = stress(seen)
        if level == 1.0:
            return back_down(seen)
        return climb(seen) if level == 0.0 else hold(seen)
