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

from .compiling import compiled
from .interpolation import basis, basis_derivative, place
from .line import APART, FROM_ABOVE, LEANING, PRINCIPAL, SOLVED
from .path import principal
from .signalling_stage import EXACT, ROWS


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
    values, slopes, sure, priors, precision, centre, stretch, rule, lean, y, rejects, counts
):
    """Solve the answers to one offer at every prior; fill ``y`` [n] and log ``rejects`` [n, t].

    ``values``, ``slopes`` [t, n] are what rejecting is worth. ``counts`` as in `solve_line`.
    Returns the largest error of the log odds.
    """
    count, many = values.shape[1], priors.shape[0]
    if count == 1:
        for n in range(many):
            y[n] = priors[n]
            for t in range(2):
                rejects[n, t] = -log_of_one_plus_exp(sure[t] - precision * values[t, 0])
        return 0.0
    low, high = values[:, 0].copy(), values[:, 0].copy()
    for t in range(2):
        for n in range(count - 1):
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
    args = (values, slopes, sure, precision, centre, stretch, left - 1e-9, right + 1e-9)
    _sweep(args, priors, rule, lean, y, rejects)
    safe = _single_share(values, slopes, precision, stretch)
    if rule == PRINCIPAL and safe < 1.0:
        _by_paths(args, priors, safe, y, counts)
    worst = 0.0
    for n in range(many):
        if not math.isinf(priors[n]):
            counts[0] += 1
            error, _ = _error(args, priors[n], y[n], rejects[n])
            worst = max(worst, abs(error))
            if abs(error) > SOLVED:
                counts[3] += 1
    return worst


@compiled
def _by_paths(args, priors, safe, y, counts):
    """Sweep from above too; where the two sweeps differ take the path of the two actions."""
    values, slopes, sure, precision, centre, stretch, _, _ = args
    count, many = values.shape[1], priors.shape[0]
    other, unused = np.empty(many), np.empty((many, 2))
    _sweep(args, priors, FROM_ABOVE, 0.0, other, unused)
    both, steep = np.empty((2, 2, count)), np.zeros((2, 2, count))
    work, odds = np.empty((ROWS, 2)), np.empty(2)
    ready = False
    for n in range(many):
        if math.isinf(priors[n]) or abs(y[n] - other[n]) <= APART:
            continue
        if not ready:
            for t in range(2):
                both[t, 0, :] = sure[t] / precision
                both[t, 1, :] = values[t]
                steep[t, 1, :] = slopes[t]
            ready = True
        counts[1] += 1
        found, how = principal(both, steep, priors[n], precision, centre, stretch, safe, odds, work)
        if how == 2 or found > SOLVED:
            counts[2] += 1
        else:
            y[n] = odds[1]


@compiled
def _error(args, prior, y, rejects):
    """Return the equation's error at ``y`` and its derivative; fill the log rejections [t]."""
    values, slopes, sure, precision, centre, stretch, _, _ = args
    count = values.shape[1]
    z, dz = place(y, centre, stretch, count)
    n, a, b, c, d = basis(z, count)
    da, db, dc, dd = basis_derivative(z, count)
    error, derivative = y - prior, 1.0
    for t in range(2):
        f0, f1, s0, s1 = values[t, n], values[t, n + 1], slopes[t, n], slopes[t, n + 1]
        excess = sure[t] - precision * (a * f0 + b * f1 + c * s0 + d * s1)
        if excess > 0.0:
            e = math.exp(-excess)
            share = 1.0 / (1.0 + e)
            rejects[t] = -excess - math.log1p(e)
        else:
            e = math.exp(excess)
            share = e / (1.0 + e)
            rejects[t] = -math.log1p(e)
        rise = precision * (da * f0 + db * f1 + dc * s0 + dd * s1) * dz * share
        if t == 1:
            error -= rejects[t]
            derivative -= rise
        else:
            error += rejects[t]
            derivative += rise
    return error, derivative


@compiled
def _sweep(args, priors, rule, lean, y, rejects):
    """Solve the priors one after the other, each from its neighbour's solution."""
    many = priors.shape[0]
    end = math.inf if rule == FROM_ABOVE else -math.inf
    _error(args, 0.0, end, rejects[0])
    shift = rejects[0, 1] - rejects[0, 0]
    for m in range(many):
        n = many - 1 - m if rule == FROM_ABOVE else m
        if math.isinf(priors[n]):
            y[n] = priors[n]
            _error(args, 0.0, priors[n], rejects[n])
            continue
        if rule == LEANING:
            shift = lean
        y[n] = _root(args, priors[n], shift, rejects[n])
        shift = y[n] - priors[n]


@compiled
def _root(args, prior, shift, rejects):
    """Return a root by Newton's method, kept inside a bracket that bisection shrinks."""
    low, high = prior + args[6], prior + args[7]
    y = min(max(prior + shift, low), high)
    before = math.inf
    for _ in range(200):
        error, derivative = _error(args, prior, y, rejects)
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
