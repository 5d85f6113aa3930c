"""A guest at a table of its own: what it writes into its game nobody else reads.

The game remembers what was worked out about it, and the strategies of the shelf trust that memory.
A user's strategy is shown a copy, so that its mistakes, or worse, stay its own. Who watches it is
told of each question before it is asked, and of each answer.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable
from typing import ClassVar

from ...game.game import Game
from ...game.information import InformationSet
from ...game.mixed_actions import MixedAction
from ...strategies.strategy import Strategy

Watch = Callable[[InformationSet | None], None]
"""Told what a guest is asked, and ``None`` once it has answered."""


class _Apart(Strategy):
    """Asks a strategy, and shows it a game of its own."""

    memory_depth: ClassVar[float]

    def __init__(self, guest: Strategy, game: Game, watch: Watch) -> None:
        self.guest, self.game, self.watch = guest, game, watch

    def mixed_action(self, seen: InformationSet) -> MixedAction:
        """Return the guest's answer; raises ``ValueError`` for one that is no distribution."""
        shown = InformationSet(
            game=self.game,
            player=seen.player,
            player_type=seen.player_type,
            position=seen.position,
            history=seen.history,
            belief=seen.belief,
            legal_actions=seen.legal_actions.copy(),
            earlier=seen.earlier,
        )
        self.watch(seen)
        answer = self.guest.mixed_action(shown)
        if type(answer) is MixedAction:  # what was written into it later was never looked at
            answer = MixedAction(tuple(answer.actions), tuple(answer.probabilities))
        self.watch(None)
        return answer


def apart(guest: Strategy, game: Game, watch: Watch) -> Strategy:
    """Return a strategy that answers as the guest does, of its name and with its statements."""
    own: Game = pickle.loads(pickle.dumps(game))
    said = {name: getattr(guest, name) for name in ("memory_depth", "claims", "learns")}
    kind: type[_Apart] = type(type(guest).__name__, (_Apart,), said)
    return kind(guest, own, watch)
