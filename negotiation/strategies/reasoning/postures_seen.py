"""What the other player did with its posture so far."""

from __future__ import annotations

from ...game.information import InformationSet
from ...game.rules import action_tags, stage_at
from ...game.stages import StageKind


def pressed(seen: InformationSet) -> list[bool | None]:
    """Return what the other did at its posture stages, in order.

    ``True`` where it climbed, ``False`` where it retreated, ``None`` where it did neither.
    """
    found: list[bool | None] = []
    for move in seen.history:
        stage = stage_at(seen.game, move.position)
        if stage.kind is StageKind.MOVE and stage.mover == seen.other:
            tags = action_tags(seen.game, move.position, move.action)
            moved = "hold" not in tags and bool(tags & {"pressure", "retreat"})
            found.append(("pressure" in tags) if moved else None)
    return found
