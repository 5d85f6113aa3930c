"""A small game's whole tree as an equilibrium plays it: every history, belief and probability."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from ..foundations.brief import brief
from ..foundations.errors import NegotiationError
from ..foundations.records import record
from .exact_certificate import ExactCertificate


@record
class PlayedMove:
    """One action that is open after a history."""

    action: str
    """Its name; an offer names its terms."""
    number: int
    """Its number by the rules."""
    chances: Mapping[str, float]
    """Its probability by type of the mover, types that may not take it left out; nature's is under
    ``nature``."""
    following: int
    """The history that it leads to; -1 is the end."""
    payoffs: Mapping[str, NDArray[np.float64]]
    """What it pays at once, by player [u, v], $bn."""


@record
class PlayedNode:
    """One public history: who moves then, what is believed and what each type does."""

    parent: int
    """The history before it; -1 at the start."""
    action: str
    """The action that led here; empty at the start."""
    round: str
    """The round's name."""
    stage: str
    """The stage's name."""
    player: str
    """Who moves, or ``nature``."""
    public_state: Mapping[str, str]
    """The public state."""
    belief: Mapping[str, Mapping[str, float]]
    """What everyone believes of each player: probability by type."""
    moves: tuple[PlayedMove, ...]
    """The open actions."""


@record
class PlayedTree:
    """How an equilibrium was found on the tree of public histories, and all that happens in it."""

    __repr__ = brief

    players: tuple[str, str]
    """The players' names."""
    types: tuple[tuple[str, ...], tuple[str, ...]]
    """The names of each player's types [i][type]."""
    precision: float
    """The precision L, per $bn."""
    histories: int
    """How many public histories the game has at which somebody moves."""
    is_principal: bool
    """Whether this is the branch from uniform play at precision 0, followed all the way. Else the
    equilibrium was selected: as good as any other, but no theorem singles it out."""
    leaps: int
    """How often the solver leapt over folds of the branch."""
    crossings: int
    """How often branches all but met, and this one was followed straight on."""
    folds: int
    """How often precision turned round along the branch."""
    residual: float
    """The largest error of a log probability or log odds in the equilibrium conditions."""
    values: Mapping[str, NDArray[np.float64]]
    """Expected payoffs at the start, by player [u, v], $bn."""
    certificate: ExactCertificate
    """What deviating would earn, by code that shares nothing with the solver."""
    nodes: tuple[PlayedNode, ...]
    """The histories, parents first; none for a game with more than are listed."""

    @property
    def branch(self) -> str:
        """Which equilibrium this is, in words."""
        return "principal branch" if self.is_principal else "selected, not principal"

    def find(self, history: Sequence[int]) -> PlayedNode:
        """Return the history after these actions, by number, nature's included.

        Raises ``NegotiationError`` if there is none, or if the histories are not listed.
        """
        if not self.nodes:
            raise NegotiationError(f"the {self.histories:,} histories are too many to be listed")
        here = self.nodes[0]
        for position, action in enumerate(history):
            following = [move.following for move in here.moves if move.number == action]
            if not following or following[0] < 0:
                raise NegotiationError(
                    f"no history follows action {action}, number {position + 1} of "
                    f"{', '.join(map(str, history))}"
                )
            here = self.nodes[following[0]]
        return here
