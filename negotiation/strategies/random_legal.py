"""Does anything that is legal.

At an offer stage it makes no offer with probability 1/2, if that is legal, and otherwise offers any
package; everywhere else all legal actions are equally likely.

**Names:** random: Axelrod (1980); *RandomNegotiator* in the platforms of automated negotiation.

Half of its offers are none:

>>> from negotiation.engine.talks import Talks
>>> from negotiation.game.pie import divide_the_pie
>>> pie = divide_the_pie(rounds=1, discount_factors=(1, 1), shares=[0.0, 0.5, 1.0])
>>> mixed = RandomLegal().mixed_action(Talks.begin(pie, (0, 0), seed=0).seen())
>>> [round(mixed.probability(action), 3) for action in range(4)]
[0.5, 0.167, 0.167, 0.167]
"""

from __future__ import annotations

from typing import ClassVar

from ..game.information import InformationSet
from ..game.mixed_actions import MixedAction
from ..game.stages import NO_OFFER, StageKind
from .strategy import Strategy


class RandomLegal(Strategy):
    """Has no plan at all."""

    memory_depth: ClassVar[float] = 0
    claims: ClassVar[frozenset[str]] = frozenset()

    def mixed_action(self, seen: InformationSet) -> MixedAction:
        """Return the probabilities of everything that is legal."""
        legal = tuple(map(int, seen.legal_actions))
        if seen.stage.kind is not StageKind.OFFER or legal[0] != NO_OFFER or len(legal) == 1:
            return MixedAction.uniform(legal)
        each = 0.5 / (len(legal) - 1)
        return MixedAction(legal, (0.5, *(each for _ in legal[1:])))
