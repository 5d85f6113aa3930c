"""Watches the market: presses while nature's last move suits it, and steps back while it does not.

Each move of nature's last market stage leads to a public state that differs in nothing else; where
no stage is called the market, its last stage of any name counts. It compares its prospects without
agreement in the present one with those in the others, also in those that nature could not reach
this time: it does not remember where nature stood before.

- the best of them: it takes the first legal climb, and holds where there is none;
- the worst of them: it takes the first retreat;
- between, or all the same: it holds.

At the table it is a Boulware with beta = 1/2. It knows nothing of markets: whoever is hurt by a
nervous one presses in calm, and whoever gains from it presses while it lasts.

**Names:** market watcher (ours): brinkmanship priced by the day; the pause of 9 April 2025, a week
after the tariffs, when yields had jumped, is its type.

On a pie nature does not move; the share is player 0's:

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
from ..game.prospects import expected, without_agreement
from ..game.protocol import MARKET
from ..game.stages import StageKind
from .reasoning.bargaining import hold
from .reasoning.ladder import climbs, retreat
from .reasoning.outlook import Outlook
from .reasoning.settings import positive
from .reasoning.time_dependence import concede_with_time
from .strategy import Strategy


class MarketWatcher(Strategy):
    """Presses in good weather."""

    memory_depth: ClassVar[float] = 0
    claims: ClassVar[frozenset[str]] = frozenset(
        {"individually_rational", "affine_invariant", "symmetric"}
    )

    def __init__(self, beta: float = 0.5) -> None:
        self.beta = positive("beta", beta)

    def mixed_action(self, seen: InformationSet) -> MixedAction:
        """Return the offer, answer or posture of this round."""

        def posture(outlook: Outlook) -> int:
            weather = _alternatives(seen)
            if len(weather) < 2:
                return hold(seen)
            prospects = without_agreement(seen.game, seen.belief, seen.position.stage)[0]
            worth = expected(prospects, seen.belief, seen.player, seen.player_type)[weather]
            here = outlook.reservation_value
            if here <= worth.min() + outlook.tie < worth.max():
                return retreat(seen)
            if here >= worth.max() - outlook.tie > worth.min():
                return [*climbs(seen), hold(seen)][0]
            return hold(seen)

        return concede_with_time(seen, self.beta, posture)


def _alternatives(seen: InformationSet) -> list[int]:
    """Return the public states that nature's moves lead to, the present one included."""
    earlier = seen.game.stages[: seen.position.stage]
    moves = [stage for stage in earlier if stage.kind is StageKind.CHANCE]
    if not moves:
        return []
    nature = ([stage for stage in moves if stage.name == MARKET] or moves)[-1]
    return sorted({int(s) for s in nature.next_state[seen.position.public_state] if s >= 0})
