"""Who has offered what, and what was answered: in the present talks and in earlier ones."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ...game.game import Game
from ...game.information import History, InformationSet
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


@dataclass(frozen=True, slots=True)
class PastAnswers:
    """The answers of several talks, in order. Axes: ``n`` answer."""

    talks: int
    """How many talks there were."""
    talk: NDArray[np.int64]
    """In which of them the answer was given [n]."""
    answerer: NDArray[np.int64]
    """Who gave it [n]."""
    package: NDArray[np.int64]
    """The package that was on the table [n]."""
    accepts: NDArray[np.bool_]
    """Whether it was accepted [n]."""


def earlier_answers(seen: InformationSet) -> PastAnswers:
    """Return the answers given in earlier talks of the two players."""
    game, earlier = seen.game, seen.earlier
    # One and the same tuple is shown all through a match. Comparing two would take longer than
    # reading them, so the memory goes by identity; what it keeps holds the tuple, which therefore
    # shares its number with no other.
    key = (earlier_answers, id(earlier))
    return game.memory.recall(key, lambda: (earlier, _read(game, earlier)))[1]


def _read(game: Game, histories: tuple[History, ...]) -> PastAnswers:
    rows = [
        (n, *answer) for n, history in enumerate(histories) for answer in answers(game, history)
    ]
    table = np.array(rows, dtype=np.int64).reshape(-1, 4)
    return PastAnswers(
        len(histories), table[:, 0], table[:, 1], table[:, 2], table[:, 3].astype(bool)
    )
