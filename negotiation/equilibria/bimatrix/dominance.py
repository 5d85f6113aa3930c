"""Actions that survive the iterated elimination of strictly dominated ones.

Row action a is strictly dominated by a' if a' pays the row player more against every column action
that is left. No Nash equilibrium plays such an action, and none is lost or gained without it, so
the rest of the game has the same equilibria; the order of elimination does not matter.

Source: Fudenberg and Tirole (1991), Game Theory, section 2.1.
Checked by: tests/oracles/test_bimatrix.py.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray


def undominated(
    row: NDArray[Any], column: NDArray[Any]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the row and the column actions left of payoffs [row action, column action].

    >>> dilemma = np.array([[3, 0], [5, 1]])
    >>> [left.tolist() for left in undominated(dilemma, dilemma.T)]
    [[1], [1]]
    """
    rows, columns = np.arange(row.shape[0]), np.arange(row.shape[1])
    while True:
        left = np.ix_(rows, columns)
        kept_rows, kept_columns = _kept(row[left]), _kept(column[left].T)
        if kept_rows.all() and kept_columns.all():
            return rows, columns
        rows, columns = rows[kept_rows], columns[kept_columns]


def spread(
    shares: NDArray[np.float64], actions: NDArray[np.int64], count: int
) -> NDArray[np.float64]:
    """Return the mixed action [count] that has these shares of the actions that are left."""
    mixed = np.zeros(count)
    mixed[actions] = shares
    return mixed


def _kept(payoffs: NDArray[Any]) -> NDArray[np.bool_]:
    """Return which actions no other strictly dominates [a]; ``payoffs`` [a, b]."""
    better = (payoffs[:, None] > payoffs[None, :]).all(axis=2)
    return np.asarray(~better.any(axis=0), dtype=np.bool_)
