"""The game of one choice, whose logit equilibrium is known in closed form, and plays of it."""

from __future__ import annotations

from datetime import date

import numpy as np
from numpy.typing import NDArray

from negotiation.engine.sampling import sample
from negotiation.equilibria.estimation.choices import Choices
from negotiation.equilibria.estimation.precision import (
    precision_behind,
)
from negotiation.game.beliefs import Belief
from negotiation.game.game import Game, PublicStates, Round
from negotiation.game.stages import END, ActionLabel, Stage, StageKind
from negotiation.results.precision_estimate import PrecisionEstimate
from negotiation.results.profile import Profile

PAYOFFS = np.array([[0.0, 1.0, 0.4, -0.5], [0.8, 0.0, 0.3, 0.3]])
"""What each type's action pays in the one-stage game [type, k]."""


class Softmax(Profile):
    """The logit equilibrium of the one-stage game, in closed form."""

    def __init__(self, game: Game, precision: float) -> None:
        self.game, self.precision = game, precision

    def probabilities(
        self, stage: int, public_state: int, player_type: int, belief: Belief
    ) -> NDArray[np.float64]:
        del stage, public_state, belief
        weights = np.exp(self.precision * (PAYOFFS[player_type] - PAYOFFS[player_type].max()))
        return np.asarray(weights / weights.sum())


def one_stage() -> Game:
    """Return the game in which player 0 of two types chooses once among four actions."""
    payoff = np.zeros((1, 2, 2, 1, 1, 4))
    payoff[0, 0, :, 0, 0] = PAYOFFS
    return Game(
        name="one choice",
        players=("us", "japan"),
        types=(("low", "high"), ("only",)),
        prior=(np.array([0.4, 0.6]), np.ones(1)),
        rounds=(Round(name="R1", day=date(2025, 6, 1)),),
        parts=("all",),
        states=PublicStates(
            factors=("here",),
            labels=(("here",),),
            value_of=np.zeros((1, 1), np.int16),
            indicators={},
        ),
        stages=(
            Stage(
                kind=StageKind.MOVE,
                name="choice",
                round_index=0,
                mover=0,
                actions=tuple(ActionLabel(name=name) for name in "abcd"),
                legal=np.ones((1, 4), dtype=bool),
                next_state=np.full((1, 4), END, dtype=np.int64),
                stride=(1,) * 4,
                payoff=payoff,
            ),
        ),
        initial_state=0,
        indicators={},
    )


def sampled(profile: Profile, matches: int, seed: int) -> Choices:
    plays = sample(profile, matches, seed=seed)
    return Choices.along(profile.game, plays.types, plays.actions)


def closed_form(matches: int, seed: int, precision: float, **more: object) -> PrecisionEstimate:
    game = one_stage()
    choices = sampled(Softmax(game, precision), matches, seed)
    return precision_behind(choices, solve=lambda x: Softmax(game, x), **more)  # type: ignore[arg-type]
