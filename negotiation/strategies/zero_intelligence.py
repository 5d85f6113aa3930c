"""Offers anything that it could live with, and accepts anything that it can live with.

Of the packages worth at least its reservation value w it offers any with equal probability, none if
there is none; it accepts what is worth w, and holds its posture.

**Names:** zero intelligence with a budget constraint: Gode and Sunder (1993), Journal of Political
Economy 101, 119-137.

It accepts the first offer that it can live with; the share is player 0's:

>>> from negotiation.engine.matches import play
>>> from negotiation.game.pie import divide_the_pie
>>> from negotiation.strategies.boulware import Boulware
>>> pie = divide_the_pie(rounds=2, discount_factors=(1, 1), shares=[n / 20 for n in range(21)])
>>> for move in play(pie, (ZeroIntelligence(), Boulware()), (0, 0), seed=0).moves:
...     print(move.player, move.action, *(move.package or {}).values())
us offer 0 (0)
japan accept 0 (0)
"""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from ..game.information import InformationSet
from ..game.mixed_actions import MixedAction
from ..game.stages import StageKind
from .reasoning.bargaining import bargain
from .reasoning.outlook import outlook_from
from .strategy import Strategy


class ZeroIntelligence(Strategy):
    """Guards its reservation value, and nothing else."""

    memory_depth: ClassVar[float] = 0
    claims: ClassVar[frozenset[str]] = frozenset({"individually_rational"})

    def mixed_action(self, seen: InformationSet) -> MixedAction:
        """Return any offer worth having, or the answer of who can live with it."""
        outlook = outlook_from(seen)
        if outlook is not None and seen.stage.kind is StageKind.OFFER:
            bearable = np.flatnonzero(outlook.own >= outlook.reservation_value - outlook.tie)
            if bearable.size and len(seen.legal_actions) > 1:
                return MixedAction.uniform(1 + bearable)
        return bargain(seen, offer=lambda _: None, least=lambda o: o.reservation_value)
