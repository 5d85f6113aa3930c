r"""Whether a stride along a stage's curve has stayed on it, or has landed on another one nearby.

Where messages are nearly alike, branches all but cross (imperfect pitchforks), and a stride along
the one that is followed may land on the continuation of another. What is compared of two points:

- the orientation, the sign of the bordered Jacobian's determinant with the tangent as its border,
  which is the same all along a regular curve;
- the signs of the diagonal, one for each action's own equation: several that change at once can
  leave the orientation as it was, so that a stride on which one changes must be short, one on which
  two change very short;
- the answer to a nudge of all equations, across the tangent: it grows next to another curve and
  points the other way beyond it.

Source: Allgower and Georg (1990), *Numerical Continuation Methods*, chapters 2 and 8; Govaerts
(2000), *Numerical Methods for Bifurcations of Dynamical Equilibria*, chapter 3.
"""

from __future__ import annotations

import math

from ....foundations.compiling import compiled
from .copying import copy
from .curve import answer_to, turn

STEADY = 0.5
"""Smallest cosine between successive answers to the nudge."""
SHORT, VERY_SHORT = 0.05, 0.01
"""Longest strides on which one sign may change, and on which two may."""
_GOLDEN = 0.5 * (math.sqrt(5.0) - 1.0)


@compiled
def take(tangent, by, room, bearings):
    """Take the bearings [2, k + 2] of the point where the curve is linearised.

    ``tangent``, near the curve's direction there, is turned to it. Row 0: the answer to the nudge;
    row 1: the signs of the diagonal and, last, of the determinant.
    """
    rows, _, move = room
    actions = rows.shape[1]
    turn(tangent, by, room)
    for k in range(actions):
        rows[4, k] = (_GOLDEN * (k + 1.0)) % 1.0 - 0.5
    bottom = answer_to(room, tangent, by)
    sign = 1.0 if bottom > 0.0 else -1.0
    for k in range(actions):
        bearings[1, k] = 1.0 if rows[1, k] > 0.0 else -1.0
        sign *= bearings[1, k]
    bearings[1, actions], bearings[1, actions + 1] = 0.0, sign
    copy(move, bearings[0])


@compiled
def is_continued(before, now, length):
    """Return whether the point with bearings ``now`` is on the curve of the one ``before``."""
    actions = before.shape[1] - 2
    changes = 0
    for k in range(actions):
        changes += before[1, k] != now[1, k]
    if (changes == 1 and length > SHORT) or (changes > 1 and length > VERY_SHORT):
        return False
    product, one, other = 0.0, 0.0, 0.0
    for k in range(actions + 2):
        product += before[0, k] * now[0, k]
        one += before[0, k] * before[0, k]
        other += now[0, k] * now[0, k]
    steady = product >= STEADY * math.sqrt(one * other)
    return steady and before[1, actions + 1] == now[1, actions + 1]
