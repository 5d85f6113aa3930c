"""Gains: what packages are worth beyond the reservation values, and offers chosen by both gains.

With w and w' the two reservation values, package p gives the gains own[p] - w and others[p] - w'.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from ...game.information import InformationSet
from ...game.mixed_actions import MixedAction
from .bargaining import bargain, is_last_round
from .outlook import Outlook

Score = Callable[[NDArray[np.float64], NDArray[np.float64]], NDArray[np.float64]]
"""How good packages are, from the gains, none below 0, of the player and of the other [p]."""


def gains(outlook: Outlook) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return what every package gains the player and the other over no agreement [p]."""
    own = outlook.own - outlook.reservation_value
    return own, outlook.others - outlook.others_reservation_value


def fairest(outlook: Outlook, score: Score) -> int | None:
    """Return the package with the best score among those that neither would refuse.

    Among equals the first is taken; ``None`` if there is no such package.
    """
    own, others = gains(outlook)
    open_to = (own >= -outlook.tie) & (others >= -outlook.tie)
    among = np.flatnonzero(open_to)
    if not among.size:
        return None
    ranked = score(np.maximum(own[among], 0.0), np.maximum(others[among], 0.0))
    return int(among[np.argmax(ranked)])


def propose_fairly(seen: InformationSet, score: Score) -> MixedAction:
    """Return the action of who offers the package of best score and takes nothing worse.

    Worse is what gives itself less than that package; after the last round, less than no agreement.
    """

    def least(outlook: Outlook) -> float:
        package = fairest(outlook, score)
        if package is None or is_last_round(seen):
            return outlook.reservation_value
        return max(outlook.reservation_value, float(outlook.own[package]))

    return bargain(seen, offer=lambda outlook: fairest(outlook, score), least=least)
