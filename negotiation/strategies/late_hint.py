"""Keeps quiet until the last round but one, and then takes the first rung of the ladder.

Where there is one round only it climbs there. At the table it is a Boulware with beta = 1/2.

**Names:** late hint (ours); pressure near the deadline, when there is least time to call it, as in
the deadline effect of Roth, Murnighan and Schoumaker (1988).

On a pie there is no ladder, and a mild Boulware is left; the share is player 0's:

>>> from negotiation.engine.matches import play
>>> from negotiation.game.pie import divide_the_pie
>>> pie = divide_the_pie(rounds=3, discount_factors=(1, 1), shares=[n / 20 for n in range(21)])
>>> for move in play(pie, (LateHint(), LateHint()), (0, 0), seed=0).moves:
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
from .reasoning.ladder import gentlest_climb
from .reasoning.time_dependence import concede_with_time
from .strategy import Strategy


class LateHint(Strategy):
    """Hints when little time is left."""

    memory_depth: ClassVar[float] = 0
    claims: ClassVar[frozenset[str]] = frozenset({"individually_rational"})

    def __init__(self, beta: float = 0.5) -> None:
        self.beta = beta

    def mixed_action(self, seen: InformationSet) -> MixedAction:
        """Return the offer, answer or posture of this round."""
        return concede_with_time(seen, self.beta, lambda _: self._posture(seen))

    def _posture(self, seen: InformationSet) -> int:
        late = seen.stage.round_index == max(0, len(seen.game.rounds) - 2)
        hint = gentlest_climb(seen) if late else None
        return hold(seen) if hint is None else hint
