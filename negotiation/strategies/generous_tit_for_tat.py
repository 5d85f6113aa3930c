"""Returns a little more than it gets: a tit-for-tat that moves although the other does not.

Its demand over its reservation value falls in the proportion of the other's last concession, and by
a further tenth (``generosity``) whenever the other has made an offer.

**Names:** generous tit-for-tat (Nowak and Sigmund 1992, Nature 355, 250-253), which forgives now
and then; here, for offers, it forgives a little each time. A tenth is our choice.

Two of them come together, where two plain ones would repeat themselves; the share is player 0's:

>>> from negotiation.engine.matches import play
>>> from negotiation.game.pie import divide_the_pie
>>> pie = divide_the_pie(rounds=6, discount_factors=(1, 1), shares=[n / 20 for n in range(21)])
>>> for move in play(pie, (GenerousTitForTat(), GenerousTitForTat()), (0, 0), seed=0).moves:
...     print(move.player, move.action, *(move.package or {}).values())
us offer 1 (20)
japan reject 1 (20)
japan offer 0 (0)
us reject 0 (0)
us offer 0.9 (18)
japan reject 0.9 (18)
japan offer 0.15 (3)
us reject 0.15 (3)
us offer 0.7 (14)
japan reject 0.7 (14)
japan offer 0.4 (8)
us accept 0.4 (8)
"""

from __future__ import annotations

import math
from typing import ClassVar

from ..game.information import InformationSet
from ..game.mixed_actions import MixedAction
from .reasoning.reciprocation import reciprocate
from .reasoning.settings import probability
from .strategy import Strategy


class GenerousTitForTat(Strategy):
    """Matches the last concession and adds to it."""

    memory_depth: ClassVar[float] = math.inf
    claims: ClassVar[frozenset[str]] = frozenset(
        {"individually_rational", "affine_invariant", "symmetric", "never_presses"}
    )

    def __init__(self, generosity: float = 0.1) -> None:
        self.generosity = probability("generosity", generosity)

    def mixed_action(self, seen: InformationSet) -> MixedAction:
        """Return the offer, answer or posture of this round."""
        return reciprocate(seen, window=1, generosity=self.generosity)
