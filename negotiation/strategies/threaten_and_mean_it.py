"""Threatens, and carries it out: one rung up every round, the last one too, and never back.

At a posture stage it takes the first legal climb, and holds once there is none. If no agreement
comes, its last word is the one of pressure. Only an agreement stops it. At the table it is a
Boulware with beta = 1/2.

**Names:** threaten and mean it (ours): a commitment to a threat, Schelling (1960), *The Strategy of
Conflict*, ch. 2; Ellsberg (1959), "The theory and practice of blackmail".

On a pie there is nothing to threaten with; the share is player 0's:

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
from .reasoning.bargaining import hold
from .reasoning.ladder import climbs, harshest
from .reasoning.settings import positive
from .reasoning.time_dependence import concede_with_time
from .strategy import Strategy


class ThreatenAndMeanIt(Strategy):
    """Climbs to the top of the ladder and stays there."""

    memory_depth: ClassVar[float] = 0
    claims: ClassVar[frozenset[str]] = frozenset(
        {"individually_rational", "affine_invariant", "symmetric"}
    )

    def __init__(self, beta: float = 0.5) -> None:
        self.beta = positive("beta", beta)

    def mixed_action(self, seen: InformationSet) -> MixedAction:
        """Return the offer, answer or posture of this round."""
        return concede_with_time(
            seen,
            self.beta,
            posture=lambda _: [*climbs(seen), hold(seen)][0],
            last_word=lambda: harshest(seen),
        )
