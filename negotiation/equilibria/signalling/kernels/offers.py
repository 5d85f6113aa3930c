r"""The answers to all offers of a menu, at every pair of nodes.

Arrays of worths are [i, t, w, n]: player, the mover's type, the other's type, node of the mover's
belief axis. ``beliefs`` [j] are beliefs about the other player.
"""

from __future__ import annotations

import math

import numpy as np

from ....foundations.compiling import compiled
from .answer import log_sum, solve_answers
from .rejection import CELL, END, FOUND, LOG, SHARE, STAY


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
