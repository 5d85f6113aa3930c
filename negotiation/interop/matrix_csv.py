r"""A payoff matrix from a CSV, for the equilibria of a game that needs no scenario.

A row is an action of the row player, a column one of the column player. A cell holds both payoffs,
the row player's first, with a space, a slash or a bar between (``3/1``). Cells of one number make
a zero-sum game: what the row player gets, the column player pays. A first row and a first column of
words name the actions.

>>> read_matrix("3/1, 0/0\n0/0, 1/3\n").payoffs[0].tolist()
[[3.0, 0.0], [0.0, 1.0]]
"""

from __future__ import annotations

import csv
import io
import re

import numpy as np
from numpy.typing import NDArray

from ..foundations.errors import NegotiationError, shown
from ..foundations.records import record


@record
class PayoffMatrix:
    """A bimatrix game as it stands in a file."""

    actions: tuple[tuple[str, ...], tuple[str, ...]]
    """The names of the row player's actions, and of the column player's."""
    payoffs: NDArray[np.float64]
    """Payoffs [i, row action, column action]; i is 0 for the row player."""
    is_zero_sum: bool
    """Whether the file gives the row player's payoffs alone."""


def read_matrix(text: str) -> PayoffMatrix:
    """Return the matrix that a CSV text holds.

    Raises ``NegotiationError`` naming the row and the cell that is no payoff.
    """
    rows = [[cell.strip() for cell in row] for row in csv.reader(io.StringIO(text)) if any(row)]
    columns = rows.pop(0) if rows and not any(map(_numbers, rows[0])) else []
    if not rows:
        raise NegotiationError("the file holds no payoffs; try a row of numbers for each action")
    has_names = all(len(row) > 1 and not _numbers(row[0]) for row in rows)
    names = tuple(row.pop(0) for row in rows) if has_names else _counted("row", len(rows))
    width = len(rows[0])
    if len(columns) == width + 1:
        columns = columns[1:]
    cells = [[_cell(cell, r, c) for c, cell in enumerate(row)] for r, row in enumerate(rows)]
    sizes = {len(numbers) for row in cells for numbers in row}
    if not width or any(len(row) != width for row in cells) or (columns and len(columns) != width):
        raise NegotiationError("the rows of the matrix differ in length; try a cell for each pair")
    if len(sizes) != 1:
        raise NegotiationError(
            "some cells hold one payoff and some two; try two in each (row player's first, as 3/1)"
        )
    first = np.array([[numbers[0] for numbers in row] for row in cells])
    second = np.array([[numbers[-1] for numbers in row] for row in cells])
    is_zero_sum = sizes == {1}
    return PayoffMatrix(
        actions=(names, tuple(columns) or _counted("column", width)),
        payoffs=np.stack([first, -first if is_zero_sum else second]),
        is_zero_sum=is_zero_sum,
    )


def _cell(text: str, row: int, column: int) -> list[float]:
    numbers = _numbers(text)
    if not numbers:
        raise NegotiationError(
            f"row {row + 1}, column {column + 1} of the matrix is {shown(text)}; it must be one "
            "number, or two with a space, a slash or a bar between; try 3/1"
        )
    return numbers


def _numbers(text: str) -> list[float]:
    """Return the one or two finite numbers of a cell; none if it holds anything else."""
    try:
        found = [float(part) for part in re.split(r"\s*[/|;]\s*|\s+", text.strip())]
    except ValueError:
        return []
    return found if len(found) <= 2 and np.isfinite(found).all() else []


def _counted(what: str, count: int) -> tuple[str, ...]:
    return tuple(f"{what} {n + 1}" for n in range(count))
