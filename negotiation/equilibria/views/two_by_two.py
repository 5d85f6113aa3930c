"""Which 2x2 game a bimatrix is, by the order of its payoffs.

For a player let R be its payoff if both take their first action ("cooperate"), P if both take the
second ("defect"), T if only it defects and S if only the other does. Then

    prisoner's dilemma     T > R > P > S    both defect, and both regret it
    chicken                T > R > S > P    each wants the other to yield; a clash is worst
    stag hunt              R > T >= P > S   together is best; alone is worst
    harmony                R > T, S > P and R best of all: cooperation is safe and best
    deadlock               T > P > R > S    both defect, and rightly

hold for both players. *Battle of the sexes*: two equilibria that both players prefer to everything
else, but each prefers another one. *Matching pennies*: the best replies chase each other. The names
do not depend on how actions and players are numbered: every numbering is tried. Payoffs closer than
``tie`` count as equal, and a game that needs a tie broken is ``other``.

Source: Rapoport and Guyer (1966), General Systems 11, 203-214; Robinson and Goforth (2005).
Checked by: tests/theory/test_two_by_two.py.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise, product

import numpy as np
from numpy.typing import NDArray

from ...foundations.records import record

Ordered = Callable[[float, float, float, float], bool]
"""Whether one player's R, S, T, P are in the order of a game."""

_NAME_TO_ORDER: dict[str, Ordered] = {
    "prisoner's dilemma": lambda R, S, T, P: T > R > P > S,
    "chicken": lambda R, S, T, P: T > R > S > P,
    "stag hunt": lambda R, S, T, P: R > T >= P > S,
    "harmony": lambda R, S, T, P: R > T and R > S > P,
    "deadlock": lambda R, S, T, P: T > P > R > S,
}


@record
class TwoByTwo:
    """The name of a 2x2 game and its cooperative actions."""

    name: str
    """One of the names of this module, or ``other``."""
    cooperate: tuple[int, int] | None
    """The row's and the column's cooperative action, where the name knows one."""


def two_by_two(row: NDArray[np.float64], column: NDArray[np.float64], tie: float = 0.0) -> TwoByTwo:
    """Return which game payoffs [row action, column action] are, $bn.

    >>> first = np.array([[3.0, 0.0], [5.0, 1.0]])
    >>> two_by_two(first, first.T).name
    "prisoner's dilemma"
    """
    if row.shape != (2, 2) or column.shape != (2, 2):
        raise ValueError(f"a 2x2 game is needed, got {row.shape} and {column.shape}")
    first, second = _levels(row, tie), _levels(column, tie).T  # own action first, for both
    for a, b in product((0, 1), repeat=2):
        own, other = _renumbered(first, a, b), _renumbered(second, b, a)
        for name, ordered in _NAME_TO_ORDER.items():
            if ordered(*own.ravel()) and ordered(*other.ravel()):
                return TwoByTwo(name=name, cooperate=(a, b))
        if _is_battle(own, other):
            return TwoByTwo(name="battle of the sexes", cooperate=None)
        if _is_pennies(own, other):
            return TwoByTwo(name="matching pennies", cooperate=None)
    return TwoByTwo(name="other", cooperate=None)


def _levels(payoffs: NDArray[np.float64], tie: float) -> NDArray[np.float64]:
    """Return the payoffs with those that lie within a tie of the next lower one made equal."""
    levelled = payoffs.astype(np.float64)
    order = np.argsort(levelled, axis=None)
    flat = levelled.ravel()
    for low, high in pairwise(order):
        if payoffs.ravel()[high] - payoffs.ravel()[low] <= tie:
            flat[high] = flat[low]
    return flat.reshape(2, 2)


def _renumbered(payoffs: NDArray[np.float64], own: int, other: int) -> NDArray[np.float64]:
    """Return R, S, T, P as [[R, S], [T, P]] if these actions are the cooperative ones."""
    return payoffs[np.ix_([own, 1 - own], [other, 1 - other])]


def _is_battle(own: NDArray[np.float64], other: NDArray[np.float64]) -> bool:
    both_better = all(min(u[0, 0], u[1, 1]) > max(u[0, 1], u[1, 0]) for u in (own, other))
    return bool(both_better and own[0, 0] > own[1, 1] and other[0, 0] < other[1, 1])


def _is_pennies(own: NDArray[np.float64], other: NDArray[np.float64]) -> bool:
    matches = own[0, 0] > own[1, 0] and own[1, 1] > own[0, 1]
    avoids = other[0, 0] < other[1, 0] and other[1, 1] < other[0, 1]
    return bool(matches and avoids)
