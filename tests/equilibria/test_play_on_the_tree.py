"""What is printed of a small game is what following the profile brings, however coarse the grid."""

from __future__ import annotations

import numpy as np
import pytest

from negotiation.cli.console.tables import solution_sheets
from negotiation.equilibria.certificates.accuracy import accuracy_of
from negotiation.equilibria.certificates.explicit_tree import explicit_tree
from negotiation.equilibria.certificates.logit_residual import logit_residual
from negotiation.equilibria.logit import Logit
from negotiation.equilibria.signalling.findings import paid_off
from negotiation.equilibria.signalling.reach import reach_of
from negotiation.equilibria.signalling.weights import made_up
from negotiation.game.beliefs import Belief
from negotiation.game.rules import Position, start
from negotiation.game.stages import StageKind
from negotiation.results.accuracy import MISJUDGED
from negotiation.testing.random_games import random_game
from tests.earned import earned
from tests.equilibria.explicit.one_message import signalling
from tests.three_moves import three_moves


@pytest.mark.parametrize("seed", [0, 3, 18, 23, 48])
def test_payoffs_chances_and_beliefs_are_those_of_the_profile_at_exact_beliefs(seed: int) -> None:
    game = random_game(seed, rounds=1, packages=2 + seed % 3, postures=seed % 2 == 0)
    member = Logit([2.0, 5.0, 15.0][seed % 3], 7, method="beliefs")
    profile, solution = member.profile(game), member.solve(game)
    told = solution.expectations
    assert told is not None
    for case, pair in zip(solution.cases, game.type_pairs, strict=True):
        worth = earned(game, profile, start(game), pair, Belief.prior(game))
        shown = [case.payoffs[player].total for player in game.players]
        assert shown == pytest.approx(worth.tolist(), abs=1e-12)
        assert sum(one.probability for one in case.outcomes) == pytest.approx(1.0, abs=1e-12)
        label = " / ".join(case.player_types.values())
        assert told.agreed_by[label][-1] == pytest.approx(case.agreement_probability, abs=1e-12)
    for path in told.beliefs:
        if not path.true_type:  # weighed with the prior, a belief is a martingale
            prior = game.prior[game.player(path.player)][1]
            assert path.mean == pytest.approx(np.full(len(path.mean), prior), abs=1e-12)
            assert (path.low <= path.high).all()
    first = game.stages[0]
    if first.kind is StageKind.MOVE and first.mover is not None:
        at, prior_belief = Position(0, game.initial_state, None), Belief.prior(game)
        for signal in (one for one in told.signals if one.stage == first.name):
            k = [action.name for action in first.actions].index(signal.action)
            for own, name in enumerate(game.types[first.mover]):
                chance = profile.mixed_action(at, own, prior_belief).probability(k)
                assert signal.chance_by_type[name] == pytest.approx(chance, abs=1e-12)


@pytest.mark.parametrize("precision", [1.0, 1e6, 1e11])
def test_chances_of_all_endings_add_up_to_one_however_high_the_precision(precision: float) -> None:
    game = random_game(11, rounds=2, packages=3, postures=False)
    reach = reach_of(Logit(precision, 5).by_stages(game))
    total = sum(ending.chance for ending in reach.endings)
    assert total == pytest.approx(np.ones((2, 2)), abs=1e-12)


def test_where_play_is_followed_on_the_grid_its_distance_from_the_claims_is_an_error_too() -> None:
    game = random_game(23, rounds=1, packages=4, postures=False)
    member = Logit(15.0, 7, method="beliefs")
    solution, off = member.solve(game), paid_off(profile := member.profile(game), reach_of(profile))
    assert max(off.values()) > 0.1  # the grid is coarse
    certificate = solution.private_certificate
    assert certificate is not None
    exact, spread = (accuracy_of((certificate, each), 7, 10**6) for each in ({}, off))
    assert exact is not None
    assert spread is not None
    assert spread.error_busd > exact.error_busd
    assert spread.error_busd <= exact.error_busd + max(off.values()) + 1e-12


