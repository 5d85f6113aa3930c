"""The equations of a logit equilibrium on a tree, linearised and solved by elimination.

Unknowns: log probabilities x[e, θ] of every type at every edge (history and action), and at every
history the log odds y[n, c] of each player's types against its first one. With mover i and Q the
expected value over the other's types the equations are

    x[e, θ] = log softmax over the actions of L (Q[e, θ] - charge[e, θ]), and BARRED less,
    y[child, θ] = y[n, θ] + x[e, θ] - x[e, 0].

Log odds of types are unknowns of their own, not sums along the path: where both types all but never
take an action, the two logs are huge and their small difference is what matters.

What happens below a history depends on what came before it through the beliefs there alone, so the
linear system is solved from the leaves up: every history is reduced to how its values respond to
its beliefs. At a history the posteriors after different actions meet only in the normalisation: the
matrix is diagonal plus low rank, and a Newton correction costs about as much as one evaluation.

Arrays are never sliced: counting references costs more. One file, so that all is recompiled.

Source: McKelvey and Palfrey (1998), Experimental Economics 1, 9-41; Turocy (2010), Economic Theory
42, 255-269. Checked by tests/equilibria/explicit/test_linearisation.py.
"""

from __future__ import annotations

import math

import numpy as np

from ....foundations.compiling import compiled, inlined
from .layout import BARRED, NATURE


@compiled
def linearise(tree, precision, point, work, upright):
    """Linearise at a point; return the largest residual, in log odds, and the determinant's sign.

    ``upright`` (two types) turns every posterior's own slope positive: the corrections are then no
    Newton corrections but lead on, past a fold, to a stable solution.
    """
    mover, first, child, payoff, chance, charge, types = tree
    x, played, y = point
    value, response, dx, dy, worth, share, known, common, small, belief, turns, signs = work
    zero, one = len(types[0]), len(types[1])
    worst, sign = 0.0, 1.0
    for n in range(mover.size - 1, -1, -1):
        lo, hi = first[n], first[n + 1]
        for e in range(lo, hi):
            for i in range(2):
                for pair in range(zero * one):
                    later = value[child[e], i, pair] if child[e] >= 0 else 0.0
                    worth[e - lo, i, pair] = payoff[e, i, pair] + later
        if mover[n] == NATURE:
            _nature(n, lo, hi, zero, one, child, chance, y, value, response, worth, belief)
            continue
        i = mover[n]
        own, other = (zero, one) if i == 0 else (one, zero)
        stride, across = (one, 1) if i == 0 else (1, one)
        mine, its = (0, zero - 1) if i == 0 else (zero - 1, 0)
        where = (n, lo, hi, i, own, other, stride, across, mine, its)
        at = child, charge, x, y
        error = _reply(where, precision, at, response, dx, worth, share, known, belief)
        wrong, turn = _posteriors(where, child, x, y, dx, dy, share, known, small, turns, upright)
        turn *= _normalise(where, child, dx, dy, share, known, common, small, upright, turn)
        _respond(where, child, played, value, response, dx, dy, worth)
        worst = max(worst, error, wrong)
        signs[n] = turn
        sign *= turn
    return worst, sign


@inlined
def _beliefs(y, n, offset, types, row, belief):
    """Write the probabilities of a player's types from the log odds of a history."""
    top, total = 0.0, 0.0
    for t in range(1, types):
        top = max(top, y[n, offset + t - 1])
    for t in range(types):
        belief[row, t] = math.exp((y[n, offset + t - 1] if t > 0 else 0.0) - top)
        total += belief[row, t]
    for t in range(types):
        belief[row, t] /= total


