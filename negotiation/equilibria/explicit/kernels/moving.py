"""Moving through the unknowns of a linearised tree: corrections, tangents and how far they lead.

Lengths are measured by what can be seen: a change of log probabilities counts as much as the
action is played, one of log odds as much as the belief can still move.

All functions stand in this one file: a change then recompiles every one of them.
Checked by tests/equilibria/explicit/test_linearisation.py.
"""

from __future__ import annotations

import math

from ....foundations.compiling import compiled
from .layout import NATURE


@compiled
def descend(tree, work, move_x, move_y):
    """Write the correction (column 0) and the change by log precision (1) of every unknown.

    ``move_x`` [e, θ, column] and ``move_y`` [n, c, column], from the linearisation in ``work``.
    """
    first, second = tree.types
    count = len(first) + len(second) - 2
    move_y[0] = 0.0
    for n in range(tree.mover.size):
        own, offset = len(first), 0
        if tree.mover[n] == 1:
            own, offset = len(second), len(first) - 1
        for e in range(tree.first[n], tree.first[n + 1]):
            child = tree.child[e]
            if child >= 0:
                for c in range(count):
                    for column in range(2):
                        move_y[child, c, column] = move_y[n, c, column]
            if tree.mover[n] == NATURE:
                continue
            for column in range(2):
                for t in range(own):
                    total = work.dx[e, t, count + column]
                    for c in range(count):
                        total += work.dx[e, t, c] * move_y[n, c, column]
                    move_x[e, t, column] = total
                if child < 0:
                    continue
                for m in range(own - 1):
                    total = work.dy[e, m, count + column]
                    for c in range(count):
                        total += work.dy[e, m, c] * move_y[n, c, column]
                    move_y[child, offset + m, column] = total


@compiled
def descend_bounded(tree, work, y, bound, most, last, move_x, move_y):
    """Write the correction alone, no belief moving more than its bound; adapt the bounds.

    ``bound`` [e, θ - 1] is how much the probability behind a log odds may change. It is halved
    where the direction turns and grows by a third, up to ``most`` [e], where it does not: narrow
    passages are closed in on as by bisection. ``last`` holds the previous moves. Return whether a
    bound was felt.
    """
    felt = False
    first, second = tree.types
    count = len(first) + len(second) - 2
    move_y[0] = 0.0
    for n in range(tree.mover.size):
        own, offset = len(first), 0
        if tree.mover[n] == 1:
            own, offset = len(second), len(first) - 1
        for e in range(tree.first[n], tree.first[n + 1]):
            child = tree.child[e]
            if child >= 0:
                for c in range(count):
                    move_y[child, c, 0] = move_y[n, c, 0]
            if tree.mover[n] == NATURE:
                continue
            for t in range(own):
                total = work.dx[e, t, count]
                for c in range(count):
                    total += work.dx[e, t, c] * move_y[n, c, 0]
                move_x[e, t, 0] = total
            if child < 0:
                continue
            for m in range(own - 1):
                total = work.dy[e, m, count]
                for c in range(count):
                    total += work.dy[e, m, c] * move_y[n, c, 0]
                if total * last[e, m] < 0.0:
                    bound[e, m] *= 0.5
                elif total * last[e, m] > 0.0:
                    bound[e, m] = min(most[e], 1.35 * bound[e, m])
                before = y[child, offset + m]
                for _ in range(60):
                    if abs(_chance(before + total) - _chance(before)) <= bound[e, m]:
                        break
                    total *= 0.7
                    felt = True
                last[e, m] = total
                move_y[child, offset + m, 0] = total
    return felt


@compiled
def _chance(log_odds):
    """Return the probability behind log odds."""
    return 1.0 / (1.0 + math.exp(-min(max(log_odds, -700.0), 700.0)))


@compiled
def advance(tree, point, weight, rate, move_x, move_y):
    """Add ``weight`` times column 0 and ``rate`` times column 1; normalise the probabilities.

    Return the largest change of a probability or belief.
    """
    first, second = tree.types
    x, played, y = point
    far = 0.0
    for n in range(tree.mover.size):
        for c in range(len(first) + len(second) - 2):
            before = y[n, c]
            y[n, c] = before + weight * move_y[n, c, 0] + rate * move_y[n, c, 1]
            if y[n, c] != before:
                far = max(far, abs(_chance(y[n, c]) - _chance(before)))
        if tree.mover[n] == NATURE:
            continue
        lo, hi = tree.first[n], tree.first[n + 1]
        for t in range(len(first) if tree.mover[n] == 0 else len(second)):
            top, total = -math.inf, 0.0
            for e in range(lo, hi):
                x[e, t] += weight * move_x[e, t, 0] + rate * move_x[e, t, 1]
                top = max(top, x[e, t])
            for e in range(lo, hi):
                total += math.exp(x[e, t] - top)
            top += math.log(total)
            for e in range(lo, hi):
                x[e, t] -= top
                now = math.exp(x[e, t])
                far = max(far, abs(now - played[e, t]))
                played[e, t] = now
    return far


@compiled
def weigh(point, weight_y):
    """Write the weights of changes of log odds at a point [n, c]."""
    for n in range(weight_y.shape[0]):
        for c in range(weight_y.shape[1]):
            chance = _chance(point.y[n, c])
            weight_y[n, c] = chance * (1.0 - chance)


@compiled
def products(weight_x, weight_y, along_x, along_y, move_x, move_y):
    """Return the products of a direction with columns 0 and 1, and of column 1 with itself."""
    zero = one = square = 0.0
    for e in range(along_x.shape[0]):
        for t in range(along_x.shape[1]):
            if weight_x[e, t] > 0.0:
                weighed = weight_x[e, t] * along_x[e, t]
                zero += weighed * move_x[e, t, 0]
                one += weighed * move_x[e, t, 1]
                square += weight_x[e, t] * move_x[e, t, 1] ** 2
    for n in range(along_y.shape[0]):
        for c in range(along_y.shape[1]):
            weighed = weight_y[n, c] * along_y[n, c]
            zero += weighed * move_y[n, c, 0]
            one += weighed * move_y[n, c, 1]
            square += weight_y[n, c] * move_y[n, c, 1] ** 2
    return zero, one, square
