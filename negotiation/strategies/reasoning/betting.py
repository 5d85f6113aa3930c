"""Offers as bets: a package is worth its gain times the chance that it is accepted.

With a(p) the chance of package p and w the reservation value, the best bet is
max_p a(p) (own[p] - w), and its stake that maximum, at least 0.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from ...game.beliefs import Belief
from ...game.information import InformationSet
from ...game.mixed_actions import MixedAction
from ...game.stages import StageKind
from .bargaining import bargain
from .outlook import Outlook, outlook_from

Chances = Callable[[Outlook], NDArray[np.float64]]
"""The chance that each package is accepted [p]."""


def bet(seen: InformationSet, chances: Chances) -> MixedAction:
    """Return the action of who offers the best bet; it holds its posture.

    It accepts what is worth w, and if it is to offer again, w and the stake of its best bet.
    """

    def offer(outlook: Outlook) -> int | None:
        stakes = _stakes(outlook, chances)
        best = int(np.argmax(stakes))
        return best if stakes[best] > -np.inf else None

    def least(outlook: Outlook) -> float:
        w = outlook.reservation_value
        if not _offers_again(seen):
            return w
        return w + max(0.0, float(_stakes(outlook, chances).max()))

    return bargain(seen, offer=offer, least=least)


def would_accept(seen: InformationSet) -> NDArray[np.float64]:
    """Return the chance, by the public belief, that the other prefers a package to no agreement."""
    chance_of = seen.belief.of[seen.other]
    table = seen.game.packages
    total = np.zeros(0 if table is None else table.count)
    for own, chance in enumerate(chance_of):
        if chance == 0.0:
            continue
        sure = tuple(float(n == own) for n in range(len(chance_of)))
        of = (seen.belief.of[0], sure) if seen.player == 0 else (sure, seen.belief.of[1])
        outlook = outlook_from(replace(seen, belief=Belief(of)))
        assert outlook is not None
        total += chance * outlook.acceptable
    return total


def _stakes(outlook: Outlook, chances: Chances) -> NDArray[np.float64]:
    gain = outlook.own - outlook.reservation_value
    return np.where(gain >= -outlook.tie, chances(outlook) * gain, -np.inf)


def _offers_again(seen: InformationSet) -> bool:
    later = seen.game.stages[seen.position.stage + 1 :]
    return any(one.kind is StageKind.OFFER and one.mover == seen.player for one in later)
