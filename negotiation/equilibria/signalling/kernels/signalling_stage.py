r"""The signalling stage: one mover with two types, one prior belief, K public actions.

Type $t$ values action $k$ at $Q_t(k, p)$ if the posterior after it is $p$. With precision $L$ a
logit equilibrium of the stage is a vector of posterior log odds $y$ with

    y_k = \ell + L (Q_1(k, y_k) - Q_0(k, y_k)) - c(y),   c = \log Z_1 - \log Z_0,
    Z_t = \sum_k \exp(L Q_t(k, y_k)),

$\ell$ the prior log odds: Bayes' rule for mixed actions $\sigma_t(k) = \exp(L Q_t) / Z_t$. The
Jacobian is diagonal plus rank one, so that a Newton step costs O(K) (Sherman and Morrison, 1950).

A ``table`` [k, n, 4] holds $Q_0, Q_1$ and their slopes at the nodes of the mover's belief axis,
next to each other because they are read together.

Source: McKelvey and Palfrey (1998), Experimental Economics 1, 9-41.
"""

from __future__ import annotations

import math

from ....foundations.compiling import compiled
from .interpolation import basis, basis_derivative, place

EXACT = 1e-10
"""Error of the log odds at which the search for a root ends."""
SOLVED = 1e-8
"""Largest error of the log odds that the counts call solved."""
PATIENT = 40
"""From this many steps on the line search does not give up soon."""
ROWS = 14
"""Rows of scratch that the solution of a stage needs."""


@compiled
def respond(table, y, precision, centre, stretch, q, dq, chances):
    """Fill worths ``q``, their derivatives ``dq`` and probabilities ``chances`` [t, k] at ``y``.

    Returns log Z_0 and log Z_1.
    """
    actions, count = table.shape[0], table.shape[1]
    for k in range(actions):
        if count == 1:
            for t in range(2):
                q[t, k] = table[k, 0, t]
                dq[t, k] = 0.0
            continue
        z, dz = place(y[k], centre, stretch, count)
        n, a, b, c, d = basis(z, count)
        db, dc, dd = basis_derivative(z, n)
        for t in range(2):
            f0, f1 = table[k, n, t], table[k, n + 1, t]
            s0, s1 = table[k, n, 2 + t], table[k, n + 1, 2 + t]
            q[t, k] = a * f0 + b * f1 + c * s0 + d * s1
            dq[t, k] = (db * (f1 - f0) + dc * s0 + dd * s1) * dz
    z0 = choose(q[0], precision, chances[0])
    z1 = choose(q[1], precision, chances[1])
    return z0, z1


@compiled
def choose(q, precision, chances):
    """Fill the logit probabilities [k] of worths [k]; return log sum exp(L q)."""
    top = q[0]
    for k in range(1, q.shape[0]):
        top = max(top, q[k])
    total = 0.0
    for k in range(q.shape[0]):
        chances[k] = math.exp(precision * (q[k] - top))
        total += chances[k]
    share = 1.0 / total
    for k in range(q.shape[0]):
        chances[k] *= share
    return precision * top + math.log(total)


@compiled
def errors(prior, precision, y, q, difference, r):
    """Fill the errors ``r`` [k] of the equations at ``y``; return the largest."""
    worst = 0.0
    for k in range(y.shape[0]):
        r[k] = y[k] - prior - precision * (q[1, k] - q[0, k]) + difference
        worst = max(worst, abs(r[k]))
    return worst


