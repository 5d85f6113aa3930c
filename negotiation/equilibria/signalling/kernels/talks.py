r"""Stages of the talks solved at every node: move stages, and offers with their answers.

Arrays of worths are [i, t, w, k, n]: player, the mover's type, the other's type, action, node of
the mover's belief axis. ``beliefs`` [j] are beliefs about the other player.
"""

from __future__ import annotations

import math

import numpy as np

from ....foundations.compiling import compiled
from .answer import log_sum, solve_answers
from .interpolation import basis, place, slopes
from .line import solve_line
from .rejection import CELL, END, FOUND, LOG, SHARE, STAY


@compiled
def expect(worths, steep, mover, belief, values, rises):
    """Average the mover's worths over the other's types: ``values``, ``rises`` [t, k, n]."""
    for t in range(2):
        for k in range(worths.shape[3]):
            for n in range(worths.shape[4]):
                values[t, k, n] = (1.0 - belief) * worths[mover, t, 0, k, n] + belief * worths[
                    mover, t, 1, k, n
                ]
                rises[t, k, n] = (1.0 - belief) * steep[mover, t, 0, k, n] + belief * steep[
                    mover, t, 1, k, n
                ]


@compiled
def reap(worths, steep, y, logs, centre, stretch, out):
    """Average what a node earns [i, t, w] over its mixed actions and posteriors.

    The chances are as exact as the node is solved, and sum to one as exactly: they are divided by
    their sum, lest a constant added to all payoffs show up in the average times that error.
    """
    count = worths.shape[4]
    out[:] = 0.0
    first, second = 0.0, 0.0
    for k in range(worths.shape[3]):
        first += math.exp(logs[0, k])
        second += math.exp(logs[1, k])
    for k in range(worths.shape[3]):
        z, _ = place(y[k], centre, stretch, count)
        n, a, b, c, d = basis(z, count)
        for t in range(2):
            chance = math.exp(logs[t, k]) / (first if t == 0 else second)
            if chance == 0.0:
                continue
            for i in range(2):
                for w in range(2):
                    f, s = worths[i, t, w, k], steep[i, t, w, k]
                    if count == 1:
                        out[i, t, w] += chance * f[0]
                    else:
                        out[i, t, w] += chance * (a * f[n] + b * f[n + 1] + c * s[n] + d * s[n + 1])


@compiled
def solve_moves(
    worths, steep, mover, beliefs, nodes, priors, precision, centre, stretch, rule, y, logs, earned,
    flags, counts,
):  # fmt: skip
    """Solve a move stage in one public state at every pair of beliefs.

    ``worths``, ``steep`` [j, i, t, w, k, n] at the other's beliefs ``beliefs`` [j]; fills ``y``
    [j, m, k], ``logs`` [j, m, t, k], ``earned`` [i, t, w, j, m] and ``flags`` [j, m] for the priors
    [j, m], each as if it were asked alone.
    """
    actions, count = worths.shape[4], worths.shape[5]
    values, rises = np.empty((2, actions, count)), np.empty((2, actions, count))
    out = np.empty((2, 2, 2))
    worst = 0.0
    for j in range(beliefs.shape[0]):
        expect(worths[j], steep[j], mover, beliefs[j], values, rises)
        found = solve_line(
            values, rises, nodes, priors[j], precision, centre, stretch, rule, y[j], logs[j],
            flags[j], counts,
        )  # fmt: skip
        worst = max(worst, found)
        for m in range(priors.shape[1]):
            reap(worths[j], steep[j], y[j, m], logs[j, m], centre, stretch, out)
            for i in range(2):
                for t in range(2):
                    for w in range(2):
                        earned[i, t, w, j, m] = out[i, t, w]
    return worst


