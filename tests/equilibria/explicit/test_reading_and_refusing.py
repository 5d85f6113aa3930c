"""How the solver on the tree is asked, and what it refuses."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from negotiation.equilibria.explicit.histories import count_histories, list_histories
from negotiation.equilibria.explicit.solving import solve_explicit
from negotiation.foundations.errors import NegotiationError
from negotiation.game.information import PublicMove
from negotiation.game.rules import Position
from tests.equilibria.explicit.private_pie import private_pie
from tests.generators import random_game


def test_histories_are_counted_and_found() -> None:
    game = private_pie()
    histories = list_histories(game)
    assert histories.count == count_histories(game) == 258
    assert histories.find([]) == 0
    offered = histories.find([3])
    assert histories.stage[offered] == 1
    assert histories.package[offered] == 2
    assert histories.stage[histories.find([3, 1])] == histories.stage[histories.find([0])] == 2


@pytest.mark.parametrize("seed", range(5))
def test_counting_agrees_with_listing(seed: int) -> None:
    game = random_game(seed, rounds=1, packages=2)
    assert list_histories(game).count == count_histories(game)


def test_too_large_a_game_is_refused_with_its_size() -> None:
    game = private_pie(rounds=8)
    with pytest.raises(NegotiationError, match="2,015,538 public histories, more than 1,000"):
        solve_explicit(game, most_histories=1000)


def test_an_impossible_type_is_refused_by_name() -> None:
    game = private_pie(second_types=(0.5, 0.0))
    with pytest.raises(NegotiationError, match="type 'high' of japan has prior probability 0"):
        solve_explicit(game)


@pytest.mark.parametrize("precision", [-1.0, float("inf"), float("nan")])
def test_an_impossible_precision_is_refused(precision: float) -> None:
    with pytest.raises(NegotiationError, match=f"finite and at least 0, not {precision}"):
        solve_explicit(private_pie(), precision)


def test_no_regret_at_all_is_too_much_to_ask() -> None:
    with pytest.raises(NegotiationError, match="above 0, not 0"):
        solve_explicit(private_pie(), regret=0.0)


def test_used_up_effort_says_how_far_it_came() -> None:
    with pytest.raises(NegotiationError, match=r"beyond precision .* in .* linearisations"):
        solve_explicit(private_pie(rounds=2), effort=20)


def test_histories_may_be_public_moves() -> None:
    solution = solve_explicit(private_pie(rounds=2), 4.0)
    moves = [PublicMove(Position(0, 0), 2), PublicMove(Position(1, 0, 1), 1)]
    assert np.array_equal(solution.probabilities(moves), solution.probabilities([2, 1]))
    assert solution.belief(moves) == solution.belief([2, 1])
    assert np.array_equal(solution.value(moves), solution.value([2, 1]))


def test_actions_that_are_not_open_are_named() -> None:
    solution = solve_explicit(private_pie(rounds=1), 4.0)
    with pytest.raises(NegotiationError, match=r"action 9 .* try one of 0, 1, 2, 3, 4, 5"):
        solution.probabilities([9])
    with pytest.raises(NegotiationError, match="over after the first 2"):
        solution.probabilities([1, 0])


def test_nature_has_no_strategy() -> None:
    solution = solve_explicit(random_game(1, rounds=1, packages=1), 1.0)
    with pytest.raises(NegotiationError, match="nature moves after no action at all"):
        solution.probabilities([])


def test_endings_are_a_distribution_with_the_solutions_values() -> None:
    game = random_game(2, rounds=1, packages=2)
    solution = solve_explicit(game, 2.0)
    tree = solution.histories.tree
    for u, v in game.type_pairs:
        endings = solution.endings((u, v), least=0.0)
        assert sum(ending.probability for ending in endings) == pytest.approx(1.0, abs=1e-12)
        chances = [ending.probability for ending in endings]
        assert chances == sorted(chances, reverse=True)
        earned = np.zeros(2)
        for ending in endings:
            here = 0
            for action in ending.actions:
                edges = np.arange(tree.first[here], tree.first[here + 1])
                e = edges[solution.histories.action[edges] == action][0]
                earned += ending.probability * tree.payoff[e, :, 2 * u + v]
                here = tree.child[e]
        assert earned == pytest.approx(solution.values[:, u, v], abs=1e-12)


def test_the_ladder_climbs_to_the_precision() -> None:
    solution = solve_explicit(private_pie(rounds=2), 50.0)
    assert solution.ladder[0].way == "start"
    assert solution.ladder[-1].precision == solution.precision == 50.0
    assert solution.is_principal


def test_the_same_question_has_the_same_answer() -> None:
    first, second = (solve_explicit(private_pie(rounds=2)) for _ in range(2))
    assert np.array_equal(first.log_probabilities, second.log_probabilities)


def test_units_do_not_matter() -> None:
    """Payoffs ten times as large at a tenth of the precision are played alike."""
    game = private_pie(rounds=2)
    assert game.packages is not None
    larger = replace(
        game, packages=replace(game.packages, weights=10.0 * np.asarray(game.packages.weights))
    )
    one, other = solve_explicit(game, 30.0), solve_explicit(larger, 3.0)
    assert other.log_odds == pytest.approx(one.log_odds, abs=1e-9)
