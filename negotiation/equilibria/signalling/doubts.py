"""Where a profile's roots may not be the only ones, in play or one deviation after another off it.

A root off the path matters as well: what it makes of an action decides how seldom play goes there.
"""

from __future__ import annotations

from dataclasses import dataclass
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from ...results.selection import SeveralRoots
from .belief_profile import BeliefProfile
from .reach import explored, reach_of

MET = 1e-4
"""What is met with a smaller probability in all does not count."""
LISTED = 3
"""Most places with several roots that are named."""


def in_play(profile: BeliefProfile) -> bool:
    """Return whether play meets stages that are known to have several roots."""
    return _several(_in_play(profile))


def doubts(profile: BeliefProfile) -> tuple[bool, bool]:
    """Return whether there are stages with several roots to meet, and any that may have several.

    In play, or one deviation after another away from it (`explored`).
    """
    several = steep = False
    for follow in (_in_play, _off_play):
        met = follow(profile)
        several, steep = several or _several(met), steep or met.steep > MET
        if several:
            break
    return several, steep


@dataclass(frozen=True)
class _Met:
    """What play meets that is in doubt."""

    doubtful: dict[tuple[int, int], NDArray[np.float64]]
    """Where there are several roots, and how likely (`Reach.doubtful`)."""
    steep: float
    """How likely places are that may have several (`Reach.steep`)."""


def _in_play(profile: BeliefProfile) -> _Met:
    reach = reach_of(profile)
    return _Met(reach.doubtful, reach.steep)


def _off_play(profile: BeliefProfile) -> _Met:
    """Return what deviations meet, kept with the profile; the paths that led there are not."""
    if profile not in _KEPT:
        reach = explored(profile)
        _KEPT[profile] = _Met(reach.doubtful, reach.steep)
    return _KEPT[profile]


_KEPT: WeakKeyDictionary[BeliefProfile, _Met] = WeakKeyDictionary()


def _several(met: _Met) -> bool:
    return sum(float(chance.sum()) for chance in met.doubtful.values()) > MET


def places_of(profile: BeliefProfile) -> tuple[SeveralRoots, ...]:
    """Return where play meets several roots; if it meets none, where deviations do."""
    game, axes = profile.game, profile.solver.axes
    met = _in_play(profile).doubtful
    found = {key: chance for key, chance in met.items() if chance.sum() > MET}
    if not found:
        tried = _off_play(profile).doubtful
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
