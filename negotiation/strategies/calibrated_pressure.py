"""Answers poor offers with pressure, one rung at a time, and never takes the last rung.

At a posture stage, let a be its aspiration (that of a mild Boulware) and x what the other's last
offer would be worth now; no offer counts as the worst.

- x >= a: it steps back if it can, and holds if it cannot;
- x < a, but better for it than the other's offer before: it holds;
- x < a otherwise: it climbs, if after the climb a further one would be possible.

The top of the ladder (the rung from which no action is pressure) is where a threat is carried out:
it keeps what Schelling calls the last clear chance in hand. At the table it is a Boulware with
beta = 1/2.

**Names:** calibrated pressure (ours), after calibrated escalation: Schelling (1966), *Arms and
Influence*, chapters 2 and 4; graduated answers to the other's steps are Osgood's (1962) GRIT.

On a pie there is no ladder, and a mild Boulware is left; the share is player 0's:

>>> from negotiation.engine.matches import play
>>> from negotiation.game.pie import divide_the_pie
>>> pie = divide_the_pie(rounds=3, discount_factors=(1, 1), shares=[n / 20 for n in range(21)])
>>> players = CalibratedPressure(), CalibratedPressure()
>>> for move in play(pie, players, (0, 0), seed=0).moves:
...     print(move.player, move.action, *move.package.values())
us offer 1 (20)
japan reject 1 (20)
japan offer 0.1 (2)
us reject 0.1 (2)
us offer 0.6 (12)
japan accept 0.6 (12)
"""

from __future__ import annotations

import math
from typing import ClassVar

from ..game.information import InformationSet
from ..game.mixed_actions import MixedAction
from .reasoning.bargaining import hold, rounds_gone
from .reasoning.ladder import gentlest_climb, retreat
from .reasoning.offers_received import worths_of_last_offers
from .reasoning.outlook import Outlook
from .reasoning.settings import positive
from .reasoning.time_dependence import concede_with_time
from .strategy import Strategy


class CalibratedPressure(Strategy):
    """Climbs while offers are poor, holds while they improve, steps back when they will do."""

    memory_depth: ClassVar[float] = math.inf
    claims: ClassVar[frozenset[str]] = frozenset(
        {"individually_rational", "affine_invariant", "symmetric"}
    )

    def __init__(self, beta: float = 0.5) -> None:
        self.beta = positive("beta", beta)

    def mixed_action(self, seen: InformationSet) -> MixedAction:
        """Return the offer, answer or posture of this round."""

        def posture(outlook: Outlook) -> int:
            last, before = worths_of_last_offers(seen, outlook)
            if last >= outlook.aspiration(rounds_gone(seen), self.beta) - outlook.tie:
                return retreat(seen)
            if last > before + outlook.tie and before > -math.inf:
                return hold(seen)
            climb = gentlest_climb(seen)
            return hold(seen) if climb is None else climb

        return concede_with_time(seen, self.beta, posture)
