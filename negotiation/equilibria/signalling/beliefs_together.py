"""Beliefs that are solved together: many about the mover for each about the other player."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .axis import log_odds

_AT_A_TIME = 512
"""So many beliefs about the other player are solved at a time, for the memory that it takes."""


@dataclass(frozen=True)
class Together:
    """Beliefs that are solved together: pairs about the other [j] and the mover [j, m]."""

    others: NDArray[np.float64]
    """Beliefs about the other player [j]."""
    own: NDArray[np.float64]
    """Log odds about the mover [j, m]."""
    places: NDArray[np.int64]
    """Which beliefs are among them [n]."""
    rows: NDArray[np.int64]
    """Which of the pairs each is [n], counted row by row."""


def together(beliefs: NDArray[np.float64], mover: int) -> Iterator[Together]:
    """Yield all of some beliefs [n, i], each pair once."""
    # Told apart by what is solved at: beliefs an ulp apart may have the same log odds.
    pairs, place = np.unique(
        np.stack([beliefs[:, 1 - mover], log_odds(beliefs[:, mover])], axis=1),
        axis=0,
        return_inverse=True,
    )
    others, first, count = np.unique(pairs[:, 0], return_index=True, return_counts=True)
    for which in _alike(count):
        rows = first[which][:, None] + np.arange(count[which[0]])
        row_of = np.full(len(pairs), -1)
        row_of[rows] = np.arange(rows.size).reshape(rows.shape)
        now = row_of[place.ravel()]
        places = np.flatnonzero(now >= 0)
        yield Together(others[which], pairs[rows, 1], places, now[places])


def _alike(counts: NDArray[np.int64]) -> Iterator[NDArray[np.int64]]:
    """Yield batches of places [j] whose counts are the same."""
    for each in np.unique(counts):
        alike = np.flatnonzero(counts == each)
        yield from np.split(alike, range(_AT_A_TIME, alike.size, _AT_A_TIME))
