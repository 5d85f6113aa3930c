"""Does anything that is legal, each action with the same chance.

At an offer stage no offer and every package are equally likely; at an answer stage accepting,
rejecting and walking out are; at a posture stage every rung within reach is.

**Names:** random; the unconstrained zero-intelligence trader of Gode and Sunder (1993), Journal of
Political Economy 101, 119-137: the yardstick that any intelligence has to beat.

Two answers to an offer, and no walking out of this pie:

>>> from negotiation.engine.talks import Talks
>>> from negotiation.game.pie import divide_the_pie
>>> pie = divide_the_pie(rounds=1, discount_factors=(1, 1), shares=[0, 0.5, 1])
>>> talks = Talks.begin(pie, (0, 0), seed=0)
>>> RandomLegal().mixed_action(talks.seen()).probabilities
(0.25, 0.25, 0.25, 0.25)
>>> RandomLegal().mixed_action(talks.advanced(1).seen()).probabilities
(0.5, 0.5)
"""

from __future__ import annotations

from typing import ClassVar

from ..game.information import InformationSet
from ..game.mixed_actions import MixedAction
from .strategy import Strategy


class RandomLegal(Strategy):
    """Throws dice over the legal actions."""

    memory_depth: ClassVar[float] = 0
    claims: ClassVar[frozenset[str]] = frozenset({"affine_invariant", "symmetric"})

    def mixed_action(self, seen: InformationSet) -> MixedAction:
        """Return equal probabilities of the legal actions."""
        return MixedAction.uniform(seen.legal_actions)
