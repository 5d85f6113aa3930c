"""Offering any package outside the menu, once, where the talks really go.

Wherever a proposer moves on sampled paths, every package that the profile never offers is tried: an
offer that is expected of neither type leaves the belief as it is, the answerer answers as the
profile says, and from then on all follow the profile. How much that gains is worked out as for the
packages of the menu, in `sampled_deviations`.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ...game.game import Game
from ...game.stages import NO_OFFER, StageKind
from ...results.profile import Profile
from .private_deviations import Deviations
from .sampled_deviations import gains_at, place_of
from .sampled_paths import positions_met


@dataclass(frozen=True)
class EveryPackage:
    """What offers outside the menu would earn."""

    gain: float
    """The largest gain over what following earns there, $bn."""
    where: str
    """Round, state, beliefs, type and package of that gain."""
    tried: int
    """Offers examined, each by each type."""


def every_package(
    game: Game, profile: Profile, judged: Deviations, *, seed: int, matches: int
) -> EveryPackage:
    """Return the largest gain from one offer outside the menu on sampled paths."""
    if game.packages is None:
        return EveryPackage(0.0, "there are no offers", 0)
    if profile.menu.size == game.packages.count:
        return EveryPackage(0.0, "every package is on the menu", 0)
    best, where, tried = 0.0, "nowhere", 0
    for here, belief in positions_met(game, profile, seed=seed, matches=matches):
        stage = game.stages[here.stage]
        if stage.kind is not StageKind.OFFER or stage.mover is None:
            continue
        actions, gains = gains_at(game, profile, (judged,), (here, belief))
        outside = np.flatnonzero((actions != NO_OFFER) & ~np.isin(actions - 1, profile.menu))
        for own, chance in enumerate(belief.of[stage.mover]):
            if chance <= 0.0 or outside.size == 0:
                continue
            tried += outside.size
            k = outside[gains[0, own, outside].argmax()]
            if gains[0, own, k] > best:
                best = float(gains[0, own, k])
                where = place_of(game, here, belief, own, int(actions[k]))
    return EveryPackage(best, where, tried)
