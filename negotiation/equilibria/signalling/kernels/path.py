r"""The path of a signalling stage: from uniform play, precision 0, to the precision wanted.

The equations hold at precision $\tau L$ for $\tau$ from 0 to 1. First the path is followed by small
strides in $\tau$; where it folds, by strides along its own length, which pass the fold. What it
reaches at $\tau = 1$ is the *principal* equilibrium of the stage: the one selected where there are
several.

With $c$ as one more unknown the Jacobian is diagonal with two borders, so that a stride costs O(K).

Source: Turocy (2010), Economic Theory 42, 255-269.
"""

from __future__ import annotations

import math

import numpy as np

from ....foundations.compiling import compiled, inlined
from .bearings import is_continued, take
from .copying import copy
from .curve import advance, begin, linearise, scratch
from .signalling_stage import directions, newton

STRIDES = 150
"""Most strides along its length before a path counts as lost: it winds through many folds."""
SHORTEST = 0.1
"""Shortest stride in the share of the precision before the path is followed along its length."""
NEAR = 1e-8
"""Largest error of the log odds from which a path or a sweep goes on."""
LEAST = 1e-6
"""Length of a stride along the path below which it counts as lost."""
LEAP = 0.25
"""What is found where the path arrives may differ in a belief by less than this from the place."""


@compiled
def principal(table, prior, precision, centre, stretch, safe, y, work):
    """Write the principal equilibrium to ``y``; return the largest error and how it was found.

    Up to the share ``safe`` of the precision the stage has one equilibrium, so that the path may be
    entered there. 0: the path never folded; 1: it folded and was followed through; 2: it was lost
    on the way. ``work`` as in `newton`.
    """
    actions = y.shape[0]
    here, slope = work[11], work[12]
    share, stride = 0.0, safe
    for k in range(actions):
        here[k], slope[k] = prior, 0.0
    while share < 1.0 and stride >= SHORTEST * safe:
        ahead = min(1.0, share + stride)
        far = 0.0
        for k in range(actions):
            y[k] = here[k] + (ahead - share) * slope[k]
        now = ahead * precision
        worst = newton(table, prior, now, centre, stretch, y, 5, work)
        for k in range(actions):
            far = max(far, abs(y[k] - here[k] - (ahead - share) * slope[k]))
        on = worst < NEAR and (far < 1.5 or share == 0.0)
        sign, turned = directions(now, work)
        if on and sign > 0.0 and turned == 0:
            share = ahead
            for k in range(actions):
                here[k], slope[k] = y[k], work[9, k] / ahead
            if far < 0.5:
                stride *= 2.0
        else:
            stride *= 0.35
    if share >= 1.0:
        return worst, 0
    args = table, precision, centre, stretch
    return _along(args, prior, y, here, share, work)


@inlined
def _along(args, prior, y, here, share, work):
    """Follow the path along its length from ``here`` at ``share``."""
    table, precision, centre, stretch = args
    actions = y.shape[0]
    room = scratch(actions)
    point, tangent, ahead = np.empty(actions + 2), np.empty(actions + 2), np.empty(actions + 2)
    turning, before, now = (
        np.empty(actions + 2),
        np.empty((2, actions + 2)),
        np.empty((2, actions + 2)),
    )
    by, length = begin(args, prior, here, share, point, tangent, room), 0.1
    take(tangent, by, room, before)
    for _ in range(STRIDES):
        on, wanted, by_ahead = advance(args, prior, point, tangent, length, by, ahead, room)
        if not on or ahead[actions + 1] < 0.0:
            break
        copy(tangent, turning)
        take(turning, by_ahead, room, now)
        if not is_continued(before, now, length):
            length *= 0.3
            if length < LEAST:
                break
            _, by, _ = linearise(args, prior, point, room)
            continue
        if (point[actions + 1] - 1.0) * (ahead[actions + 1] - 1.0) <= 0.0:
            mix = (1.0 - point[actions + 1]) / (ahead[actions + 1] - point[actions + 1])
            for k in range(actions):
                y[k] = point[k] + mix * (ahead[k] - point[k])
            worst = newton(table, prior, precision, centre, stretch, y, 30, work)
            for k in range(actions):
                there = point[k] + mix * (ahead[k] - point[k])
                if abs(math.tanh(0.5 * y[k]) - math.tanh(0.5 * there)) > 2.0 * LEAP:
                    return worst, 2
            return worst, 1
        copy(ahead, point)
        for row in range(2):
            copy(now[row], before[row])
        by, length = by_ahead, wanted
    for k in range(actions):
        y[k] = point[k]
    worst = newton(table, prior, precision, centre, stretch, y, 40, work)
    return worst, 2
