"""Tables read between their nodes, and functions of numbers one by one.

NumPy's own exp and log give different last digits to a number, by how many are asked for at once.
"""

from __future__ import annotations

import math

import numpy as np

from ....foundations.compiling import compiled
from .interpolation import basis, place, slopes


@compiled
def slopes_of(worths, steep):
    """Fill the slopes of worths [.., n] flattened to two axes."""
    for row in range(worths.shape[0]):
        slopes(worths[row], steep[row])


@compiled
def log_odds_of(chances, odds):
    """Fill log(p / (1 - p)) of probabilities [n]: one by one, however many there are."""
    for n in range(chances.shape[0]):
        odds[n] = math.log(chances[n]) - math.log1p(-chances[n])


@compiled
def exponential_of(logs, found):
    """Fill the exponentials of numbers [n]: one by one, however many there are."""
    for n in range(logs.shape[0]):
        found[n] = math.exp(logs[n])


@compiled
def normalise(chances):
    """Divide probabilities [row, k] by their sum in each row."""
    for row in range(chances.shape[0]):
        total = 0.0
        for k in range(chances.shape[1]):
            total += chances[row, k]
        for k in range(chances.shape[1]):
            chances[row, k] /= total


@compiled
def read_tables(tables, odds, centre, stretch, reach, found):
    """Fill ``found`` [row, b] with what tables [row, n] say at log odds [b].

    A slope depends on the values within ``reach`` nodes only, and no others are looked at.
    """
    count = tables.shape[1]
    steep = np.empty(count)
    for m in range(odds.shape[0]):
        z, _ = place(odds[m], centre, stretch, count)
        n, a, b, c, d = basis(z, count)
        first, last = max(0, n - reach), min(count, n + 2 + reach)
        for row in range(tables.shape[0]):
            near = tables[row, first:last]
            slopes(near, steep[: last - first])
            e = n - first
            found[row, m] = a * near[e] + b * near[e + 1] + c * steep[e] + d * steep[e + 1]


@compiled
def _read_row(values, y, centre, stretch, reach, steep):
    """Return what one row [n] says at log odds ``y``; ``steep`` [n] is scratch."""
    count = values.shape[0]
    if count == 1:
        return values[0]
    z, _ = place(y, centre, stretch, count)
    n, a, b, c, d = basis(z, count)
    first, last = max(0, n - reach), min(count, n + 2 + reach)
    slopes(values[first:last], steep[: last - first])
    e = n - first
    return a * values[n] + b * values[n + 1] + c * steep[e] + d * steep[e + 1]


@compiled
def read_pairs(tables, odds, centres, stretch, reach, found):
    """Fill ``found`` [b, row] with what tables [row, n0, n1] say at pairs of log odds [b, 2]."""
    steep = np.empty(max(tables.shape[1], tables.shape[2]))
    line = np.empty(tables.shape[1])
    for b in range(odds.shape[0]):
        for row in range(tables.shape[0]):
            for n in range(tables.shape[1]):
                line[n] = _read_row(tables[row, n], odds[b, 1], centres[1], stretch, reach, steep)
            found[b, row] = _read_row(line, odds[b, 0], centres[0], stretch, reach, steep)
