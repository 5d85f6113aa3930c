"""A strategy profile: what every type of every player does at every position.

Solvers implement it; certificates, followers and pictures only read it.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from ..game.beliefs import Belief
from ..game.game import Game
from ..game.mixed_actions import MixedAction
from ..game.rules import Position
from ..game.stages import StageKind
from .receipt import Setting


class Profile(ABC):
    """A mixed action at every public state, belief and type."""

    game: Game
    """The game that the profile is for."""

    @property
    def settings(self) -> Mapping[str, Setting]:
        """What it was solved with, by name, for receipts; nothing by default."""
        return {}

    @abstractmethod
    def probabilities(
        self, stage: int, public_state: int, player_type: int, belief: Belief
    ) -> NDArray[np.float64]:
        """Return the mover's probabilities at one stage and public state.

        [k] at a move stage; [1 + p] at an offer stage, no offer first; [p, answer] at an answer
        stage, one row for every package that may be on the table. Illegal actions have 0.
        """

    def of_player(self, _player: int) -> Profile:
        """Return the profile that a player follows where two have been put together."""
        return self

    @property
    def menu(self) -> NDArray[np.int64]:
        """The packages that may be offered with positive probability [m]; all by default."""
        packages = self.game.packages
        return np.arange(0 if packages is None else packages.count)

    def mixed_actions(
        self,
        stage: int,
        states: NDArray[np.int64],
        beliefs: NDArray[np.float64],
        packages: NDArray[np.int64] | None = None,
    ) -> NDArray[np.float64]:
        """Return the probabilities of every type of the mover at many nodes at once.

        ``states`` [n] and ``beliefs`` [n, i], the probability of each player's second type (0 where
        it has one type only), name the nodes. The result is [n, type, k] at a move stage,
        [n, type, 1 + m] over the ``menu`` at an offer stage, no offer first, and
        [n, q, type, answer] at an answer stage for the ``packages`` [q] on the table, by default
        those of the menu.
        """
        here = self.game.stages[stage]
        assert here.mover is not None
        on_table = self.menu if packages is None else packages
        own_types = range(len(self.game.types[here.mover]))
        found = []
        for s, (first, second) in zip(states, beliefs, strict=True):
            belief = Belief.of_second_types(self.game, float(first), float(second))
            rows = [self.probabilities(stage, int(s), own, belief) for own in own_types]
            if here.kind is StageKind.ANSWER:
                rows = [row[on_table] for row in rows]
            elif here.kind is StageKind.OFFER:
                rows = [row[np.concatenate([[0], 1 + self.menu])] for row in rows]
            found.append(np.stack(rows, axis=-2))
        return np.stack(found)

    def mixed_action(self, position: Position, player_type: int, belief: Belief) -> MixedAction:
        """Return the mover's mixed action at a position."""
        table = self.probabilities(position.stage, position.public_state, player_type, belief)
        if self.game.stages[position.stage].kind is StageKind.ANSWER:
            if position.package is None:
                raise ValueError("nothing is on the table")
            table = table[position.package]
        actions = np.flatnonzero(table)
        return MixedAction(tuple(map(int, actions)), tuple(map(float, table[actions])))
