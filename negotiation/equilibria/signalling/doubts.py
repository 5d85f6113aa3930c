"""Where a profile's roots may not be the only ones, in play or one deviation after another off it.

A root off the path matters as well: what it makes of an action decides how seldom play goes there.
"""

from __future__ import annotations

import numpy as np

from ...results.selection import SeveralRoots
from .belief_profile import BeliefProfile
from .reach import explored, reach_of
from .reached import Reach

MET = 1e-4
"""What is met with a smaller probability in all does not count."""
LISTED = 3
"""Most places with several roots that are named."""


def in_play(profile: BeliefProfile) -> bool:
    """Return whether play meets stages that are known to have several roots."""
    return _several(reach_of(profile))


def doubts(profile: BeliefProfile) -> tuple[bool, bool]:
    """Return whether there are stages with several roots to meet, and any that may have several.

    In play, or one deviation after another away from it (`explored`).
    """
    several = steep = False
    for follow in (reach_of, explored):
        reach = follow(profile)
        several, steep = several or _several(reach), steep or reach.steep > MET
        if several:
            break
    return several, steep


def _several(reach: Reach) -> bool:
    return sum(float(chance.sum()) for chance in reach.doubtful.values()) > MET


def places_of(profile: BeliefProfile) -> tuple[SeveralRoots, ...]:
    """Return where play meets several roots; if it meets none, where deviations do."""
    game, axes = profile.game, profile.solver.axes
    met = reach_of(profile).doubtful
    found = {key: chance for key, chance in met.items() if chance.sum() > MET}
    if not found:
        tried = explored(profile).doubtful
        found = {key: chance for key, chance in tried.items() if chance.sum() > MET}
    places = []
    for t, s in sorted(found, key=lambda key: (-float(found[key].sum()), key))[:LISTED]:
        day = game.rounds[game.stages[t].round_index]
        first, second = np.unravel_index(int(found[t, s].argmax()), found[t, s].shape)
        places.append(
            SeveralRoots(
                round=day.name,
                date=day.day,
                stage=game.stages[t].name,
                public_state=game.states.in_words(s),
                beliefs=(float(axes[0].chances[first]), float(axes[1].chances[second])),
                chance=float(np.sum(met.get((t, s), 0.0))),
            )
        )
    return tuple(places)
