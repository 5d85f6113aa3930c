r"""Cubic Hermite interpolation along a belief axis.

A belief axis has nodes $x_n = n / (N - 1)$; the probability $p$ of a player's second type sits at
$x$ with $p / (1 - p) = o \, (x / (1 - x))^m$, $o$ the odds of the axis' centre. Functions of the
belief are tables of their values at the nodes, and interpolated by cubics: once differentiable, so
that Newton's method does not meet kinks. Where a function is smooth the slopes are five-point
differences and the error is of the fourth order in the spacing; near jumps and kinks, which values
have where an equilibrium switches, they are cut so that nothing overshoots.

An axis of one node is a belief that never moves.
"""

from __future__ import annotations

import math

from ....foundations.compiling import compiled


@compiled
def place(y, centre, stretch, count):
    """Return where log odds ``y`` sit on an axis: the index as a float, and its derivative."""
    if count == 1:
        return 0.0, 0.0
    a = (y - centre) / stretch
    e = math.exp(-abs(a))
    likely = 1.0 / (1.0 + e)
    unlikely = e * likely
    x = likely if a >= 0.0 else unlikely
    return (count - 1) * x, (count - 1) * likely * unlikely / stretch


@compiled
def slopes(values, out):
    """Write the slopes of a table [n], per node, to ``out`` [n]."""
    count = values.shape[0]
    if count == 1:
        out[0] = 0.0
        return
    if count < 5:
        out[0] = values[1] - values[0]
        out[count - 1] = values[count - 1] - values[count - 2]
        for n in range(1, count - 1):
            out[n] = 0.5 * (values[n + 1] - values[n - 1])
        return
    for n in range(2, count - 2):
        out[n] = (values[n - 2] - 8.0 * values[n - 1] + 8.0 * values[n + 1] - values[n + 2]) / 12.0
    for side in range(2):
        e = 0 if side == 0 else count - 1
        d = 1 if side == 0 else -1
        v0, v1, v2 = values[e], values[e + d], values[e + 2 * d]
        v3, v4 = values[e + 3 * d], values[e + 4 * d]
        out[e] = d * (-25.0 * v0 + 48.0 * v1 - 36.0 * v2 + 16.0 * v3 - 3.0 * v4) / 12.0
        out[e + d] = d * (-3.0 * v0 - 10.0 * v1 + 18.0 * v2 - 6.0 * v3 + v4) / 12.0
    middle = right = values[2] - 2.0 * values[1] + values[0]
    for n in range(count):
        # The second differences around the node, as far as there are any.
        left, middle = middle, right
        if n + 2 < count:
            right = values[n + 2] - 2.0 * values[n + 1] + values[n]
        if not _alike(left, middle, right):
            out[n] = _limited(values, n, out[n])


@compiled
def _alike(left, middle, right):
    """Return whether second differences are alike: no jump or kink is near."""
    least = min(abs(left), abs(middle), abs(right))
    most = max(abs(left), abs(middle), abs(right))
    up = left > 0.0 or middle > 0.0 or right > 0.0
    down = left < 0.0 or middle < 0.0 or right < 0.0
    return not (up and down) and most <= 2.0 * least


@compiled
def _limited(values, n, slope):
    """Return the slope cut so that the cubics beside a node stay between its values.

    Source: Fritsch and Carlson (1980), SIAM J. Numerical Analysis 17, 238-246.
    """
    count = values.shape[0]
    left = values[n] - values[n - 1] if n > 0 else values[1] - values[0]
    right = values[n + 1] - values[n] if n + 1 < count else left
    if left * right <= 0.0:
        return 0.0
    most = 3.0 * min(abs(left), abs(right))
    if left > 0.0:
        return min(max(slope, 0.0), most)
    return max(min(slope, 0.0), -most)


@compiled
def basis(z, count):
    """Return the cell of a place and the weights of its two values and two slopes."""
    if count == 1:
        return 0, 1.0, 0.0, 0.0, 0.0
    n = min(int(z), count - 2)
    h = z - n
    g = 1.0 - h
    b = h * h * (3.0 - 2.0 * h)
    return n, 1.0 - b, b, h * g * g, -h * h * g


@compiled
def basis_derivative(z, n):
    """Return the derivatives by the place in cell ``n`` of the weights that ``basis`` returns.

    The first two are opposite, and one is returned: of the second value and of the two slopes.
    """
    h = z - n
    g = 1.0 - h
    return 6.0 * h * g, g * (1.0 - 3.0 * h), h * (3.0 * h - 2.0)
