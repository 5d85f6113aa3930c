"""All Nash equilibria of a bimatrix game, each with who found it.

The exact enumeration decides where it is complete; Nashpy is the second opinion. Where it is not,
an equilibrium that only Nashpy finds and regret confirms is kept as well.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from ...foundations.errors import Problem
from ...foundations.records import record
from ...game.soundness import refuse
from ...game.tables import finite_problems
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

    Raises ``ProblemsFound`` for payoffs that are no finite numbers or differ in shape.

    >>> pennies = np.array([[1.0, -1.0], [-1.0, 1.0]])
    >>> all_equilibria(pennies, -pennies, ask_nashpy=False).found[0].row.tolist()
    [0.5, 0.5]
    """
    row, column = (np.asarray(payoffs, dtype=np.float64) for payoffs in (row, column))
    refuse(_problems(row, column), "the matrices of payoffs")
    exact = extreme_equilibria(row, column)
    others = _second_opinion(row, column, exact.undominated) if ask_nashpy else None
    found = []
    for number, members in enumerate(exact.components):
        for n in members:
            x, y = exact.profiles[n]
            by = ("exact", "nashpy") if any(_same((x, y), o) for o in others or ()) else ("exact",)
            found.append(_equilibrium(row, column, x, y, by, number, exact.dimensions[number]))
    if others and not exact.complete:
        for x, y in others:
            if not any(_same((x, y), (known.row, known.column)) for known in found):
                found.append(_equilibrium(row, column, x, y, ("nashpy",), len(found), 0))
    return MatrixEquilibria(
        found=tuple(found),
        complete=exact.complete,
        notes=tuple(_notes(found, exact.complete, others is not None if ask_nashpy else None)),
    )


def _problems(row: NDArray[np.float64], column: NDArray[np.float64]) -> Iterator[Problem]:
    if row.shape != column.shape or row.ndim != 2 or row.size == 0:
        yield Problem(
            where="row and column",
            what="two matrices of one shape are needed, an action or more on either side",
            value=(row.shape, column.shape),
        )
        return
    for name, payoffs in (("row", row), ("column", column)):
        yield from finite_problems(f"payoffs of {name}", payoffs, ("row", "column"), {})


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


def _notes(found: list[MatrixEquilibrium], complete: bool, answered: bool | None) -> list[str]:
    """Return the notes; ``answered`` says whether Nashpy did, ``None`` that nobody asked it."""
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
    if answered is None:
        return notes
    if not answered:
        notes.append(
            f"Nashpy was not asked: more than {LARGEST} undominated actions take it minutes"
        )
    elif missed:
        notes.append(f"Nashpy misses {missed} of {len(found)}")
    return notes
