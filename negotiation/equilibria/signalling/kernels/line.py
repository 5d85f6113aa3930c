r"""A line of signalling stages: one belief about the other player, every prior of the mover's axis.

Actions so bad for both types that their probability is below exp(-45) whatever is believed after
them are left out of the stage's equations, and have their own solved afterwards.

A line is swept upwards, each prior from its neighbour's solution. Where there may be several
equilibria a rule selects: 0 the principal equilibrium, for which the line is swept downwards too
and the path is followed where the two differ; 1 the one that continues from the lowest prior; 2
from the highest; 3 the one next to ``lean`` [k], the shift of log odds that every action is first
believed to bring.
"""

from __future__ import annotations

import math

import numpy as np

from .compiling import compiled
from .path import principal
from .signalling_stage import EXACT, ROWS, errors, newton, respond, single_share
from .single_root import own_root

PRINCIPAL, FROM_BELOW, FROM_ABOVE, LEANING = 0, 1, 2, 3
APART = 1e-6
"""Log odds further apart than this belong to different equilibria."""
SOLVED = 1e-8
"""Largest error of the log odds that the counts call solved."""
NEVER = 45.0
"""Actions this much below the best in $L$ times worth are left out of the stage's equations."""


@compiled
def solve_line(values, slopes, priors, precision, centre, stretch, rule, lean, y, logs, counts):
    """Solve a line; fill posterior log odds ``y`` [n, k] and log probabilities ``logs`` [n, t, k].

    ``priors`` [n] are increasing log odds; infinite ones are certain beliefs, which never move.
    ``counts`` [4] gains: roots, priors with several equilibria, paths lost, errors above `SOLVED`.
    Returns the largest error of the log odds.
    """
    actions, axis = values.shape[1], values.shape[2]
    kept = _kept(values, slopes, precision)
    few = int(kept.sum())
    f, d, lean_kept = np.empty((2, few, axis)), np.empty((2, few, axis)), np.empty(few)
    m = 0
    for k in range(actions):
        if kept[k]:
            f[:, m], d[:, m], lean_kept[m] = values[:, k], slopes[:, k], lean[k]
            m += 1
    odds, work = np.empty((priors.shape[0], few)), np.empty((ROWS, few))
    _solve_kept(
        f, d, priors, precision, centre, stretch, rule, lean_kept, odds, work, counts
    )  # fmt: skip
    worst = 0.0
    for n in range(priors.shape[0]):
        z0, z1 = respond(f, d, odds[n], precision, centre, stretch, work[0:2], work[2:4], work[4:6])
        fixed = math.isinf(priors[n]) or axis == 1
        if not fixed:
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
                y[n, k] = priors[n]
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
def _solve_kept(
    values, slopes, priors, precision, centre, stretch, rule, lean, y, work, counts
):  # fmt: skip
    """Solve every prior of a line for the actions that matter."""
    args = values, slopes, precision, centre, stretch
    safe = single_share(values, slopes, precision, stretch)
    alone = rule != PRINCIPAL or safe >= 1.0
    by_path = np.zeros(priors.shape[0], dtype=np.bool_)
    _sweep(args, priors, rule != FROM_ABOVE, rule == LEANING, lean, safe, y, by_path, work, counts)
    if alone or (not by_path.any() and _meets(args, priors, y, work)):
        return
    other, unused = np.empty_like(y), by_path.copy()
    _sweep(args, priors, False, False, lean, safe, other, unused, work, counts)
    for n in range(priors.shape[0]):
        if math.isinf(priors[n]) or by_path[n]:
            continue
        if unused[n]:
            y[n] = other[n]
        elif np.abs(y[n] - other[n]).max() > APART:
            _follow(args, priors[n], safe, y[n], work, counts)


@compiled
def _meets(args, priors, y, work):
    """Return whether the solution at the highest prior is the one that the upper end continues to.

    If a sweep has come up to it without a break, a sweep downwards would retrace it.
    """
    values, slopes, precision, centre, stretch = args
    last = priors.shape[0] - 1
    while last > 0 and math.isinf(priors[last]):
        last -= 1
    odds = np.full(y.shape[1], math.inf)
    z0, z1 = respond(values, slopes, odds, precision, centre, stretch, work[0:2], work[2:4],
                     work[4:6])  # fmt: skip
    for k in range(odds.shape[0]):
        odds[k] = priors[last] + precision * (work[1, k] - work[0, k]) - (z1 - z0)
    worst, _ = newton(values, slopes, priors[last], precision, centre, stretch, odds, 20, work)
    return worst < SOLVED and np.abs(odds - y[last]).max() < APART


