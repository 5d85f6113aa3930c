"""All extreme Nash equilibria of a bimatrix game, in exact arithmetic.

A profile (x, y) is a Nash equilibrium exactly if every action is unplayed or a best reply. In the
best-reply polytopes an action's *label* is on a point if one of the two holds there; the extreme
equilibria are the pairs of vertices that carry all labels between them, and every equilibrium is a
convex combination of such. A set of extreme equilibria that may be combined freely is a *Nash
subset*; subsets that touch form a *component*: a point, or a continuum if it has a dimension.

Source: Mangasarian (1964); Jansen (1981); Avis, Rosenberg, Savani and von Stengel (2010), Economic
Theory 42, 9-37; for large games the paths of Lemke and Howson (1964), one per label.
Checked by: tests/oracles/test_bimatrix.py against Nashpy, by regret and by parity.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .dominance import spread, undominated
from .tableau import Tableau, vertices, whole_numbers

BASES = 20_000
"""How many bases of a polytope are visited at most: some seconds."""

Point = tuple[Fraction, ...]
"""The value of every variable at a vertex."""


@dataclass(frozen=True, slots=True)
class Extreme:
    """The extreme equilibria of a bimatrix game."""

    profiles: tuple[tuple[NDArray[np.float64], NDArray[np.float64]], ...]
    """Mixed actions of the row and the column player."""
    components: tuple[tuple[int, ...], ...]
    """Which profiles belong to the same component."""
    dimensions: tuple[int, ...]
    """The dimension of each component's largest Nash subset: 0 is a point."""
    complete: bool
    """Whether these are all extreme equilibria."""
    undominated: tuple[NDArray[np.int64], NDArray[np.int64]]
    """The row and the column actions that iterated strict dominance leaves."""


def extreme_equilibria(
    row: NDArray[np.float64], column: NDArray[np.float64], *, bases: int = BASES
) -> Extreme:
    """Return the extreme equilibria of payoffs [row action, column action], never none.

    Dominated actions are left out first. If a polytope then has more than ``bases`` bases, only
    what the Lemke-Howson paths reach.
    """
    whole = whole_numbers(row), whole_numbers(column.T).T
    rows, columns = undominated(*whole)
    actions = rows.size
    # The column player's payoffs bound the row player's mixed actions, and the reverse.
    for_columns, for_rows = whole[0][np.ix_(rows, columns)], whole[1][np.ix_(rows, columns)].T
    xs, all_xs = vertices(for_rows, bases)
    ys, all_ys = vertices(for_columns, bases) if all_xs else ([], False)
    complete = all_xs and all_ys
    pairs = _labelled(xs, ys, actions) if complete else _paths(for_rows, for_columns)
    found = sorted({(_shares(x), _shares(y)) for x, y in pairs}, reverse=True)
    components = _components(found) if complete else [[n] for n in range(len(found))]
    return Extreme(
        profiles=tuple(
            (
                spread(np.array(list(map(float, x))), rows, row.shape[0]),
                spread(np.array(list(map(float, y))), columns, row.shape[1]),
            )
            for x, y in found
        ),
        components=tuple(map(tuple, components)),
        dimensions=tuple(_dimension([found[n] for n in component]) for component in components),
        complete=complete,
        undominated=(rows, columns),
    )


def _labelled(xs: list[Point], ys: list[Point], actions: int) -> list[tuple[Point, Point]]:
    """Return the pairs of vertices that carry every label; the row player's labels come first."""
    everything = (1 << len(xs[0])) - 1
    others = len(xs[0]) - actions
    of_ys = [_labels([*y[others:], *y[:others]]) for y in ys]
    pairs = []
    for x in xs:
        of_x = _labels(x)
        for y, of_y in zip(ys, of_ys, strict=True):
            if of_x | of_y == everything and any(x[:actions]):  # then y is not 0 either
                pairs.append((x[:actions], y[:others]))
    return pairs


def _labels(values: Any) -> int:
    return sum(1 << n for n, value in enumerate(values) if value == 0)


def _paths(for_rows: NDArray[Any], for_columns: NDArray[Any]) -> list[tuple[Point, Point]]:
    """Return the ends of the Lemke-Howson paths, one for each label dropped first."""
    others, actions = for_rows.shape
    ends = []
    for dropped in range(actions + others):
        tableaus = [Tableau.start(for_rows), Tableau.start(for_columns)]
        side, label = (0, dropped) if dropped < actions else (1, dropped)
        while True:
            entering = label if side == 0 else (label + others) % (actions + others)
            leaving = tableaus[side].leaving_row(entering)
            left = tableaus[side].basis[leaving]
            tableaus[side] = tableaus[side].pivoted(leaving, entering)
            label = left if side == 0 else (left + actions) % (actions + others)
            if label == dropped:
                break
            side = 1 - side
        ends.append((tableaus[0].point()[:actions], tableaus[1].point()[:others]))
    return ends


def _shares(point: Point) -> Point:
    total = sum(point)
    return tuple(value / total for value in point)


def _components(found: list[tuple[Point, Point]]) -> list[list[int]]:
    """Return the profiles that hang together by a shared mixed action."""
    left, components = set(range(len(found))), []
    while left:
        reached = [min(left)]
        for n in reached:
            left.discard(n)
            reached += [
                other
                for other in sorted(left - set(reached))
                if found[other][0] == found[n][0] or found[other][1] == found[n][1]
            ]
        components.append(sorted(reached))
    return components


def _dimension(profiles: list[tuple[Point, Point]]) -> int:
    """Return the dimension of the largest Nash subset among connected profiles."""
    partners: dict[Point, frozenset[Point]] = {}
    for x, y in profiles:
        partners[x] = partners.get(x, frozenset()) | {y}
    shared = set(partners.values())
    for ys in list(shared):
        shared |= {ys & other for other in shared if ys & other}
    return max(
        _rank([x for x, mine in partners.items() if ys <= mine]) + _rank(list(ys)) for ys in shared
    )


def _rank(points: list[Point]) -> int:
    first, *others = [np.array([float(value) for value in point]) for point in points]
    return int(np.linalg.matrix_rank(np.array(others) - first)) if others else 0