@compiled
def newton(table, prior, precision, centre, stretch, y, most, work):
    """Improve ``y`` in place by Newton's method with a line search, at most ``most`` times.

    Returns the largest error. ``work`` [`ROWS`, k] is scratch, and left with worths, their
    derivatives and probabilities at ``y`` in its first rows.
    """
    actions = y.shape[0]
    q, dq, chances = work[0:2], work[2:4], work[4:6]
    r, move, tried = work[6], work[7], work[8]
    z0, z1 = respond(table, y, precision, centre, stretch, q, dq, chances)
    worst = errors(prior, precision, y, q, z1 - z0, r)
    tries = 3 if most < PATIENT else 20  # near a fold only very short strides go down
    for _ in range(most):
        if worst < EXACT:
            break
        along, across = 0.0, 0.0
        for k in range(actions):
            inverse = 1.0 / _away(1.0 - precision * (dq[1, k] - dq[0, k]))
            g = precision * (chances[1, k] * dq[1, k] - chances[0, k] * dq[0, k]) * inverse
            tried[k] = inverse
            along += g * r[k]
            across += g
        bottom = 1.0 + across
        if abs(bottom) < 1e-12:
            break
        for k in range(actions):
            move[k] = tried[k] * (along / bottom - r[k])
        length, before = 1.0, worst
        for _ in range(tries):
            for k in range(actions):
                tried[k] = y[k] + length * move[k]
            z0, z1 = respond(table, tried, precision, centre, stretch, q, dq, chances)
            worst = errors(prior, precision, tried, q, z1 - z0, r)
            if worst < before * (1.0 - 0.1 * length) or worst < EXACT:
                break
            length *= 0.3
        if worst >= before and worst >= EXACT:
            # Rounding ends the descent a few digits above the target where log odds are large.
            z0, z1 = respond(table, y, precision, centre, stretch, q, dq, chances)
            worst = errors(prior, precision, y, q, z1 - z0, r)
            break
        for k in range(actions):
            y[k] = tried[k]
    return worst


@compiled
def _away(diagonal):
    """Return a number, or one next to it that can be divided by."""
    if abs(diagonal) < 1e-9:
        return 1e-9 if diagonal >= 0.0 else -1e-9
    return diagonal


@compiled
def directions(precision, work):
    """Fill how the solution that ``newton`` has found moves; return the Jacobian's sign.

    Row 9 of ``work`` gets the derivative of the log odds by the share of the precision, row 10
    that by the prior. Returned too is how many actions' own equations have turned.
    """
    q, dq, chances, by_share, by_prior = work[0:2], work[2:4], work[4:6], work[9], work[10]
    sign, turned, across, sideways, mean = 1.0, 0, 0.0, 0.0, 0.0
    for k in range(q.shape[1]):
        mean += chances[1, k] * q[1, k] - chances[0, k] * q[0, k]
    for k in range(q.shape[1]):
        diagonal = _away(1.0 - precision * (dq[1, k] - dq[0, k]))
        if diagonal < 0.0:
            sign = -sign
            turned += 1
        inverse = 1.0 / diagonal
        g = precision * (chances[1, k] * dq[1, k] - chances[0, k] * dq[0, k])
        by_share[k] = (q[1, k] - q[0, k] - mean) * precision * inverse
        by_prior[k] = inverse
        across += g * inverse
        sideways += g * by_share[k]
    bottom = 1.0 + across
    if bottom < 0.0:
        sign = -sign
    bottom = _away(bottom)
    for k in range(q.shape[1]):
        by_share[k] -= by_prior[k] * sideways / bottom
        by_prior[k] /= bottom
    return sign, turned


@compiled
def stands(precision, work):
    """Fill the same; return whether the solution may be the one that precision 0 leads to.

    Along a branch that does not fold the Jacobian's sign is 1. Where solutions part (a pitchfork)
    it changes on the one that is left, but comes back where three part at once: so two turned
    equations of actions are not trusted either.
    """
    sign, turned = directions(precision, work)
    return sign > 0.0 and turned == 0


@compiled
def single_share(table, precision, stretch):
    """Return a share of the precision up to which every action's own equation has one root."""
    count = table.shape[1]
    if count == 1:
        return 1.0
    steepest = 0.0
    for k in range(table.shape[0]):
        for n in range(count):
            x = n / (count - 1)
            dz = (count - 1) * x * (1.0 - x) / stretch
            steepest = max(steepest, abs(table[k, n, 3] - table[k, n, 2]) * dz)
            if n + 1 < count:
                x += 0.5 / (count - 1)
                dz = 1.5 * (count - 1) * x * (1.0 - x) / stretch
                rise = (table[k, n + 1, 1] - table[k, n, 1]) - (table[k, n + 1, 0] - table[k, n, 0])
                steepest = max(steepest, abs(rise) * dz)
    return min(1.0, 0.8 / (precision * steepest)) if steepest > 0.0 else 1.0
