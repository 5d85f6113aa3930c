"""Draws and moves of many matches at one stage.

The draws are those of `foundations.streams`: draw number t of match m under seed s is word t mod 4
of the Philox-4x64-10 block with counter t div 4 + 1 and key (s, m).

Source: Salmon, Moraes, Dror and Shaw (2011), Parallel random numbers: as easy as 1, 2, 3.
"""

from __future__ import annotations

import numpy as np

from ....foundations.compiling import compiled

_LOW, _HALF = np.uint64(0xFFFFFFFF), np.uint64(32)
_FIRST, _SECOND = np.uint64(0xD2E7470EE14C6C93), np.uint64(0xCA5A826395121157)
_GOLDEN, _ROOT = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xBB67AE8584CAA73B)
_SPARE = np.uint64(11)
_TO_UNIT = 2.0**-53


@compiled
def _upper(a, b):
    """Return the upper 64 bits of a product of two words."""
    a0, a1, b0, b1 = a & _LOW, a >> _HALF, b & _LOW, b >> _HALF
    low, left, right = a0 * b0, a1 * b0, a0 * b1
    middle = (low >> _HALF) + (left & _LOW) + (right & _LOW)
    return a1 * b1 + (left >> _HALF) + (right >> _HALF) + (middle >> _HALF)


@compiled
def uniform(seed, match, t):
    """Return draw number ``t`` of a match: the one that `foundations.streams.uniforms` gives."""
    c0, c1, c2, c3 = np.uint64(t // 4 + 1), np.uint64(0), np.uint64(0), np.uint64(0)
    k0, k1 = np.uint64(seed), np.uint64(match)
    for _ in range(10):
        upper0, lower0 = _upper(_FIRST, c0), _FIRST * c0
        upper1, lower1 = _upper(_SECOND, c2), _SECOND * c2
        c0, c1, c2, c3 = upper1 ^ c1 ^ k0, lower1, upper0 ^ c3 ^ k1, lower0
        k0 += _GOLDEN
        k1 += _ROOT
    which = t % 4
    word = c0
    if which == 1:
        word = c1
    elif which == 2:
        word = c2
    elif which == 3:
        word = c3
    return np.float64(word >> _SPARE) * _TO_UNIT


@compiled
def draw(seed, matches, t, here, rows, starts, reached, entries, used):
    """Let the matches ``here`` [a] draw from their rows [a] of a stage's mixed actions.

    Row r has the entries ``starts[r]`` to ``starts[r + 1]``, in rising order of the action, with
    cumulated probabilities ``reached``. The entry drawn is written to ``entries`` [match].
    """
    for a in range(here.size):
        first, last = starts[rows[a]], starts[rows[a] + 1] - 1
        m = here[a]
        if first < last:
            chance = uniform(seed, matches[m], t)
            while first < last:  # the first entry whose cumulated probability exceeds the draw
                middle = (first + last) // 2
                if chance < reached[middle]:
                    last = middle
                else:
                    first = middle + 1
        entries[m] = first
        used[first] = True


@compiled
def pay(here, entries, edge_of, pair_of, paid, payoffs):
    """Add what each match's edge pays its type pair [edge, pair, i] to its payoffs [match, i]."""
    for a in range(here.size):
        m = here[a]
        edge, pair = edge_of[entries[m]], pair_of[m]
        payoffs[m, 0] += paid[edge, pair, 0]
        payoffs[m, 1] += paid[edge, pair, 1]
