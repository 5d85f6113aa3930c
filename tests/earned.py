"""What two types earn by a profile, position by position: nothing of any solver's own is used."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from negotiation.equilibria.signalling.belief_profile import BeliefProfile
from negotiation.game.beliefs import Belief
from negotiation.game.game import Game, TypePair
from negotiation.game.rules import (
    Position,
    apply,
    chance_probabilities,
    legal_actions,
    payoff,
)


def earned(
    game: Game, profile: BeliefProfile, at: Position, types: TypePair, belief: Belief
) -> NDArray[np.float64]:
    """Return what two types earn [i] from a position on, position by position."""
    stage, found = game.stages[at.stage], np.zeros(2)
    for n, action in enumerate(map(int, legal_actions(game, at))):
        if stage.mover is None:
            chance, after = float(chance_probabilities(game, at, belief)[n]), belief
        else:
            mixed = [
                profile.mixed_action(at, own, belief) for own in range(len(game.types[stage.mover]))
            ]
            chance = mixed[types[stage.mover]].probability(action)
            after = belief.updated(stage.mover, [one.probability(action) for one in mixed])
        if chance > 0.0:
            found += chance * payoff(game, at, action, types)
            following = apply(game, at, action)
            if following is not None:
                found += chance * earned(game, profile, following, types, after)
    return found
