"""Where play goes, and where it meets stages that may have several equilibria."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from .kernels.selecting import BROKEN, ONE, SEVERAL
from .weights import Weight


@dataclass
class Ending:
    """One way for the talks to end in one stage and public state."""

    stage: int
    """The stage whose action ends them."""
    public_state: int
    """The public state."""
    action: int
    """The action."""
    package: int | None
    """The package accepted, if one is."""
    chance: NDArray[np.float64]
    """Its probability given each pair of types [u, v]."""


class PlayedOut(Protocol):
    """Play from the prior to its ends, followed on a grid of beliefs or on the whole tree."""

    endings: list[Ending]
    parts: NDArray[np.float64]
    taken: dict[int, NDArray[np.float64]]

    def believed(self, t: int, i: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Return beliefs about player ``i`` before a stage and their weights.

        They are probabilities [n] of its second type, and how likely each is given a pair of types
        [u, v, n]. ``t`` may be the number of stages; talks that have ended keep their last belief.
        """
        ...


@dataclass
class Reach:
    """Where play goes on a grid of beliefs."""

    nodes: tuple[NDArray[np.float64], NDArray[np.float64]]
    """Probabilities of the players' second types at the nodes of their axes."""
    before: list[NDArray[np.float64]]
    """Weight at the start of every stage and after the last [t][s, u, v, b0, b1]."""
    ended: list[Weight]
    """Weight of talks that have ended before every stage and in all, by the last belief [t]."""
    endings: list[Ending]
    """Every way in which talks end."""
    parts: NDArray[np.float64]
    """Expected payoffs [part, i, u, v], $bn."""
    taken: dict[int, NDArray[np.float64]] = field(default_factory=dict)
    """At move stages, chances of the actions [k, u, v], and sums of the belief about the mover
    before and after them [k, before or after, u, v], side by side [k, 3, u, v]."""
    doubtful: dict[tuple[int, int], NDArray[np.float64]] = field(default_factory=dict)
    """At stages and public states with roots known not to be the only ones: their probability by
    beliefs, the types drawn from the prior [b0, b1]."""
    steep: float = 0.0
    """How often play meets places where there may be several roots."""

    def believed(self, t: int, i: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Return the nodes of an axis, and how likely they are before a stage [u, v, n]."""
        return self.nodes[i], (self.before[t].sum(axis=0) + self.ended[t]).sum(axis=3 - i)

    def doubt(
        self,
        prior: NDArray[np.float64],
        place: tuple[int, int],
        mover: int,
        weights: Weight,
        flags: NDArray[np.int8],
    ) -> None:
        """Note how likely beliefs are at which a root may not be the only one.

        ``prior`` [u, v] is that of the types, ``place`` a stage and a public state, ``weights``
        [n, u, v, b0, b1] those with which it is met, ``flags`` [n, j, m] what is known of its roots
        (`kernels.selecting`).
        """
        if not flags.any():
            return
        flags = flags if mover == 1 else flags.swapaxes(1, 2)
        chance = np.einsum("nuvab,uv->nab", weights, prior)
        self.steep += float(chance[flags != ONE].sum())
        doubted = (flags == SEVERAL) | (flags == BROKEN)
        if doubted.any():
            here = self.doubtful.get(place, 0.0)
            self.doubtful[place] = here + np.where(doubted, chance, 0.0).sum(axis=0)
