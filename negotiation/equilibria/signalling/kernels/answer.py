r"""The answer to an offer: a signalling stage with one action, rejecting, after which play goes on.

Accepting and walking out end the game, so their worths ``sure`` [t] = log(exp(L A_t) + exp(L W_t))
are constants and the posterior log odds $y$ after a rejection solve one equation,

    y = \ell + \log \sigma_1(R) - \log \sigma_0(R),
    \log \sigma_t(R) = -\log(1 + \exp(S_t - L R_t(y))).

Its right side is bounded, so a bracket is known and the search cannot fail.
"""

from __future__ import annotations

import math

import numpy as np

from ....foundations.compiling import compiled
from .interpolation import place
from .line import FROM_ABOVE, LEANING, PRINCIPAL
from .path import principal
from .signalling_stage import EXACT, ROWS, SOLVED
from .sweep import APART

LOG, STAY, END, CELL, SHARE, FOUND = 0, 2, 4, 6, 7, 8
"""What is found of an answer: by type the log probability of rejecting and the probabilities of
rejecting and of ending the game, then the cell of the posterior and its place there."""
LEAST_RISE = 0.02
"""Slope of the prior by the posterior below which there may be several equilibria."""


@compiled
def log_of_one_plus_exp(a):
    """Return log(1 + exp(a)) without overflow."""
    if a > 0.0:
        return a + math.log1p(math.exp(-a))
    return math.log1p(math.exp(a))


@compiled
def log_sum(a, b):
    """Return log(exp(a) + exp(b)); minus infinity counts nothing."""
    if a == -math.inf:
        return b
    if b == -math.inf:
        return a
    return max(a, b) + math.log1p(math.exp(-abs(a - b)))


@compiled
def _single_share(values, slopes, precision, stretch):
    """Return a share of the precision up to which the equation has one root."""
    count = values.shape[1]
    steepest = 0.0
    for n in range(count):
        x = n / (count - 1)
        dz = (count - 1) * x * (1.0 - x) / stretch
        steepest = max(steepest, dz * (max(slopes[1, n], 0.0) + max(-slopes[0, n], 0.0)))
        if n + 1 < count:
            x += 0.5 / (count - 1)
            dz = 1.5 * (count - 1) * x * (1.0 - x) / stretch
            up = max(values[1, n + 1] - values[1, n], 0.0)
            down = max(values[0, n] - values[0, n + 1], 0.0)
            steepest = max(steepest, dz * (up + down))
    return min(1.0, 0.8 / (precision * steepest)) if steepest > 0.0 else 1.0


@compiled
def solve_answers(
    values, slopes, sure, priors, precision, centre, stretch, rule, lean, y, found, counts
):
    """Solve the answers to one offer at every prior; fill ``y`` [n] and ``found`` [n, `FOUND`].

    ``values``, ``slopes`` [t, n] are what rejecting is worth. ``counts`` as in `solve_line`.
    Returns the largest error of the log odds.
    """
    count, many = values.shape[1], priors.shape[0]
    if count == 1:
        for n in range(many):
            y[n] = priors[n]
            for t in range(2):
                _chances(sure[t] - precision * values[t, 0], t, found[n])
            found[n, CELL], found[n, SHARE] = 0.0, 0.0
        return 0.0
    low, high = _excess_bounds(values, slopes, sure, precision)
    args = (values, slopes, sure, precision, centre, stretch, low - 1e-9, high + 1e-9)
    known = np.empty((3, 2 * count - 3))
    if _charted(args, known):
        _read_chart(args, known, priors, y, found)
    else:
        _sweep(args, priors, rule, lean, y, found)
        if rule == PRINCIPAL:
            _by_paths(
                args, priors, _single_share(values, slopes, precision, stretch), y, found, counts
            )
    worst = 0.0
    for n in range(many):
        if not math.isinf(priors[n]):
            counts[0] += 1
            error = abs(y[n] - priors[n] - (found[n, LOG + 1] - found[n, LOG]))
            worst = max(worst, error)
            if error > SOLVED:
                counts[3] += 1
    return worst


@compiled
def _excess_bounds(values, slopes, sure, precision):
    r"""Return bounds of the shift $y - \ell$."""
    low, high = values[:, 0].copy(), values[:, 0].copy()
    for t in range(2):
        for n in range(values.shape[1] - 1):
            # A cubic leaves the range of its ends by at most 4/27 of the slopes.
            room = 0.15 * (abs(slopes[t, n]) + abs(slopes[t, n + 1]))
            low[t] = min(low[t], min(values[t, n], values[t, n + 1]) - room)
            high[t] = max(high[t], max(values[t, n], values[t, n + 1]) + room)
    left = -log_of_one_plus_exp(sure[1] - precision * low[1]) + log_of_one_plus_exp(
        sure[0] - precision * high[0]
    )
    right = -log_of_one_plus_exp(sure[1] - precision * high[1]) + log_of_one_plus_exp(
        sure[0] - precision * low[0]
    )
    return left, right


