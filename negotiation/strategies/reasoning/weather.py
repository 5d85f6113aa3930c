"""How bad things stand in what nature moves, read without knowing what it is."""

from __future__ import annotations

import numpy as np

from ...game.game import Game
from ...game.information import InformationSet
from ...game.stages import StageKind


def stress(seen: InformationSet) -> float | None:
    """Return the level of the factor that nature moves, from 0, its first, to 1, its last.

    The mean where there are several such factors; ``None`` where nature moves nothing.
    """
    factors = seen.game.memory.recall((stress,), lambda: _moved_by_nature(seen.game))
    if not factors:
        return None
    states = seen.game.states
    now = states.value_of[seen.position.public_state]
    levels = [float(now[f]) / max(1, len(states.labels[f]) - 1) for f in factors]
    return sum(levels) / len(levels)


def _moved_by_nature(game: Game) -> tuple[int, ...]:
    """Return the factors of the public state that some chance stage changes."""
    moved: set[int] = set()
    values = np.asarray(game.states.value_of)
    for stage in game.stages:
        if stage.kind is StageKind.CHANCE:
            before, action = np.nonzero(stage.legal & (stage.next_state >= 0))
            after = stage.next_state[before, action]
            moved |= set(map(int, np.flatnonzero((values[after] != values[before]).any(axis=0))))
    return tuple(sorted(moved))
