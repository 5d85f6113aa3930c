r"""A line of signalling stages: one belief about the other player, every prior of the mover's axis.

Actions so bad for both types that their probability is below exp(-45) whatever is believed after
them are left out of the stage's equations, and have their own solved afterwards.

Where there may be several equilibria a rule selects: 0 the principal equilibrium (`path`), at each
prior on its own; 1 the one that continues from the lowest prior; 2 from the highest; 3 the one next
to ``lean`` [k], the shift of log odds that every action is first believed to bring.
"""

from __future__ import annotations

import math

import numpy as np

from .compiling import compiled
from .path import principal
from .signalling_stage import EXACT, errors, newton, respond, single_share
from .single_root import own_root

PRINCIPAL, FROM_BELOW, FROM_ABOVE, LEANING = 0, 1, 2, 3
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
    odds, work = np.empty((priors.shape[0], few)), np.empty((12, few))
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
    actions, axis = values.shape[1], values.shape[2]
    many = priors.shape[0]
    shift = np.zeros(actions)
    safe = single_share(values, slopes, precision, stretch)
    end = math.inf if rule == FROM_ABOVE else -math.inf
    for k in range(actions):
        y[0, k] = end
    # Next to a certain belief: what that belief makes everyone do.
    z0, z1 = respond(values, slopes, y[0], precision, centre, stretch, work[0:2], work[2:4],
                     work[4:6])  # fmt: skip
    for k in range(actions):
        shift[k] = precision * (work[1, k] - work[0, k]) - (z1 - z0)
    for m in range(many):
        n = many - 1 - m if rule == FROM_ABOVE else m
        if math.isinf(priors[n]) or axis == 1:
            for k in range(actions):
                y[n, k] = priors[n]
            continue
        worst = math.inf
        if rule == LEANING:
            for k in range(actions):
                y[n, k] = priors[n] + lean[k]
            _adjust(values, slopes, priors[n], precision, centre, stretch, y[n], work, 0.5, 60)
            worst, _ = newton(values, slopes, priors[n], precision, centre, stretch, y[n], 30, work)
        elif rule != PRINCIPAL or safe >= 1.0:
            for k in range(actions):
                y[n, k] = priors[n] + shift[k]
            worst, _ = newton(values, slopes, priors[n], precision, centre, stretch, y[n], 20, work)
        if worst > 1e3 * EXACT:
            worst, how = principal(
                values, slopes, priors[n], precision, centre, stretch, safe, y[n], work
            )
            if how == 1:
                counts[1] += 1
            elif how == 2:
                counts[2] += 1
        if not worst < SOLVED:
            _rescue(values, slopes, priors[n], precision, centre, stretch, y[n], work)
        for k in range(actions):
            shift[k] = y[n, k] - priors[n]


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
    """Let beliefs adjust slowly from the prior where the path was lost; more slowly if need be."""
    tried, best = np.empty(y.shape[0]), math.inf
    rate, times = 0.1, 400
    for _ in range(4):
        tried[:] = prior
        _adjust(values, slopes, prior, precision, centre, stretch, tried, work, rate, times)
        found, _ = newton(values, slopes, prior, precision, centre, stretch, tried, 60, work)
        if found < best:
            best = found
            y[:] = tried
        if best < SOLVED:
            break
        rate *= 0.3
        times *= 4
