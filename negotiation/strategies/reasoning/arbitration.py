"""Arbitration: single packages that stand out as fair or efficient, and insisting on one.

With surpluses g_i over the reservation values, among packages that leave neither player below its
own, and the ideal g*_i = max g_i:

- Nash:                max g_1 g_2;
- Kalai-Smorodinsky:   max min (g_1 / g*_1, g_2 / g*_2);
- egalitarian:         max min (g_1, g_2);
- utilitarian:         max g_1 + g_2.

The other's surplus is the one that the public expects. Among equals the larger sum is taken
(Kalai-Smorodinsky, egalitarian), the larger smaller surplus (utilitarian) or one's own better
package (Nash). Ties in the first two, which do not depend on units, are judged in shares.

Source: Nash (1950), Econometrica 18, 155-162; Kalai and Smorodinsky (1975), Econometrica 43,
513-518; Kalai (1977), Econometrica 45, 1623-1630.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from ...game.information import InformationSet
from ...game.mixed_actions import MixedAction
from .bargaining import bargain, is_last_round
from .outlook import Outlook
from .surplus import Surplus

Solution = Callable[[Surplus], int | None]
"""What picks a package from the surpluses; ``None`` where no package is open."""


def nash(surplus: Surplus) -> int | None:
    """Return the package with the largest product of surpluses."""
    own, others = surplus.shares
    product = np.maximum(own, 0.0) * np.maximum(others, 0.0)
    return surplus.best(product, own, surplus.share_tie)


def kalai_smorodinsky(surplus: Surplus) -> int | None:
    """Return the package whose smaller share of the ideal is largest."""
    own, others = surplus.shares
    return surplus.best(np.minimum(own, others), own + others, surplus.share_tie)


def egalitarian(surplus: Surplus) -> int | None:
    """Return the package whose smaller surplus is largest."""
    smaller = np.minimum(surplus.own, surplus.others)
    return surplus.best(smaller, surplus.own + surplus.others, surplus.tie)


def utilitarian(surplus: Surplus) -> int | None:
    """Return the package with the largest sum of surpluses, evenly split among equals."""
    smaller = np.minimum(surplus.own, surplus.others)
    return surplus.best(surplus.own + surplus.others, smaller, surplus.tie)


def insist_on(seen: InformationSet, solution: Solution) -> MixedAction:
    """Return the action of a player who offers one solution, and accepts what is worth as much.

    In the last round it accepts what is worth its reservation value. Where no package is open it
    makes no offer and accepts what is worth its reservation value.
    """

    def least(outlook: Outlook) -> float:
        package = solution(Surplus.over(outlook))
        if package is None or is_last_round(seen):
            return outlook.reservation_value
        return float(outlook.own[package])

    return bargain(seen, offer=lambda outlook: solution(Surplus.over(outlook)), least=least)
