r"""Following a curve of equilibria of a signalling stage along its own length, through its folds.

The unknowns are the posterior log odds $y$ [k], $c = \log Z_1 - \log Z_0$ and the share of the
precision, the prior fixed. With $c$ as an unknown of its own the Jacobian is diagonal with two
borders, so that a stride costs O(K). A ``point`` is [y, c, share].

Source: Turocy (2010), Economic Theory 42, 255-269.
"""

from __future__ import annotations

import math

import numpy as np

from ....foundations.compiling import compiled, inlined
from .copying import copy, fill
from .signalling_stage import CHANCE, RISE, WORTH, respond

CLOSE = 2e-4
"""Length of the correction after which a point is taken for one on the curve."""
ON_CURVE = 1e-8
"""Error up to which a point counts as on the curve."""
LONGEST = 50.0
"""Longest stride."""
WIDEST, AIM = 0.2, 0.1
"""How far a point may drift from the tangent in a stride, and how far it should, per length."""
SHORTEST = 1e-7
"""Strides shorter than this give the curve up."""


@inlined
def scratch(actions):
    """Return room for following a curve: rows [5, k], those of `respond` [6, k] and a move."""
    return np.empty((5, actions)), np.empty((6, actions)), np.empty(actions + 2)


@compiled
def begin(args, prior, y, share, point, tangent, room):
    """Write the point of a solution and the tangent along which the share rises.

    ``args`` are the table of worths, precision, centre and stretch. Returns the derivative of c's
    error by the share.
    """
    actions = y.shape[0]
    copy(y, point)
    point[actions] = 0.0
    point[actions + 1] = share
    error_of_c, _, _ = linearise(args, prior, point, room)
    point[actions] -= error_of_c
    _, by, _ = linearise(args, prior, point, room)
    fill(tangent, 0.0)
    tangent[actions + 1] = 1.0
    return by


@compiled
def advance(args, prior, point, tangent, length, by, ahead, room):
    """Write the next point to ``ahead``, the tangent at ``point`` to ``tangent``.

    Returns whether that succeeds, the length for the next stride and the derivative of c's error by
    the share.
    """
    size = point.shape[0]
    if not turn(tangent, by, room):
        return False, length, by
    while length > SHORTEST:
        for k in range(size):
            ahead[k] = point[k] + length * tangent[k]
        on, drift, by = _correct(args, prior, ahead, tangent, length, room)
        # The drift grows with the square of the length.
        ratio = drift / (length + 1e-300)
        wanted = AIM / ratio if ratio > 0.5 * AIM else 2.0
        if on:
            return True, min(length * max(wanted, 0.5), LONGEST), by
        length *= max(0.1, min(wanted, 0.5))
    return False, length, by


@compiled
def linearise(args, prior, point, room):
    """Fill errors, diagonal and borders at a point; return c's error, its derivative, the worst.

    Rows: 0 errors of y; 1 diagonal; 2 derivative by the share; 3 the weights with which c's
    equation reads y.
    """
    table, precision, centre, stretch = args
    rows, work, _ = room
    actions = rows.shape[1]
    now = precision * point[actions + 1]
    c, by = point[actions], 0.0
    z0, z1 = respond(table, point, now, centre, stretch, work)
    error_of_c = c - (z1 - z0)
    worst = abs(error_of_c)
    for k in range(actions):
        q0, q1 = work[WORTH, k], work[WORTH + 1, k]
        d0, d1 = work[RISE, k], work[RISE + 1, k]
        s0, s1 = work[CHANCE, k], work[CHANCE + 1, k]
        rows[0, k] = point[k] - prior - now * (q1 - q0) + c
        rows[1, k] = 1.0 - now * (d1 - d0)
        if abs(rows[1, k]) < 1e-8:
            rows[1, k] = 1e-8
        rows[3, k] = -now * (s1 * d1 - s0 * d0)
        rows[2, k] = -precision * (q1 - q0)
        by -= precision * (s1 * q1 - s0 * q0)
        worst = max(worst, abs(rows[0, k]))
    return error_of_c, by, worst


@compiled
def _solve(room, tangent, by, right_c, right_t):
    """Solve the bordered system for the right sides rows[4] [k], ``right_c``, ``right_t``.

    Returns its determinant without the diagonal's; 0 where that fails.
    """
    rows, _, move = room
    actions = rows.shape[1]
    # What is left of the last two equations once y is eliminated: [c, share].
    a, b, e = 1.0, by, right_c
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
        return 0.0
    c, share = (e * g - b * h) / bottom, (a * h - e * f) / bottom
    for k in range(actions):
        move[k] = (rows[4, k] - c - rows[2, k] * share) / rows[1, k]
    move[actions], move[actions + 1] = c, share
    return bottom if math.isfinite(c) and math.isfinite(share) else 0.0


@compiled
def answer_to(room, tangent, by):
    """Write how a point answers to errors rows[4] [k], across the tangent, to the room's move.

    Returns what is left of the bordered determinant, the diagonal divided out.
    """
    return _solve(room, tangent, by, 0.0, 0.0)


@compiled
def turn(tangent, by, room):
    """Turn the tangent to the curve's direction where it is linearised, keeping its sense."""
    rows, _, move = room
    for k in range(rows.shape[1]):
        rows[4, k] = 0.0
    if _solve(room, tangent, by, 0.0, 1.0) == 0.0:
        return False
    size = 0.0
    for k in range(move.shape[0]):
        size += move[k] * move[k]
    size = math.sqrt(size)
    if not math.isfinite(size) or size == 0.0:
        return False
    for k in range(move.shape[0]):
        tangent[k] = move[k] / size
    return True


@compiled
def _correct(args, prior, ahead, tangent, length, room):
    """Bring a point back onto the curve, across the tangent; leave the curve linearised there.

    Returns whether that succeeds, how far the point was moved, and the derivative of c's error by
    the share. A point that would have to move far is given up at once.
    """
    rows, _, move = room
    by, drift = 0.0, 0.0
    for _ in range(5):
        error_of_c, by, worst = linearise(args, prior, ahead, room)
        if worst < ON_CURVE:
            return True, drift, by
        for k in range(rows.shape[1]):
            rows[4, k] = -rows[0, k]
        if not worst < 1e6 or _solve(room, tangent, by, -error_of_c, 0.0) == 0.0:
            return False, length, by
        far = 0.0
        for k in range(ahead.shape[0]):
            ahead[k] += move[k]
            far = max(far, abs(move[k]))
        drift += far
        if drift > WIDEST * length + 1e-5:
            return False, drift, by
        if far < CLOSE:
            return True, drift, by
    return False, length, by
