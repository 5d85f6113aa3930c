"""The ladder of postures: which climb leaves a further one in hand."""

from __future__ import annotations

from ...game.information import InformationSet
from ...game.rules import Position, action_tags, legal_actions


def gentlest_climb(seen: InformationSet) -> int | None:
    """Return the first legal climb from whose rung one could climb further; ``None`` if none is.

    A climb is an action tagged pressure that does not merely hold the present rung.
    """
    here = seen.position
    for k in _climbs(seen, here):
        rung = int(seen.stage.next_state[here.public_state, k])
        if rung >= 0 and _climbs(seen, Position(here.stage, rung)):
            return k
    return None


def _climbs(seen: InformationSet, at: Position) -> list[int]:
    tags = {int(k): action_tags(seen.game, at, int(k)) for k in legal_actions(seen.game, at)}
    return [k for k, tag in tags.items() if "pressure" in tag and "hold" not in tag]
