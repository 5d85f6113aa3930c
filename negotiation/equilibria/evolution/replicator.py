"""The replicator dynamics of a bimatrix game: two populations, one for each seat.

With shares x of the rows and y of the columns, and payoffs A and B,

    dx_a/dt = x_a ((A y)_a - x A y),   dy_b/dt = y_b ((x B)_b - x B y).

Source: Taylor and Jonker (1978), Mathematical Biosciences 40, 145-156; two populations: Taylor
(1979), Journal of Applied Probability 16, 76-83. Integrated by Nashpy.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ...foundations.errors import MissingLibrary


def replicator_dynamics(
    row: NDArray[np.float64], column: NDArray[np.float64], times: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the shares of the rows [n, a] and of the columns [n, b] at some times [n].

    ``row`` and ``column`` are payoffs [row action, column action]; both populations start with
    equal shares at ``times[0]``. Raises ``MissingLibrary`` without Nashpy.
    """
    try:
        import nashpy
    except ModuleNotFoundError as error:
        raise MissingLibrary("Nashpy") from error
    spread = max(float(np.ptp(row)), float(np.ptp(column))) or 1.0
    # A constant added to all payoffs changes no share, but with negative ones the sum of the shares
    # runs away from 1 in the integration; and time is told in units of the payoffs' spread.
    game = nashpy.Game((row - row.min()) / spread + 1.0, (column - column.min()) / spread + 1.0)
    xs, ys = game.asymmetric_replicator_dynamics(
        x0=np.full(row.shape[0], 1.0 / row.shape[0]),
        y0=np.full(row.shape[1], 1.0 / row.shape[1]),
        timepoints=times * spread,
    )
    return _shares(xs), _shares(ys)


def _shares(found: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return shares that are none below 0 and sum to 1: the integration rounds."""
    clipped = np.clip(found, 0.0, None)
    return np.asarray(clipped / clipped.sum(axis=1, keepdims=True))
