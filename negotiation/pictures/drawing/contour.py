"""Where a table of numbers crosses zero, as pieces of a line between the centres of its cells."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Piece = tuple[float, float, float, float]
"""From (x, y) to (x2, y2), in columns and rows."""


def zero_line(table: NDArray[np.float64]) -> list[Piece]:
    """Return the pieces of the line on which a table [row, column] is zero.

    Linear between neighbouring cells; towards the border the outermost cells' values go on. Where
    two corners of a square are above zero and face each other, the mean of the four decides which
    of them hang together.

    >>> zero_line(np.array([[-1.0, -1.0], [3.0, 3.0]]))[1]
    (0.0, 0.25, 1.0, 0.25)
    """
    padded = np.pad(np.asarray(table, dtype=np.float64), 1, mode="edge")
    rows, columns = (_places(count) for count in np.shape(table))
    pieces: list[Piece] = []
    for j, i in np.ndindex(len(rows) - 1, len(columns) - 1):
        square = padded[j : j + 2, i : i + 2]
        if (square > 0.0).all() or (square <= 0.0).all():
            continue
        pieces += _pieces(square, columns[i : i + 2], rows[j : j + 2])
    return pieces


def _places(count: int) -> list[float]:
    """Return where the cells of a padded line stand: the centres, and both borders."""
    return [-0.5, *map(float, range(count)), count - 0.5]


def _pieces(square: NDArray[np.float64], xs: list[float], ys: list[float]) -> list[Piece]:
    """Return the pieces inside one square of four cells."""
    (a, b), (c, d) = square.tolist()
    low, left, right, high = (
        None if (one > 0.0) == (other > 0.0) else one / (one - other)
        for one, other in ((a, b), (a, c), (b, d), (c, d))
    )
    (x, x2), (y, y2) = xs, ys
    points = {
        "low": None if low is None else (x + low * (x2 - x), y),
        "left": None if left is None else (x, y + left * (y2 - y)),
        "right": None if right is None else (x2, y + right * (y2 - y)),
        "high": None if high is None else (x + high * (x2 - x), y2),
    }
    crossed = [point for point in points.values() if point is not None]
    if len(crossed) == 2:
        return [(*crossed[0], *crossed[1])]
    one, two, three, four = crossed  # low, left, right, high: a saddle
    if (square.mean() > 0.0) == (a > 0.0):
        return [(*one, *three), (*two, *four)]
    return [(*one, *two), (*three, *four)]
