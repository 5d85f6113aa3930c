"""Weights of play moved to posteriors: each is split into the two nodes around it.

A posterior p between the nodes a and b becomes a public signal: with s = (p - a) / (b - a) the
second type sees b with probability s b / p and the first with s (1 - b) / (1 - p), so that at each
node the types are mixed exactly as its belief says.
"""

from __future__ import annotations

import math

import numpy as np

from ....foundations.compiling import compiled, inlined
from .copying import count_below


@compiled
def spread(weights, odds, nodes, mover, out):
    """Move ``weights`` [n, u, v, j, m] at the mover's nodes [m] to posterior log odds [n, j, m].

    ``nodes`` [m] are their log odds, from which both a probability and what is left to certainty
    are known to the last digit; adds to ``out`` [n, u, v, j, m].
    """
    last = nodes.shape[0] - 2
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
                below = count_below(nodes, y)
                if below > last or nodes[below] > y:
                    below = min(max(below - 1, 0), last)
                second, first = _chance(y), _chance(-y)
                a, b = nodes[below], nodes[below + 1]
                if y > 0.0:
                    way, whole = _chance(-a) - first, _chance(-a) - _chance(-b)
                else:
                    way, whole = second - _chance(a), _chance(b) - _chance(a)
                s = min(max(way / whole, 0.0), 1.0) if whole > 0.0 else 0.0
                # A belief too close to certainty for a float to tell goes to the node of certainty,
                # and all of the impossible type goes inwards.
                if first > 0.0:
                    share[0] = s * _chance(-b) / first
                else:
                    share[0] = 0.0 if below == last else 1.0
                if second > 0.0:
                    share[1] = s * _chance(b) / second
                else:
                    share[1] = 1.0 if below == 0 else 0.0
                for u in range(2):
                    for v in range(2):
                        up = min(max(share[u if mover == 0 else v], 0.0), 1.0)
                        moved = weights[n, u, v, j, m]
                        out[n, u, v, j, below] += moved * (1.0 - up)
                        out[n, u, v, j, below + 1] += moved * up


@inlined
def _chance(odds):
    """Return the probability that log odds stand for."""
    if odds > 0.0:
        return 1.0 / (1.0 + math.exp(-odds))
    share = math.exp(odds)
    return share / (1.0 + share)
