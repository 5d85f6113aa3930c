"""Which equilibrium the solver on beliefs answers with, and that none is falsely called principal.

The referee is `explicit.one_message.Branch`, which follows the branch of one signalling stage by
tiny strides and shares nothing with the solvers.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from negotiation.equilibria.explicit.solving import solve_explicit
from negotiation.equilibria.logit import Logit
from negotiation.equilibria.signalling.belief_profile import BeliefProfile
from negotiation.game.beliefs import Belief
from negotiation.game.stages import END
from negotiation.game.textbook.writing import move_stage
from negotiation.testing.random_games import random_game
from tests.equilibria.explicit.one_message import (
    Branch,
    common_interest,
    nearly_symmetric,
    signalling,
)
from tests.transforms import with_actions_renumbered, with_players_swapped, with_types_reversed

GRID, FINE = 21, 41
READ = 0.02
"""What reading between so many nodes changes of a probability, on the right branch."""


SAME, SAME_AT_FOLDS = 1e-9, 1e-5
"""Values differ by no more where only the order differs. Where the branch is lost, some stage is
next to a fold: there the last digit of a payoff moves the root by the square root of it, and what
comes before such stages in turn."""


def sent(profile: BeliefProfile) -> np.ndarray:
    """Return what the sender's types do at the prior [type, message]."""
    game = profile.game
    prior = Belief.prior(game)
    return np.array([profile.probabilities(0, game.initial_state, k, prior) for k in (0, 1)])


def test_none_of_200_nearly_symmetric_games_is_called_principal_that_is_not() -> None:
    principal, wrong = 0, []
    for seed in range(200):
        payoffs, second_type, precision = nearly_symmetric(seed)
        profile = Logit(precision, GRID).profile(signalling(payoffs, second_type))
        if profile.selected.is_principal:
            principal += 1
            expected = Branch(payoffs, second_type).sender(precision)
            if np.abs(sent(profile) - expected).max() > READ:
                wrong.append(seed)
    assert wrong == []
    assert principal >= 110


@pytest.mark.parametrize(
    ("edge", "second_type", "precision", "expected"),
    [(0.1, 0.5, 3.0, (0.9478, 0.0692)), (0.01, 0.4, 4.0, (0.9795, 0.0213))],
)
def test_messages_nearly_alike_come_to_mean_something(
    edge: float, second_type: float, precision: float, expected: tuple[float, float]
) -> None:
    game = signalling(common_interest(edge), second_type)
    profile = Logit(precision, 41).profile(game)
    assert sent(profile)[:, 0] == pytest.approx(expected, abs=2e-3)


def wished_for(seed: int) -> tuple[np.ndarray, float, float]:
    """Return payoffs [type, message, player, answer], a prior and L of a signalling game.

    Both types want the same answer to each message, so that what they gain by being believed is no
    ground to tell them apart: every action's own equation has one root where the stage has several.
    """
    rng = np.random.default_rng(seed)
    messages = int(rng.integers(2, 4))
    payoffs = np.zeros((2, messages, 2, 2))
    payoffs[..., 0] += rng.normal(size=(2, messages))[:, :, None] * rng.uniform(0.3, 1.0)
    payoffs[:, :, 1, 0] += rng.normal(size=messages) * 1.2
    doubt, care = rng.uniform(0.15, 0.85), rng.uniform(0.6, 3.0)
    payoffs[0, :, 1, 1], payoffs[1, :, 1, 1] = -doubt * care, (1.0 - doubt) * care
    return payoffs, float(rng.uniform(0.3, 0.7)), float(rng.choice([4.0, 8.0, 15.0, 20.0]))


def test_of_games_where_both_types_want_to_be_believed_none_is_falsely_principal() -> None:
    principal, wrong, turned = 0, [], []
    for seed in range(100):
        payoffs, second_type, precision = wished_for(seed)
        game = signalling(payoffs, second_type)
        profile = Logit(precision, FINE).profile(game)
        if profile.selected.is_principal:
            principal += 1
            expected = Branch(payoffs, second_type).sender(precision)
            if np.abs(sent(profile) - expected).max() > READ:
                wrong.append(seed)
            other = Logit(precision, FINE).profile(with_types_reversed(game, 0))
            if np.abs(sent(other)[::-1] - sent(profile)).max() > 1e-7:
                turned.append(seed)
    assert (wrong, turned) == ([], [])
    assert principal >= 60


