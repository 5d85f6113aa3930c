"""Lets every deadline pass: soft postures, even concessions, and at the end an extension.

At a posture stage it takes the first retreat there is, and holds where there is none. At the table
it concedes evenly (beta = 1). If no agreement comes, its last word is the concession, whatever the
word of pressure would pay.

**Names:** extend always (ours); the paper tiger of a hard deadline that is always moved, whose
threats an audience learns to disbelieve (Selten 1978, Theory and Decision 9, 127-159).

On a pie it is a linear conceder; the share on the table is player 0's:

>>> from negotiation.engine.matches import play
>>> from negotiation.game.pie import divide_the_pie
>>> from negotiation.strategies.boulware import Boulware
>>> pie = divide_the_pie(rounds=3, discount_factors=(1, 1), shares=[n / 20 for n in range(21)])
>>> for move in play(pie, (ExtendAlways(), Boulware()), (0, 0), seed=0).moves:
...     print(move.player, move.action, *(move.package or {}).values())
us offer 1 (20)
japan reject 1 (20)
japan offer 0 (0)
us reject 0 (0)
us offer 0.35 (7)
japan accept 0.35 (7)
"""

from __future__ import annotations

from typing import ClassVar

from ..game.information import InformationSet
from ..game.mixed_actions import MixedAction
from .reasoning.ladder import mildest, retreat
from .reasoning.settings import positive
from .reasoning.time_dependence import concede_with_time
from .strategy import Strategy


class ExtendAlways(Strategy):
    """Never carries out what a deadline threatens."""

    memory_depth: ClassVar[float] = 0
    claims: ClassVar[frozenset[str]] = frozenset(
        {"individually_rational", "affine_invariant", "symmetric", "never_presses"}
    )

    def __init__(self, beta: float = 1.0) -> None:
        self.beta = positive("beta", beta)

    def mixed_action(self, seen: InformationSet) -> MixedAction:
        """Return the offer, answer or posture of this round."""
        return concede_with_time(
            seen,
            self.beta,
            posture=lambda _: retreat(seen),
            last_word=lambda: mildest(seen),
        )
