r"""Move stages solved at every pair of nodes.

Arrays of worths are [i, t, w, k, n]: player, the mover's type, the other's type, action, node of
the mover's belief axis. ``beliefs`` [j] are beliefs about the other player.
"""

from __future__ import annotations

import math

import numpy as np

from ....foundations.compiling import compiled, inlined
from .interpolation import basis, place
from .line import solve_line


@inlined
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
def reap(worths, steep, j, y, logs, centre, stretch, chances, out):
    """Average what a node earns [i, t, w] over its mixed actions and posteriors.

    The chances [t, k] are as exact as the node is solved, and sum to one as exactly: they are
    divided by their sum, lest a constant added to all payoffs show up in the average times that
    error.
    """
    actions, count = worths.shape[4], worths.shape[5]
    first, second = 0.0, 0.0
    for k in range(actions):
        chances[0, k], chances[1, k] = math.exp(logs[0, k]), math.exp(logs[1, k])
        first += chances[0, k]
        second += chances[1, k]
    for i in range(2):
        for t in range(2):
            for w in range(2):
                out[i, t, w] = 0.0
    for k in range(actions):
        z, _ = place(y[k], centre, stretch, count)
        n, a, b, c, d = basis(z, count)
        for t in range(2):
            chance = chances[t, k] / (first if t == 0 else second)
            if chance == 0.0:
                continue
            for i in range(2):
                for w in range(2):
                    if count == 1:
                        worth = worths[j, i, t, w, k, 0]
                    else:
                        worth = (
                            a * worths[j, i, t, w, k, n]
                            + b * worths[j, i, t, w, k, n + 1]
                            + c * steep[j, i, t, w, k, n]
                            + d * steep[j, i, t, w, k, n + 1]
                        )
                    out[i, t, w] += chance * worth


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
    chances, out = np.empty((2, actions)), np.empty((2, 2, 2))
    worst = 0.0
    for j in range(beliefs.shape[0]):
        expect(worths[j], steep[j], mover, beliefs[j], values, rises)
        found = solve_line(
            values, rises, nodes, priors[j], precision, centre, stretch, rule, y[j], logs[j],
            flags[j], counts,
        )  # fmt: skip
        worst = max(worst, found)
        for m in range(priors.shape[1]):
            reap(worths, steep, j, y[j, m], logs[j, m], centre, stretch, chances, out)
            for i in range(2):
                for t in range(2):
                    for w in range(2):
                        earned[i, t, w, j, m] = out[i, t, w]
    return worst
