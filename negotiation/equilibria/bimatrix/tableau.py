"""Best-reply polytopes in whole numbers: pivoting without rounding.

For positive payoffs M [constraint, action] the polytope {z >= 0 : M z <= 1} is kept as a tableau of
the system M z + s = 1. Its variables are numbered actions first, slacks after them. All entries
stay integers under Bareiss' division, so that a tie is a tie and a sign is a sign.

Source: Bareiss (1968); von Stengel (2002), Handbook of Game Theory 3, chapter 45, section 2.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...foundations.tolerance import TIE

_BINARY_PLACES = 1024.0
_LARGEST_EXACT = 2.0**40
_COARSE = 1e3 * TIE
"""Differences below this share of the span lose digits on a grid of `TIE`."""
_ROUNDING = 1e-14
"""Differences below this share of the span may be what adding up has left: ties."""
_OWN = 1e-9
"""So may those below this share of the payoffs that differ."""
_ULPS = 4.0 * np.finfo(np.float64).eps


def whole_numbers(payoffs: NDArray[np.float64]) -> NDArray[Any]:
    """Return positive integers that order mixed actions as these payoffs [own action, other's] do.

    Multiples of 1/1024 of moderate size are taken exactly; other payoffs on a grid of ``TIE`` of
    their span, so that rounding does not pass for a preference. Where that would blur differences
    that are no rounding, as between payoffs of very different size, all are taken exactly as given;
    differences below 1e-14 of the span alone remain ties, for nobody can tell them from rounding.
    Adding a constant and multiplying by a positive number change no equilibrium.
    """
    scaled = payoffs * _BINARY_PLACES
    if (scaled == np.rint(scaled)).all() and np.abs(scaled).max() < _LARGEST_EXACT:
        rows = [[int(entry) for entry in row] for row in scaled]
    elif _is_blurred(payoffs):
        exact = [[Fraction(float(entry)) for entry in row] for row in payoffs]
        common = math.lcm(*(entry.denominator for row in exact for entry in row))
        rows = [[int(entry * common) for entry in row] for row in exact]
    else:
        least, span = payoffs.min(), np.ptp(payoffs)
        step = max(TIE * span, _ULPS * np.abs(payoffs).max()) or 1.0
        rows = [[int(entry) for entry in row] for row in np.rint((payoffs - least) / step)]
    lowest = min(min(row) for row in rows)
    whole = np.empty(payoffs.shape, dtype=object)
    whole[:] = [[entry - lowest + 1 for entry in row] for row in rows]
    return whole


def _is_blurred(payoffs: NDArray[np.float64]) -> bool:
    """Return whether a grid of ``TIE`` would blur a difference that is no rounding."""
    span = float(np.ptp(payoffs))
    ordered = np.sort(payoffs, axis=0)
    apart = np.diff(ordered, axis=0)  # what own actions differ by
    size = np.maximum(np.abs(ordered[1:]), np.abs(ordered[:-1]))
    small = (apart > _ROUNDING * span) & (apart < _COARSE * span) & (apart > _OWN * size)
    return bool(small.any())


@dataclass(frozen=True, slots=True)
class Tableau:
    """A basis of the polytope; basic variables have the values ``table[:, -1] / scale``."""

    table: NDArray[Any]
    """Integer coefficients [row, variable], the right-hand side last."""
    basis: tuple[int, ...]
    """The basic variable of every row."""
    scale: int
    """The common denominator, positive."""

    @classmethod
    def start(cls, whole: NDArray[Any]) -> Tableau:
        """Return the tableau at z = 0 for positive integers [constraint, action]."""
        constraints, actions = whole.shape
        slacks = np.zeros((constraints, constraints), dtype=object)
        slacks[np.diag_indices(constraints)] = 1
        ones = np.full((constraints, 1), 1, dtype=object)
        table = np.concatenate([whole, slacks, ones], axis=1)
        return cls(table, tuple(range(actions, actions + constraints)), 1)

    def pivoted(self, row: int, entering: int) -> Tableau:
        """Return the tableau in which a variable has replaced the basic one of a row."""
        pivot = self.table[row, entering]
        table = (self.table * pivot - np.outer(self.table[:, entering], self.table[row])) // (
            self.scale
        )
        table[row] = self.table[row]
        basis = (*self.basis[:row], entering, *self.basis[row + 1 :])
        return Tableau(table, basis, pivot)

    def leaving_rows(self, entering: int) -> list[int]:
        """Return every row that keeps the point feasible when its variable leaves."""
        column, values = self.table[:, entering], self.table[:, -1]
        ratios = {
            row: Fraction(values[row], column[row])
            for row in range(len(self.basis))
            if column[row] > 0
        }
        least = min(ratios.values())
        return [row for row, ratio in ratios.items() if ratio == least]

    def leaving_row(self, entering: int) -> int:
        """Return the row that leaves by the lexicographic rule, which never cycles."""
        slacks = range(self.table.shape[1] - 1 - len(self.basis), self.table.shape[1] - 1)
        return min(
            self.leaving_rows(entering),
            key=lambda row: [
                Fraction(self.table[row, j], self.table[row, entering]) for j in slacks
            ],
        )

    def point(self) -> tuple[Fraction, ...]:
        """Return the value of every variable."""
        values = [Fraction(0)] * (self.table.shape[1] - 1)
        for row, variable in enumerate(self.basis):
            values[variable] = Fraction(self.table[row, -1], self.scale)
        return tuple(values)


def vertices(whole: NDArray[Any], bases: int) -> tuple[list[tuple[Fraction, ...]], bool]:
    """Return the polytope's vertices, and whether these are all of them.

    Walks from basis to neighbouring basis, ties included, until ``bases`` have been seen.
    """
    first = Tableau.start(whole)
    seen = {frozenset(first.basis)}
    waiting, points = [first], {first.point(): None}
    while waiting:
        here = waiting.pop()
        for row, entering in _neighbours(here):
            basis = frozenset({*here.basis, entering} - {here.basis[row]})
            if basis not in seen:
                if len(seen) >= bases:
                    return list(points), False
                seen.add(basis)
                following = here.pivoted(row, entering)
                points.setdefault(following.point())
                waiting.append(following)
    return list(points), True


def _neighbours(here: Tableau) -> Iterator[tuple[int, int]]:
    basic = set(here.basis)
    for entering in range(here.table.shape[1] - 1):
        if entering not in basic:
            for row in here.leaving_rows(entering):
                yield row, entering
