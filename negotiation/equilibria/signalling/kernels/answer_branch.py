"""Which root of a rejection's equation is taken where it may have several.

By rule 0 the one that the path of the stage's two actions, rejecting and not, leads to; by rule 4
the one on the branch of a posterior that is given. Neither depends on the order of the types.
"""

from __future__ import annotations

import math

import numpy as np

from ....foundations.compiling import compiled, inlined
from .path import NEAR, principal
from .rejection import error_of, root
from .selecting import BROKEN, NO_LEAP, SEVERAL
from .signalling_stage import EXACT, ROWS, SOLVED
from .sweep import APART


@inlined
def by_paths(args, priors, safe, other, y, found, flags, counts):
    """Where the sweeps from below, ``y`` [m], and above differ take the path of the two actions.

    Where that is lost take the sweep that moves the belief less.
    """
    for n in range(priors.shape[0]):
        if math.isinf(priors[n]) or abs(y[n] - other[n]) <= APART:
            continue
        counts[1] += 1
        flags[n] = SEVERAL
        lost, at = _by_path(args, priors[n], safe)
        if lost:
            counts[2] += 1
            at = y[n] if abs(y[n] - priors[n]) <= abs(other[n] - priors[n]) else other[n]
        y[n], _, _ = _improved(args, priors[n], at, found[n])


@compiled
def _by_path(args, prior, safe):
    """Return whether the path of one prior was lost, and where it led."""
    values, slopes, sure, precision, centre, stretch, _, _ = args
    both = np.empty((2, values.shape[1], 4))
    work, odds = np.empty((ROWS, 2)), np.empty(2)
    for t in range(2):
        for n in range(values.shape[1]):
            both[0, n, t], both[0, n, 2 + t] = sure[t] / precision, 0.0
            both[1, n, t], both[1, n, 2 + t] = values[t, n], slopes[t, n]
    error, how = principal(both, prior, precision, centre, stretch, safe, odds, work)
    return how == 2 or error > SOLVED, odds[1]


@compiled
def _improved(args, prior, y, found):
    """Improve a root by Newton's method; return it with its error and the error's derivative.

    Next to a fold a small error is far from exact: many steps may be needed.
    """
    error, derivative = error_of(args, prior, y, found)
    for _ in range(30):
        if abs(error) < EXACT or abs(derivative) < 1e-9:
            break
        y -= max(-3.0, min(3.0, error / derivative))
        error, derivative = error_of(args, prior, y, found)
    return y, error, derivative


@inlined
def keep_answers_on(args, priors, safe, y, found, flags, counts):
    """Solve every prior on the branch of ``y`` [m]; see `selecting.keep_on`."""
    for m in range(priors.shape[0]):
        prior = priors[m]
        if math.isinf(prior):
            y[m] = prior
            error_of(args, 0.0, prior, found[m])
            continue
        at, error, derivative = _improved(args, prior, y[m], found[m])
        leap = abs(math.tanh(0.5 * at) - math.tanh(0.5 * y[m]))
        if abs(error) > NEAR or derivative <= 0.0 or leap > 2.0 * NO_LEAP:
            flags[m] = BROKEN
            lost, at = _by_path(args, prior, safe)
            if lost:
                counts[2] += 1
                at = root(args, prior, prior, prior + args[6], prior + args[7], found[m])
            at, _, _ = _improved(args, prior, at, found[m])
        y[m] = at
