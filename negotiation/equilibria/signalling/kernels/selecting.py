"""Selecting the equilibrium of one prior away from its neighbours: by its path, or next to a lean.

The rules that select where there may be several are told in `line.py`.
"""

from __future__ import annotations

from ....foundations.compiling import compiled
from .path import NEAR, principal
from .rescue import adjust, rescue
from .signalling_stage import SOLVED, newton

PRINCIPAL, FROM_BELOW, FROM_ABOVE, LEANING = 0, 1, 2, 3


@compiled
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
    """Solve one prior by its path; where that is lost let beliefs adjust from the prior."""
    table, precision, centre, stretch = args
    if not try_path(args, prior, safe, y, work, counts):
        rescue(table, prior, precision, centre, stretch, y, work)


@compiled
def settle(args, prior, safe, lean, y, work, counts):
    """Solve one prior next to the shift of log odds ``lean`` [k] that is first believed."""
    table, precision, centre, stretch = args
    for k in range(y.shape[0]):
        y[k] = prior + lean[k]
    adjust(table, prior, precision, centre, stretch, y, work, 0.5, 60)
    if newton(table, prior, precision, centre, stretch, y, 20, work) > NEAR:
        follow(args, prior, safe, y, work, counts)
