"""A constant added to what every end of the game pays changes nothing but the values, by itself."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from negotiation.equilibria.explicit.solving import solve_explicit
from negotiation.equilibria.logit import Logit
from negotiation.equilibria.subgame_perfect import SubgamePerfect
from negotiation.game.game import Game
from negotiation.game.stages import END, StageKind
from negotiation.testing.random_games import random_game
from tests.equilibria.explicit.one_message import signalling

CONSTANT = 1e6


def with_ends_at(game: Game, constant: float) -> Game:
    """Return the game with a constant added wherever it ends."""
    stages = []
    for t, stage in enumerate(game.stages):
        over = t + np.array(stage.stride) >= len(game.stages)
        ends = over[None, :] | (stage.next_state == END)
        if stage.kind is StageKind.ANSWER:
            ends[:, 0] = True
        paid = stage.payoff.copy()
        paid[0] += constant * ends
        stages.append(replace(stage, payoff=paid))
    return replace(game, stages=tuple(stages))


@pytest.mark.parametrize("precision", [2.0, 8.0])
@pytest.mark.parametrize("seed", range(4))
def test_signalling_is_the_same_by_both_solvers(seed: int, precision: float) -> None:
    payoffs = np.random.default_rng(seed).normal(size=(2, 3, 3, 2))
    low, high = signalling(payoffs, 0.4), signalling(payoffs + CONSTANT, 0.4)
    one, other = (Logit(precision, 11).profile(game).value() for game in (low, high))
    assert other - CONSTANT == pytest.approx(one, abs=5e-9)
    trees = [solve_explicit(game, precision).values for game in (low, high)]
    assert trees[1] - CONSTANT == pytest.approx(trees[0], abs=5e-9)


@pytest.mark.parametrize("seed", range(6))
def test_talks_are_the_same(seed: int) -> None:
    game = random_game(seed, rounds=2, packages=4, types=(2, 2))
    moved = with_ends_at(game, CONSTANT)
    one, other = (Logit(2.0, 7, 4).profile(each).value() for each in (game, moved))
    assert other - CONSTANT == pytest.approx(one, abs=5e-9)
    exact, shifted = (SubgamePerfect().solve(each) for each in (game, moved))
    for case, same in zip(exact.cases, shifted.cases, strict=True):
        assert case.agreement == same.agreement
        for player in game.players:
            worth = same.payoffs[player].total - CONSTANT
            assert worth == pytest.approx(case.payoffs[player].total, abs=5e-9)
