"""Games small enough for a solver that lists the whole tree."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from benchmarks.large_games import large_game
from negotiation.game.game import Game
from negotiation.game.pie import divide_the_pie
from negotiation.game.stages import StageKind


def pie(rounds: int, packages: int, discount_factors: tuple[float, float] = (0.9, 0.8)) -> Game:
    """Return alternating offers over a pie, types known."""
    return divide_the_pie(
        rounds=rounds, discount_factors=discount_factors, shares=np.linspace(0.0, 1.0, packages)
    )


def bargaining(rounds: int, packages: int) -> Game:
    """Return offers and answers of two players with two private types each, and a last word."""
    game = large_game(rounds=rounds, states=1, packages=packages)
    talking = (StageKind.OFFER, StageKind.ANSWER)
    stages = [stage for stage in game.stages if stage.kind in talking]
    name = f"{rounds} rounds, {packages} packages, no postures"
    return replace(game, name=name, stages=(*stages, game.stages[-1]))
