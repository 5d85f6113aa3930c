"""The precision behind play: what is counted, and that it is found again where it is known."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from negotiation.engine.matches import play
from negotiation.engine.sampling import sample
from negotiation.equilibria.estimation.choices import Choices
from negotiation.equilibria.estimation.likelihood import fit, uniform_log_likelihood
from negotiation.equilibria.estimation.precision import (
    DROP,
    estimate_precision,
    logit_profiles,
    precision_behind,
)
from negotiation.foundations.errors import NegotiationError
from negotiation.game.beliefs import Belief
from negotiation.game.game import Game, PublicStates, Round
from negotiation.game.narrowing import keep_last_rounds, keep_packages
from negotiation.game.stages import END, ActionLabel, Stage, StageKind
from negotiation.results.precision_estimate import PrecisionEstimate
from negotiation.results.profile import Profile
from negotiation.results.storage import as_plain, from_plain
from negotiation.scenario.compile import compile_game
from negotiation.scenario.loading import load
from tests.engine.test_private_information import followers
from tests.engine.test_sampling import Upside
from tests.engine.test_talks import Spread
from tests.generators import games, random_game

LAW = settings(max_examples=30, derandomize=True, deadline=None)
SEEDS = st.integers(0, 2**32 - 1)
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


# What is counted -------------------------------------------------------------------------------


@given(game=games(), seed=SEEDS, menu=st.booleans())
@LAW
def test_the_log_likelihood_is_that_of_the_chances_in_the_records(
    game: Game, seed: int, menu: bool
) -> None:
    profile = Upside(game, seed) if menu else Spread(game, seed)
    seats = followers(profile)
    records = [play(game, seats, seed=seed, match=n, private=True) for n in range(6)]
    moves = [move for record in records for move in record.moves if move.player != "nature"]
    choices = Choices.read(game, records)
    found = fit(profile, choices)
    expected = sum(math.log(move.probability) for move in moves)
    assert found.log_likelihood == pytest.approx(expected, rel=1e-9)
    assert (found.impossible, found.replaced, found.replaced_busd) == (0, 0, 0.0)
    plays = sample(profile, 6, seed=seed)
    assert (choices.actions == plays.actions).all()
    assert (choices.types == plays.types).all()


def test_beliefs_follow_from_the_profile_itself_and_not_from_the_record() -> None:
    game = random_game(5, rounds=2, packages=3)
    one, other = logit_profiles(game)(1.0), logit_profiles(game)(3.0)
    records = [play(game, followers(one), seed=1, match=n, private=True) for n in range(4)]
    again = [  # the same paths, told under another public belief
        replace(record, moves=tuple(replace(move, beliefs={}) for move in record.moves))
        for record in records
    ]
    for profile in (one, other):
        assert fit(profile, Choices.read(game, again)) == fit(profile, Choices.read(game, records))
    moves = [move for record in records for move in record.moves if move.player != "nature"]
    chances = sum(math.log(move.probability) for move in moves)
    assert fit(one, Choices.read(game, records)).log_likelihood == pytest.approx(chances, rel=1e-7)
    assert fit(other, Choices.read(game, records)).log_likelihood != pytest.approx(
        chances, rel=0.01
    )


def test_only_choices_with_an_alternative_of_the_players_asked_for_count() -> None:
    game = random_game(7, rounds=3)
    profile = Spread(game, 2)
    first, second = followers(profile)
    records = [play(game, (first, second), seed=3, match=n, private=True) for n in range(20)]
    records = [
        replace(record, strategies={"us": "human", "japan": "robot" if n % 2 else "human"})
        for n, record in enumerate(records)
    ]
    everyone = Choices.read(game, records)
    movers = np.array([-1 if stage.mover is None else stage.mover for stage in game.stages])
    assert not everyone.counted[:, movers == -1].any()
    certain = fit(profile, everyone).log_likelihood
    by_player = [Choices.read(game, records, players=[name]) for name in game.players]
    assert not (by_player[0].counted & by_player[1].counted).any()
    assert ((by_player[0].counted | by_player[1].counted) == everyone.counted).all()
    assert certain == pytest.approx(
        sum(fit(profile, choices).log_likelihood for choices in by_player)
    )
    human = Choices.read(game, records, strategies=["human"])
    assert (human.counted[::2] == everyone.counted[::2]).all()
    assert (human.counted[1::2] == by_player[0].counted[1::2]).all()
    forced = (everyone.actions >= 0) & (movers >= 0) & ~everyone.counted
    assert forced.any()
    for n, t in zip(*np.nonzero(forced), strict=True):
        legal = game.stages[t].legal[everyone.states[n, t]]
        assert legal.sum() == 1


def test_an_offer_outside_the_menu_is_read_as_the_nearest_in_payoffs() -> None:
    game = random_game(12, rounds=2, packages=9, postures=False)
    packages = game.packages
    assert packages is not None
    free, bound = Spread(game, 1), Upside(game, 1)
    choices = sampled(free, 40, 5)
    found = fit(bound, choices)
    menu = set(map(int, bound.menu))
    moved, replaced, far = choices.actions.copy(), 0, 0.0
    for n, t in zip(*np.nonzero(choices.actions > 0), strict=True):
        stage, package = game.stages[t], int(choices.actions[n, t]) - 1
        if stage.kind is not StageKind.OFFER or package in menu:
            continue
        off = {
            q: max(
                abs(worth[q] - worth[package])
                for i in (0, 1)
                for u, v in game.type_pairs
                for worth in [packages.values(i, u, v, stage.round_index)]
            )
            for q in menu
        }
        nearest = min(off, key=lambda q: off[q])
        moved[n, t], replaced, far = 1 + nearest, replaced + 1, max(far, off[nearest])
    assert replaced > 10
    assert found.replaced == replaced
    assert found.replaced_busd == pytest.approx(far)
    stand_in = Choices.along(game, choices.types, moved)
    on_table = replace(stand_in, packages=choices.packages)  # answers are to what was offered
    assert found.log_likelihood == pytest.approx(fit(bound, on_table).log_likelihood)
    options = uniform_log_likelihood(choices, bound.menu)
    assert options > uniform_log_likelihood(choices, free.menu)


def test_the_uniform_log_likelihood_is_that_of_precision_zero() -> None:
    game = random_game(5, rounds=2, packages=5)
    profile = logit_profiles(game)(1e-9)
    choices = sampled(profile, 50, 1)
    uniform = uniform_log_likelihood(choices, profile.menu)
    assert fit(profile, choices).log_likelihood == pytest.approx(uniform, abs=1e-5)


# Found again -----------------------------------------------------------------------------------


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
