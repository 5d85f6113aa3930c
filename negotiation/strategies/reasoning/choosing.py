"""Choosing one of many packages."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def best_package(
    score: NDArray[np.float64], then: NDArray[np.float64], open_to: NDArray[np.bool_], tie: float
) -> int | None:
    """Return the open package [p] with the highest score; ``None`` if none is open.

    Among those within ``tie`` of it the one that is highest by ``then`` is taken, and among those
    within ``tie`` of that the lowest number.
    """
    if not open_to.any():
        return None
    ranked = np.where(open_to, score, -np.inf)
    among = np.where(ranked >= ranked.max() - tie, then, -np.inf)
    return int(np.argmax(among >= among.max() - tie))