@compiled
def answer_offers(
    accepting, packages, walking, rejecting, steep, mover, beliefs, nodes, priors, precision,
    centre, stretch, rule, y, rejects, accepts, earned, flags, counts,
):  # fmt: skip
    """Solve the answers to every package in one public state at every pair of beliefs.

    The priors are [j, m], some for each of the ``beliefs`` [j]. ``accepting``, ``walking``
    [i, t, w] (minus infinity: not legal), ``packages`` [i, t, w, q], ``rejecting``, ``steep`` [j,
    i, t, w, n]. Fills ``y`` and ``flags`` [q, j, m], log probabilities of rejecting and accepting
    ``rejects``, ``accepts`` [q, j, m, t] and ``earned`` [i, t, w, q, j, m].
    """
    count, offers = rejecting.shape[4], packages.shape[3]
    values, rises, sure = np.empty((2, count)), np.empty((2, count)), np.empty(2)
    accept, leave, agreeing = np.empty(2), np.empty(2), np.empty(2)
    found = np.empty((priors.shape[1], FOUND))
    worst = 0.0
    for j in range(beliefs.shape[0]):
        belief = beliefs[j]
        for t in range(2):
            for n in range(count):
                values[t, n] = (1.0 - belief) * rejecting[j, mover, t, 0, n] + belief * rejecting[
                    j, mover, t, 1, n
                ]
                rises[t, n] = (1.0 - belief) * steep[j, mover, t, 0, n] + belief * steep[
                    j, mover, t, 1, n
                ]
            if walking[mover, t, 0] == -math.inf:
                leave[t] = -math.inf
            else:
                leave[t] = precision * (
                    (1.0 - belief) * walking[mover, t, 0] + belief * walking[mover, t, 1]
                )
        for p in range(offers):
            for t in range(2):
                if accepting[mover, t, 0] == -math.inf:
                    accept[t] = -math.inf
                else:
                    accept[t] = precision * (
                        (1.0 - belief) * (accepting[mover, t, 0] + packages[mover, t, 0, p])
                        + belief * (accepting[mover, t, 1] + packages[mover, t, 1, p])
                    )
                sure[t] = log_sum(accept[t], leave[t])
                agreeing[t] = 0.0 if accept[t] == -math.inf else math.exp(accept[t] - sure[t])
            error = solve_answers(
                values, rises, sure, nodes, priors[j], precision, centre, stretch, rule, y[p, j],
                found, flags[p, j], counts,
            )  # fmt: skip
            worst = max(worst, error)
            for t in range(2):
                share = agreeing[t]
                for m in range(priors.shape[1]):
                    rejects[p, j, m, t] = found[m, LOG + t]
                    accepts[p, j, m, t] = found[m, END + t] * share
                for i in range(2):
                    for w in range(2):
                        ending = 0.0
                        if share > 0.0:
                            ending += share * (accepting[i, t, w] + packages[i, t, w, p])
                        if leave[t] != -math.inf:
                            ending += (1.0 - share) * walking[i, t, w]
                        _expected(
                            rejecting[j, i, t, w], steep[j, i, t, w], found, t, ending,
                            earned[i, t, w, p, j],
                        )  # fmt: skip
    return worst


@compiled
def _expected(values, slopes, found, t, ending, earned):
    """Average what rejecting, tabulated [n], and ending the game are worth at every prior [m]."""
    for m in range(earned.shape[0]):
        n, h = int(found[m, CELL]), found[m, SHARE]
        if values.shape[0] == 1:
            staying = values[0]
        else:
            g = 1.0 - h
            staying = (
                (1.0 + 2.0 * h) * g * g * values[n]
                + h * h * (3.0 - 2.0 * h) * values[n + 1]
                + h * g * (g * slopes[n] - h * slopes[n + 1])
            )
        earned[m] = found[m, STAY + t] * staying + found[m, END + t] * ending


@compiled
def slopes_of(worths, steep):
    """Fill the slopes of worths [.., n] flattened to two axes."""
    for row in range(worths.shape[0]):
        slopes(worths[row], steep[row])


@compiled
def log_odds_of(chances, odds):
    """Fill log(p / (1 - p)) of probabilities [n]: one by one, however many there are."""
    for n in range(chances.shape[0]):
        odds[n] = math.log(chances[n]) - math.log1p(-chances[n])


@compiled
def exponential_of(logs, found):
    """Fill the exponentials of numbers [n]: one by one, however many there are."""
    for n in range(logs.shape[0]):
        found[n] = math.exp(logs[n])


@compiled
def normalise(chances):
    """Divide probabilities [row, k] by their sum in each row."""
    for row in range(chances.shape[0]):
        total = 0.0
        for k in range(chances.shape[1]):
            total += chances[row, k]
        for k in range(chances.shape[1]):
            chances[row, k] /= total


@compiled
def read_tables(tables, odds, centre, stretch, reach, found):
    """Fill ``found`` [row, b] with what tables [row, n] say at log odds [b].

    A slope depends on the values within ``reach`` nodes only, and no others are looked at.
    """
    count = tables.shape[1]
    steep = np.empty(count)
    for m in range(odds.shape[0]):
        z, _ = place(odds[m], centre, stretch, count)
        n, a, b, c, d = basis(z, count)
        first, last = max(0, n - reach), min(count, n + 2 + reach)
        for row in range(tables.shape[0]):
            near = tables[row, first:last]
            slopes(near, steep[: last - first])
            e = n - first
            found[row, m] = a * near[e] + b * near[e + 1] + c * steep[e] + d * steep[e + 1]
