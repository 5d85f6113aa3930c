"""Where a table of numbers changes its sign, as pieces of a line along the edges of its cells.

Rows and columns of such tables are steps of their own, not equally far apart: a line between the
centres of cells would claim places that nobody computed, and run through their numbers.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Piece = tuple[float, float, float, float]
"""From (x, y) to (x2, y2), in columns and rows; a cell reaches half a step around its own."""


def sign_border(table: NDArray[np.float64]) -> list[Piece]:
    """Return the edges between cells [row, column] above zero and all others.

    >>> sign_border(np.array([[-1.0, -1.0], [3.0, -2.0]]))
    [(-0.5, 0.5, 0.5, 0.5), (0.5, 0.5, 0.5, 1.5)]
    """
    gains = np.asarray(table) > 0.0
    across = [
        (i - 0.5, j + 0.5, i + 0.5, j + 0.5)
        for j, i in np.argwhere(gains[1:] != gains[:-1]).tolist()
    ]
    upright = [
        (i + 0.5, j - 0.5, i + 0.5, j + 0.5)
        for j, i in np.argwhere(gains[:, 1:] != gains[:, :-1]).tolist()
    ]
    return across + upright
