"""Weights of play moved to posteriors: each is split into the two nodes around it.

A posterior p between the nodes a and b becomes a public signal: with s = (p - a) / (b - a) the
second type sees b with probability s b / p and the first with s (1 - b) / (1 - p), so that at each
node the types are mixed exactly as its belief says.
"""

from __future__ import annotations

import math

import numpy as np

from ....foundations.compiling import compiled
from .copying import count_below


@compiled
def spread(weights, odds, chances, mover, out):
    """Move ``weights`` [n, u, v, j, m] at the mover's nodes [m] to posterior log odds [n, j, m].

    ``chances`` [m] are the nodes; adds to ``out`` [n, u, v, j, m].
    """
    last = chances.shape[0] - 2
    share = np.empty(2)
    for n in range(odds.shape[0]):
        for j in range(odds.shape[1]):
            for m in range(odds.shape[2]):
                total = 0.0
                for u in range(2):
                    for v in range(2):
                        total += weights[n, u, v, j, m]
                if total == 0.0:
                    continue
                y = odds[n, j, m]
                # A belief too close to certainty for a float to tell goes to the node of certainty,
                # and all of the impossible type goes inwards.
                chance = 1.0 / (1.0 + math.exp(-y)) if y > -700.0 else 0.0
                below = count_below(chances, chance)
                if below > last or chances[below] > chance:
                    below = min(max(below - 1, 0), last)
                a, b = chances[below], chances[below + 1]
                s = min(max((chance - a) / (b - a), 0.0), 1.0)
                share[0] = s * (1.0 - b) / (1.0 - chance) if chance < 1.0 else 1.0
                share[1] = s * b / chance if chance > 0.0 else 0.0
                if chance == 0.0 and below == 0:
                    share[1] = 1.0
                if chance == 1.0 and below == last:
                    share[0] = 0.0
                for u in range(2):
                    for v in range(2):
                        up = min(max(share[u if mover == 0 else v], 0.0), 1.0)
                        moved = weights[n, u, v, j, m]
                        out[n, u, v, j, below] += moved * (1.0 - up)
                        out[n, u, v, j, below + 1] += moved * up
