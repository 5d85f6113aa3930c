"""The certificate of a profile of a bimatrix game: its regret.

A player's *regret* is what it gains by its best pure action against the other's mixed action, in
$bn; a profile is a Nash equilibrium exactly if both regrets are 0. Plain sums over the matrix;
nothing here imports a solver. A profile that is no pair of distributions has infinite regret.

Source: Nash (1951), Annals of Mathematics 54, 286-295.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from ...foundations.tolerance import PROBABILITY_SUM
from ...results.case import Certificate

_METHOD = (
    "best pure action of each player against the other's mixed action in the matrix of postures; "
    "what follows the postures is taken as given"
)


def regrets(
    row: NDArray[np.float64],
    column: NDArray[np.float64],
    x: NDArray[np.float64],
    y: NDArray[np.float64],
) -> tuple[float, float]:
    """Return the row and the column player's regret, in $bn.

    ``row``, ``column``: payoffs [row action, column action]; ``x``, ``y``: mixed actions.

    >>> pennies = np.array([[1.0, -1.0], [-1.0, 1.0]])
    >>> regrets(pennies, -pennies, np.array([1.0, 0.0]), np.array([0.5, 0.5]))
    (0.0, 1.0)
    """
    for sigma in (x, y):
        if not (sigma.min() >= -PROBABILITY_SUM and abs(sigma.sum() - 1.0) <= PROBABILITY_SUM):
            return np.inf, np.inf
    of_rows = [sum(row[a, b] * y[b] for b in range(y.size)) for a in range(x.size)]
    of_columns = [sum(column[a, b] * x[a] for a in range(x.size)) for b in range(y.size)]
    earned = sum(x[a] * of_rows[a] for a in range(x.size))
    earned_by_column = sum(y[b] * of_columns[b] for b in range(y.size))
    return float(max(of_rows) - earned), float(max(of_columns) - earned_by_column)


def matrix_certificate(
    row: NDArray[np.float64],
    column: NDArray[np.float64],
    x: NDArray[np.float64],
    y: NDArray[np.float64],
    players: Sequence[str],
) -> Certificate:
    """Return the certificate of a profile; ``players`` names the row and the column player."""
    found = regrets(row, column, x, y)
    worse = int(found[1] > found[0])
    return Certificate(
        max_gain_busd=max(0.0, found[worse]),
        method=_METHOD,
        where=f"{players[worse]}'s posture" if found[worse] > 0.0 else "nowhere",
        checked=x.size + y.size,
    )
