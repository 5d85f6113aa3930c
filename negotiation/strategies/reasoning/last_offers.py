"""The packages that the two players offered last."""

from __future__ import annotations

from ...game.information import InformationSet
from ...game.rules import stage_at
from ...game.stages import NO_OFFER, StageKind


def last_offers(seen: InformationSet) -> tuple[int | None, int | None]:
    """Return the last package offered by the player itself, and by the other; ``None`` for none."""
    found: dict[int, int] = {}
    for move in reversed(seen.history):
        stage = stage_at(seen.game, move.position)
        if stage.kind is StageKind.OFFER and stage.mover is not None and move.action != NO_OFFER:
            found.setdefault(stage.mover, move.action - 1)
            if len(found) == 2:
                break
    return found.get(seen.player), found.get(seen.other)


def pressed(seen: InformationSet) -> list[bool | None]:
    """Return what the other did with its posture so far, in order.

    ``True`` where it climbed, ``False`` where it retreated, ``None`` where it did neither.
    """
    from ...game.rules import action_tags

    found: list[bool | None] = []
    for move in seen.history:
        stage = stage_at(seen.game, move.position)
        if stage.kind is StageKind.MOVE and stage.mover == seen.other:
            tags = action_tags(seen.game, move.position, move.action)
            moved = "hold" not in tags and bool(tags & {"pressure", "retreat"})
            found.append(("pressure" in tags) if moved else None)
    return found