def seldom_sent(seed: int) -> tuple[np.ndarray, float, float]:
    """Return payoffs, a prior and L of a game whose first message is far better than all others.

    The others are sent with a probability below exp(-30), and what is believed after them may still
    have several roots.
    """
    rng = np.random.default_rng([11, seed])
    payoffs = rng.normal(size=(2, int(rng.integers(2, 4)), int(rng.integers(2, 4)), 2))
    precision = float(rng.choice([4.0, 8.0, 12.0, 20.0]))
    payoffs[:, 0, :, 0] += rng.uniform(35.0, 60.0) / precision + 3.0
    return payoffs, float(rng.uniform(0.2, 0.8)), precision


def test_beliefs_after_what_is_never_done_are_the_branchs_own_where_called_principal() -> None:
    principal, wrong = 0, []
    for seed in range(150):
        payoffs, second_type, precision = seldom_sent(seed)
        game = signalling(payoffs, second_type)
        profile = Logit(precision, 101, method="beliefs").profile(game)
        if profile.selected.is_principal:
            principal += 1
            first, second = np.log(sent(profile))
            believed = np.log(second_type) - np.log1p(-second_type) + second - first
            expected = Branch(payoffs, second_type).posteriors(precision)
            if np.abs(believed - expected).max() > 0.5:
                wrong.append(seed)
    assert wrong == []
    assert principal >= 100


@pytest.mark.parametrize(("seed", "out"), [(3, 0.965), (10, 0.931), (132, 0.842)])
def test_a_root_that_keeps_play_away_from_its_stage_is_looked_at(seed: int, out: float) -> None:
    """The receiver may leave first: with the wrong root it does, and never meets that root."""
    payoffs, second_type, precision = nearly_symmetric(seed)
    game = signalling(payoffs, second_type)
    states = len(game.stages[0].legal)
    payoff = np.zeros((2, 1, 1, 2))
    payoff[1, :, :, 0] = out
    enter = move_stage(
        name="enter", round_index=0, mover=1, actions=["out", "in"], next_state=[END, 0],
        payoff=payoff, states=states,
    )  # fmt: skip
    profile = Logit(precision, GRID).profile(replace(game, stages=(enter, *game.stages)))
    entered = profile.probabilities(0, 0, 0, Belief.prior(game))[1]
    expected = solve_explicit(replace(game, stages=(enter, *game.stages)), precision)
    assert expected.is_principal
    assert entered == pytest.approx(expected.chances(0, (0, 0))[1], abs=READ)
    assert entered > 0.8
    if not profile.selected.is_principal:
        assert "selected" in profile.selected.in_words


def test_where_the_branch_is_lost_the_places_are_named() -> None:
    lost = None
    for seed in range(60):
        payoffs, second_type, precision = nearly_symmetric(seed)
        profile = Logit(precision, GRID).profile(signalling(payoffs, second_type))
        if not profile.selected.is_principal and profile.selected.several:
            lost = profile.selected
            break
    assert lost is not None
    place = lost.several[0]
    assert place.stage == "message"
    assert place.chance > 1e-4
    assert "selected, not principal" in lost.in_words
    assert place.stage in lost.in_words


def test_one_root_everywhere_needs_no_following() -> None:
    profile = Logit(0.05, 9).profile(random_game(3, rounds=1, packages=3, types=(2, 2)))
    assert profile.selected.is_principal
    assert "one root" in profile.selected.reason


@pytest.mark.parametrize(
    ("seed", "precision"),
    [(0, 0.5), (1, 2.0), (3, 20.0), (5, 0.7), (11, 50.0)],
)
def test_the_order_of_types_actions_and_players_changes_nothing(
    seed: int, precision: float
) -> None:
    game = random_game(seed, rounds=2, packages=4, types=(2, 2))
    profile = Logit(precision, 7, 4).profile(game)
    values = profile.value()
    same = SAME if profile.selected.is_principal else SAME_AT_FOLDS
    for player in (0, 1):
        other = Logit(precision, 7, 4).profile(with_types_reversed(game, player)).value()
        assert np.flip(other, 1 + player) == pytest.approx(values, abs=same)
    renumbered = with_actions_renumbered(game, np.random.default_rng(seed))
    assert Logit(precision, 7, 4).profile(renumbered).value() == pytest.approx(values, abs=same)
    swapped = Logit(precision, 7, 4).profile(with_players_swapped(game)).value()
    assert swapped[::-1].swapaxes(1, 2) == pytest.approx(values, abs=same)
