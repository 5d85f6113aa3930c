"""The precision behind play, found again where it is known."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import cache

import numpy as np
import pytest
from numpy.typing import NDArray

from negotiation.engine.matches import play
from negotiation.equilibria.estimation.curve import DROP
from negotiation.equilibria.estimation.likelihood import fit
from negotiation.equilibria.estimation.precision import (
    estimate_precision,
    logit_profiles,
    precision_behind,
)
from negotiation.foundations.errors import NegotiationError
from negotiation.game.beliefs import Belief
from negotiation.game.game import Game
from negotiation.game.narrowing import keep_last_rounds, keep_packages
from negotiation.results.precision_estimate import PrecisionEstimate
from negotiation.results.profile import Profile
from negotiation.results.storage import as_plain, from_plain
from negotiation.scenario.compile import compile_game
from negotiation.scenario.loading import load
from tests.engine.test_private_information import followers
from tests.engine.test_talks import Spread
from tests.equilibria.one_choice import PAYOFFS, Softmax, closed_form, one_stage, sampled
from tests.generators import random_game


def test_a_closed_form_is_estimated_as_its_score_and_information_say() -> None:
    estimate = closed_form(3000, 4, 2.0)
    game, precision = one_stage(), estimate.precision
    choices = sampled(Softmax(game, 2.0), 3000, 4)
    score, information = 0.0, 0.0
    for own, action in zip(choices.types[:, 0], choices.actions[:, 0], strict=True):
        chances = Softmax(game, precision).probabilities(0, 0, int(own), Belief.prior(game))
        mean = float(chances @ PAYOFFS[own])
        score += PAYOFFS[own, action] - mean
        information += float(chances @ (PAYOFFS[own] - mean) ** 2)
    assert abs(score) / information < 0.005 * precision  # how far the root of the score is
    assert estimate.standard_error == pytest.approx(information**-0.5, rel=0.03)
    low, high = estimate.interval
    assert (high - low) / 2.0 == pytest.approx(1.96 * information**-0.5, rel=0.03)
    assert (estimate.choices, estimate.matches) == (3000, 3000)
    assert estimate.uniform_log_likelihood == pytest.approx(-3000 * math.log(4))
    for end in estimate.interval:
        left = fit(Softmax(game, end), choices).log_likelihood
        assert left == pytest.approx(estimate.log_likelihood - DROP, abs=0.02)
    assert list(estimate.precisions) == sorted(estimate.precisions)
    assert estimate.log_likelihoods.max() == estimate.log_likelihood
    assert from_plain(as_plain(estimate), PrecisionEstimate) == estimate
    assert not estimate.at_bound
    assert estimate.is_smooth
    assert "jumps" not in estimate.story()
    assert "3000 choices in 3000 matches of one choice" in estimate.story()


def test_the_interval_covers_the_truth_as_often_as_it_says() -> None:
    covered = 0
    for seed in range(200):
        low, high = closed_form(150, seed, 2.0).interval
        covered += low <= 2.0 <= high
    assert 180 <= covered <= 199  # 190 expected, standard deviation 3


@cache
def small(number: int) -> tuple[Game, Callable[[float], Profile]]:
    game = random_game(number, rounds=2, packages=4)
    return game, logit_profiles(game)


@pytest.mark.parametrize(
    ("number", "truth", "seed"), [(5, 0.7, 1), (5, 0.7, 2), (5, 0.7, 3), (9, 1.5, 1)]
)
def test_a_known_precision_is_found_again_from_records(
    number: int, truth: float, seed: int
) -> None:
    game, solve = small(number)
    seats = followers(solve(truth))
    records = [play(game, seats, seed=seed, match=n, private=True) for n in range(300)]
    estimate = estimate_precision(game, records, solve=solve, bounds=(0.1, 10.0), points=7)
    assert estimate.interval[0] <= truth <= estimate.interval[1]
    assert estimate.is_smooth
    assert estimate.standard_error is not None
    assert abs(estimate.precision - truth) < 3.0 * estimate.standard_error
    assert estimate.pseudo_r2 > 0.05
    assert (estimate.offers_replaced, estimate.impossible_choices) == (0, 0)


def test_where_equilibria_change_with_the_precision_the_estimate_warns_of_jumps() -> None:
    game = one_stage()

    def solve(precision: float) -> Profile:
        """Return now one, now another profile, as where equilibria are several."""
        other = int(40.0 * math.log(precision)) % 2 == 1
        return Softmax(game, precision * (1.2 if other else 1.0))

    estimate = precision_behind(sampled(Softmax(game, 2.0), 3000, 1), solve=solve)
    assert estimate.precision == pytest.approx(2.0, rel=0.25)
    assert not estimate.is_smooth
    assert "The likelihood is uneven there" in estimate.story()


def test_a_known_precision_is_found_again_in_the_base_scenario_cut_short() -> None:
    base = compile_game(load("june_deadline"))
    packages = base.packages
    assert packages is not None
    game = keep_last_rounds(keep_packages(base, range(0, packages.count, 700)), 1)
    solve = logit_profiles(game)
    choices = sampled(solve(0.8), 300, 1)
    estimate = precision_behind(choices, solve=solve, bounds=(0.05, 20.0), points=7)
    assert estimate.interval[0] <= 0.8 <= estimate.interval[1]
    assert estimate.precision == pytest.approx(0.8, rel=0.25)


# What may go wrong -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("truth", "bounds", "said"), [(2.0, (0.01, 0.5), "upper"), (2.0, (5.0, 50.0), "lower")]
)
def test_an_estimate_at_a_bound_says_so(
    truth: float, bounds: tuple[float, float], said: str
) -> None:
    estimate = closed_form(500, 1, truth, bounds=bounds)
    upper = said == "upper"
    assert estimate.at_bound == said
    assert estimate.precision == pytest.approx(bounds[upper])
    assert estimate.standard_error is None
    assert estimate.open_ends[upper]
    assert f"The {said} bound of the search" in estimate.story()


def test_a_flat_likelihood_leaves_the_interval_open() -> None:
    estimate = closed_form(8, 3, 0.3)
    assert estimate.open_ends[0]
    assert "below" in estimate.story()


def test_people_who_do_what_is_impossible_are_reported() -> None:
    game = random_game(12, rounds=2, postures=False)

    class Stubborn(Spread):
        def probabilities(
            self, stage: int, public_state: int, player_type: int, belief: Belief
        ) -> NDArray[np.float64]:
            table = super().probabilities(stage, public_state, player_type, belief)
            return np.asarray((table == table.max(axis=-1, keepdims=True)).astype(float))

    found = fit(Stubborn(game, 1), sampled(Spread(game, 1), 30, 2))
    assert found.impossible > 0
    assert math.isfinite(found.log_likelihood)


def test_progress_is_told_of_every_precision() -> None:
    told: list[tuple[int, float, float]] = []
    estimate = closed_form(200, 1, 2.0, progress=lambda *line: told.append(line))
    assert [number for number, _, _ in told] == list(range(1, len(estimate.precisions) + 1))
    assert sorted(precision for _, precision, _ in told) == pytest.approx(estimate.precisions)


def test_a_precision_is_solved_once() -> None:
    game = random_game(5, rounds=1, packages=2)
    solve = logit_profiles(game)
    assert solve(2.0) is solve(2.0)


@pytest.mark.parametrize("bounds", [(0.0, 1.0), (2.0, 1.0), (1.0, math.inf)])
def test_bounds_that_are_none_are_refused(bounds: tuple[float, float]) -> None:
    with pytest.raises(NegotiationError, match="rising positive bounds"):
        closed_form(10, 1, 1.0, bounds=bounds)


def test_records_without_a_choice_are_refused() -> None:
    game = one_stage()
    profile = Softmax(game, 1.0)
    records = [play(game, followers(profile), seed=1, private=True)]
    with pytest.raises(NegotiationError, match="no choice between two actions"):
        estimate_precision(game, records, players=["japan"], solve=lambda x: Softmax(game, x))
