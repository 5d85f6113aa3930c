"""Ways to other equilibria: each leads to one at every precision, or says that it leads to none.

A logit equilibrium need not be unique. `selected_branches` reaches others by the rules that select
one at every stage where there are several (`signalling.selections`); `tree_branches` solves the
tree of a small game from many starts. One more way is by the choices themselves: every action is
first believed of the types that were seen to take it, and the stage settles next to that belief,
which is where people are who follow an equilibrium other than the principal one.

Source: starting from the frequencies observed, Aguirregabiria and Mira (2007), Econometrica 75.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from .curve import Read
from .likelihood import Reading

ALIKE = 0.01
"""Equilibria that give no choice probabilities further apart than this are taken for one."""

AS_CHOSEN = "what the choices tell of the types is believed first"
"""The name of the way by the choices themselves."""


@dataclass(frozen=True)
class Way:
    """A way to an equilibrium at every precision."""

    name: str
    """Its name."""
    read: Read
    """What reads the choices by the equilibrium that it leads to."""


class Ways(Protocol):
    """Ways to other equilibria of one game, for one set of choices."""

    def along(self, scan: Sequence[float]) -> Sequence[Way]:
        """Return the ways, for a scan of x = log L; the one to look at most closely first."""

    def looks(self, scan: Sequence[float]) -> int:
        """Return at how many points of a scan every way can be looked at in reasonable time."""


def alike(one: Reading, other: Reading) -> bool:
    """Return whether two equilibria cannot be told apart by the choices."""
    return bool(np.abs(one.chances - other.chances).max(initial=0.0) <= ALIKE)
