r"""The answers to all offers of a menu, at every pair of nodes.

Arrays of worths are [i, t, w, n]: player, the mover's type, the other's type, node of the mover's
belief axis. ``beliefs`` [j] are beliefs about the other player.
"""

from __future__ import annotations

import math

import numpy as np

from ....foundations.compiling import compiled, inlined
from .answer import log_sum, ranges_of, shifts_of, solve_answers
from .copying import fill
from .rejection import CELL, END, FOUND, LOG, SHARE, STAY
from .selecting import ONE
from .single_answer import bounds_of, nodes_of, single, solve_single


@compiled
def answer_offers(
    accepting, packages, walking, rejecting, steep, mover, beliefs, nodes, priors, precision,
    centre, stretch, rule, y, rejects, accepts, earned, flags, counts,
):  # fmt: skip
    """Solve the answers to every package in one public state at every pair of beliefs.

    The priors are [j, m], some for each of the ``beliefs`` [j]. ``accepting``, ``walking``
    [i, t, w] (minus infinity: not legal), ``packages`` [i, t, w, q], ``rejecting``, ``steep`` [j,
    i, t, w, n]. Fills ``y`` and ``flags`` [q, j, m], log probabilities of rejecting and
    probabilities of accepting ``rejects``, ``accepts`` [q, j, m, t] and what is ``earned``
    [m, i, w, t, k, j], as the proposer reads it: its actions k end with the packages.
    """
    count, offers = rejecting.shape[4], packages.shape[3]
    before = earned.shape[4] - offers
    values, rises, sure = np.empty((2, count)), np.empty((2, count)), np.empty(2)
    accept, leave, agreeing = np.empty(2), np.empty(2), np.empty(2)
    ending = np.empty((2, 2, 2))
    low, high, bounds = np.empty(2), np.empty(2), np.empty((4, max(count - 1, 0)))
    inner, chart = np.empty((5, max(count - 2, 0))), np.empty((2, max(count - 2, 0)))
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
        if count > 1:
            bounds_of(values, rises, precision, stretch, bounds)
            nodes_of(values, rises, precision, centre, stretch, inner)
            ranges_of(values, rises, low, high)
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
            if count > 1 and single(bounds, sure):
                fill(flags[p, j], ONE)
                lowest, highest = shifts_of(low, high, sure, precision)
                args = (values, rises, sure, precision, centre, stretch, lowest, highest)
                error = solve_single(args, inner, priors[j], chart, y[p, j], found, counts)
            else:
                error = solve_answers(
                    values, rises, sure, nodes, priors[j], precision, centre, stretch, rule,
                    y[p, j], found, flags[p, j], counts,
                )  # fmt: skip
            worst = max(worst, error)
            for i in range(2):
                for t in range(2):
                    share = agreeing[t]
                    for w in range(2):
                        ending[i, t, w] = 0.0
                        if share > 0.0:
                            ending[i, t, w] += share * (accepting[i, t, w] + packages[i, t, w, p])
                        if leave[t] != -math.inf:
                            ending[i, t, w] += (1.0 - share) * walking[i, t, w]
            for m in range(priors.shape[1]):
                for t in range(2):
                    rejects[p, j, m, t] = found[m, LOG + t]
                    accepts[p, j, m, t] = found[m, END + t] * agreeing[t]
                _reap(rejecting, steep, found[m], ending, j, earned[m], before + p)
    return worst


@inlined
def _reap(rejecting, steep, found, ending, j, earned, k):
    """Average what rejecting and ending are worth at a prior, into ``earned`` [.., k, j]."""
    n, h = int(found[CELL]), found[SHARE]
    g = 1.0 - h
    a, b = (1.0 + 2.0 * h) * g * g, h * h * (3.0 - 2.0 * h)
    c, d = h * g * g, -h * h * g
    for i in range(2):
        for t in range(2):
            for w in range(2):
                if rejecting.shape[4] == 1:
                    staying = rejecting[j, i, t, w, 0]
                else:
                    staying = a * rejecting[j, i, t, w, n] + b * rejecting[j, i, t, w, n + 1]
                    staying += c * steep[j, i, t, w, n] + d * steep[j, i, t, w, n + 1]
                earned[i, w, t, k, j] = found[STAY + t] * staying + found[END + t] * ending[i, t, w]
