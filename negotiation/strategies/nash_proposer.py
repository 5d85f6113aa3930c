"""Offers the package with the largest product of gains, and takes nothing worse.

    max_p (own[p] - w) (others[p] - w'),

gains over the reservation values, as the public expects them. In the last round it takes whatever
is worth w.

**Names:** Nash's bargaining solution: Nash (1950), Econometrica 18, 155-162.

It meets a conceder; the share on the table is player 0's:

>>> from negotiation.engine.matches import play
>>> from negotiation.game.pie import divide_the_pie
>>> from negotiation.strategies.conceder import Conceder
>>> pie = divide_the_pie(rounds=3, discount_factors=(1, 1), shares=[n / 20 for n in range(21)])
>>> for move in play(pie, (NashProposer(), Conceder()), (0, 0), seed=0).moves:
...     print(move.player, move.action, *(move.package or {}).values())
us offer 0.5 (10)
japan accept 0.5 (10)
"""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from ..game.information import InformationSet
from ..game.mixed_actions import MixedAction
from .reasoning.gains import propose_fairly
from .strategy import Strategy


class NashProposer(Strategy):
    """Asks for its share of Nash's bargaining solution."""

    memory_depth: ClassVar[float] = 0
    claims: ClassVar[frozenset[str]] = frozenset({"individually_rational"})

    def mixed_action(self, seen: InformationSet) -> MixedAction:
        """Return the Nash offer, or the refusal of less."""
        return propose_fairly(seen, np.multiply)
