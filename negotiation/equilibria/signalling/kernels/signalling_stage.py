r"""The signalling stage: one mover with two types, one prior belief, K public actions.

Type $t$ values action $k$ at $Q_t(k, p)$ if the posterior after it is $p$. With precision $L$ a
logit equilibrium of the stage is a vector of posterior log odds $y$ with

    y_k = \ell + L (Q_1(k, y_k) - Q_0(k, y_k)) - c(y),   c = \log Z_1 - \log Z_0,
    Z_t = \sum_k \exp(L Q_t(k, y_k)),

$\ell$ the prior log odds: Bayes' rule for mixed actions $\sigma_t(k) = \exp(L Q_t) / Z_t$. The
Jacobian is diagonal plus rank one, so that a Newton step costs O(K) (Sherman and Morrison, 1950).

Arrays: ``values`` and ``slopes`` [t, k, n] tabulate $Q_t(k, \cdot)$ on the mover's belief axis.

Source: McKelvey and Palfrey (1998), Experimental Economics 1, 9-41.
"""

from __future__ import annotations

import math

from .compiling import compiled
from .interpolation import basis, basis_derivative, place

EXACT = 1e-11
"""Error of the log odds at which the search for a root ends."""
PATIENT = 40
"""From this many steps on the line search does not give up soon."""
ROWS = 13
"""Rows of scratch that the solution of a stage needs."""


@compiled
def respond(values, slopes, y, precision, centre, stretch, q, dq, chances):
    """Fill worths ``q``, their derivatives ``dq`` and probabilities ``chances`` [t, k] at ``y``.

    Returns log Z_0 and log Z_1.
    """
    actions, count = values.shape[1], values.shape[2]
    for k in range(actions):
        z, dz = place(y[k], centre, stretch, count)
        if count == 1:
            for t in range(2):
                q[t, k] = values[t, k, 0]
                dq[t, k] = 0.0
            continue
        n, a, b, c, d = basis(z, count)
        da, db, dc, dd = basis_derivative(z, count)
        for t in range(2):
            f0, f1 = values[t, k, n], values[t, k, n + 1]
            s0, s1 = slopes[t, k, n], slopes[t, k, n + 1]
            q[t, k] = a * f0 + b * f1 + c * s0 + d * s1
            dq[t, k] = (da * f0 + db * f1 + dc * s0 + dd * s1) * dz
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
    for k in range(q.shape[0]):
        chances[k] /= total
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
def newton(values, slopes, prior, precision, centre, stretch, y, most, work):
    """Improve ``y`` in place by Newton's method with a line search, at most ``most`` times.

    Returns the largest error, and the sign of the Jacobian's determinant. ``work`` [`ROWS`, k] is
    scratch; row 9 is left with the derivative of ``y`` by the share of the precision, row 10 with
    that by the prior.
    """
    actions = y.shape[0]
    q, dq, chances = work[0:2], work[2:4], work[4:6]
    r, move, tried, by_share, by_prior = work[6], work[7], work[8], work[9], work[10]
    z0, z1 = respond(values, slopes, y, precision, centre, stretch, q, dq, chances)
    worst = errors(prior, precision, y, q, z1 - z0, r)
    sign = 1.0
    tries = 3 if most < PATIENT else 20  # near a fold only very short strides go down
    for turn in range(most + 1):
        along, across, sideways, sign, mean = 0.0, 0.0, 0.0, 1.0, 0.0
        for k in range(actions):
            mean += chances[1, k] * q[1, k] - chances[0, k] * q[0, k]
        for k in range(actions):
            diagonal = 1.0 - precision * (dq[1, k] - dq[0, k])
            if abs(diagonal) < 1e-9:
                diagonal = 1e-9 if diagonal >= 0.0 else -1e-9
            if diagonal < 0.0:
                sign = -sign
            g = precision * (chances[1, k] * dq[1, k] - chances[0, k] * dq[0, k])
            move[k] = -r[k] / diagonal
            by_share[k] = (q[1, k] - q[0, k] - mean) * precision / diagonal
            tried[k] = 1.0 / diagonal
            along += g * move[k]
            across += g / diagonal
            sideways += g * by_share[k]
        bottom = 1.0 + across
        if bottom < 0.0:
            sign = -sign
        if abs(bottom) < 1e-12:
            break
        for k in range(actions):
            move[k] -= tried[k] * along / bottom
            by_share[k] -= tried[k] * sideways / bottom
            by_prior[k] = tried[k] / bottom
        if worst < EXACT or turn == most:
            break
        length, before = 1.0, worst
        for _ in range(tries):
            for k in range(actions):
                tried[k] = y[k] + length * move[k]
            z0, z1 = respond(values, slopes, tried, precision, centre, stretch, q, dq, chances)
            worst = errors(prior, precision, tried, q, z1 - z0, r)
            if worst < before * (1.0 - 0.1 * length) or worst < EXACT:
                break
            length *= 0.3
        if worst >= before and worst >= EXACT:
            # Rounding ends the descent a few digits above the target where log odds are large.
            z0, z1 = respond(values, slopes, y, precision, centre, stretch, q, dq, chances)
            worst = errors(prior, precision, y, q, z1 - z0, r)
            break
        for k in range(actions):
            y[k] = tried[k]
    return worst, sign


@compiled
def single_share(values, slopes, precision, stretch):
    """Return a share of the precision up to which every action's own equation has one root."""
    count = values.shape[2]
    if count == 1:
        return 1.0
    steepest = 0.0
    for k in range(values.shape[1]):
        for n in range(count):
            x = n / (count - 1)
            dz = (count - 1) * x * (1.0 - x) / stretch
            steepest = max(steepest, abs(slopes[1, k, n] - slopes[0, k, n]) * dz)
            if n + 1 < count:
                x += 0.5 / (count - 1)
                dz = 1.5 * (count - 1) * x * (1.0 - x) / stretch
                rise = (values[1, k, n + 1] - values[1, k, n]) - (
                    values[0, k, n + 1] - values[0, k, n]
                )
                steepest = max(steepest, abs(rise) * dz)
    return min(1.0, 0.8 / (precision * steepest)) if steepest > 0.0 else 1.0
