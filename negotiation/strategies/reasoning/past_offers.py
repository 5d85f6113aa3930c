"""Who has offered what, and what was answered: in the present talks and in earlier ones."""

from __future__ import annotations

from collections.abc import Iterator

from ...game.game import Game
from ...game.information import History
from ...game.stages import ACCEPT, NO_OFFER, StageKind


def offers_made(game: Game, history: History) -> list[tuple[int, int]]:
    """Return every offer so far as its proposer and its package, in order; passing is no offer."""
    return [
        (mover, move.action - 1)
        for move in history
        if (stage := game.stages[move.position.stage]).kind is StageKind.OFFER
        and (mover := stage.mover) is not None
        and move.action != NO_OFFER
    ]


def answers(game: Game, history: History) -> Iterator[tuple[int, int, bool]]:
    """Yield every answer as who gave it, the package, and whether it was accepted."""
    for move in history:
        package = move.position.package
        if package is not None:
            answerer = game.stages[move.position.stage].mover
            assert answerer is not None
            yield answerer, package, move.action == ACCEPT
