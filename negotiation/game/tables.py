"""Tables of numbers: of what kind they are, whether each is one, and whether they are chances."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..foundations.errors import Problem
from ..foundations.tolerance import PROBABILITY_SUM

SHOWN = 3
"""So many of the places with the same mistake are told."""
_HELD = {
    "b": "no truth values",
    "f": "no real numbers in floating point",
    "i": "no whole numbers with a sign",
    "iu": "no whole numbers",
    "fiu": "no real numbers",
}
"""What is said of a table whose type is of another kind."""
_USUAL = {"b": "bool", "i": "int64", "iu": "int64", "f": "float64", "fiu": "float64"}
_FLOATS = (4, 8)
"""Bytes of the floats that loops are compiled for, and that a fingerprint knows everywhere."""


def table_problems(where: str, table: Any, axes: int, kinds: str) -> Iterator[Problem]:
    """Yield what keeps a value from being an array of so many axes and of a type of these kinds.

    ``kinds`` are letters of NumPy's: ``b`` truth values, ``iu`` whole numbers, ``f`` floats.
    """
    if type(table) is not np.ndarray:
        masked = isinstance(table, np.ma.MaskedArray)
        kind = "None" if table is None else f"of the class {type(table).__name__}"
        yield Problem(
            where=where,
            what=f"an array of {_HELD[kinds].removeprefix('no ')}, {axes} axes, is needed, "
            + ("with no entry masked" if masked else f"not {kind}"),
            value=table.tolist() if isinstance(table, np.ndarray) else table,
            remedy=f"numpy.array(..., dtype=numpy.{_USUAL[kinds]})"
            + (" of .filled(...), which says what masked entries are" if masked else ""),
        )
        return
    if table.dtype.kind not in kinds:
        yield Problem(
            where=where,
            what=_HELD[kinds],
            value=str(table.dtype),
            allowed=_USUAL[kinds],
            remedy=f".astype(numpy.{_USUAL[kinds]})",
        )
    elif not table.dtype.isnative or (
        table.dtype.kind == "f" and table.dtype.itemsize not in _FLOATS
    ):
        yield Problem(
            where=where,
            what="numbers of a type that solvers do not take",
            value=str(table.dtype),
            allowed=f"{_USUAL[kinds]}, as this machine writes it",
            remedy=f".astype(numpy.{_USUAL[kinds]})",
        )
    if table.ndim != axes:
        yield Problem(where=where, what=f"an array of {axes} axes is needed", value=table.shape)


def distribution_problems(where: str, chances: NDArray[np.float64]) -> Iterator[Problem]:
    """Yield what keeps numbers [n] from being probabilities that sum to one."""
    if not np.isfinite(chances).all() or (chances < 0.0).any():
        yield Problem(
            where=where,
            what="not all of these are probabilities",
            value=chances.tolist(),
            allowed="finite numbers from 0 to 1",
        )
    elif abs(float(chances.sum()) - 1.0) > PROBABILITY_SUM:
        yield Problem(
            where=where,
            what=f"these probabilities sum to {float(chances.sum()):.12g}",
            value=chances.tolist(),
            allowed="a sum of 1",
            remedy="dividing them by their sum",
        )


def finite_problems(
    where: str, table: NDArray[np.float64], axes: tuple[str, ...], names: Mapping[str, Any]
) -> Iterator[Problem]:
    """Yield the places of a table that hold no finite number, by the names of its axes.

    ``names`` are the words for the entries of an axis; others are told by number.
    """
    wrong = np.argwhere(~np.isfinite(table))
    for number, place in enumerate(wrong[:SHOWN], 1):
        words = [
            f"{axis} {names[axis][n] if axis in names else n}"
            for axis, n in zip(axes, place, strict=True)
        ]
        more = len(wrong) - number if number == SHOWN else 0
        yield Problem(
            where=f"{where}, {', '.join(words)}",
            what="no finite number" + (f", nor {more} others of this table" if more else ""),
            value=float(table[tuple(place)]),
            allowed="a finite number, also where nothing depends on it",
            remedy="0 where it never matters",
        )
