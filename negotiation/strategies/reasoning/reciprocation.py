"""Reciprocation: conceding in proportion to what the other conceded.

In one's own payoffs, with best b, reservation value w and the worths y of the other's offers, the
other's demand is b - y. Having last asked for the surplus g, one next asks for

    g' = g (b - y_new) / (b - y_old) (1 - generosity),

kept between 0 and b - w, where y_old is ``window`` offers before y_new, or the first if there are
fewer. If the other has made no offer since one's own last, there is nothing to return: g' = g. The
first demand is b - w. All offers are valued today.

Departs from the source, which does this issue by issue, and with the ratio of the other's proposals
where we take that of its demands.

Source: Faratin, Sierra and Jennings (1998), Robotics and Autonomous Systems 24, 159-182, sec. 3.3:
relative tit-for-tat with window 1, averaged tit-for-tat with a longer window, generosity 0.
"""

from __future__ import annotations

from ...game.information import InformationSet
from ...game.mixed_actions import MixedAction
from .bargaining import bargain, is_last_round
from .outlook import Outlook
from .past_offers import offers_made


def reciprocate(seen: InformationSet, window: int, generosity: float = 0.0) -> MixedAction:
    """Return the action of a player who offers and accepts what returns the other's concession.

    In the last round it accepts what is worth its reservation value.
    """

    def least(outlook: Outlook) -> float:
        w = outlook.reservation_value
        return w if is_last_round(seen) else demand(seen, outlook, window, generosity)

    return bargain(
        seen,
        offer=lambda outlook: outlook.kindest(demand(seen, outlook, window, generosity)),
        least=least,
    )


def demand(seen: InformationSet, outlook: Outlook, window: int, generosity: float) -> float:
    """Return what the next offer should be worth to oneself, w + g'."""
    made = offers_made(seen.game, seen.history)
    mine = [package for proposer, package in made if proposer == seen.player]
    theirs = [package for proposer, package in made if proposer == seen.other]
    w, most = outlook.reservation_value, outlook.best - outlook.reservation_value
    if not mine:
        return w + most
    asked = float(outlook.own[mine[-1]]) - w
    if made[-1][0] == seen.other:
        asked *= _ratio(outlook, theirs, window) * (1.0 - generosity)
    return w + min(max(asked, 0.0), most)


def _ratio(outlook: Outlook, theirs: list[int], window: int) -> float:
    """Return the other's demand now over its demand ``window`` offers ago."""
    demands = [max(outlook.best - float(outlook.own[package]), 0.0) for package in theirs]
    now, before = demands[-1], demands[max(-1 - window, -len(demands))]
    return now / before if before > outlook.tie else 1.0
