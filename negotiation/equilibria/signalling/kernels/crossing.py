r"""Solving a stage by bisection, where following a path has failed.

With $m = \ell - c$ every action has an equation of its own, $m = M_k(y_k) = y_k - L (Q_1 - Q_0)$,
explicit in $y_k$. Let $y_k(m)$ be its lowest root. Then $h(m) = m + c(m) - \ell$ is negative for
low $m$ and positive for high $m$, and rises through 0 somewhere: at an equilibrium, or by a jump,
where one action's lowest root ends in a fold. There that action's $y_k$ takes the place of $m$:
along it $h$ crosses 0 without that jump. Where a second action jumps on the way the search ends
next to an equilibrium and not at it.
"""

from __future__ import annotations

import math

import numpy as np

from ....foundations.compiling import compiled, inlined
from .copying import copy
from .interpolation import basis, place
from .signalling_stage import EXACT, WORTH, choose

FINE = 4
"""Points of the chart in each cell of the belief axis."""
TURNS = 90
"""Most bisections."""


@compiled
def cross(table, prior, precision, centre, stretch, y, work):
    """Write an equilibrium of the stage to ``y``; return whether one was found."""
    actions, cells = table.shape[0], table.shape[1] - 1
    odds, known = _chart(table, precision, centre, stretch)
    least, most = math.inf, -math.inf
    for k in range(actions):
        for s in range(odds.shape[0]):
            least = min(least, odds[s] - known[k, s])
            most = max(most, odds[s] - known[k, s])
        for n in (0, cells):
            shift = precision * (table[k, n, 1] - table[k, n, 0])
            least, most = min(least, shift), max(most, shift)
    room = 1.0 + 0.2 * (most - least)
    low, high = prior - most - room, prior - least + room
    above = np.empty(actions)
    args = table, prior, precision, centre, stretch, odds, known
    h_low = _height(args, low, -1, 0.0, y, work)
    h_high = _height(args, high, -1, 0.0, above, work)
    if not (h_low <= 0.0 <= h_high):
        return False
    if _halve(args, low, high, h_low, h_high, -1, y, above, work):
        return True
    jump = 0
    for k in range(actions):
        if abs(above[k] - y[k]) > abs(above[jump] - y[jump]):
            jump = k
    low, high = y[jump], above[jump]
    h_low = _height(args, 0.0, jump, low, y, work)
    h_high = _height(args, 0.0, jump, high, above, work)
    if not (h_low <= 0.0 <= h_high):
        return False
    return _halve(args, low, high, h_low, h_high, jump, y, above, work)


@compiled
def _halve(args, low, high, h_low, h_high, jump, y, above, work):
    """Halve an interval of m, or of the log odds of ``jump``, until the height at it is 0.

    Returns whether it is; if not, the log odds at both of its ends are in ``y`` and ``above``.
    """
    tried = np.empty(y.shape[0])
    for turn in range(TURNS):
        share = h_low / (h_low - h_high) if turn % 3 and h_high > h_low else 0.5
        at = low + share * (high - low)
        h = _height(args, at, jump, at, tried, work)
        if abs(h) < 1e3 * EXACT:
            copy(tried, y)
            return True
        if h < 0.0:
            low, h_low = at, h
            copy(tried, y)
        else:
            high, h_high = at, h
            copy(tried, above)
        if high - low < 1e-14 * (1.0 + abs(low) + abs(high)):
            break
    return False


@inlined
def _chart(table, precision, centre, stretch):
    """Return log odds [s] and every action's m at them [k, s], several in each cell."""
    actions, cells = table.shape[0], table.shape[1] - 1
    odds, known = np.empty(FINE * cells - 1), np.empty((actions, FINE * cells - 1))
    for s in range(odds.shape[0]):
        x = (s + 1.0) / (FINE * cells)
        odds[s] = centre + stretch * math.log(x / (1.0 - x))
        n, a, b, c, d = basis(x * cells, cells + 1)
        for k in range(actions):
            q0 = a * table[k, n, 0] + b * table[k, n + 1, 0]
            q1 = a * table[k, n, 1] + b * table[k, n + 1, 1]
            q0 += c * table[k, n, 2] + d * table[k, n + 1, 2]
            q1 += c * table[k, n, 3] + d * table[k, n + 1, 3]
            known[k, s] = odds[s] - precision * (q1 - q0)
    return odds, known


@compiled
def _height(args, m, jump, own, y, work):
    """Return h at m, the lowest roots in ``y``; of action ``jump``, if any, ``own`` gives m."""
    table, prior, precision, centre, stretch, _, _ = args
    if jump >= 0:
        q0, q1 = _worths(table, jump, own, centre, stretch)
        m = own - precision * (q1 - q0)
    for k in range(y.shape[0]):
        y[k] = own if k == jump else _lowest(args, k, m)
        work[WORTH, k], work[WORTH + 1, k] = _worths(table, k, y[k], centre, stretch)
    z0, z1 = choose(work, 0, precision), choose(work, 1, precision)
    return m + z1 - z0 - prior


@compiled
def _worths(table, k, y, centre, stretch):
    """Return both types' worths of an action at log odds ``y``."""
    z, _ = place(y, centre, stretch, table.shape[1])
    n, a, b, c, d = basis(z, table.shape[1])
    q0 = a * table[k, n, 0] + b * table[k, n + 1, 0] + c * table[k, n, 2] + d * table[k, n + 1, 2]
    q1 = a * table[k, n, 1] + b * table[k, n + 1, 1] + c * table[k, n, 3] + d * table[k, n + 1, 3]
    return q0, q1


@compiled
def _lowest(args, k, m):
    """Return the lowest log odds at which an action's own m is the one given."""
    table, _, precision, centre, stretch, odds, known = args
    s = 0
    while s < odds.shape[0] and known[k, s] < m:
        s += 1
    if s == 0:
        high = odds[0]
        low = high
        e_low = 1.0
        while e_low > 0.0:
            low -= 4.0 + (high - low)
            q0, q1 = _worths(table, k, low, centre, stretch)
            e_low = low - precision * (q1 - q0) - m
    elif s == odds.shape[0]:
        low = odds[s - 1]
        high = low
        e_high = -1.0
        while e_high < 0.0:
            high += 4.0 + (high - low)
            q0, q1 = _worths(table, k, high, centre, stretch)
            e_high = high - precision * (q1 - q0) - m
    else:
        low, high = odds[s - 1], odds[s]
    y = 0.5 * (low + high)
    e_low, e_high = -1.0, 1.0
    for turn in range(60):
        q0, q1 = _worths(table, k, y, centre, stretch)
        e = y - precision * (q1 - q0) - m
        if abs(e) < EXACT or high - low < 1e-15 * (1.0 + abs(y)):
            break
        if e < 0.0:
            low, e_low = y, e
        else:
            high, e_high = y, e
        share = -e_low / (e_high - e_low) if turn % 4 and turn > 1 else 0.5
        y = low + share * (high - low)
    return y
