r"""Scores of a forecast against what happened.

With a distribution $F$ over ordered values and the value $y$ that came,

* the *log score* is $\ln \Pr(\text{bin of } y)$, larger is better, cut at -20 where a forecast
  rules out what happened; naive rivals that name a point leave a tenth to all bins alike;
* the *continuous ranked probability score* is $\int (F(x) - 1[x \ge y])^2 dx$, in the unit of the
  value, smaller is better, and the absolute error for a forecast of one point;
* the *central interval* of 90 % runs from the 5 % to the 95 % quantile.

Source: Gneiting and Raftery (2007), Journal of the American Statistical Association 102, 359-378.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

WORST = -20.0
"""The log score of a forecast that rules out what happened, or nearly."""
SPREAD = 0.1
"""What a rival that names one bin leaves to all bins alike."""


def log_score(chances: NDArray[np.float64], bin_of_outcome: int) -> float:
    """Return the logarithm of the probability of the bin that came, `WORST` at the least."""
    chance = float(chances[bin_of_outcome])
    return max(math.log(chance), WORST) if chance > 0.0 else WORST


def crps(values: Sequence[float], chances: NDArray[np.float64], outcome: float) -> float:
    """Return the continuous ranked probability score of probabilities [n] of values [n]."""
    order = np.argsort(values, kind="stable")
    at = np.asarray(values, dtype=np.float64)[order]
    points = np.unique(np.concatenate([at, [outcome]]))
    below = np.array([chances[order][at <= x].sum() for x in points[:-1]])
    came = points[:-1] >= outcome
    return float((((below - came) ** 2) * np.diff(points)).sum())


def quantile(values: Sequence[float], chances: NDArray[np.float64], share: float) -> float:
    """Return the least value whose cumulative probability reaches a share."""
    order = np.argsort(values, kind="stable")
    cumulative = np.cumsum(chances[order])
    n = int(np.searchsorted(cumulative, share * cumulative[-1] - 1e-12))
    return float(np.asarray(values, dtype=np.float64)[order][min(n, len(order) - 1)])


def named(count: int, n: int) -> NDArray[np.float64]:
    """Return the probabilities [count] of a rival that names bin ``n``."""
    chances = np.full(count, SPREAD / count)
    chances[n] += 1.0 - SPREAD
    return chances


def even(count: int) -> NDArray[np.float64]:
    """Return the probabilities [count] of a rival that knows nothing."""
    return np.full(count, 1.0 / count)
