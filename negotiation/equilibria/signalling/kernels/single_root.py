r"""One action's own equation, $y = \ell + L (Q_1(y) - Q_0(y)) - c$, with $c$ given.

Where it has several roots the one taken is the first met when the belief moves from the prior in
the direction in which the equation pulls it.
"""

from __future__ import annotations

import math

from ....foundations.compiling import compiled
from .interpolation import basis, place
from .signalling_stage import EXACT


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
def own_root(values, slopes, prior, precision, centre, stretch, difference):
    """Return both types' worths at the root, and the root."""
    q0, q1 = worths_at(values, slopes, prior, centre, stretch)
    if math.isinf(prior) or values.shape[1] == 1:
        return q0, q1, prior
    y = prior
    pull = prior + precision * (q1 - q0) - difference - y
    stride = 1.0 if pull > 0.0 else -1.0
    near, pull_near = y, pull
    for _ in range(400):  # walk until the pull changes sense
        if abs(pull) < EXACT or pull * stride < 0.0:
            break
        near, pull_near = y, pull
        y += stride * max(0.3, min(abs(pull), 1.0 + 0.1 * abs(y - centre)))
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
