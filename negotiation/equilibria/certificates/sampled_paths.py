"""The information sets that talks really meet, beliefs exact.

Talks are played from the prior under a profile, types drawn from the prior. What is kept is public:
positions where a player moves, with the belief that Bayes' rule gives there.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ...foundations.streams import uniforms
from ...game.beliefs import Belief
from ...game.game import Game
from ...game.mixed_actions import MixedAction
from ...game.rules import Position, apply, chance_probabilities, legal_actions, start
from ...results.profile import Profile

Met = tuple[Position, Belief]
"""Where a player moves, and what is believed."""


def positions_met(game: Game, profile: Profile, *, seed: int, matches: int) -> tuple[Met, ...]:
    """Return where players move on the paths of some matches, each once, in order of meeting."""
    met: dict[Met, None] = {}
    for match in range(matches):
        _walk(game, profile, uniforms(seed, match, len(game.stages) + 2), met)
    return tuple(met)


def _walk(game: Game, profile: Profile, draws: NDArray[np.float64], met: dict[Met, None]) -> None:
    types = [_drawn(np.asarray(game.prior[i]), draws[-1 - i]) for i in (0, 1)]
    belief = Belief.prior(game)
    here: Position | None = start(game)
    while here is not None:
        draw = float(draws[here.stage])
        mover = game.stages[here.stage].mover
        if mover is None:
            chances = chance_probabilities(game, here, belief)
            here = apply(game, here, int(legal_actions(game, here)[_drawn(chances, draw)]))
            continue
        met.setdefault((here, belief))
        mixed = by_type(game, profile, here, belief)
        action = mixed[types[mover]].draw(draw)
        here = apply(game, here, action)
        belief = belief.updated(mover, [one.probability(action) for one in mixed])


def by_type(game: Game, profile: Profile, here: Position, belief: Belief) -> list[MixedAction]:
    """Return what every type of the mover does at a position [type]."""
    mover = game.stages[here.stage].mover
    assert mover is not None
    return [profile.mixed_action(here, own, belief) for own in range(len(game.types[mover]))]


def _drawn(chances: NDArray[np.float64], draw: float) -> int:
    """Return the number of one of some chances [n] by a uniform draw, never one of chance 0."""
    possible = np.flatnonzero(chances > 0.0)
    row = np.cumsum(chances[possible])
    at = int(np.searchsorted(row, draw * row[-1], side="right"))
    return int(possible[min(at, possible.size - 1)])
