"""Reciprocity at the table: asking for less as the other asks for less.

Let x be the worth now of one's own last offer, last and before those of the other's last two
offers. The ask of who returns the share ``returned`` of a concession, and gives the share ``gift``
of the distance between the best and the reservation value w besides, is

    max(w, x - returned max(0, last - before) - gift (best - w)).

Source: Faratin, Sierra and Jennings (1998), Robotics and Autonomous Systems 24, 159-182, section
3.3 (behaviour-dependent tactics).
"""

from __future__ import annotations

import math

from ...game.information import InformationSet
from ...game.mixed_actions import MixedAction
from .bargaining import bargain, is_last_round
from .last_offers import last_offers
from .offers_received import worths_of_last_offers
from .outlook import Outlook


def reciprocate(seen: InformationSet, *, returned: float, gift: float) -> MixedAction:
    """Return the action of a player who returns concessions; it holds its posture."""

    def ask(outlook: Outlook) -> float:
        mine, _ = last_offers(seen)
        if mine is None:
            return outlook.best
        last, before = worths_of_last_offers(seen, outlook)
        conceded = max(0.0, last - before) if before > -math.inf else 0.0
        w = outlook.reservation_value
        given = returned * conceded + gift * (outlook.best - w)
        return max(w, float(outlook.own[mine]) - given)

    def least(outlook: Outlook) -> float:
        return outlook.reservation_value if is_last_round(seen) else ask(outlook)

    return bargain(seen, offer=lambda outlook: outlook.kindest(ask(outlook)), least=least)
