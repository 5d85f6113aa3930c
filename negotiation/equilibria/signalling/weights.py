"""Weights of play: probabilities of beliefs given each pair of types."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Weight = NDArray[np.float64]
"""Probabilities [u, v, b0, b1] given each pair of types."""


def by_types(mover: int, chance: NDArray[np.float64]) -> Weight:
    """Return probabilities [.., j, m, theta] of the mover as [.., u, v, b0, b1]."""
    by_type = chance.swapaxes(-1, -2).swapaxes(-2, -3)  # [.., theta, j, m]
    if mover == 0:
        return by_type.swapaxes(-1, -2)[..., :, None, :, :]
    return by_type[..., None, :, :, :]


def made_up(all_of: NDArray[np.float64], followed: NDArray[np.float64]) -> Weight:
    """Return factors [u, v, 1, 1] by which what is followed stands for all of a chance [u, v].

    Both are chances given each pair of types [u, v]: that of all, and that of what is followed. For
    a pair of whose play most is left out the rest does not stand.
    """
    factors = np.divide(all_of, followed, out=np.ones((2, 2)), where=2.0 * followed > all_of)
    return factors[:, :, None, None]


def stacked(tables: Sequence[NDArray[np.float64]], axes: int) -> NDArray[np.float64]:
    """Return tables [.., k] of public states as [s, k, ..]."""
    return np.moveaxis(np.stack(tables), axes, 1)