@compiled
def _sweep(args, priors, upward, leaning, lean, safe, y, by_path, work, counts):
    """Solve the priors one after the other, each from its neighbour's solution.

    Where none is near, the path is followed, and ``by_path`` [n] says so; priors marked already are
    left out.
    """
    values, slopes, precision, centre, stretch = args
    actions, many = values.shape[1], priors.shape[0]
    fixed = values.shape[2] == 1
    shift = np.zeros(actions)
    first = 0 if upward else many - 1
    for k in range(actions):
        y[first, k] = -math.inf if upward else math.inf
    # Next to a certain belief: what that belief makes everyone do.
    z0, z1 = respond(values, slopes, y[first], precision, centre, stretch, work[0:2], work[2:4],
                     work[4:6])  # fmt: skip
    for k in range(actions):
        shift[k] = precision * (work[1, k] - work[0, k]) - (z1 - z0)
    started, last, before = False, 0, 0.0
    for m in range(many):
        n = m if upward else many - 1 - m
        if math.isinf(priors[n]) or fixed:
            y[n] = priors[n]
            continue
        if leaning:
            y[n] = priors[n] + lean
            _adjust(values, slopes, priors[n], precision, centre, stretch, y[n], work, 0.5, 60)
            near = False
        else:
            near = started and _neighbour(args, before, priors[n], y[last], y[n], work)
            if not started:
                y[n] = priors[n] + shift
        if not near:
            worst = math.inf
            if not started or leaning:
                worst, _ = newton(
                    values, slopes, priors[n], precision, centre, stretch, y[n], 20, work
                )
            if worst > 1e3 * EXACT:
                _follow(args, priors[n], safe, y[n], work, counts)
                by_path[n] = True
        started, last, before = True, n, priors[n]


@compiled
def _neighbour(args, before, prior, known, y, work):
    """Continue the solution ``known`` of one prior to another; return whether there is one near.

    Strides in the prior are shortened where the solution turns fast; where it ends there is none.
    """
    values, slopes, precision, centre, stretch = args
    actions = y.shape[0]
    here, turn = work[11], work[12]
    here[:] = known
    turn[:] = 1.0
    at, stride, least = before, prior - before, abs(prior - before) / 40.0
    known_turn = False
    while at != prior:
        ahead = prior if abs(stride) >= abs(prior - at) else at + stride
        for k in range(actions):
            y[k] = here[k] + (ahead - at) * turn[k]
        worst, sign = newton(values, slopes, ahead, precision, centre, stretch, y, 6, work)
        far = 0.0
        for k in range(actions):
            far = max(far, abs(y[k] - here[k] - (ahead - at) * turn[k]))
        if worst < 1e3 * EXACT and sign > 0.0 and (far < 5.0 or not known_turn):
            at, known_turn = ahead, True
            here[:] = y
            turn[:] = work[10]
            stride *= 2.0
        else:
            stride *= 0.3
            if abs(stride) < least:
                return False
    return True


@compiled
def _follow(args, prior, safe, y, work, counts):
    """Solve one prior by its path; where that is lost let beliefs adjust from the prior."""
    values, slopes, precision, centre, stretch = args
    worst, how = principal(values, slopes, prior, precision, centre, stretch, safe, y, work)
    if how == 1:
        counts[1] += 1
    elif how == 2:
        counts[2] += 1
    if not worst < SOLVED:
        _rescue(values, slopes, prior, precision, centre, stretch, y, work)


@compiled
def _adjust(values, slopes, prior, precision, centre, stretch, y, work, rate, times):
    """Move beliefs towards what they bring about, some times."""
    for _ in range(times):
        z0, z1 = respond(values, slopes, y, precision, centre, stretch, work[0:2], work[2:4],
                         work[4:6])  # fmt: skip
        errors(prior, precision, y, work[0:2], z1 - z0, work[6])
        for k in range(y.shape[0]):
            y[k] -= rate * max(-4.0, min(4.0, work[6, k]))


@compiled
def _rescue(values, slopes, prior, precision, centre, stretch, y, work):
    """Let beliefs adjust slowly where the path was lost: from the prior, else from elsewhere."""
    tried, best = np.empty(y.shape[0]), math.inf
    for start in range(13):
        # 0, then -5.5 to 5.5 around the axis' centre.
        tried[:] = prior if start == 0 else centre + start - 6.5
        _adjust(values, slopes, prior, precision, centre, stretch, tried, work, 0.1, 500)
        found, _ = newton(values, slopes, prior, precision, centre, stretch, tried, 40, work)
        if found < best:
            best = found
            y[:] = tried
        if best < SOLVED:
            return
    # Just beyond a fold beliefs crawl past the place where a solution has vanished: start apart.
    for start in range(1, 60):
        for k in range(y.shape[0]):
            tried[k] = prior + 5.0 * math.sin(1.7 * start * (k + 1.0))
        found, _ = newton(values, slopes, prior, precision, centre, stretch, tried, 60, work)
        if found < best:
            best = found
            y[:] = tried
        if best < SOLVED:
            return
