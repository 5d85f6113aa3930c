"""A menu of aspirations, what each would have earned in earlier talks, and how much is regretted.

Aspiration n of N is a_n = w + (best - w) n / N: offer the package worth a_n that is best for the
other, accept what is worth a_n. With A(s) own offers accepted that left the other s or less, and
R(s) refused that left it s or more, an offer that leaves it s would have been accepted with

    P(s) = A(s) / (A(s) + R(s)),   and with 1 where nobody has tried.

In a talk in which the best of the other's offers was worth y, aspiration n would have earned the
surplus y - w if y >= a_n, and otherwise P(s_n) times the surplus of its own offer (0 for a player
who never proposes). All old offers are valued today. The regret of n is what it would have earned
in all talks less what was earned.

Source: Hart and Mas-Colell (2000), Econometrica 68, 1127-1150; the replay is ours, for there the
payoffs of actions not taken are known.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ...game.information import InformationSet
from ...game.stages import StageKind
from .outlook import Outlook
from .past_offers import earlier_answers

_ROUNDING = 1e-9
"""Worths that miss an aspiration by less than this share of a class reach it."""


@dataclass(frozen=True)
class Menu:
    """Aspirations, and the package that each of them offers."""

    least: NDArray[np.float64]
    """What each aspiration asks for [n], $bn, in rising order."""
    packages: tuple[int | None, ...]
    """The package that each would offer [n]; ``None`` if none is worth as much."""

    @classmethod
    def of(cls, outlook: Outlook, parts: int) -> Menu:
        """Return the aspirations that cut the way from w to the best into equal parts."""
        return outlook.memory.recall((cls, parts), lambda: cls._of(outlook, parts))

    @classmethod
    def _of(cls, outlook: Outlook, parts: int) -> Menu:
        w, own, others, tie = outlook.reservation_value, outlook.own, outlook.others, outlook.tie
        way = outlook.best - w
        reach = np.full(own.size, float(parts)) if way <= tie else (own - w) / way * parts
        reach = np.floor(reach + _ROUNDING).clip(-1, parts)
        reach[own < w - tie] = -1
        order = np.argsort(reach.astype(np.int16), kind="stable")
        ends = np.searchsorted(reach[order], np.arange(parts + 2))
        packages: list[int | None] = []
        kindest: int | None = None
        for n in range(parts, -1, -1):
            here = order[ends[n] : ends[n + 1]]
            if here.size:
                best = others[here].max()
                if kindest is None or best > others[kindest] + tie:
                    equals = here[others[here] >= best - tie]
                    kindest = int(equals[np.argmax(own[equals] >= own[equals].max() - tie)])
            packages.append(kindest)
        return cls(w + way * np.arange(parts + 1) / parts, tuple(packages[::-1]))


def regrets(seen: InformationSet, outlook: Outlook, menu: Menu) -> NDArray[np.float64]:
    """Return by how much each aspiration would have done better in the earlier talks [n], $bn."""
    own, others, w = outlook.own, outlook.others, outlook.reservation_value
    past = earlier_answers(seen)
    from_other, accepts = past.answerer == seen.other, past.accepts
    worth = own[past.package]
    earned = float((worth[accepts] - w).sum())
    offered = np.full(past.talks, -np.inf)
    np.maximum.at(offered, past.talk[~from_other], worth[~from_other])
    left = others[past.package]
    offers = _expected_surplus(
        seen, outlook, menu, left[from_other & accepts], left[from_other & ~accepts]
    )
    theirs = offered[:, None]
    would_take = theirs >= menu.least - outlook.tie
    surplus = np.where(would_take, np.where(would_take, theirs, 0.0) - w, offers)
    return np.asarray(surplus.sum(axis=0) - earned)


def _expected_surplus(
    seen: InformationSet,
    outlook: Outlook,
    menu: Menu,
    accepted: NDArray[np.float64],
    refused: NDArray[np.float64],
) -> NDArray[np.float64]:
    """Return what each aspiration's own offer would have earned in a talk [n], $bn."""
    stages = seen.game.stages
    if not any(s.kind is StageKind.OFFER and s.mover == seen.player for s in stages):
        return np.zeros(menu.least.size)
    expected = []
    for package in menu.packages:
        if package is None:
            expected.append(0.0)
            continue
        left = float(outlook.others[package])
        yes = int((accepted <= left + outlook.tie).sum())
        no = int((refused >= left - outlook.tie).sum())
        chance = yes / (yes + no) if yes + no else 1.0
        expected.append(chance * (float(outlook.own[package]) - outlook.reservation_value))
    return np.array(expected)


def in_proportion(regret: NDArray[np.float64], tie: float) -> NDArray[np.float64]:
    """Return probabilities proportional to positive regret [n]; equal ones without any."""
    positive = np.where(regret > tie, regret, 0.0)
    total = positive.sum()
    return positive / total if total > 0.0 else np.full(regret.size, 1.0 / regret.size)
