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

EXACT = 1e-12
"""Error of the log odds at which the search for a root ends."""
SOLVED = 1e-8
"""Largest error of the log odds that the counts call solved."""
PATIENT = 40
"""From this many steps on the line search does not give up soon."""
ROWS = 14
"""Rows of scratch that the solution of a stage needs."""
WORTH, RISE, CHANCE, ERROR, MOVE, TRIED, BY_SHARE, BY_PRIOR = 0, 2, 4, 6, 7, 8, 9, 10
"""Rows of scratch, by name: the first three are of the first type, and the second's come next."""


@compiled
def respond(table, y, precision, centre, stretch, work):
    """Fill the rows `WORTH`, `RISE` (the worths' derivatives) and `CHANCE` of ``work`` at ``y``.

    Returns log Z_0 and log Z_1.
    """
    actions, count = table.shape[0], table.shape[1]
    for k in range(actions):
        if count == 1:
            for t in range(2):
                work[WORTH + t, k] = table[k, 0, t]
                work[RISE + t, k] = 0.0
            continue
        z, dz = place(y[k], centre, stretch, count)
        n, a, b, c, d = basis(z, count)
        db, dc, dd = basis_derivative(z, n)
        for t in range(2):
            f0, f1 = table[k, n, t], table[k, n + 1, t]
            s0, s1 = table[k, n, 2 + t], table[k, n + 1, 2 + t]
            work[WORTH + t, k] = a * f0 + b * f1 + c * s0 + d * s1
            work[RISE + t, k] = (db * (f1 - f0) + dc * s0 + dd * s1) * dz
    return choose(work, 0, precision), choose(work, 1, precision)


@compiled
def choose(work, t, precision):
    """Fill the logit probabilities of a type's worths; return log sum exp(L q)."""
    top = work[WORTH + t, 0]
    for k in range(1, work.shape[1]):
        top = max(top, work[WORTH + t, k])
    total = 0.0
    for k in range(work.shape[1]):
        chance = math.exp(precision * (work[WORTH + t, k] - top))
        work[CHANCE + t, k] = chance
        total += chance
    share = 1.0 / total
    for k in range(work.shape[1]):
        work[CHANCE + t, k] *= share
    return precision * top + math.log(total)


@compiled
def errors(prior, precision, y, difference, work):
    """Fill the errors of the equations at ``y``, where `respond` was; return the largest."""
    worst = 0.0
    for k in range(y.shape[0]):
        error = y[k] - prior - precision * (work[WORTH + 1, k] - work[WORTH, k]) + difference
        work[ERROR, k] = error
        worst = max(worst, abs(error))
    return worst


@compiled
def newton(table, prior, precision, centre, stretch, y, most, work):
    """Improve ``y`` in place by Newton's method with a line search, at most ``most`` times.

    Returns the largest error. ``work`` [`ROWS`, k] is scratch, and left with worths, their
    derivatives and probabilities at ``y`` in its first rows.
    """
    actions = y.shape[0]
    tried = work[TRIED]
    z0, z1 = respond(table, y, precision, centre, stretch, work)
    worst = errors(prior, precision, y, z1 - z0, work)
    tries = 3 if most < PATIENT else 20  # near a fold only very short strides go down
    for _ in range(most):
        if worst < EXACT:
            break
        along, across = 0.0, 0.0
        for k in range(actions):
            rise0, rise1 = work[RISE, k], work[RISE + 1, k]
            inverse = 1.0 / _away(1.0 - precision * (rise1 - rise0))
            g = precision * (work[CHANCE + 1, k] * rise1 - work[CHANCE, k] * rise0) * inverse
            tried[k] = inverse
            along += g * work[ERROR, k]
            across += g
        bottom = 1.0 + across
        if abs(bottom) < 1e-12:
            break
        for k in range(actions):
            work[MOVE, k] = tried[k] * (along / bottom - work[ERROR, k])
        length, before = 1.0, worst
        for _ in range(tries):
            for k in range(actions):
                tried[k] = y[k] + length * work[MOVE, k]
            z0, z1 = respond(table, tried, precision, centre, stretch, work)
            worst = errors(prior, precision, tried, z1 - z0, work)
            if worst < before * (1.0 - 0.1 * length) or worst < EXACT:
                break
            length *= 0.3
        if worst >= before and worst >= EXACT:
            # Rounding ends the descent a few digits above the target where log odds are large.
            z0, z1 = respond(table, y, precision, centre, stretch, work)
            worst = errors(prior, precision, y, z1 - z0, work)
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

    The row `BY_SHARE` of ``work`` gets the derivative of the log odds by the share of the
    precision, `BY_PRIOR` that by the prior. Returned too is how many actions' own equations have
    turned.
    """
    sign, turned, across, sideways, mean = 1.0, 0, 0.0, 0.0, 0.0
    for k in range(work.shape[1]):
        mean += work[CHANCE + 1, k] * work[WORTH + 1, k] - work[CHANCE, k] * work[WORTH, k]
    for k in range(work.shape[1]):
        rise0, rise1 = work[RISE, k], work[RISE + 1, k]
        diagonal = _away(1.0 - precision * (rise1 - rise0))
        if diagonal < 0.0:
            sign = -sign
            turned += 1
        inverse = 1.0 / diagonal
        g = precision * (work[CHANCE + 1, k] * rise1 - work[CHANCE, k] * rise0)
        apart = work[WORTH + 1, k] - work[WORTH, k] - mean
        work[BY_SHARE, k] = apart * precision * inverse
        work[BY_PRIOR, k] = inverse
        across += g * inverse
        sideways += g * work[BY_SHARE, k]
    bottom = 1.0 + across
    if bottom < 0.0:
        sign = -sign
    bottom = _away(bottom)
    for k in range(work.shape[1]):
        work[BY_SHARE, k] -= work[BY_PRIOR, k] * sideways / bottom
        work[BY_PRIOR, k] /= bottom
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
