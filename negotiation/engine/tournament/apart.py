"""A guest at a table of its own: what it writes into its game nobody else reads.

The game remembers what was worked out about it, and the strategies of the shelf trust that memory.
A user's strategy is shown a copy, so that its mistakes, or worse, stay its own.
"""

from __future__ import annotations

import pickle
from typing import ClassVar

from ...game.game import Game
from ...game.information import InformationSet
from ...game.mixed_actions import MixedAction
from ...strategies.strategy import Strategy


class _Apart(Strategy):
    """Asks a strategy, and shows it a game of its own."""

    memory_depth: ClassVar[float]

    def __init__(self, guest: Strategy, game: Game) -> None:
        self.guest, self.game = guest, game

    def mixed_action(self, seen: InformationSet) -> MixedAction:
        """Return the guest's answer."""
        return self.guest.mixed_action(
            InformationSet(
                game=self.game,
                player=seen.player,
                player_type=seen.player_type,
                position=seen.position,
                history=seen.history,
                belief=seen.belief,
                legal_actions=seen.legal_actions.copy(),
                earlier=seen.earlier,
            )
        )


def apart(guest: Strategy, game: Game) -> Strategy:
    """Return a strategy that answers as the guest does, of its name and with its statements."""
    own: Game = pickle.loads(pickle.dumps(game))
    said = {name: getattr(guest, name) for name in ("memory_depth", "claims", "learns")}
    kind: type[_Apart] = type(type(guest).__name__, (_Apart,), said)
    return kind(guest, own)
