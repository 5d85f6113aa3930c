"""Information sets: what a player knows when it moves. Secrets are removed here and only here.

A player sees its own type, the public history and position, the public belief, its legal actions,
the public histories of earlier talks, and the game itself, which is common knowledge (both sides'
payoffs *by type*). It never sees the other player's type.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .beliefs import Belief
from .game import Game, TypePair
from .rules import Position, legal_actions, stage_at
from .stages import Stage


@dataclass(frozen=True, slots=True)
class PublicMove:
    """One entry of the public history: an action taken at a position."""

    position: Position
    """Where it was taken."""
    action: int
    """Which action it was."""


History = tuple[PublicMove, ...]
"""The public history: every move so far, nature's included."""


@dataclass(frozen=True, slots=True)
class InformationSet:
    """Everything that the player to move knows."""

    game: Game
    """The game, common knowledge."""
    player: int
    """Who is to move."""
    player_type: int
    """The mover's own type."""
    position: Position
    """Where the talks stand."""
    history: History
    """What happened so far."""
    belief: Belief
    """What everyone believes about both players' types."""
    legal_actions: NDArray[np.int64]
    """The actions open to the mover [n]."""
    earlier: tuple[History, ...] = ()
    """The public histories of earlier talks of the same two players, the latest last."""

    @property
    def stage(self) -> Stage:
        """The stage at which the player moves."""
        return self.game.stages[self.position.stage]

    @property
    def other(self) -> int:
        """The other player."""
        return 1 - self.player

    def pair_with(self, other_type: int) -> TypePair:
        """Return the type pair of the mover's own type and a type of the other player."""
        if self.player == 0:
            return self.player_type, other_type
        return other_type, self.player_type


def observe(
    game: Game,
    position: Position,
    history: History,
    belief: Belief,
    types: TypePair,
    earlier: tuple[History, ...] = (),
) -> InformationSet:
    """Return what the player to move knows; of ``types`` only its own passes through."""
    mover = stage_at(game, position).mover
    if mover is None:
        raise ValueError("nature moves here; nobody is asked")
    return InformationSet(
        game=game,
        player=mover,
        player_type=types[mover],
        position=position,
        history=history,
        belief=belief,
        legal_actions=legal_actions(game, position, types[mover]),
        earlier=earlier,
    )
