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

from ....foundations.compiling import compiled, inlined
from .answer_branch import by_paths, keep_answers_on
from .copying import copy, count_below, fill
from .rejection import CELL, FOUND, LOG, SHARE, between, chances_of, error_at, error_of, root
from .selecting import CONTINUED, FROM_ABOVE, FROM_BELOW, LEANING, ONE, PRINCIPAL, STEEP
from .signalling_stage import SOLVED
from .single_answer import bounds_of, rises_throughout
from .single_root import AMPLE, LEAST_RISE


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


@inlined
def solve_answers(
    values, slopes, sure, nodes, priors, precision, centre, stretch, rule, y, found, flags, counts
):
    """Solve the answers to one offer at every prior; fill ``y`` [m] and ``found`` [m, `FOUND`].

    ``values``, ``slopes`` [t, n] are what rejecting is worth at the ``nodes`` [n]. What is found at
    a prior does not depend on the other ``priors`` [m]. ``y`` by rules 3 and 4, ``flags`` [m] and
    ``counts`` as in `solve_line`. Returns the largest error of the log odds.
    """
    count, many = values.shape[1], priors.shape[0]
    fill(flags, ONE)
    if count == 1:
        for n in range(many):
            y[n] = priors[n]
            for t in range(2):
                chances_of(sure[t] - precision * values[t, 0], t, found[n])
            found[n, CELL], found[n, SHARE] = 0.0, 0.0
        return 0.0
    low, high = np.empty(2), np.empty(2)
    ranges_of(values, slopes, low, high)
    lowest, highest = shifts_of(low, high, sure, precision)
    args = (values, slopes, sure, precision, centre, stretch, lowest, highest)
    known, bounds = np.empty((3, 2 * count - 3)), np.empty((4, count - 1))
    bounds_of(values, slopes, precision, stretch, bounds)
    if rises_throughout(args, bounds) and _charted(args, known):
        _read_chart(args, known, priors, y, found)
    else:
        steep = 0.0
        for n in range(count - 1):
            steep = max(steep, bounds[0, n] + bounds[1, n])
        safe = min(1.0, AMPLE / steep) if steep > 0.0 else 1.0
        for n in range(many):
            flags[n] = ONE if math.isinf(priors[n]) else STEEP
        if rule == PRINCIPAL:
            other, unused = np.empty(many), np.empty((many, FOUND))
            _sweep(args, nodes, priors, FROM_BELOW, y, found)
            _sweep(args, nodes, priors, FROM_ABOVE, other, unused)
            by_paths(args, priors, safe, other, y, found, flags, counts)
        elif rule == CONTINUED:
            keep_answers_on(args, priors, safe, y, found, flags, counts)
        elif rule == LEANING:
            for m in range(many):
                _solve_one(args, priors[m], y[m] - priors[m], y, found, m)
        else:
            _sweep(args, nodes, priors, rule, y, found)
    worst = 0.0
    for n in range(many):
        if not math.isinf(priors[n]):
            counts[0] += 1
            error = abs(y[n] - priors[n] - (found[n, LOG + 1] - found[n, LOG]))
            worst = max(worst, error)
            if error > SOLVED:
                counts[3] += 1
    return worst


@inlined
def ranges_of(values, slopes, low, high):
    """Fill bounds [t] of what rejecting may be worth, from values and slopes [t, n]."""
    for t in range(2):
        low[t] = high[t] = values[t, 0]
        for n in range(values.shape[1] - 1):
            # A cubic leaves the range of its ends by at most 4/27 of the slopes.
            room = 0.15 * (abs(slopes[t, n]) + abs(slopes[t, n + 1]))
            low[t] = min(low[t], min(values[t, n], values[t, n + 1]) - room)
            high[t] = max(high[t], max(values[t, n], values[t, n + 1]) + room)


@inlined
def shifts_of(low, high, sure, precision):
    r"""Return bounds of the shift $y - \ell$ that an answer brings."""
    left = -log_of_one_plus_exp(sure[1] - precision * low[1]) + log_of_one_plus_exp(
        sure[0] - precision * high[0]
    )
    right = -log_of_one_plus_exp(sure[1] - precision * high[1]) + log_of_one_plus_exp(
        sure[0] - precision * low[0]
    )
    return left - 1e-9, right + 1e-9


@inlined
def _charted(args, known):
    r"""Chart the prior as a function of the posterior; return whether it is found to rise.

    It is explicit, $\ell(y) = y - \log \sigma_1(R) + \log \sigma_0(R)$. Fills posterior, prior and
    slope [3, m] at the axis' nodes and midpoints, the ends apart.
    """
    values, centre, stretch = args[0], args[4], args[5]
    cells, found = values.shape[1] - 1, np.empty(FOUND)
    for m in range(known.shape[1]):
        x = (m + 1.0) / (2.0 * cells)
        n, h = (m + 1) // 2, 0.5 * ((m + 1) % 2)
        known[0, m] = centre + stretch * math.log(x / (1.0 - x))
        error, known[2, m] = error_at(
            args, n, h, cells * x * (1.0 - x) / stretch, known[0, m], found
        )
        known[1, m] = error
        if known[2, m] < LEAST_RISE or (m > 0 and known[1, m] <= known[1, m - 1]):
            return False
    return True


@inlined
def _read_chart(args, known, priors, y, found):
    """Solve every prior next to where the chart has it."""
    many, m = known.shape[1], 0
    for n in range(priors.shape[0]):
        prior = priors[n]
        if math.isinf(prior):
            y[n] = prior
            error_of(args, 0.0, prior, found[n])
            continue
        if m > 0 and known[1, m - 1] >= prior:
            m = 0
        while m < many and known[1, m] < prior:
            m += 1
        low = known[0, m - 1] if m > 0 else prior + args[6]
        high = known[0, m] if m < many else prior + args[7]
        guess = between(known[0], known[1], known[2], m, prior, low, high)
        y[n] = root(args, prior, guess, low, high, found[n])


@compiled
def _sweep(args, nodes, priors, rule, y, found):
    """Solve the nodes one after the other, each from its neighbour, and the priors from those."""
    at, met = np.empty(nodes.shape[0]), np.empty((nodes.shape[0], FOUND))
    way = -1 if rule == FROM_ABOVE else 1
    first = nodes.shape[0] - 1 if way < 0 else 0
    end = _shift_at(args, -way * math.inf, met[first])
    shift = end
    for m in range(nodes.shape[0]):
        n = first + way * m
        shift = _solve_one(args, nodes[n], shift, at, met, n)
    for m in range(priors.shape[0]):
        n = count_below(nodes, priors[m])
        if n < nodes.shape[0] and nodes[n] == priors[m]:
            y[m] = at[n]
            copy(met[n], found[m])
            continue
        if way > 0:
            n -= 1  # continues from the node below
        shift = end
        if 0 <= n < nodes.shape[0] and not math.isinf(nodes[n]):
            shift = at[n] - nodes[n]
        _solve_one(args, priors[m], shift, y, found, m)


@inlined
def _shift_at(args, certain, found):
    """Return the shift of log odds that an answer brings at a certain belief."""
    error_of(args, 0.0, certain, found)
    return found[LOG + 1] - found[LOG]


@compiled
def _solve_one(args, prior, shift, y, found, n):
    """Solve a prior from the shift of log odds next to it; return its own."""
    if math.isinf(prior):
        y[n] = prior
        error_of(args, 0.0, prior, found[n])
        return shift
    y[n] = root(args, prior, prior + shift, prior + args[6], prior + args[7], found[n])
    return y[n] - prior
