r"""A line of signalling stages: one belief about the other player, every node of the mover's axis.

Actions so bad for both types that their probability is below exp(-30) whatever is believed after
them are left out of the stage's equations, and have their own solved afterwards. Such an equation
may have several roots too: by rule 4 the one taken continues ``y``, by all others the prior.

A rule selects where there may be several equilibria. 0: the *principal* one of every prior. The
line is swept from both of its ends, as far as the solutions that continue from there go. Where both
come and agree there is nothing to choose; where they differ, or neither comes, the path of
`path.py` is followed. 1: what continues from the lowest prior; 2: from the highest; 3: what is next
to given log odds ``y`` [m, k] that are first believed; 4: the branch of ``y``.

By rule 4 nothing depends on the order in which types or actions are listed. By rule 0 a choice next
to a fold or a jump may: what rounding decides there, the sweeps carry on.
"""

from __future__ import annotations

import math

import numpy as np

from ....foundations.compiling import compiled, inlined
from .between import solve_between, solve_near, take_less
from .copying import copy, fill
from .selecting import (
    BROKEN,
    CONTINUED,
    FROM_ABOVE,
    FROM_BELOW,
    ONE,
    PRINCIPAL,
    SEVERAL,
    STEEP,
    follow,
    try_path,
)
from .signalling_stage import ROWS, SOLVED, errors, respond
from .single_root import only_root, own_root, rises, single_share
from .sweep import APART, apart, meets, sweep

NEVER = 30.0
"""Actions this much below the best in $L$ times worth are left out of the stage's equations."""


@compiled
def solve_line(
    values, slopes, nodes, priors, precision, centre, stretch, rule, y, logs, flags, counts
):
    """Solve a line; fill posterior log odds ``y`` [m, k] and log probabilities ``logs`` [m, t, k].

    ``nodes`` [n] are the axis' log odds, rising, ``priors`` [m] those asked for, in any order;
    infinite ones are certain beliefs, which never move. ``flags`` [m] say what is known of a
    prior's root: `ONE`, `SEVERAL`, `BROKEN` or `STEEP`.
    ``counts`` [4] gains: roots, priors with several equilibria, paths lost, errors above `SOLVED`.
    Returns the largest error of the log odds.
    """
    actions, axis = values.shape[1], values.shape[2]
    kept = _kept(values, slopes, precision)
    few = 0
    for k in range(actions):
        few += int(kept[k])
    table, odds = np.empty((few, axis, 4)), np.empty((priors.shape[0], few))
    m = 0
    for k in range(actions):
        if kept[k]:
            for n in range(axis):
                for t in range(2):
                    table[m, n, t], table[m, n, 2 + t] = values[t, k, n], slopes[t, k, n]
            for n in range(priors.shape[0]):
                odds[n, m] = y[n, k]
            m += 1
    work = np.empty((ROWS, few))
    args = table, precision, centre, stretch
    safe = single_share(table, precision, stretch)
    at_most = ONE if safe >= 1.0 else STEEP
    fill(flags, at_most)
    if rule in (PRINCIPAL, FROM_BELOW, FROM_ABOVE):
        known = np.empty((nodes.shape[0], few))
        known_flags = np.empty(nodes.shape[0], dtype=np.int8)
        for n in range(nodes.shape[0]):
            known_flags[n] = ONE if math.isinf(nodes[n]) else at_most
        single = _solve_nodes(args, nodes, rule, safe, known, work, known_flags, counts)
        solve_between(
            args, nodes, known, known_flags, single, priors, rule, safe, odds, work, flags, counts
        )
    else:
        solve_near(args, priors, rule, safe, odds, work, flags, counts)
    rising, folds = np.empty(actions, dtype=np.bool_), False
    for k in range(actions):
        rising[k] = not kept[k] and rises(values, slopes, k, precision, stretch)
        folds = folds or (axis > 1 and not kept[k] and not rising[k])
    worst = 0.0
    for n in range(priors.shape[0]):
        # One action's equation that may fold leaves every prior of the line in doubt.
        if folds and flags[n] == ONE and not math.isinf(priors[n]):
            flags[n] = STEEP
        z0, z1 = respond(table, odds[n], precision, centre, stretch, work)
        if not math.isinf(priors[n]) and axis > 1:
            counts[0] += actions
            found = errors(priors[n], precision, odds[n], z1 - z0, work)
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
                easy = axis > 2 and rising[k] and not math.isinf(priors[n])
                if easy:
                    q0, q1, y[n, k], easy = only_root(
                        values, slopes, k, nodes, priors[n], precision, centre, stretch, z1 - z0
                    )
                if not easy:
                    q0, q1, y[n, k] = own_root(
                        values[:, k], slopes[:, k], priors[n], precision, centre, stretch, z1 - z0,
                        y[n, k] if rule == CONTINUED else priors[n],
                    )  # fmt: skip
                logs[n, 0, k], logs[n, 1, k] = precision * q0 - z0, precision * q1 - z1
    return worst


