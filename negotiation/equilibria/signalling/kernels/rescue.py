"""Solving a stage whose path was lost: by letting beliefs adjust, from one start after another."""

from __future__ import annotations

import math

import numpy as np

from ....foundations.compiling import compiled
from .crossing import cross
from .signalling_stage import SOLVED, errors, newton, respond


@compiled
def rescue(table, prior, precision, centre, stretch, y, work):
    """Let beliefs adjust slowly where the path was lost: from the prior, else from elsewhere."""
    tried, best = np.empty(y.shape[0]), math.inf
    for start in range(9):
        # In a hurry from the prior; by bisection; slowly from the prior, then from -5 to 5.
        if start == 1:
            cross(table, prior, precision, centre, stretch, tried, work)
        else:
            tried[:] = prior if start < 3 else centre + 2.0 * (start - 5.5)
            rate, times = (0.3, 60) if start == 0 else (0.1, 300)
            adjust(table, prior, precision, centre, stretch, tried, work, rate, times)
        found = newton(table, prior, precision, centre, stretch, tried, 40, work)
        if found < best:
            best = found
            y[:] = tried
        if best < SOLVED:
            return
    # Just beyond a fold beliefs crawl past the place where a solution has vanished: start apart.
    for start in range(1, 20):
        for k in range(y.shape[0]):
            tried[k] = prior + 5.0 * math.sin(1.7 * start * (k + 1.0))
        found = newton(table, prior, precision, centre, stretch, tried, 40, work)
        if found < best:
            best = found
            y[:] = tried
        if best < SOLVED:
            return


@compiled
def adjust(table, prior, precision, centre, stretch, y, work, rate, times):
    """Move beliefs towards what they bring about, some times."""
    for _ in range(times):
        z0, z1 = respond(table, y, precision, centre, stretch, work[0:2], work[2:4],
                         work[4:6])  # fmt: skip
        errors(prior, precision, y, work[0:2], z1 - z0, work[6])
        for k in range(y.shape[0]):
            y[k] -= rate * max(-4.0, min(4.0, work[6, k]))
