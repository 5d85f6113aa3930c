"""Sweeping a line: the equilibria of its priors, each found from its neighbour's."""

from __future__ import annotations

import math

import numpy as np

from ....foundations.compiling import compiled, inlined
from .copying import copy
from .path import NEAR
from .signalling_stage import directions, newton, respond, stands

APART = 1e-6
"""Log odds further apart than this belong to different equilibria."""
BENT = 0.25
"""Share of the last bend that a stride expects, half of a parabola's: bends break at the nodes."""
FURTHEST = 5.0
"""A solution that lies further than this from where it is expected is not the neighbour's."""


@compiled
def sweep(args, priors, first, last, way, seeded, y, work):
    """Solve priors one after the other, each from its neighbour; return where that comes to an end.

    ``seeded``: the first is solved already. What is returned is the first prior not solved.
    """
    table, precision, centre, stretch = args
    if not seeded and not from_certain(args, priors[first], -way * math.inf, y[first], work):
        return first
    if seeded:
        respond(table, y[first], precision, centre, stretch, work)
    onwards(precision, work)
    n = first + way
    while n != last + way:
        if not neighbour(args, priors[n - way], priors[n], y[n - way], y[n], work):
            return n
        n += way
    return n


@inlined
def onwards(precision, work):
    """Make ready to continue the solution whose worths and chances ``work`` holds."""
    directions(precision, work)
    for k in range(work.shape[1]):
        work[12, k], work[13, k] = work[10, k], 0.0


@compiled
def neighbour(args, before, prior, known, y, work):
    """Continue the solution ``known`` of one prior to another; return whether there is one near.

    Strides in the prior are shortened where the solution turns fast; where it ends there is none.
    Rows 12 and 13 of ``work`` hold its first two derivatives by the prior, and are kept up (first
    by `onwards`).
    """
    table, precision, centre, stretch = args
    actions = y.shape[0]
    here, turn, bend, guess = work[11], work[12], work[13], work[9]
    copy(known, here)
    at, stride, least = before, prior - before, abs(prior - before) / 12.0
    while at != prior:
        ahead = prior if abs(stride) >= abs(prior - at) else at + stride
        h = ahead - at
        for k in range(actions):
            y[k] = here[k] + h * (turn[k] + BENT * h * bend[k])
            guess[k] = y[k]
        worst = newton(table, ahead, precision, centre, stretch, y, 5, work)
        far = apart(y, guess)
        if worst < NEAR and far < FURTHEST and stands(precision, work):
            at = ahead
            for k in range(actions):
                here[k] = y[k]
                bend[k] = (work[10, k] - turn[k]) / h
                turn[k] = work[10, k]
            stride *= 2.0
        else:
            stride *= 0.3
            if abs(stride) < least:
                return False
    return True


@compiled
def from_certain(args, prior, certain, y, work):
    """Solve a prior from what is done under a certain belief; return whether that succeeds."""
    table, precision, centre, stretch = args
    for k in range(y.shape[0]):
        y[k] = certain
    z0, z1 = respond(table, y, precision, centre, stretch, work)
    for k in range(y.shape[0]):
        y[k] = prior + precision * (work[1, k] - work[0, k]) - (z1 - z0)
    worst = newton(table, prior, precision, centre, stretch, y, 20, work)
    return worst < NEAR and stands(precision, work)


@inlined
def meets(args, priors, last, y, work):
    """Return whether the solution at the highest prior is the one that the upper end continues to.

    If a sweep has come up to it without a break, a sweep downwards would retrace it.
    """
    other = np.empty(y.shape[1])
    return from_certain(args, priors[last], math.inf, other, work) and (
        apart(other, y[last]) < APART
    )


@compiled
def apart(y, other):
    """Return the largest difference of two solutions' log odds."""
    largest = 0.0
    for k in range(y.shape[0]):
        largest = max(largest, abs(y[k] - other[k]))
    return largest
