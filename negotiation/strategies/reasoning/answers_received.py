"""What the other answered to one's own offers, in earlier talks and in these."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ...game.game import Game
from ...game.information import History, InformationSet
from ...game.rules import stage_at
from ...game.stages import ACCEPT, StageKind

Answers = tuple[NDArray[np.int64], NDArray[np.bool_]]
"""Packages offered, and whether each was accepted."""


def answers_to_own_offers(seen: InformationSet) -> Answers:
    """Return the packages that the player offered so far, and whether each was accepted.

    Earlier talks are read once for all information sets that show the same ones.
    """
    key = (answers_to_own_offers, seen.other, id(seen.earlier))
    # What is remembered holds the talks themselves, so that no other talks can have their number.
    _, before = seen.game.memory.recall(
        key, lambda: (seen.earlier, _answers(seen.game, seen.earlier, seen.other))
    )
    now = _answers(seen.game, (seen.history,), seen.other)
    if not now[0].size:
        found: Answers = before
        return found
    return np.concatenate([before[0], now[0]]), np.concatenate([before[1], now[1]])


def _answers(game: Game, talks: tuple[History, ...], answerer: int) -> Answers:
    packages: list[int] = []
    accepted: list[bool] = []
    for history in talks:
        for move in history:
            stage = stage_at(game, move.position)
            if stage.kind is StageKind.ANSWER and stage.mover == answerer:
                assert move.position.package is not None
                packages.append(move.position.package)
                accepted.append(move.action == ACCEPT)
    return np.array(packages, dtype=np.int64), np.array(accepted, dtype=bool)
