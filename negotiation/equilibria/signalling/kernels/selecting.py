"""Selecting the equilibrium of one prior away from its neighbours: by its path, or next to a lean.

The rules that select where there may be several are told in `line.py`.
"""

from __future__ import annotations

import math

import numpy as np

from ....foundations.compiling import compiled, inlined
from .copying import copy
from .path import NEAR, principal
from .rescue import adjust, rescue
from .signalling_stage import SOLVED, newton, stands

PRINCIPAL, FROM_BELOW, FROM_ABOVE, LEANING, CONTINUED = 0, 1, 2, 3, 4
ONE, SEVERAL, BROKEN, STEEP = 0, 1, 2, 4
"""What is known of a root: there is one; there are several; its branch was lost; none of that, but
what an action is worth is so steep in what is believed after it that there may be several."""
NO_LEAP = 0.25
"""A continued root whose belief differs more from the one expected is another branch's."""


@inlined
def try_path(args, prior, safe, y, work, counts):
    """Solve one prior by its path; return whether it was not lost."""
    table, precision, centre, stretch = args
    worst, how = principal(table, prior, precision, centre, stretch, safe, y, work)
    if how == 2 or not worst < SOLVED:
        counts[2] += 1
        return False
    return True


@compiled
def follow(args, prior, safe, y, work, counts):
    """Solve one prior by its path; return whether it was not lost, else search elsewhere."""
    table, precision, centre, stretch = args
    if try_path(args, prior, safe, y, work, counts):
        return True
    rescue(table, prior, precision, centre, stretch, y, work)
    return False


@compiled
def settle(args, prior, safe, y, work, counts):
    """Solve one prior next to the log odds ``y`` [k] that are first believed."""
    table, precision, centre, stretch = args
    adjust(table, prior, precision, centre, stretch, y, work, 0.5, 60)
    if newton(table, prior, precision, centre, stretch, y, 20, work) > NEAR:
        follow(args, prior, safe, y, work, counts)


@inlined
def keep_on(args, prior, safe, y, work, counts):
    """Solve one prior on the branch of the log odds ``y`` [k]; return whether it is still there.

    ``y`` are those at a lower precision, or at a prior nearby, or where they point from there. What
    is found must lie near and move on in the same sense (the Jacobian's sign); else the prior is
    solved by its path.
    """
    table, precision, centre, stretch = args
    start = np.empty(y.shape[0])
    copy(y, start)
    worst = newton(table, prior, precision, centre, stretch, y, 30, work)
    leap = 0.0
    for k in range(y.shape[0]):
        leap = max(leap, abs(math.tanh(0.5 * y[k]) - math.tanh(0.5 * start[k])))
    if worst < NEAR and leap < 2.0 * NO_LEAP and stands(precision, work):
        return True
    follow(args, prior, safe, y, work, counts)
    return False