@inlined
def _nature(n, lo, hi, first, second, child, chance, y, value, response, worth, belief):
    """Average over nature's moves, whose probabilities may depend on the beliefs."""
    _beliefs(y, n, 0, first, 0, belief)
    _beliefs(y, n, first - 1, second, 1, belief)
    value[n] = 0.0
    response[n] = 0.0
    for e in range(lo, hi):
        mean = 0.0
        for u in range(first):
            for v in range(second):
                mean += belief[0, u] * belief[1, v] * chance[e, u * second + v]
        for i in range(2):
            for pair in range(first * second):
                value[n, i, pair] += mean * worth[e - lo, i, pair]
                if child[e] >= 0:
                    for c in range(first + second):
                        response[n, i, pair, c] += mean * response[child[e], i, pair, c]
        for c in range(first + second - 2):
            slope = 0.0
            if c < first - 1:
                for v in range(second):
                    slope += belief[1, v] * chance[e, (c + 1) * second + v]
                slope = belief[0, c + 1] * (slope - mean)
            else:
                t = c - first + 2
                for u in range(first):
                    slope += belief[0, u] * chance[e, u * second + t]
                slope = belief[1, t] * (slope - mean)
            for i in range(2):
                for pair in range(first * second):
                    response[n, i, pair, c] += slope * worth[e - lo, i, pair]


@inlined
def _reply(where, precision, at, response, dx, worth, share, known, belief):
    """Write each type's logit reply and what moves it; return the largest error of x."""
    n, lo, hi, i, own, other, stride, across, mine, its = where
    child, charge, x, y = at
    columns, error = own + other, 0.0
    _beliefs(y, n, its, other, 0, belief)
    for t in range(own):
        best, total = -np.inf, 0.0
        for k in range(hi - lo):
            mean = 0.0
            for v in range(other):
                mean += belief[0, v] * worth[k, i, t * stride + v * across]
            share[t, k] = mean
            if charge[lo + k, t] == 0.0:
                best = max(best, mean)
        for k in range(hi - lo):
            if charge[lo + k, t] == 0.0:
                total += math.exp(precision * (share[t, k] - best))
        for k in range(hi - lo):
            e = lo + k
            for c in range(columns + own - 1):
                known[k, t, c] = 0.0
            if child[e] >= 0:
                for v in range(other):
                    weight, pair = precision * belief[0, v], t * stride + v * across
                    for c in range(columns):
                        known[k, t, c] += weight * response[child[e], i, pair, c]
                for m in range(own - 1):
                    known[k, t, columns + m] = known[k, t, mine + m]
                    known[k, t, mine + m] = 0.0
            for v in range(1, other):
                better = worth[k, i, t * stride + v * across] - share[t, k]
                known[k, t, its + v - 1] += precision * belief[0, v] * better
            behind = precision * (share[t, k] - charge[e, t] - best)
            known[k, t, columns - 1] += behind
            behind += BARRED if charge[e, t] > 0.0 else 0.0
            dx[e, t, columns - 2] = x[e, t] - (behind - math.log(total))
            error = max(error, abs(dx[e, t, columns - 2]))
            share[t, k] = math.exp(behind) / total
    return error


@inlined
def _posteriors(where, child, x, y, dx, dy, share, known, small, turns, upright):
    """Solve the mover's posterior after each action for beliefs, errors and the normalisation."""
    n, lo, hi, _, own, other, _, _, mine, _ = where
    free, columns = own - 1, own + other
    error, turn = 0.0, 1.0
    for e in range(lo, hi):
        if child[e] < 0:
            continue
        k = e - lo
        for r in range(free):
            for c in range(columns):
                dy[e, r, c] = known[k, r + 1, c] - known[k, 0, c]
            for m in range(free):
                small[0, r, m] = known[k, 0, columns + m] - known[k, r + 1, columns + m]
                dy[e, r, columns + m] = 0.0
            small[0, r, r] += 1.0
            dy[e, r, columns + r] = 1.0
            dy[e, r, mine + r] += 1.0
            off = y[child[e], mine + r] - (y[n, mine + r] + (x[e, r + 1] - x[e, 0]))
            error = max(error, abs(off))
            dy[e, r, columns - 2] -= dx[e, r + 1, columns - 2] - dx[e, 0, columns - 2] + off
        if upright and free == 1:
            slope = small[0, 0, 0]
            slope += share[1, k] * known[k, 1, columns] - share[0, k] * known[k, 0, columns]
            small[0, 0, 0] -= 2.0 * min(slope, 0.0)
        turns[e] = _eliminate(small, 0, free, dy, e, columns + free)
        turn *= turns[e]
    return error, turn


