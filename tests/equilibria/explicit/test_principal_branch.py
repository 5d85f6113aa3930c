"""The principal branch is followed through turns, however sharp, and nothing else is called it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from negotiation.equilibria.explicit.solving import solve_explicit
from negotiation.game.game import Game
from negotiation.testing.random_games import random_game
from tests.equilibria.explicit.one_message import (
    Branch,
    common_interest,
    nearly_symmetric,
    signalling,
)

GAMES = 200


@pytest.mark.parametrize(
    ("edge", "second_type", "precision", "first_message"),
    [(0.1, 0.5, 3.0, (0.9478, 0.0692)), (0.01, 0.4, 4.0, (0.9795, 0.0213))],
)
def test_an_edge_decides_which_message_means_what(
    edge: float, second_type: float, precision: float, first_message: tuple[float, float]
) -> None:
    solution = solve_explicit(signalling(common_interest(edge), second_type), precision)
    assert solution.is_principal
    assert solution.probabilities([])[:, 0] == pytest.approx(first_message, abs=5e-5)


@pytest.mark.parametrize("part", range(8))
def test_nothing_is_called_principal_that_a_patient_follower_does_not_find(part: int) -> None:
    """Nearly symmetric games, whose branches all but cross where messages begin to mean things."""
    found = 0
    for seed in range(part, GAMES, 8):
        payoffs, second_type, precision = nearly_symmetric(seed)
        solution = solve_explicit(signalling(payoffs, second_type), precision)
        if solution.is_principal:
            found += 1
            expected = Branch(payoffs, second_type).sender(precision)
            assert solution.probabilities([]) == pytest.approx(expected, abs=1e-7), seed
    assert found == GAMES // 8


@pytest.mark.parametrize("edge", [1e-12, 1e-9, 1e-6])
def test_the_smallest_edge_that_a_float_can_tell_decides(edge: float) -> None:
    solution = solve_explicit(signalling(common_interest(edge)), 6.0)
    assert solution.is_principal
    assert solution.probabilities([])[0, 0] > 0.99


def test_where_branches_cross_none_is_the_principal_one() -> None:
    """With all messages alike they may mean nothing, or either way round."""
    solution = solve_explicit(signalling(common_interest(0.0)), 6.0)
    assert solution.probabilities([]) == pytest.approx(np.full((2, 2), 0.5))
    assert solution.crossings == 1
    assert not solution.is_principal
    before = solve_explicit(signalling(common_interest(0.0)), 1.5)
    assert before.is_principal


def _relabelled(game: Game) -> Game:
    """Return the game with both players' types and the packages listed the other way round."""
    table = game.packages
    assert table is not None
    return replace(
        game,
        types=(game.types[0][::-1], game.types[1][::-1]),
        prior=(game.prior[0][::-1], game.prior[1][::-1]),
        stages=tuple(
            replace(stage, payoff=stage.payoff[:, :, ::-1, ::-1]) for stage in game.stages
        ),
        packages=replace(
            table,
            level_of=table.level_of[::-1],
            amounts=table.amounts[:, :, ::-1],
            weights=table.weights[:, :, ::-1, ::-1],
        ),
    )


@pytest.mark.parametrize("precision", [0.5, 5.0, 50.0])
def test_the_order_of_types_and_packages_changes_nothing(precision: float) -> None:
    followed = 0
    for seed in range(12):
        game = random_game(seed, rounds=2, packages=3, types=(2, 2), postures=False)
        one, other = (solve_explicit(each, precision) for each in (game, _relabelled(game)))
        assert one.is_principal == other.is_principal
        if one.is_principal:
            followed += 1
            assert other.values[:, ::-1, ::-1] == pytest.approx(one.values, abs=1e-8), seed
    assert followed >= 10


def test_the_order_of_types_messages_and_responses_changes_nothing() -> None:
    for seed in range(100):
        payoffs, second_type, precision = nearly_symmetric(seed)
        one = solve_explicit(signalling(payoffs, second_type), precision)
        turned = signalling(payoffs[::-1, ::-1, ::-1], 1.0 - second_type)
        other = solve_explicit(turned, precision)
        assert one.is_principal
        assert other.is_principal
        found = other.probabilities([])[::-1, ::-1]
        assert found == pytest.approx(one.probabilities([]), abs=1e-7), seed
