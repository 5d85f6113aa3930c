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

from .compiling import compiled
from .signalling_stage import EXACT, newton, respond

STRIDES = 400
"""Most strides along its length before a path counts as lost: it winds through many folds."""
SHORTEST = 1e-2
"""Shortest stride in the share of the precision before the path is followed along its length."""


@compiled
def principal(values, slopes, prior, precision, centre, stretch, safe, y, work):
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
        worst, sign = newton(values, slopes, prior, ahead * precision, centre, stretch, y, 8, work)
        for k in range(actions):
            far = max(far, abs(y[k] - here[k] - (ahead - share) * slope[k]))
        if worst < 1e3 * EXACT and sign > 0.0 and (far < 1.5 or share == 0.0):
            share = ahead
            for k in range(actions):
                here[k], slope[k] = y[k], work[9, k] / ahead
            if far < 0.5:
                stride *= 2.0
        else:
            stride *= 0.35
    if share >= 1.0:
        return worst, 0
    return _along(values, slopes, prior, precision, centre, stretch, y, here, share, work)


@compiled
def _along(values, slopes, prior, precision, centre, stretch, y, here, share, scratch):
    """Follow the path along its length from ``here`` at ``share``."""
    actions = y.shape[0]
    work = np.empty((7, actions)), np.empty((3, 2, actions))
    args = values, slopes, prior, precision, centre, stretch
    point, tangent, ahead = np.empty(actions + 2), np.zeros(actions + 2), np.empty(actions + 2)
    move = np.empty(actions + 2)
    point[:actions] = here
    point[actions + 1] = share
    point[actions] = _difference(args, point, work)
    tangent[actions + 1] = 1.0
    length = 0.1
    drift = 0.0
    for _ in range(STRIDES):
        if not _turn(args, point, tangent, work, move):
            break
        worst = 1.0
        while length > 1e-7:
            for k in range(actions + 2):
                ahead[k] = point[k] + length * tangent[k]
            worst = _correct(args, ahead, tangent, work, move)
            drift = 0.0
            for k in range(actions + 2):
                drift = max(drift, abs(ahead[k] - point[k] - length * tangent[k]))
            if worst < 1e2 * EXACT and drift < 0.1 * length + 1e-5:
                break
            worst = 1.0
            length *= 0.4
        if worst == 1.0 or ahead[actions + 1] < 0.0:
            break
        if (point[actions + 1] - 1.0) * (ahead[actions + 1] - 1.0) <= 0.0:
            mix = (1.0 - point[actions + 1]) / (ahead[actions + 1] - point[actions + 1])
            for k in range(actions):
                y[k] = point[k] + mix * (ahead[k] - point[k])
            worst, _ = newton(values, slopes, prior, precision, centre, stretch, y, 30, scratch)
            return worst, 1
        point[:] = ahead
        if drift < 0.03 * length + 1e-6:
            length = min(length * 2.0, 50.0)
    y[:] = point[:actions]
    worst, _ = newton(values, slopes, prior, precision, centre, stretch, y, 40, scratch)
    return worst, 2


@compiled
def _difference(args, point, work):
    """Return log Z_1 - log Z_0 at a point of the path; fill worths and probabilities."""
    values, slopes, _, precision, centre, stretch = args
    _, pairs = work
    actions = values.shape[1]
    now = precision * point[actions + 1]
    z0, z1 = respond(
        values, slopes, point[:actions], now, centre, stretch, pairs[0], pairs[1], pairs[2]
    )
    return z1 - z0


@compiled
def _linearise(args, point, work):
    """Fill errors, diagonal and borders at a point (y, c, share); return errors of c and worst.

    Rows of the work: 0 errors of y; 1 diagonal; 2 derivative by the share; 3 the weights with
    which c's equation reads y. Returned: c's own error, its derivative by the share, the worst.
    """
    _, _, prior, precision, _, _ = args
    rows, pairs = work
    actions = rows.shape[1]
    now = precision * point[actions + 1]
    c = point[actions]
    error_of_c = c - _difference(args, point, work)
    worst, by_share = abs(error_of_c), 0.0
    for k in range(actions):
        q0, q1 = pairs[0, 0, k], pairs[0, 1, k]
        d0, d1 = pairs[1, 0, k], pairs[1, 1, k]
        s0, s1 = pairs[2, 0, k], pairs[2, 1, k]
        rows[0, k] = point[k] - prior - now * (q1 - q0) + c
        rows[1, k] = 1.0 - now * (d1 - d0)
        if abs(rows[1, k]) < 1e-8:
            rows[1, k] = 1e-8
        rows[2, k] = -precision * (q1 - q0)
        rows[3, k] = -now * (s1 * d1 - s0 * d0)
        by_share -= precision * (s1 * q1 - s0 * q0)
        worst = max(worst, abs(rows[0, k]))
    return error_of_c, by_share, worst


@compiled
def _solve(rows, tangent, by_share, right_c, right_t, move):
    """Solve the bordered system for the right sides rows[4] [k], ``right_c``, ``right_t``."""
    actions = rows.shape[1]
    # What is left of the last two equations once y is eliminated: [c, share].
    a, b, e = 1.0, by_share, right_c
    f, g, h = tangent[actions], tangent[actions + 1], right_t
    for k in range(actions):
        inverse = 1.0 / rows[1, k]
        reading = rows[3, k] * inverse
        along = tangent[k] * inverse
        a -= reading
        b -= reading * rows[2, k]
        e -= reading * rows[4, k]
        f -= along
        g -= along * rows[2, k]
        h -= along * rows[4, k]
    bottom = a * g - b * f
    if abs(bottom) < 1e-300:
        return False
    c, share = (e * g - b * h) / bottom, (a * h - e * f) / bottom
    for k in range(actions):
        move[k] = (rows[4, k] - c - rows[2, k] * share) / rows[1, k]
    move[actions], move[actions + 1] = c, share
    return math.isfinite(c) and math.isfinite(share)


@compiled
def _turn(args, point, tangent, work, move):
    """Turn the tangent to the path's direction at a point, keeping its sense."""
    rows, _ = work
    _, by_share, _ = _linearise(args, point, work)
    rows[4] = 0.0
    if not _solve(rows, tangent, by_share, 0.0, 1.0, move):
        return False
    size = math.sqrt((move * move).sum())
    if not math.isfinite(size) or size == 0.0:
        return False
    tangent[:] = move / size
    return True


@compiled
def _correct(args, ahead, tangent, work, move):
    """Bring a point back onto the path, across the tangent; return its largest error."""
    rows, _ = work
    actions = rows.shape[1]
    worst = math.inf
    for _ in range(7):
        error_of_c, by_share, worst = _linearise(args, ahead, work)
        if worst < 1e2 * EXACT or not worst < 1e6:
            break
        for k in range(actions):
            rows[4, k] = -rows[0, k]
        if not _solve(rows, tangent, by_share, -error_of_c, 0.0, move):
            break
        for k in range(actions + 2):
            ahead[k] += move[k]
    return worst
