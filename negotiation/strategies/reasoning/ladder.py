"""The ladder of postures: ways up and down, and what is hard and what is mild."""

from __future__ import annotations

from ...game.information import InformationSet
from ...game.rules import Position, action_tags, is_posture, legal_actions
from .bargaining import hold, tagged


def gentlest_climb(seen: InformationSet) -> int | None:
    """Return the first legal climb from whose rung one could climb further; ``None`` if none is.

    A climb is an action tagged pressure that does not merely hold the present rung.
    """
    here = seen.position
    for k in climbs(seen):
        rung = int(seen.stage.next_state[here.public_state, k])
        if rung >= 0 and _climbs(seen, Position(here.stage, rung)):
            return k
    return None


def climbs(seen: InformationSet) -> list[int]:
    """Return the legal climbs, in rising order."""
    return _climbs(seen, seen.position)


def retreat(seen: InformationSet) -> int:
    """Return the first legal retreat; what holds where there is none."""
    return (tagged(seen, "retreat") or [hold(seen)])[0]


def harshest(seen: InformationSet) -> int:
    """Return the highest climb; without one the last action of pressure, or what holds."""
    return [hold(seen), *tagged(seen, "pressure"), *climbs(seen)][-1]


def mildest(seen: InformationSet) -> int:
    """Return the first concession; without one the first retreat, or what holds."""
    return [*tagged(seen, "concession"), retreat(seen)][0]


def postures_before(seen: InformationSet) -> int:
    """Return how many posture stages of the player came before the present stage."""
    return _postures(seen, range(seen.position.stage))


def postures_ahead(seen: InformationSet) -> int:
    """Return how many posture stages of the player are still to come after the present stage.

    A last word, at a deadline or once no answer is to come, is no posture.
    """
    return _postures(seen, range(seen.position.stage + 1, len(seen.game.stages)))


def _postures(seen: InformationSet, stages: range) -> int:
    own = (t for t in stages if seen.game.stages[t].mover == seen.player)
    return sum(is_posture(seen.game, t) for t in own)


def _climbs(seen: InformationSet, at: Position) -> list[int]:
    tags = {int(k): action_tags(seen.game, at, int(k)) for k in legal_actions(seen.game, at)}
    return [k for k, tag in tags.items() if "pressure" in tag and "hold" not in tag]
