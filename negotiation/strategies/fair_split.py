"""Offers the package that gives both the same gain, and takes nothing worse.

Gains are counted in $bn over the reservation values, as the public expects them; of all packages
that neither would refuse it offers the one whose smaller gain is largest,

    max_p min(own[p] - w, others[p] - w').

In the last round it takes whatever is worth w.

**Names:** fair split (ours); the rule is the egalitarian solution of Kalai (1977), Econometrica 45,
1623-1630, and Raiffa's (1982) equal gains.

It meets a conceder; the share on the table is player 0's:

>>> from negotiation.engine.matches import play
>>> from negotiation.game.pie import divide_the_pie
>>> from negotiation.strategies.conceder import Conceder
>>> pie = divide_the_pie(rounds=3, discount_factors=(1, 1), shares=[n / 20 for n in range(21)])
>>> for move in play(pie, (FairSplit(), Conceder()), (0, 0), seed=0).moves:
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


class FairSplit(Strategy):
    """Asks for as much as it leaves the other."""

    memory_depth: ClassVar[float] = 0
    claims: ClassVar[frozenset[str]] = frozenset({"individually_rational"})

    def mixed_action(self, seen: InformationSet) -> MixedAction:
        """Return the fair offer, or the refusal of less."""
        return propose_fairly(seen, np.minimum)
