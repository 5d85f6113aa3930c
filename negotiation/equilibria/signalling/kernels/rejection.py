r"""The equation of a rejection: what a posterior after it makes likely, its error and its roots.

The ``args`` of a search are, in order: what rejecting is worth and its slopes [t, n] at the axis'
nodes, ``sure`` [t] (see `answer.py`), the precision, the axis' centre and stretch, and bounds of
the shift of log odds.
"""

from __future__ import annotations

import math

from ....foundations.compiling import compiled, inlined
from .interpolation import place
from .signalling_stage import EXACT

LOG, STAY, END, CELL, SHARE, FOUND = 0, 2, 4, 6, 7, 8
"""What is found of an answer: by type the log probability of rejecting and the probabilities of
rejecting and of ending the game, then the cell of the posterior and its place there."""


@compiled
def chances_of(excess, t, found):
    """Fill the log probability of rejecting and both probabilities of a type.

    ``excess`` is by how much ending the game is worth more than rejecting, times the precision.
    """
    e = math.exp(-abs(excess))
    likely, unlikely = 1.0 / (1.0 + e), e / (1.0 + e)
    found[LOG + t] = -max(excess, 0.0) - math.log1p(e)
    found[STAY + t] = unlikely if excess > 0.0 else likely
    found[END + t] = likely if excess > 0.0 else unlikely


@compiled
def error_of(args, prior, y, found):
    """Return the equation's error at ``y`` and its derivative; fill what is found there."""
    z, dz = place(y, args[4], args[5], args[0].shape[1])
    n = min(int(z), args[0].shape[1] - 2)
    error, derivative = error_at(args, n, z - n, dz, y, found)
    return error - prior, derivative


@compiled
def error_at(args, n, h, dz, y, found):
    """Return the prior that ``y``, at a share ``h`` of a cell, solves, and its derivative by y."""
    values, slopes, sure, precision = args[0], args[1], args[2], args[3]
    g = 1.0 - h
    a, b, c, d = (1.0 + 2.0 * h) * g * g, h * h * (3.0 - 2.0 * h), h * g * g, -h * h * g
    da, dc, dd = -6.0 * h * g, g * (1.0 - 3.0 * h), h * (3.0 * h - 2.0)
    prior, derivative = y, 1.0
    found[CELL], found[SHARE] = n, h
    for t in range(2):
        f0, f1, s0, s1 = values[t, n], values[t, n + 1], slopes[t, n], slopes[t, n + 1]
        excess = sure[t] - precision * (a * f0 + b * f1 + c * s0 + d * s1)
        chances_of(excess, t, found)
        share = found[END + t]
        rise = precision * (da * (f0 - f1) + dc * s0 + dd * s1) * dz * share
        if t == 1:
            prior -= found[LOG + t]
            derivative -= rise
        else:
            prior += found[LOG + t]
            derivative += rise
    return prior, derivative


@compiled
def root(args, prior, guess, low, high, found):
    """Return a root by Newton's method, kept inside a bracket that bisection shrinks."""
    y = min(max(guess, low), high)
    before = math.inf
    for _ in range(200):
        error, derivative = error_of(args, prior, y, found)
        if abs(error) < EXACT:
            break
        if error > 0.0:
            high = y
        else:
            low = y
        follow = y - error / derivative if derivative > 1e-3 else math.nan
        if not (low < follow < high) or abs(error) > 0.7 * before:
            follow = 0.5 * (low + high)
        before = abs(error)
        if follow == y or high - low < 1e-15 * (1.0 + abs(y)):
            break
        y = follow
    return y


@inlined
def between(posteriors, priors, slopes, m, prior, low, high):
    """Return about where a prior is solved, between the points ``m - 1`` and ``m`` of a chart.

    The chart has ``posteriors``, the ``priors`` that they solve and the ``slopes`` of these
    [n]; ``low`` and ``high`` are the posteriors next to the prior, or bounds beyond the ends.
    """
    many = posteriors.shape[0]
    if m == 0:
        return max(low, high + (prior - priors[0]) / max(slopes[0], 1.0))
    if m == many:
        return min(high, low + (prior - priors[m - 1]) / max(slopes[m - 1], 1.0))
    width = priors[m] - priors[m - 1]
    h = (prior - priors[m - 1]) / width
    g = 1.0 - h
    guess = (
        (1.0 + 2.0 * h) * g * g * low
        + h * h * (3.0 - 2.0 * h) * high
        + width * h * g * (g / slopes[m - 1] - h / slopes[m])
    )
    return min(max(guess, low), high)
