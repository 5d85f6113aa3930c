r"""Where there is certainly one root: of a whole stage, and of one action's own equation.

An action's own equation is $y = \ell + L (Q_1(y) - Q_0(y)) - c$ with $c$ given. Where it has
several roots the one taken is the first met when the belief moves from where it starts, in the
direction in which the equation pulls it. Started from the root at a slightly lower precision, that
is the same branch: where a root meets its neighbour and both vanish, the branch turns back in
precision along the neighbour and comes forward again at the next root beyond. (Two roots nearer to
each other than a step of the walk may still be passed.) Where
$y - L (Q_1 - Q_0)$ certainly rises there is one root, and Newton's method is led to it by what the
equation says at the nodes.

A stage may have several roots where every action's own equation has one, since they share $c$. As
$c$ rises every posterior falls, and $h(c) = c - \log Z_1 + \log Z_0$ has the derivative

    h' = 1 + \sum_k \sigma_1(k) A_k - \sum_k \sigma_0(k) B_k,
    A_k = L Q_1' / (1 - L (Q_1' - Q_0')),  B_k = L Q_0' / (1 - L (Q_1' - Q_0')).

So the stage has one root if every own equation rises and the least $A_k$ exceeds the largest $B_k$
less 1.
"""

from __future__ import annotations

import math

from ....foundations.compiling import compiled
from .interpolation import basis, basis_derivative, place
from .signalling_stage import EXACT

LEAST_RISE = 0.02
"""Least slope of an equation that is certain to have one root."""
AMPLE = 0.8
"""Of the share of the precision below which there is one root, so much is used."""
FIRST_PACE, PACE, FASTER = 0.02, 0.3, 1.5
"""First least step of a walk to a root, the least one later, and how it grows: two roots so near to
the start and to each other that a long step would pass both are told apart."""
STEPS = 12
"""Newton steps after which the root is walked to."""


@compiled
def single_share(table, precision, stretch):
    """Return a share of the precision up to which a stage certainly has one root.

    ``table`` [k, n, 4] as in `signalling_stage`. It is 1 where that can be said of the whole.
    """
    cells = table.shape[1] - 1
    own, down, up, fall, climb = 0.0, 0.0, 0.0, 0.0, 0.0
    for k in range(table.shape[0]):
        for n in range(cells):
            least, most = paces(n, cells, stretch)
            v0, v1, w0, w1 = table[k, n, 0], table[k, n, 1], table[k, n + 1, 0], table[k, n + 1, 1]
            s0, s1, t0, t1 = table[k, n, 2], table[k, n, 3], table[k, n + 1, 2], table[k, n + 1, 3]
            rise = precision * steepest((w1 - v1) - (w0 - v0), s1 - s0, t1 - t0)
            rise *= most if rise > 0.0 else least
            # By how much worths may fall for the second type and rise for the first.
            falling = precision * most * max(steepest(v1 - w1, -s1, -t1), 0.0)
            climbing = precision * most * max(steepest(w0 - v0, s0, t0), 0.0)
            own, down, up = max(own, rise), max(down, falling), max(up, climbing)
            if rise < 1.0:
                fall, climb = max(fall, falling / (1.0 - rise)), max(climb, climbing / (1.0 - rise))
    if own < 1.0 - LEAST_RISE and fall + climb < 1.0 - LEAST_RISE:
        return 1.0
    # At a share of the precision all of these are as small: rises and falls of the worst action.
    return min(1.0, AMPLE / (own + down + up))


@compiled
def paces(n, cells, stretch):
    """Return how slowly and how fast a place moves with the log odds on a cell, in cells."""
    low, high = n / cells, (n + 1.0) / cells
    first, last = low * (1.0 - low), high * (1.0 - high)
    most = 0.25 if low < 0.5 < high else max(first, last)
    return cells * min(first, last) / stretch, cells * most / stretch


@compiled
def worths_at(values, slopes, y, centre, stretch):
    """Return both types' worths of one action, tabulated [t, n], at log odds ``y``."""
    count = values.shape[1]
    if count == 1:
        return values[0, 0], values[1, 0]
    z, _ = place(y, centre, stretch, count)
    n, a, b, c, d = basis(z, count)
    return (
        a * values[0, n] + b * values[0, n + 1] + c * slopes[0, n] + d * slopes[0, n + 1],
        a * values[1, n] + b * values[1, n + 1] + c * slopes[1, n] + d * slopes[1, n + 1],
    )


