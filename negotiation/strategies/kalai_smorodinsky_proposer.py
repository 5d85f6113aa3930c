"""Offers the package that gives both the same share of the most they could gain.

With g and g' the gains over the reservation values, and the largest of each among the packages that
neither would refuse,

    max_p min(g[p] / max g, g'[p] / max g').

In the last round it takes whatever is worth its reservation value.

**Names:** the bargaining solution of Kalai and Smorodinsky (1975), Econometrica 43, 513-518.

It meets a conceder; the share on the table is player 0's:

>>> from negotiation.engine.matches import play
>>> from negotiation.game.pie import divide_the_pie
>>> from negotiation.strategies.conceder import Conceder
>>> pie = divide_the_pie(rounds=3, discount_factors=(1, 1), shares=[n / 20 for n in range(21)])
>>> for move in play(pie, (KalaiSmorodinskyProposer(), Conceder()), (0, 0), seed=0).moves:
...     print(move.player, move.action, *(move.package or {}).values())
us offer 0.5 (10)
japan accept 0.5 (10)
"""

from __future__ import annotations

from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from ..game.information import InformationSet
from ..game.mixed_actions import MixedAction
from .reasoning.gains import propose_fairly
from .strategy import Strategy


class KalaiSmorodinskyProposer(Strategy):
    """Asks for the same share of the possible as it leaves the other."""

    memory_depth: ClassVar[float] = 0
    claims: ClassVar[frozenset[str]] = frozenset({"individually_rational"})

    def mixed_action(self, seen: InformationSet) -> MixedAction:
        """Return the offer of equal shares of the possible, or the refusal of less."""
        return propose_fairly(seen, _smaller_share)


def _smaller_share(own: NDArray[np.float64], others: NDArray[np.float64]) -> NDArray[np.float64]:
    most, others_most = float(own.max()), float(others.max())
    if most == 0.0 or others_most == 0.0:
        return np.asarray(own + others)
    return np.asarray(np.minimum(own / most, others / others_most))
