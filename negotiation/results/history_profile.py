"""Strategies by history: what every type does after each sequence of moves.

A `Profile` says what is done at a public state and belief. On the tree of a small game two
histories with the same state and belief may be played differently, and actions that nobody all but
ever takes still say how likely each type is to take them by mistake: so chances are kept as logs.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from ..game.game import Game


class HistoryProfile(ABC):
    """A mixed action of every type at every public history."""

    game: Game
    """The game that the profile is for."""
    residual: float
    """How far the solver says that its equations are from holding."""

    @abstractmethod
    def log_chances(self, history: Sequence[int]) -> NDArray[np.float64]:
        """Return the log probabilities of the open actions after a history [k, type of the mover].

        Actions are in increasing order; where a type may not take one its log is minus infinity. A
        history lists all actions, nature's included; it must be one after which a player moves.
        """
