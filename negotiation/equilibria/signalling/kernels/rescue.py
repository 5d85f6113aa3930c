"""Solving a stage whose path was lost: by letting beliefs adjust, from one start after another.

What is found must not depend on the order in which types or actions are listed. So every start has
its mirror image, both are tried, and of the solutions that a pair of starts leads to the one is
taken that moves beliefs less.
"""

from __future__ import annotations

import math

import numpy as np

from ....foundations.compiling import compiled, inlined
from .copying import copy, fill
from .crossing import cross
from .signalling_stage import ERROR, SOLVED, errors, newton, respond

STEEP = 5.0
"""Log odds by which a start moves the belief after one action."""


@compiled
def rescue(table, prior, precision, centre, stretch, y, work):
    """Let beliefs adjust slowly where the path was lost: from the prior, else from elsewhere."""
    args = table, prior, precision, centre, stretch
    tried, best, moved = np.empty(y.shape[0]), math.inf, math.inf
    mirrored = _mirrored(table)
    for start in range(6):
        # In a hurry from the prior; by bisection; slowly from the prior, then from 1, 3 and 5.
        for sense in range(2):
            if start == 1:
                _bisect(args, mirrored, sense, tried, work)
            else:
                fill(tried, prior)
                if start > 2:
                    fill(tried, centre + (2.0 * start - 5.0) * (1.0 - 2.0 * sense))
                rate, times = (0.3, 60) if start == 0 else (0.1, 300)
                adjust(table, prior, precision, centre, stretch, tried, work, rate, times)
            best, moved = _better(args, tried, best, moved, y, work)
            if start in (0, 2):
                break  # their own mirror images
        if best < SOLVED:
            return
    # Just beyond a fold beliefs crawl past the place where a solution has vanished: start apart.
    for k in range(y.shape[0]):
        for sense in range(4):
            fill(tried, prior if sense < 2 else prior + STEEP * (2.0 * sense - 5.0))
            tried[k] = prior + STEEP * (1.0 - 2.0 * (sense % 2))
            best, moved = _better(args, tried, best, moved, y, work)


@compiled
def _better(args, tried, best, moved, y, work):
    """Improve a start and keep it if it solves the stage and no other did, or moves beliefs less.

    Returns the smallest error so far, and how far what is kept in ``y`` moves beliefs.
    """
    table, prior, precision, centre, stretch = args
    found = newton(table, prior, precision, centre, stretch, tried, 40, work)
    far = 0.0
    for k in range(tried.shape[0]):
        far = max(far, abs(tried[k] - prior))
    solves, solved = found < SOLVED, best < SOLVED
    if (solves and (not solved or far < moved)) or (not solves and found < best):
        best, moved = found, far
        copy(tried, y)
    return best, moved


@inlined
def _mirrored(table):
    """Return a table with the types exchanged."""
    count, other = table.shape[1], np.empty(table.shape)
    for k in range(table.shape[0]):
        for n in range(count):
            for t in range(2):
                other[k, n, t] = table[k, count - 1 - n, 1 - t]
                other[k, n, 2 + t] = -table[k, count - 1 - n, 3 - t]
    return other


@inlined
def _bisect(args, mirrored, sense, tried, work):
    """Search from below, or from above: from below with the types exchanged."""
    table, prior, precision, centre, stretch = args
    if sense == 0:
        cross(table, prior, precision, centre, stretch, tried, work)
        return
    cross(mirrored, -prior, precision, -centre, stretch, tried, work)
    for k in range(tried.shape[0]):
        tried[k] = -tried[k]


@compiled
def adjust(table, prior, precision, centre, stretch, y, work, rate, times):
    """Move beliefs towards what they bring about, some times."""
    for _ in range(times):
        z0, z1 = respond(table, y, precision, centre, stretch, work)
        errors(prior, precision, y, z1 - z0, work)
        for k in range(y.shape[0]):
            y[k] -= rate * max(-4.0, min(4.0, work[ERROR, k]))
