"""A strategy profile: what every type of every player does at every position.

Solvers implement it; certificates, followers and pictures only read it.
"""

from __future__ import annotations

from abc import ABC, abstractmethod

import numpy as np
from numpy.typing import NDArray

from ..game.beliefs import Belief
from ..game.game import Game
from ..game.mixed_actions import MixedAction
from ..game.rules import Position
from ..game.stages import StageKind


class Profile(ABC):
    """A mixed action at every public state, belief and type."""

    game: Game
    """The game that the profile is for."""

    @abstractmethod
    def probabilities(
        self, stage: int, public_state: int, player_type: int, belief: Belief
    ) -> NDArray[np.float64]:
        """Return the mover's probabilities at one stage and public state.

        [k] at a move stage; [1 + p] at an offer stage, no offer first; [p, answer] at an answer
        stage, one row for every package that may be on the table. Illegal actions have 0.
        """

    def mixed_action(self, position: Position, player_type: int, belief: Belief) -> MixedAction:
        """Return the mover's mixed action at a position."""
        table = self.probabilities(position.stage, position.public_state, player_type, belief)
        if self.game.stages[position.stage].kind is StageKind.ANSWER:
            if position.package is None:
                raise ValueError("nothing is on the table")
            table = table[position.package]
        actions = np.flatnonzero(table)
        return MixedAction(tuple(map(int, actions)), tuple(map(float, table[actions])))
