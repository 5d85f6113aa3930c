"""What the other player has offered so far."""

from __future__ import annotations

import math

from ...game.information import InformationSet
from ...game.rules import stage_at
from ...game.stages import NO_OFFER, StageKind
from .outlook import Outlook


def worths_of_last_offers(seen: InformationSet, outlook: Outlook) -> tuple[float, float]:
    """Return what the other's last offer and the one before would be worth now, $bn.

    An offer stage that the other passed, or that is yet to come, is worth minus infinity.
    """
    worths = []
    for move in seen.history:
        stage = stage_at(seen.game, move.position)
        if stage.kind is StageKind.OFFER and stage.mover == seen.other:
            passed = move.action == NO_OFFER
            worths.append(-math.inf if passed else float(outlook.own[move.action - 1]))
    before, last = [-math.inf, -math.inf, *worths][-2:]
    return last, before
