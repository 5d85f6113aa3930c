"""Other branches of a small game, on the tree of its public histories.

The solutions that a search finds at the points of a scan are followed from each point to the next,
as far as there is one: those that are solutions of one curve are a branch. Left out is the branch
next to the principal profile, which need not be the same at all points.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import numpy as np

from ...game.game import Game
from ...results.profile import Profile
from ..explicit.histories import count_histories
from .choices import Choices
from .likelihood import Reading
from .tree_search import Solution, TreeSearch
from .ways import Way

MOST_HISTORIES = 200
"""Trees of more histories than this take too long."""
SAME = 1e-4
"""Solutions that give no choice probabilities further apart than this are the same."""

_Branch = dict[int, Solution]
"""A branch: its equilibria by the number of the point of the scan."""


def is_small(game: Game, offers: int) -> bool:
    """Return whether a game with a menu of so many offers can be solved on its tree.

    That takes few histories, every package on the menu and no impossible type.
    """
    packages = 0 if game.packages is None else game.packages.count
    possible = all(bool((prior > 0.0).all()) for prior in game.prior)
    return packages == offers and possible and count_histories(game) <= MOST_HISTORIES


class TreeBranches:
    """The branches of one game, for one set of choices; ``solve`` gives the principal profile."""

    def __init__(self, choices: Choices, solve: Callable[[float], Profile]) -> None:
        self._search, self._solve = TreeSearch(choices), solve

    def along(self, scan: Sequence[float]) -> Sequence[Way]:
        """Return a way for each branch found (see `Ways`)."""
        found = self._branches(scan)
        return [
            Way(f"the {_ordinal(n)} branch on the tree", self._reader(branch, scan))
            for n, branch in enumerate(found, 1)
        ]

    def looks(self, scan: Sequence[float]) -> int:
        """Return at how many points of a scan every way can be looked at: all (see `Ways`)."""
        return len(scan)

    def _branches(self, scan: Sequence[float]) -> list[_Branch]:
        """Return the branches."""
        search = self._search
        principal: _Branch = {}
        found: list[_Branch] = []
        for k, x in enumerate(scan):
            precision = math.exp(x)
            twin = search.near(self._solve(precision), precision)
            if twin is not None:
                principal[k] = twin
            self._go_on(found, k, scan)
            for place in search.solutions(precision):
                if not any(k in known and _same(known[k], place) for known in found):
                    found.append(self._begun(found, k, place, scan))
        for branch in found:
            for k in [k for k in branch if k in principal]:
                if _same(branch[k], principal[k]):
                    del branch[k]
        return [branch for branch in found if branch]

    def _go_on(self, found: list[_Branch], k: int, scan: Sequence[float]) -> None:
        """Follow the branches known at the point before to point ``k``; two that meet are one."""
        for branch in found:
            if k - 1 not in branch:
                continue
            place = self._search.follow(branch[k - 1], scan[k])
            others = [known[k] for known in found if k in known]
            if place is not None and not any(_same(place, other) for other in others):
                branch[k] = place

    def _begun(
        self, found: list[_Branch], k: int, place: Solution, scan: Sequence[float]
    ) -> _Branch:
        """Return a new branch through a place at point ``k``, followed down as far as it goes."""
        branch = {k: place}
        for n in range(k - 1, -1, -1):
            before = self._search.follow(branch[n + 1], scan[n])
            known = [other[n] for other in found if n in other]
            if before is None or any(_same(before, other) for other in known):
                break
            branch[n] = before
        return branch

    def _reader(self, branch: _Branch, scan: Sequence[float]) -> Callable[[float], Reading | None]:
        """Return what reads the choices along a branch, from the nearest point of the scan."""

        def read(x: float) -> Reading | None:
            """Return the reading at x = log L."""
            right = int(np.searchsorted(scan, x))
            if right < len(scan) and scan[right] == x:
                return branch[right].reading if right in branch else None
            for k in sorted((right - 1, right), key=lambda k: abs(scan[k] - x)):
                if k in branch:
                    followed = self._search.follow(branch[k], x)
                    if followed is not None:
                        return followed.reading
            return None

        return read


def _same(one: Solution, other: Solution) -> bool:
    """Return whether two equilibria give the choices the same probabilities."""
    first, second = one.reading.chances, other.reading.chances
    return bool(np.abs(first - second).max(initial=0.0) <= SAME)


def _ordinal(n: int) -> str:
    """Return a small number as an ordinal."""
    names = ("first", "second", "third", "fourth", "fifth", "sixth")
    return names[n - 1] if n <= len(names) else f"{n}th"
