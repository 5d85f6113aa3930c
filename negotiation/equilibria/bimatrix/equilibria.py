"""All Nash equilibria of a bimatrix game, each with who found it.

The exact enumeration is complete and decides; Nashpy is the second opinion. An equilibrium that
only Nashpy finds and regret confirms is kept as well, unless it lies inside a continuum whose
extreme points are listed.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ...foundations.records import record
from ..certificates.matrix import regrets
from .dominance import spread
from .enumeration import extreme_equilibria
from .second_opinion import LARGEST, MixedProfile, nashpy_equilibria

_SAME = 1e-6
"""Probabilities of one equilibrium by two methods differ by less: Nashpy rounds while it solves."""


@record
class MatrixEquilibrium:
    """One Nash equilibrium of a bimatrix game."""

    row: NDArray[np.float64]
    """The row player's mixed action [a]."""
    column: NDArray[np.float64]
    """The column player's mixed action [b]."""
    payoffs: tuple[float, float]
    """Expected payoffs of the row and the column player, $bn."""
    regret: float
    """The most that either gains by deviating, $bn."""
    found_by: tuple[str, ...]
    """The methods that found it: ``exact``, ``nashpy``."""
    component: int
    """Equilibria with the same number belong to one continuum."""
    dimension: int
    """The dimension of its component's largest convex part; 0 for an isolated equilibrium."""


@record
class MatrixEquilibria:
    """The Nash equilibria of a bimatrix game; of a continuum, its extreme points."""

    found: tuple[MatrixEquilibrium, ...]
    """The equilibria, at least one."""
    complete: bool
    """Whether every extreme equilibrium is listed."""
    notes: tuple[str, ...]
    """What a reader should know of the search."""


def all_equilibria(
    row: NDArray[np.float64], column: NDArray[np.float64], *, ask_nashpy: bool = True
) -> MatrixEquilibria:
    """Return all Nash equilibria of payoffs [row action, column action], $bn.

    >>> pennies = np.array([[1.0, -1.0], [-1.0, 1.0]])
    >>> all_equilibria(pennies, -pennies, ask_nashpy=False).found[0].row.tolist()
    [0.5, 0.5]
    """
    exact = extreme_equilibria(row, column)
    others = _second_opinion(row, column, exact.undominated) if ask_nashpy else None
    found = []
    for number, members in enumerate(exact.components):
        for n in members:
            x, y = exact.profiles[n]
            by = ("exact", "nashpy") if any(_same((x, y), o) for o in others or ()) else ("exact",)
            found.append(_equilibrium(row, column, x, y, by, number, exact.dimensions[number]))
    if others and not any(exact.dimensions):
        for x, y in others:
            if not any(_same((x, y), (known.row, known.column)) for known in found):
                found.append(_equilibrium(row, column, x, y, ("nashpy",), len(found), 0))
    return MatrixEquilibria(
        found=tuple(found),
        complete=exact.complete,
        notes=tuple(_notes(found, exact.complete, not ask_nashpy or others is not None)),
    )


def _second_opinion(
    row: NDArray[np.float64],
    column: NDArray[np.float64],
    left: tuple[NDArray[np.int64], NDArray[np.int64]],
) -> list[MixedProfile] | None:
    """Return what Nashpy finds among the actions that are left; ``None`` if it is not asked."""
    found = nashpy_equilibria(row[np.ix_(*left)], column[np.ix_(*left)])
    if found is None:
        return None
    return [(spread(x, left[0], row.shape[0]), spread(y, left[1], row.shape[1])) for x, y in found]


def _equilibrium(
    row: NDArray[np.float64],
    column: NDArray[np.float64],
    x: NDArray[np.float64],
    y: NDArray[np.float64],
    found_by: tuple[str, ...],
    component: int,
    dimension: int,
) -> MatrixEquilibrium:
    return MatrixEquilibrium(
        row=x,
        column=y,
        payoffs=(float(x @ row @ y), float(x @ column @ y)),
        regret=max(0.0, *regrets(row, column, x, y)),
        found_by=found_by,
        component=component,
        dimension=dimension,
    )


def _same(one: MixedProfile, other: MixedProfile) -> bool:
    return all(np.abs(a - b).max() < _SAME for a, b in zip(one, other, strict=True))


def _notes(found: list[MatrixEquilibrium], complete: bool, asked: bool) -> list[str]:
    notes = []
    for number in sorted({e.component for e in found if e.dimension > 0}):
        members = [e for e in found if e.component == number]
        notes.append(
            f"degenerate: a continuum of equilibria of dimension {members[0].dimension}, of which "
            f"the {len(members)} extreme points are listed"
        )
    if not complete:
        notes.append("too large to enumerate: what the Lemke-Howson paths reach")
    missed = sum("nashpy" not in e.found_by for e in found)
    if not asked:
        notes.append(
            f"Nashpy was not asked: more than {LARGEST} undominated actions take it minutes"
        )
    elif missed:
        notes.append(f"Nashpy misses {missed} of {len(found)}")
    return notes
