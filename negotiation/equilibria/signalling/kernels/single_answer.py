r"""Answers of which there is one at every prior: certified, and found by Newton's method at once.

The prior that a posterior solves, $\ell(y) = y - \log \sigma_1(R) + \log \sigma_0(R)$ (see
`answer.py`), has the derivative

    \ell'(y) = 1 - L (R_1'(y) \epsilon_1(y) - R_0'(y) \epsilon_0(y)),

$\epsilon_t$ the probability that type $t$ ends the game. On each cell of the axis the slopes of
what rejecting is worth are bounded, and so are the $\epsilon_t$. If what that leaves of
$\ell'$ is positive on every cell, every prior has one equilibrium: all rules select it, and it does
not matter how it is found. The bounds of the cells are the same for all offers, which differ by two
numbers only.
"""

from __future__ import annotations

import math

from ....foundations.compiling import compiled
from .rejection import CELL, END, LOG, SHARE, STAY, between, error_of, root
from .signalling_stage import EXACT, SOLVED
from .single_root import LEAST_RISE, paces, steepest, steepest_between

LARGEST = 600.0
"""Logarithms of odds that are not larger have exponentials that a float can hold."""
PARTS = 4
"""Into so many parts a cell is cut where bounds on the whole of it tell too little."""
STEPS = 8
"""Newton steps after which a bracket takes over."""


@compiled
def bounds_of(values, slopes, precision, stretch, bounds):
    r"""Fill the bounds [4, c] of every cell of an axis, from values and slopes [t, n] at its nodes.

    In order: how fast $L R_1$ may rise in the posterior's log odds and $L R_0$ fall, and the most
    that $-L R_0$ and $-L R_1$ come to.
    """
    cells = values.shape[1] - 1
    for n in range(cells):
        _, dz = paces(n, cells, stretch)
        for t in range(2):
            sense = 1.0 if t == 1 else -1.0
            rise = sense * (values[t, n + 1] - values[t, n])
            first, last = sense * slopes[t, n], sense * slopes[t, n + 1]
            bounds[1 - t, n] = precision * dz * max(steepest(rise, first, last), 0.0)
            # A cubic leaves the range of its ends by at most 4/27 of the slopes.
            room = 0.15 * (abs(first) + abs(last))
            bounds[2 + t, n] = -precision * (min(values[t, n], values[t, n + 1]) - room)


@compiled
def nodes_of(values, slopes, precision, centre, stretch, nodes):
    """Fill what all offers share at the inner nodes of an axis [5, n - 2].

    In order: the posterior's log odds, - L R_0 and - L R_1, and the derivatives of both by it.
    """
    cells = values.shape[1] - 1
    for m in range(cells - 1):
        x = (m + 1.0) / cells
        nodes[0, m] = centre + stretch * math.log(x / (1.0 - x))
        dz = cells * x * (1.0 - x) / stretch
        for t in range(2):
            nodes[1 + t, m] = -precision * values[t, m + 1]
            nodes[3 + t, m] = -precision * slopes[t, m + 1] * dz


@compiled
def single(bounds, sure):
    """Return whether there is one answer to an offer at every prior, as far as bounds can tell."""
    safe, largest = True, -math.inf
    for n in range(bounds.shape[1]):
        safe = safe and bounds[0, n] + bounds[1, n] < 1.0 - LEAST_RISE
        largest = max(largest, sure[0] + bounds[2, n], sure[1] + bounds[3, n])
    if not largest < LARGEST:
        return False
    if safe:
        return True
    for n in range(bounds.shape[1]):
        ends0 = 1.0 / (1.0 + math.exp(-sure[0] - bounds[2, n]))
        ends1 = 1.0 / (1.0 + math.exp(-sure[1] - bounds[3, n]))
        if not bounds[0, n] * ends1 + bounds[1, n] * ends0 < 1.0 - LEAST_RISE:
            return False
    return True


@compiled
def rises_throughout(args, bounds):
    """Return whether the same can be told from bounds on every part of the cells.

    ``args`` as in `rejection.py`, ``bounds`` as in `bounds_of`.
    """
    values, slopes, sure, precision, stretch = args[0], args[1], args[2], args[3], args[5]
    cells = values.shape[1] - 1
    for n in range(cells):
        if bounds[0, n] + bounds[1, n] < 1.0 - LEAST_RISE:
            continue
        for part in range(PARTS):
            low, high = part / PARTS, (part + 1.0) / PARTS
            _, dz = paces(PARTS * n + part, PARTS * cells, stretch)
            falls = 0.0
            for t in range(2):
                sense = 1.0 if t == 1 else -1.0
                rise = values[t, n + 1] - values[t, n]
                first, last = slopes[t, n], slopes[t, n + 1]
                up = steepest_between(sense * rise, sense * first, sense * last, low, high)
                if up <= 0.0:
                    continue
                # The less rejecting is worth on this part, the likelier is an end.
                b, a = 3.0 * rise - 2.0 * first - last, first + last - 2.0 * rise
                least = values[t, n] + low * (first + low * (b + a * low))
                least -= max(steepest_between(-rise, -first, -last, low, high), 0.0) / PARTS
                excess = sure[t] - precision * least
                ending = 1.0 / (1.0 + math.exp(-excess)) if excess > -LARGEST else 0.0
                falls += precision * dz / PARTS * up * ending
            if not falls < 1.0 - LEAST_RISE:
                return False
    return True


