"""The principal branch is followed through turns, however sharp, and nothing else is called it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from negotiation.equilibria.explicit.solving import solve_explicit
from negotiation.game.game import Game
from negotiation.testing.random_games import random_game
from tests.equilibria.explicit.one_message import (
    Branch,
    common_interest,
    nearly_symmetric,
    one_after_the_other,
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


@pytest.mark.parametrize("edge", [1e-9, 1e-6, 1e-3])
def test_a_tiny_edge_decides(edge: float) -> None:
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


@pytest.mark.parametrize("instalments", [1, 10, 80])
def test_it_begins_where_all_that_will_be_paid_is_small(instalments: int) -> None:
    payoffs = common_interest(0.1)
    solution = solve_explicit(signalling(payoffs, instalments=instalments), 3.0)
    assert solution.is_principal
    expected = Branch(payoffs, 0.5).sender(3.0)
    assert solution.probabilities([]) == pytest.approx(expected, abs=1e-7)


def test_turns_at_many_histories_at_once_are_followed_too() -> None:
    """The second message means something at the same precision after every history of the first."""
    followed = 0
    for seed in range(24):
        first, one_prior, precision = nearly_symmetric(seed)
        second, other_prior, _ = nearly_symmetric(1000 + seed)
        first, second = first[:, :2, :2], second[:, :2, :2]
        game = one_after_the_other(first, second, (one_prior, other_prior))
        solution = solve_explicit(game, precision, strides=3000)
        if not solution.is_principal:  # turns closer together than rounding lets strides be short
            assert solution.crossings > 0
            continue
        followed += 1
        expected = Branch(first, one_prior).sender(precision)
        assert solution.probabilities([]) == pytest.approx(expected, abs=1e-7), seed
        expected = Branch(second, other_prior).sender(precision)
        for history in ([0, 0], [0, 1], [1, 0], [1, 1]):
            assert solution.probabilities(history) == pytest.approx(expected, abs=1e-7), seed
    assert followed >= 12


def test_three_types_and_messages_may_be_listed_in_any_order() -> None:
    rng = np.random.default_rng(5)
    for _ in range(20):
        payoffs = np.zeros((3, 3, 3, 2))
        for t in range(3):
            payoffs[t, :, t] = 1.0
        payoffs += 10.0 ** rng.uniform(-4.0, -1.0) * rng.normal(size=payoffs.shape)
        precision = 10.0 ** rng.uniform(-0.3, 1.5)
        one, other = (
            solve_explicit(_three(each), precision)
            for each in (payoffs, payoffs[::-1, [1, 2, 0]][:, :, ::-1])
        )
        assert one.is_principal
        assert other.is_principal
        found = np.empty((3, 3))
        found[::-1, [1, 2, 0]] = other.probabilities([])
        assert found == pytest.approx(one.probabilities([]), abs=1e-7)


def _three(payoffs: NDArray[np.float64]) -> Game:
    """Return the signalling game of three equally likely types of the sender."""
    message, response = signalling(payoffs[:2]).stages
    paid = np.zeros((1, 2, 3, 1, *response.legal.shape))
    paid[0, :, :, 0, 1:] = payoffs.transpose(3, 0, 1, 2)
    return replace(
        signalling(payoffs[:2]),
        types=(("first", "second", "third"), ("only",)),
        prior=(np.full(3, 1.0 / 3.0), np.ones(1)),
        stages=(message, replace(response, payoff=paid)),
    )