@compiled
def _charted(args, known):
    r"""Chart the prior as a function of the posterior; return whether it rises all the way.

    It is explicit, $\ell(y) = y - \log \sigma_1(R) + \log \sigma_0(R)$, and where it rises each
    prior has one equilibrium. Fills posterior, prior and slope [3, m] at the axis' nodes and
    midpoints, the ends apart.
    """
    values, centre, stretch = args[0], args[4], args[5]
    cells, found = values.shape[1] - 1, np.empty(FOUND)
    for m in range(known.shape[1]):
        x = (m + 1.0) / (2.0 * cells)
        n, h = (m + 1) // 2, 0.5 * ((m + 1) % 2)
        known[0, m] = centre + stretch * math.log(x / (1.0 - x))
        error, known[2, m] = _error_at(
            args, n, h, cells * x * (1.0 - x) / stretch, known[0, m], found
        )
        known[1, m] = error
        if known[2, m] < LEAST_RISE or (m > 0 and known[1, m] <= known[1, m - 1]):
            return False
        if m > 0:
            secant = (known[1, m] - known[1, m - 1]) / (known[0, m] - known[0, m - 1])
            if max(known[2, m], known[2, m - 1]) > 4.0 * secant:
                return False
    return True


@compiled
def _read_chart(args, known, priors, y, found):
    """Solve every prior next to where the chart has it."""
    many, m = known.shape[1], 0
    for n in range(priors.shape[0]):
        prior = priors[n]
        if math.isinf(prior):
            y[n] = prior
            _error(args, 0.0, prior, found[n])
            continue
        while m < many and known[1, m] < prior:
            m += 1
        if m == 0:
            shift = prior - known[1, 0]
            low, high = prior + args[6], known[0, 0]
            guess = high + shift / max(known[2, 0], 1.0)
        elif m == many:
            low, high = known[0, many - 1], prior + args[7]
            guess = low + (prior - known[1, many - 1]) / max(known[2, many - 1], 1.0)
        else:
            low, high = known[0, m - 1], known[0, m]
            width = known[1, m] - known[1, m - 1]
            h = (prior - known[1, m - 1]) / width
            g = 1.0 - h
            guess = (
                (1.0 + 2.0 * h) * g * g * low
                + h * h * (3.0 - 2.0 * h) * high
                + width * h * g * (g / known[2, m - 1] - h / known[2, m])
            )
        y[n] = _root(args, prior, guess, low, high, found[n])


@compiled
def _by_paths(args, priors, safe, y, found, counts):
    """Sweep from above too; where the two sweeps differ take the path of the two actions."""
    values, slopes, sure, precision, centre, stretch, _, _ = args
    count, many = values.shape[1], priors.shape[0]
    other, unused = np.empty(many), np.empty((many, FOUND))
    _sweep(args, priors, FROM_ABOVE, 0.0, other, unused)
    both = np.zeros((2, count, 4))
    work, odds = np.empty((ROWS, 2)), np.empty(2)
    ready = False
    for n in range(many):
        if math.isinf(priors[n]) or abs(y[n] - other[n]) <= APART:
            continue
        if not ready:
            for t in range(2):
                both[0, :, t] = sure[t] / precision
                both[1, :, t], both[1, :, 2 + t] = values[t], slopes[t]
            ready = True
        counts[1] += 1
        error, how = principal(both, priors[n], precision, centre, stretch, safe, odds, work)
        if how == 2 or error > SOLVED:
            counts[2] += 1
        else:
            y[n] = odds[1]
            _error(args, priors[n], y[n], found[n])


@compiled
def _chances(excess, t, found):
    """Fill the log probability of rejecting and both probabilities of a type.

    ``excess`` is by how much ending the game is worth more than rejecting, times the precision.
    """
    e = math.exp(-abs(excess))
    likely, unlikely = 1.0 / (1.0 + e), e / (1.0 + e)
    found[LOG + t] = -max(excess, 0.0) - math.log1p(e)
    found[STAY + t] = unlikely if excess > 0.0 else likely
    found[END + t] = likely if excess > 0.0 else unlikely


@compiled
def _error(args, prior, y, found):
    """Return the equation's error at ``y`` and its derivative; fill what is found there."""
    z, dz = place(y, args[4], args[5], args[0].shape[1])
    n = min(int(z), args[0].shape[1] - 2)
    error, derivative = _error_at(args, n, z - n, dz, y, found)
    return error - prior, derivative


@compiled
def _error_at(args, n, h, dz, y, found):
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
        _chances(excess, t, found)
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
def _sweep(args, priors, rule, lean, y, found):
    """Solve the priors one after the other, each from its neighbour's solution."""
    many = priors.shape[0]
    end = math.inf if rule == FROM_ABOVE else -math.inf
    _error(args, 0.0, end, found[0])
    shift = found[0, LOG + 1] - found[0, LOG]
    for m in range(many):
        n = many - 1 - m if rule == FROM_ABOVE else m
        if math.isinf(priors[n]):
            y[n] = priors[n]
            _error(args, 0.0, priors[n], found[n])
            continue
        if rule == LEANING:
            shift = lean
        low, high = priors[n] + args[6], priors[n] + args[7]
        y[n] = _root(args, priors[n], priors[n] + shift, low, high, found[n])
        shift = y[n] - priors[n]


@compiled
def _root(args, prior, guess, low, high, found):
    """Return a root by Newton's method, kept inside a bracket that bisection shrinks."""
    y = min(max(guess, low), high)
    before = math.inf
    for _ in range(200):
        error, derivative = _error(args, prior, y, found)
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