@compiled
def solve_single(args, nodes, priors, chart, y, found, counts):
    """Solve the answer to one offer at every prior, where `single` holds, as `solve_answers` does.

    ``args`` as in `rejection.py`, ``nodes`` as in `nodes_of`; ``chart`` [2, n - 2] is scratch,
    ``counts`` as in `solve_line`. Returns the largest error of the log odds.
    """
    values, slopes, sure, precision, centre, stretch, lowest, highest = args
    cells, many = values.shape[1] - 1, nodes.shape[1]
    for m in range(many):
        e0, e1 = math.exp(sure[0] + nodes[1, m]), math.exp(sure[1] + nodes[2, m])
        chart[0, m] = nodes[0, m] + math.log((1.0 + e1) / (1.0 + e0))
        chart[1, m] = 1.0 + nodes[4, m] * e1 / (1.0 + e1) - nodes[3, m] * e0 / (1.0 + e0)
    worst, m = 0.0, 0
    for n in range(priors.shape[0]):
        prior = priors[n]
        if math.isinf(prior):
            y[n] = prior
            error_of(args, 0.0, prior, found[n])
            continue
        if m > 0 and chart[0, m - 1] >= prior:
            m = 0
        while m < many and chart[0, m] < prior:
            m += 1
        low = nodes[0, m - 1] if m > 0 else prior + lowest
        high = nodes[0, m] if m < many else prior + highest
        guess = between(nodes[0], chart[0], chart[1], m, prior, low, high)
        at, log0, log1, e0, e1, cell, h, off = guess, 0.0, 0.0, 0.0, 0.0, 0, 0.0, math.inf
        for _ in range(STEPS):
            a = (at - centre) / stretch
            e = math.exp(-abs(a))
            likely = 1.0 / (1.0 + e)
            x = likely if a >= 0.0 else e * likely
            dz = cells * e * likely * likely / stretch
            cell = min(int(cells * x), cells - 1)
            h = cells * x - cell
            g = 1.0 - h
            b, c, d = h * h * (3.0 - 2.0 * h), h * g * g, -h * h * g
            db, dc, dd = 6.0 * h * g, g * (1.0 - 3.0 * h), h * (3.0 * h - 2.0)
            f0, s0, t0 = values[0, cell], slopes[0, cell], slopes[0, cell + 1]
            f1, s1, t1 = values[1, cell], slopes[1, cell], slopes[1, cell + 1]
            r0, r1 = values[0, cell + 1] - f0, values[1, cell + 1] - f1
            e0 = math.exp(sure[0] - precision * (f0 + b * r0 + c * s0 + d * t0))
            e1 = math.exp(sure[1] - precision * (f1 + b * r1 + c * s1 + d * t1))
            log0, log1 = -math.log1p(e0), -math.log1p(e1)
            off = at - prior - log1 + log0
            if abs(off) < EXACT:
                break
            rise0 = (db * r0 + dc * s0 + dd * t0) * e0 / (1.0 + e0)
            rise1 = (db * r1 + dc * s1 + dd * t1) * e1 / (1.0 + e1)
            at -= off / (1.0 - precision * dz * (rise1 - rise0))
            if not low <= at <= high:
                break
        if abs(off) < EXACT:
            y[n] = at
            found[n, LOG], found[n, LOG + 1] = log0, log1
            found[n, STAY], found[n, STAY + 1] = 1.0 / (1.0 + e0), 1.0 / (1.0 + e1)
            found[n, END], found[n, END + 1] = e0 * found[n, STAY], e1 * found[n, STAY + 1]
            found[n, CELL], found[n, SHARE] = cell, h
        else:
            y[n] = root(args, prior, guess, low, high, found[n])
            off = y[n] - prior - found[n, LOG + 1] + found[n, LOG]
        counts[0] += 1
        worst = max(worst, abs(off))
        if abs(off) > SOLVED:
            counts[3] += 1
    return worst
