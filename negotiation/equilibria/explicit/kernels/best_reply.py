"""What a player could gain at most by deviating, at the start and anywhere on the tree.

At a history a type theta of player i expects, if it replies as well as it can from there on,

    B[n, θ] = max over actions of (mean of the payoff over the other's types + B[child, θ])

where it moves, and the mean over the other's or nature's actions elsewhere. Beliefs are the public
ones of the profile: the player's own deviation does not change what it thinks of the other.

All functions stand in this one file: a change then recompiles every one of them.
Source: Fudenberg and Tirole (1991), chapter 8.3.
"""

from __future__ import annotations

import math

import numpy as np

from ....foundations.compiling import compiled
from .layout import NATURE


@compiled
def largest_gains(tree, point, value, best):
    """Return the largest gains at the start and anywhere, over players and types.

    ``value`` [n, i, pair] are the values of the profile, ``best`` [n, θ] is room.
    """
    counts = (len(tree.types[0]), len(tree.types[1]))
    belief = np.zeros((2, max(counts)))
    at_start, anywhere = 0.0, 0.0
    for i in range(2):
        own, other = counts[i], counts[1 - i]
        stride, across = (other, 1) if i == 0 else (1, own)
        for n in range(tree.mover.size - 1, -1, -1):
            _beliefs(counts, point.y, n, belief)
            for t in range(own):
                best[n, t] = -math.inf if tree.mover[n] == i else 0.0
                expected = 0.0
                for v in range(other):
                    expected += belief[1 - i, v] * value[n, i, t * stride + v * across]
                for e in range(tree.first[n], tree.first[n + 1]):
                    if tree.mover[n] == i and tree.charge[e, t] > 0.0:
                        continue
                    later = best[tree.child[e], t] if tree.child[e] >= 0 else 0.0
                    chance = _chance(tree, e, belief) if tree.mover[n] == NATURE else 1.0
                    reply = 0.0
                    for v in range(other):
                        weight = belief[1 - i, v] * chance
                        if tree.mover[n] == 1 - i:
                            weight *= point.played[e, v]
                        reply += weight * (tree.payoff[e, i, t * stride + v * across] + later)
                    if tree.mover[n] == i:
                        best[n, t] = max(best[n, t], reply)
                    else:
                        best[n, t] += reply
                anywhere = max(anywhere, best[n, t] - expected)
                if n == 0:
                    at_start = max(at_start, best[n, t] - expected)
    return at_start, anywhere


@compiled
def _beliefs(counts, y, n, belief):
    """Write the probabilities of both players' types at a history [i, θ]."""
    offset = 0
    for i in range(2):
        count = counts[i]
        top, total = 0.0, 0.0
        for t in range(1, count):
            top = max(top, y[n, offset + t - 1])
        for t in range(count):
            belief[i, t] = math.exp((y[n, offset + t - 1] if t > 0 else 0.0) - top)
            total += belief[i, t]
        for t in range(count):
            belief[i, t] /= total
        offset += count - 1


@compiled
def _chance(tree, e, belief):
    """Return nature's probability of an edge."""
    chance = 0.0
    for u in range(len(tree.types[0])):
        for v in range(len(tree.types[1])):
            chance += belief[0, u] * belief[1, v] * tree.chance[e, u * len(tree.types[1]) + v]
    return chance
