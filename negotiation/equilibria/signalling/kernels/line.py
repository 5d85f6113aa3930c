r"""A line of signalling stages: one belief about the other player, every node of the mover's axis.

Actions so bad for both types that their probability is below exp(-30) whatever is believed after
them are left out of the stage's equations, and have their own solved afterwards.

A rule selects where there may be several equilibria. 0: the *principal* one of every prior. The
line is swept from both of its ends, as far as the solutions that continue from there go. Where both
come and agree there is nothing to choose; where they differ, or neither comes, the path of
`path.py` is followed. 1: what continues from the lowest prior; 2: from the highest; 3: what is next
to ``lean`` [k], the shift of log odds that every action is first believed to bring.
"""

from __future__ import annotations

import math

import numpy as np

from ....foundations.compiling import compiled
from .between import solve_between
from .selecting import FROM_ABOVE, LEANING, PRINCIPAL, follow, settle, try_path
from .signalling_stage import ROWS, SOLVED, errors, respond, single_share
from .single_root import own_root
from .sweep import APART, apart, meets, sweep

NEVER = 30.0
"""Actions this much below the best in $L$ times worth are left out of the stage's equations."""


@compiled
def solve_line(
    values, slopes, nodes, priors, precision, centre, stretch, rule, lean, y, logs, counts
):
    """Solve a line; fill posterior log odds ``y`` [m, k] and log probabilities ``logs`` [m, t, k].

    ``nodes`` [n] are the axis' log odds, rising, ``priors`` [m] those asked for, in any order;
    infinite ones are certain beliefs, which never move.
    ``counts`` [4] gains: roots, priors with several equilibria, paths lost, errors above `SOLVED`.
    Returns the largest error of the log odds.
    """
    actions, axis = values.shape[1], values.shape[2]
    kept = _kept(values, slopes, precision)
    few = int(kept.sum())
    table, lean_kept = np.empty((few, axis, 4)), np.empty(few)
    m = 0
    for k in range(actions):
        if kept[k]:
            for n in range(axis):
                for t in range(2):
                    table[m, n, t], table[m, n, 2 + t] = values[t, k, n], slopes[t, k, n]
            lean_kept[m] = lean[k]
            m += 1
    odds, work = np.empty((priors.shape[0], few)), np.empty((ROWS, few))
    args = table, precision, centre, stretch
    safe = single_share(table, precision, stretch)
    known = np.empty((nodes.shape[0], few))
    single = _solve_nodes(args, nodes, rule, lean_kept, safe, known, work, counts)
    solve_between(args, nodes, known, single, priors, rule, lean_kept, safe, odds, work, counts)
    worst = 0.0
    for n in range(priors.shape[0]):
        z0, z1 = respond(
            table, odds[n], precision, centre, stretch, work[0:2], work[2:4], work[4:6]
        )
        if not math.isinf(priors[n]) and axis > 1:
            counts[0] += actions
            found = errors(priors[n], precision, odds[n], work[0:2], z1 - z0, work[6])
            worst = max(worst, found)
            if found > SOLVED:
                counts[3] += 1
        m = 0
        for k in range(actions):
            if kept[k]:
                y[n, k] = odds[n, m]
                logs[n, 0, k] = precision * work[0, m] - z0
                logs[n, 1, k] = precision * work[1, m] - z1
                m += 1
            else:
                q0, q1, y[n, k] = own_root(
                    values[:, k], slopes[:, k], priors[n], precision, centre, stretch, z1 - z0
                )
                logs[n, 0, k], logs[n, 1, k] = precision * q0 - z0, precision * q1 - z1
    return worst


@compiled
def _kept(values, slopes, precision):
    """Return which actions can have a probability that matters, at some belief [k]."""
    actions, count = values.shape[1], values.shape[2]
    low, high = np.empty((2, actions)), np.empty((2, actions))
    for t in range(2):
        for k in range(actions):
            low[t, k] = high[t, k] = values[t, k, 0]
            for n in range(count - 1):
                # A cubic leaves the range of its ends by at most 4/27 of the slopes.
                room = 0.15 * (abs(slopes[t, k, n]) + abs(slopes[t, k, n + 1]))
                f0, f1 = values[t, k, n], values[t, k, n + 1]
                low[t, k] = min(low[t, k], min(f0, f1) - room)
                high[t, k] = max(high[t, k], max(f0, f1) + room)
    kept = np.zeros(actions, dtype=np.bool_)
    for t in range(2):
        sure = low[t].max()
        for k in range(actions):
            if precision * (sure - high[t, k]) < NEVER:
                kept[k] = True
    return kept