@pytest.mark.parametrize("swap", [False, True])
@pytest.mark.parametrize("grid", [7, 41])
@pytest.mark.parametrize("rare", [5e-324, 1e-307, 1e-300, 1e-17, 1.2e-16, 3e-16, 1e-12, 1e-6])
def test_a_type_that_is_all_but_impossible_loses_no_probability(
    rare: float, grid: int, swap: bool
) -> None:
    payoffs = np.random.default_rng(0).normal(size=(2, 3, 3, 2))
    game = signalling(payoffs, 1.0 - rare if swap else rare)
    reach = reach_of(Logit(4.0, grid).by_stages(game))
    total = np.sum([one.chance for one in reach.endings], axis=0)
    assert total == pytest.approx(np.ones((2, 2)), abs=1e-12)


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("precision", [2.0, 16.0, 1e4])
def test_beliefs_followed_on_a_grid_are_martingales(seed: int, precision: float) -> None:
    game = random_game(seed, rounds=2, packages=3, types=(2, 2))
    reach = reach_of(Logit(precision, 7).by_stages(game))
    prior = np.outer(*game.prior)
    for i in (0, 1):
        asked = [t for t, one in enumerate(game.stages) if one.kind is not StageKind.ANSWER]
        for t in [*asked, len(game.stages)]:
            about, weights = reach.believed(t, i)
            row = np.einsum("uvn,uv->n", weights, prior)
            assert row.sum() == pytest.approx(1.0, abs=1e-9)
            assert row @ about == pytest.approx(game.prior[i][1], abs=1e-9)


@pytest.mark.parametrize("seed", range(3))
def test_packages_off_the_menu_are_no_error_of_the_log_odds(seed: int) -> None:
    game = random_game(seed, rounds=1, packages=30, types=(2, 2))
    told = Logit(2.0, 21, 24, method="beliefs").solve(game).accuracy
    assert told is not None
    assert told.log_odds is not None
    assert told.log_odds < 0.2


def test_a_pair_of_types_whose_play_is_left_out_is_not_drawn_out_of_nothing() -> None:
    factors = made_up(np.full((2, 2), 1e-9), np.array([[1e-320, 0.0], [1e-9, 0.9e-9]]))
    assert factors[..., 0, 0] == pytest.approx(np.array([[1.0, 1.0], [1.0, 10.0 / 9.0]]))


def test_what_is_too_unlikely_to_be_followed_is_made_up_for() -> None:
    game = random_game(5, rounds=3, packages=12, types=(2, 2))
    reach = reach_of(Logit(12.0, 7).by_stages(game))
    total = np.sum([one.chance for one in reach.endings], axis=0)
    assert total == pytest.approx(np.ones((2, 2)), abs=1e-12)


def test_actions_that_are_never_taken_are_asked_why() -> None:
    game = three_moves(0, actions=3)
    tree = explicit_tree(game, Logit(2.0, 41, method="beliefs").by_stages(game))
    assert logit_residual(tree, 2.0) < 0.05
    assert logit_residual(tree, 1e6) > 1e4  # play is far from what such a precision asks
    # At L = 1e6 every type takes one action only, and on so coarse a grid not always the best.
    found = []
    for seed in range(8):
        game = three_moves(seed, actions=3)
        sharp = explicit_tree(game, Logit(1e6, 5, method="beliefs").by_stages(game))
        found.append((logit_residual(sharp, 1e6), float(sharp.gains(0).max())))
    assert max(residual for residual, _ in found) > 1e3
    wrong = [residual for residual, gain in found if gain > 0.01]
    assert wrong
    assert min(wrong) > 1e3


def test_chances_that_are_badly_off_are_a_warning_even_where_values_are_not() -> None:
    for seed in range(60):
        game = random_game(seed, rounds=1, packages=3, postures=False)
        solution = Logit(15.0, 5, method="beliefs").solve(game)
        told = solution.accuracy
        assert told is not None
        assert told.log_odds is not None
        if not told.is_poor and told.log_odds > MISJUDGED:
            (warning,) = solution.warnings
            assert "log odds of actions along play are off by up to" in warning
            assert next(iter(solution_sheets(solution, "logit"))) == warning
            return
    pytest.fail("no such game")