@inlined
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
    kept = np.empty(actions, dtype=np.bool_)
    for k in range(actions):
        kept[k] = False
    for t in range(2):
        sure = low[t, 0]
        for k in range(1, actions):
            sure = max(sure, low[t, k])
        for k in range(actions):
            if precision * (sure - high[t, k]) < NEVER:
                kept[k] = True
    return kept


@inlined
def _solve_nodes(args, nodes, rule, safe, y, work, flags, counts):
    """Solve every node of a line for the actions that matter.

    Returns whether one solution leads from the lowest to the highest, and there is no other.
    """
    first, last = 0, nodes.shape[0] - 1
    for n in range(nodes.shape[0]):
        fill(y[n], nodes[n])
    if args[0].shape[1] == 1:
        return True
    while first <= last and math.isinf(nodes[first]):
        first += 1
    while last >= first and math.isinf(nodes[last]):
        last -= 1
    if last < first:
        return False
    if rule == PRINCIPAL:
        return _principal_line(args, nodes, first, last, safe, y, work, flags, counts)
    way = -1 if rule == FROM_ABOVE else 1
    if way < 0:
        first, last = last, first
    _one_way(args, nodes, first, last, way, safe, y, work, counts)
    return False


@inlined
def _principal_line(args, priors, first, last, safe, y, work, flags, counts):
    """Solve a line from both of its ends; where the two solutions differ, follow the path.

    Returns whether there is one solution only.
    """
    up = sweep(args, priors, first, last, 1, False, y, work)
    if up > last and (safe >= 1.0 or meets(args, priors, last, y, work)):
        return True
    other = np.empty(y.shape)
    for n in range(y.shape[0]):
        fill(other[n], math.inf)  # where none has come: apart from all
    down = sweep(args, priors, last, first, -1, False, other, work)
    # Beyond the end of one solution the other need not be the principal one.
    _beyond(args, priors, max(up, down + 1), last, 1, safe, other, y, work, flags, counts)
    _beyond(args, priors, min(down, up - 1), first, -1, safe, y, y, work, flags, counts)
    tried = np.empty(y.shape[1])
    for n in range(min(up, down + 1), max(up, down + 1)):
        if up <= n <= down:  # neither end's solution reaches it
            flags[n] = SEVERAL if follow(args, priors[n], safe, y[n], work, counts) else BROKEN
        elif apart(y[n], other[n]) > APART:
            counts[1] += 1
            flags[n] = SEVERAL
            if try_path(args, priors[n], safe, tried, work, counts):
                copy(tried, y[n])
            else:
                take_less(priors[n], y[n], other[n])
    return False


@compiled
def _beyond(args, priors, first, last, way, safe, known, y, work, flags, counts):
    """Write the principal equilibria of priors where one end's solution is ``known`` to ``y``.

    Once the path leads to that solution it is taken from there to its own end.
    """
    tried, met = np.empty(y.shape[1]), False
    n = first
    while (last - n) * way >= 0:
        if met:
            copy(known[n], y[n])
        elif try_path(args, priors[n], safe, tried, work, counts):
            met = apart(tried, known[n]) <= APART
            copy(tried, y[n])
            flags[n] = STEEP if met else SEVERAL
        else:
            copy(known[n], y[n])
            flags[n] = BROKEN
        n += way


@inlined
def _one_way(args, priors, first, last, way, safe, y, work, counts):
    """Solve a line from one end; where its solution ends, go on from the principal equilibrium."""
    n = sweep(args, priors, first, last, way, False, y, work)
    while (last - n) * way >= 0:
        follow(args, priors[n], safe, y[n], work, counts)
        n = sweep(args, priors, n, last, way, True, y, work)