@inlined
def _normalise(where, child, dx, dy, share, known, common, small, upright, turn):
    """Solve the normalisation of each type, then finish the posteriors and log probabilities."""
    _, lo, hi, _, own, other, _, _, _, _ = where
    free, columns = own - 1, own + other
    for t in range(own):
        for c in range(columns + free):
            common[t, c] = 0.0
        for e in range(lo, hi):
            for c in range(columns):
                common[t, c] += share[t, e - lo] * known[e - lo, t, c]
            if child[e] >= 0:
                for m in range(free):
                    weight = share[t, e - lo] * known[e - lo, t, columns + m]
                    for c in range(columns + free):
                        common[t, c] += weight * dy[e, m, c]
    for r in range(free):
        for m in range(free):
            small[0, r, m] = common[r + 1, columns + m] - common[0, columns + m]
        small[0, r, r] += 1.0
        for c in range(columns):
            small[1, r, c] = common[r + 1, c] - common[0, c]
    if upright and free == 1 and small[0, 0, 0] * turn < 0.0:
        small[0, 0, 0] = -small[0, 0, 0]
    sign = _eliminate(small, 0, free, small, 1, columns)
    for t in range(own):
        for m in range(free):
            for c in range(columns):
                common[t, c] -= common[t, columns + m] * small[1, m, c]
    for e in range(lo, hi):
        if child[e] >= 0:
            for r in range(free):
                for m in range(free):
                    for c in range(columns):
                        dy[e, r, c] -= dy[e, r, columns + m] * small[1, m, c]
        for t in range(own):
            error = dx[e, t, columns - 2]
            for c in range(columns):
                dx[e, t, c] = known[e - lo, t, c] - common[t, c]
            dx[e, t, columns - 2] -= error
            if child[e] >= 0:
                for m in range(free):
                    for c in range(columns):
                        dx[e, t, c] += known[e - lo, t, columns + m] * dy[e, m, c]
    return sign


@inlined
def _respond(where, child, played, value, response, dx, dy, worth):
    """Write the values at a history and how they respond."""
    n, lo, hi, _, own, other, stride, across, mine, its = where
    columns = own + other
    for t in range(own):
        for v in range(other):
            pair = t * stride + v * across
            for i in range(2):
                mean = 0.0
                for e in range(lo, hi):
                    mean += played[e, t] * worth[e - lo, i, pair]
                value[n, i, pair] = mean
                for c in range(columns):
                    response[n, i, pair, c] = 0.0
                for e in range(lo, hi):
                    better = played[e, t] * (worth[e - lo, i, pair] - mean)
                    for c in range(columns):
                        response[n, i, pair, c] += better * dx[e, t, c]
                    if child[e] < 0:
                        continue
                    for c in range(its, its + other - 1):
                        response[n, i, pair, c] += played[e, t] * response[child[e], i, pair, c]
                    for c in range(columns - 2, columns):
                        response[n, i, pair, c] += played[e, t] * response[child[e], i, pair, c]
                    for m in range(own - 1):
                        weight = played[e, t] * response[child[e], i, pair, mine + m]
                        for c in range(columns):
                            response[n, i, pair, c] += weight * dy[e, m, c]


@inlined
def _eliminate(matrix, a, size, right, b, columns):
    """Solve a small linear system in place; return the sign of its determinant."""
    sign = 1.0
    for c in range(size):
        p = c
        for r in range(c + 1, size):
            if abs(matrix[a, r, c]) > abs(matrix[a, p, c]):
                p = r
        if p != c:
            sign = -sign
            for m in range(size):
                matrix[a, c, m], matrix[a, p, m] = matrix[a, p, m], matrix[a, c, m]
            for m in range(columns):
                right[b, c, m], right[b, p, m] = right[b, p, m], right[b, c, m]
        if matrix[a, c, c] == 0.0:
            matrix[a, c, c] = 1e-300
        sign = -sign if matrix[a, c, c] < 0.0 else sign
        for r in range(c + 1, size):
            weight = matrix[a, r, c] / matrix[a, c, c]
            for m in range(c + 1, size):
                matrix[a, r, m] -= weight * matrix[a, c, m]
            for m in range(columns):
                right[b, r, m] -= weight * right[b, c, m]
    for c in range(size - 1, -1, -1):
        for m in range(columns):
            for r in range(c + 1, size):
                right[b, c, m] -= matrix[a, c, r] * right[b, r, m]
            right[b, c, m] /= matrix[a, c, c]
    return sign