@compiled
def rises(values, slopes, k, precision, stretch):
    """Return whether an action's equation certainly has one root, from worths [t, k, n]."""
    cells = values.shape[2] - 1
    for n in range(cells):
        _, dz = paces(n, cells, stretch)
        rise = (values[1, k, n + 1] - values[0, k, n + 1]) - (values[1, k, n] - values[0, k, n])
        first, last = slopes[1, k, n] - slopes[0, k, n], slopes[1, k, n + 1] - slopes[0, k, n + 1]
        if precision * dz * steepest(rise, first, last) > 1.0 - LEAST_RISE:
            return False
    return True


@compiled
def steepest(rise, first, last):
    """Return the largest slope of a cubic on a cell, from its rise and its slopes at the ends."""
    return steepest_between(rise, first, last, 0.0, 1.0)


@compiled
def steepest_between(rise, first, last, low, high):
    """Return the same on the part of the cell between two shares of it."""
    # Inside the cell the slope is first + 2 b h + a h^2.
    a, b = 3.0 * (first + last - 2.0 * rise), 3.0 * rise - 2.0 * first - last
    if a < 0.0 and low < -b / a < high:
        return first - b * b / a
    return max(first + low * (2.0 * b + a * low), first + high * (2.0 * b + a * high))


@compiled
def only_root(values, slopes, k, nodes, prior, precision, centre, stretch, difference):
    """Return both types' worths at an action's root, the root and whether it was found.

    Worths and slopes [t, k, n], for an action that `rises`; the ``nodes`` [n] are finite but for
    the first and the last.
    """
    cells, target = values.shape[2] - 1, prior - difference
    low, high, below, above, first, last = 1, cells, 0.0, 0.0, True, True
    while low < high:  # the first inner node that solves a prior as high, or the last node
        m = (low + high) // 2
        solved = nodes[m] - precision * (values[1, k, m] - values[0, k, m])
        if solved < target:
            low, below, first = m + 1, solved, False
        else:
            high, above, last = m, solved, False
    if first:
        y = nodes[1] + (target - above)
    elif last:
        y = nodes[cells - 1] + (target - below)
    else:
        y = nodes[low - 1] + (target - below) / (above - below) * (nodes[low] - nodes[low - 1])
    for _ in range(STEPS):
        z, dz = place(y, centre, stretch, cells + 1)
        n, a, b, c, d = basis(z, cells + 1)
        db, dc, dd = basis_derivative(z, n)
        v0, v1, w0, w1 = values[0, k, n], values[1, k, n], values[0, k, n + 1], values[1, k, n + 1]
        s0, s1, t0, t1 = slopes[0, k, n], slopes[1, k, n], slopes[0, k, n + 1], slopes[1, k, n + 1]
        q0, q1 = a * v0 + b * w0 + c * s0 + d * t0, a * v1 + b * w1 + c * s1 + d * t1
        error = y - precision * (q1 - q0) - target
        if abs(error) < EXACT:
            return q0, q1, y, True
        rise = db * (w1 - v1 - w0 + v0) + dc * (s1 - s0) + dd * (t1 - t0)
        y -= error / (1.0 - precision * rise * dz)
    return 0.0, 0.0, y, False


@compiled
def own_root(values, slopes, prior, precision, centre, stretch, difference, start):
    """Return both types' worths at the root met first from ``start``, and the root."""
    if math.isinf(prior) or values.shape[1] == 1:
        q0, q1 = worths_at(values, slopes, prior, centre, stretch)
        return q0, q1, prior
    y = start
    q0, q1 = worths_at(values, slopes, y, centre, stretch)
    pull = prior + precision * (q1 - q0) - difference - y
    stride = 1.0 if pull > 0.0 else -1.0
    near, pull_near = y, pull
    pace = FIRST_PACE
    for _ in range(400):  # walk until the pull changes sense
        if abs(pull) < EXACT or pull * stride < 0.0:
            break
        near, pull_near = y, pull
        far = min(abs(pull), 1.0 + 0.1 * abs(y - centre))
        y += stride * (pace if pace < PACE else max(PACE, far))
        pace *= FASTER
        q0, q1 = worths_at(values, slopes, y, centre, stretch)
        pull = prior + precision * (q1 - q0) - difference - y
    far, pull_far = y, pull
    for turn in range(100):  # regula falsi, with bisection where it crawls
        if abs(pull) < EXACT or abs(far - near) < 1e-14 * (1.0 + abs(y)):
            break
        share = pull_near / (pull_near - pull_far)
        if turn % 3 == 2:
            share = 0.5
        y = near + share * (far - near)
        q0, q1 = worths_at(values, slopes, y, centre, stretch)
        pull = prior + precision * (q1 - q0) - difference - y
        if pull * stride > 0.0:
            near, pull_near = y, pull
        else:
            far, pull_far = y, pull
    return q0, q1, y
