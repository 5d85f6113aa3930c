r"""Priors between the nodes of a solved line: each from the nodes beside it, never from another.

What is found at a prior is a function of the line and that prior alone, whatever else is asked of
the line at the same time. By rule 0 it is the solution that continues from the nodes on both sides;
where they lead to different ones, or one of them ends on the way, the path of `path.py` is
followed. By rules 1 and 2 the solution continues from the node below or above. At a node it is the
node's own. Checked by tests/equilibria/test_many_beliefs.py.
"""

from __future__ import annotations

import math

import numpy as np

from ....foundations.compiling import compiled, inlined
from .copying import copy, count_below, fill
from .rescue import rescue
from .selecting import (
    BROKEN,
    FROM_ABOVE,
    LEANING,
    ONE,
    PRINCIPAL,
    SEVERAL,
    follow,
    keep_on,
    settle,
    try_path,
)
from .signalling_stage import respond
from .sweep import APART, apart, from_certain, neighbour, onwards


@compiled
def solve_between(
    args, nodes, known, known_flags, single, priors, rule, safe, y, work, flags, counts
):
    """Fill posterior log odds ``y`` [m, k] at priors [m] from those ``known`` at nodes [n, k].

    ``flags`` [m] of the priors, ``known_flags`` [n] of the nodes as in `solve_line`.
    ``single``: one solution leads from the lowest node to the highest, and there is no other.
    """
    for m in range(priors.shape[0]):
        prior = priors[m]
        n = count_below(nodes, prior)
        if n < nodes.shape[0] and nodes[n] == prior:
            copy(known[n], y[m])
            flags[m] = known_flags[n]
        elif math.isinf(prior) or nodes.shape[0] == 1:
            fill(y[m], prior)
            flags[m] = ONE
        elif rule == PRINCIPAL:
            found = _principal(args, nodes, known, single, n, prior, safe, y[m], work, counts)
            if found != ONE:
                flags[m] = found
        else:
            way, beside = (-1, n) if rule == FROM_ABOVE else (1, n - 1)
            if not _continued(args, nodes, known, beside, prior, way, y[m], work):
                follow(args, prior, safe, y[m], work, counts)


@inlined
def _principal(args, nodes, known, single, n, prior, safe, y, work, counts):
    """Solve a prior between the nodes ``n - 1`` and ``n``; return what is known of its root."""
    table, precision, centre, stretch = args
    below = _continued(args, nodes, known, n - 1, prior, 1, y, work)
    if below and single:
        return ONE
    other, tried = np.empty(y.shape[0]), np.empty(y.shape[0])
    above = _continued(args, nodes, known, n, prior, -1, other, work)
    if below and above:
        if apart(y, other) <= APART:
            return ONE
        counts[1] += 1
    if try_path(args, prior, safe, tried, work, counts):
        copy(tried, y)
        return SEVERAL
    if above and not below:
        copy(other, y)
    elif above:
        take_less(prior, y, other)
        return SEVERAL
    elif not below:
        rescue(table, prior, precision, centre, stretch, y, work)
    return BROKEN


@inlined
def solve_near(args, priors, rule, safe, y, work, flags, counts):
    """Solve every prior next to the log odds ``y`` [m, k] given for it, by rules 3 and 4."""
    for m in range(priors.shape[0]):
        if math.isinf(priors[m]) or args[0].shape[1] == 1:
            fill(y[m], priors[m])
            flags[m] = ONE
        elif rule == LEANING:
            settle(args, priors[m], safe, y[m], work, counts)
        elif not keep_on(args, priors[m], safe, y[m], work, counts):
            flags[m] = BROKEN


@compiled
def take_less(prior, y, other):
    """Write of two solutions the one that moves beliefs less to ``y``."""
    one, two = 0.0, 0.0
    for k in range(y.shape[0]):
        one, two = max(one, abs(y[k] - prior)), max(two, abs(other[k] - prior))
    if two < one:
        copy(other, y)


@compiled
def _continued(args, nodes, known, n, prior, way, y, work):
    """Continue the solution at a node to a prior; return whether it goes as far."""
    if n < 0 or n == nodes.shape[0] or math.isinf(nodes[n]):
        return from_certain(args, prior, -way * math.inf, y, work)
    table, precision, centre, stretch = args
    respond(table, known[n], precision, centre, stretch, work)
    onwards(precision, work)
    return neighbour(args, nodes[n], prior, known[n], y, work)