@compiled
def _solve_nodes(args, nodes, rule, lean, safe, y, work, counts):
    """Solve every node of a line for the actions that matter.

    Returns whether one solution leads from the lowest to the highest, and there is no other.
    """
    first, last = 0, nodes.shape[0] - 1
    for n in range(nodes.shape[0]):
        y[n] = nodes[n]
    if args[0].shape[1] == 1:
        return True
    while first <= last and math.isinf(nodes[first]):
        first += 1
    while last >= first and math.isinf(nodes[last]):
        last -= 1
    if last < first:
        return False
    if rule == PRINCIPAL:
        return _principal_line(args, nodes, first, last, safe, y, work, counts)
    if rule == LEANING:
        for n in range(first, last + 1):
            settle(args, nodes[n], safe, lean, y[n], work, counts)
    elif rule == FROM_ABOVE:
        _one_way(args, nodes, last, first, -1, safe, y, work, counts)
    else:
        _one_way(args, nodes, first, last, 1, safe, y, work, counts)
    return False


@compiled
def _principal_line(args, priors, first, last, safe, y, work, counts):
    """Solve a line from both of its ends; where the two solutions differ, follow the path.

    Returns whether there is one solution only.
    """
    up = sweep(args, priors, first, last, 1, False, y, work)
    if up > last and (safe >= 1.0 or meets(args, priors, last, y, work)):
        return True
    other = np.full_like(y, np.inf)  # where none has come: apart from all
    down = sweep(args, priors, last, first, -1, False, other, work)
    # Beyond the end of one solution the other need not be the principal one.
    up = _go_on(args, priors, up, last, 1, safe, y, other, work, counts)
    down = _go_on(args, priors, down, first, -1, safe, other, y, work, counts)
    while up <= down:  # neither end's solution reaches these priors
        follow(args, priors[up], safe, y[up], work, counts)
        up = sweep(args, priors, up, down, 1, True, y, work)
    for n in range(up, last + 1):
        y[n] = other[n]
    n = down + 1
    while n < up:
        if apart(y[n], other[n]) <= APART:
            n += 1
            continue
        begin = n
        while n < up and apart(y[n], other[n]) > APART:
            n += 1
        _choose_between(args, priors, begin, n - 1, safe, y, other, work, counts)
    return False


@compiled
def _go_on(args, priors, n, last, way, safe, y, other, work, counts):
    """Go on beyond the end of a sweep if the principal equilibrium there is not the ``other``.

    Returns where the solutions in ``y`` end now.
    """
    if (last - n) * way < 0:
        return n
    tried = np.empty(y.shape[1])
    if try_path(args, priors[n], safe, tried, work, counts) and apart(tried, other[n]) > APART:
        y[n] = tried
        return sweep(args, priors, n, last, way, True, y, work)
    return n


@compiled
def _choose_between(args, priors, first, last, safe, y, other, work, counts):
    """Write the principal equilibria of a run of priors with several to ``y``.

    The principal equilibrium changes from the solution that continues from below to the one that
    continues from above at one prior of the run, which is searched for by halving.
    """
    counts[1] += last + 1 - first
    tried = np.empty(y.shape[1])
    while first <= last:
        n = (first + last) // 2
        found = try_path(args, priors[n], safe, tried, work, counts)
        if found and apart(tried, other[n]) <= APART:
            for m in range(n, last + 1):
                y[m] = other[m]
            last = n - 1
            continue
        if found and apart(tried, y[n]) > APART:
            y[n] = tried  # a third one, off both
        first = n + 1


@compiled
def _one_way(args, priors, first, last, way, safe, y, work, counts):
    """Solve a line from one end; where its solution ends, go on from the principal equilibrium."""
    n = sweep(args, priors, first, last, way, False, y, work)
    while (last - n) * way >= 0:
        follow(args, priors[n], safe, y[n], work, counts)
        n = sweep(args, priors, n, last, way, True, y, work)
