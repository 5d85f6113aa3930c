"""Play under a solved profile earns what was solved, and the public learns what is true."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import numpy as np
import pytest
from numpy.typing import NDArray

from negotiation.engine.matches import play
from negotiation.engine.sampling import Sample, sample
from negotiation.engine.seating import seat
from negotiation.equilibria.certificates.followed_play import followed_play
from negotiation.equilibria.logit import Logit
from negotiation.equilibria.signalling.menu import menu_of
from negotiation.game.game import Game
from negotiation.game.narrowing import keep_last_rounds, keep_packages
from negotiation.scenario.compile import compile_game
from negotiation.scenario.loading import load
from tests.five_rounds import five_rounds_game, five_rounds_with_a_deadline_in_the_middle
from tests.generators import random_game

PLAYS = 20_000


def by_pair(game: Game, plays: Sample) -> dict[tuple[int, int], NDArray[np.float64]]:
    """Return the payoffs [n, i] of each type pair."""
    return {pair: plays.payoffs[(plays.types == pair).all(axis=1)] for pair in game.type_pairs}


def too_far(earned: NDArray[np.float64], value: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return how many standard errors a mean is from what was solved [i]."""
    error = earned.std(axis=0, ddof=1) / np.sqrt(len(earned))
    return np.asarray(np.abs(earned.mean(axis=0) - value) / error)


def expected(game: Game, value: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return values [i, u, v] averaged over the prior."""
    return np.asarray(np.einsum("iuv,u,v->i", value, *game.prior))


@pytest.mark.parametrize("number", [1, 2, 5, 9])
@pytest.mark.parametrize("precision", [0.3, 1.0])
def test_play_earns_the_values_of_every_type_pair(number: int, precision: float) -> None:
    game = random_game(number, rounds=2, packages=3)
    profile = Logit(precision, grid=21).profile(game)
    plays, value = sample(profile, PLAYS, seed=4), profile.value()
    for (u, v), earned in by_pair(game, plays).items():
        assert (too_far(earned, value[:, u, v]) < 4.0).all()
    assert (too_far(plays.payoffs, expected(game, value)) < 3.0).all()


@pytest.mark.parametrize("number", [1, 2, 5, 9])
def test_play_earns_about_the_values_where_equilibria_are_many(number: int) -> None:
    """Values are read between the nodes of the belief axes, and between equilibria they jump."""
    game = random_game(number, rounds=2, packages=3)
    profile = Logit(5.0, grid=21).profile(game)
    plays = sample(profile, PLAYS, seed=4)
    distance = np.abs(plays.payoffs.mean(axis=0) - expected(game, profile.value()))
    error = plays.payoffs.std(axis=0, ddof=1) / np.sqrt(PLAYS)
    assert (distance < 4.0 * error + 0.03 * game.payoff_span).all()


def test_play_earns_the_values_in_the_base_scenario_cut_short() -> None:
    base = compile_game(load("june_deadline"))
    packages = base.packages
    assert packages is not None
    game = keep_last_rounds(keep_packages(base, range(0, packages.count, 700)), 1)
    profile = Logit(0.5).profile(game)
    plays = sample(profile, PLAYS, seed=1)
    assert (too_far(plays.payoffs, expected(game, profile.value())) < 4.0).all()


@pytest.mark.parametrize("precision", [1.0, 5.0])
def test_the_public_learns_what_is_true_and_expects_to_learn_nothing(precision: float) -> None:
    game = random_game(2, rounds=2, packages=3)
    plays = sample(Logit(precision).profile(game), PLAYS, seed=9)
    path = [*plays.beliefs.swapaxes(0, 1), plays.last_belief]
    assert path[-1].std(axis=0).min() > 0.05  # something is learnt
    for before, after in pairwise(path):
        change = after - before
        for weight in (np.ones_like(before), before):
            error = (change * weight).std(axis=0) / np.sqrt(len(change))
            assert (np.abs((change * weight).mean(axis=0)) < 4.0 * error + 1e-12).all()
    for i in (0, 1):
        for low in np.arange(0.0, 1.0, 0.2):
            among = (plays.last_belief[:, i] >= low) & (plays.last_belief[:, i] < low + 0.2)
            if among.sum() < 100:
                continue
            surprise = plays.types[among, i] - plays.last_belief[among, i]
            assert abs(surprise.mean()) < 4.0 * surprise.std() / np.sqrt(surprise.size) + 1e-3


@pytest.mark.parametrize("precision", [1.0, 5.0])
def test_a_sample_of_a_logit_equilibrium_is_what_its_followers_play(precision: float) -> None:
    game = random_game(2, rounds=2, packages=3)
    profile = Logit(precision).profile(game)
    seats = seat(game, ("logit_follower", "logit_follower"), profiles={"logit": profile})
    plays = sample(profile, 40, seed=6)
    for n in range(40):
        record = play(game, seats, seed=6, match=n, private=True)
        assert len(record.moves) == (plays.actions[n] >= 0).sum()
        totals = [record.payoffs[player].total for player in game.players]
        np.testing.assert_array_equal(plays.payoffs[n], totals)


@pytest.mark.parametrize("game", [five_rounds_game, five_rounds_with_a_deadline_in_the_middle])
def test_whole_talks_earn_the_values_but_for_the_error_that_is_told(
    game: Callable[[], Game],
) -> None:
    talks = game()
    profile = Logit(5.0, grid=21, offers=8).solved_with(talks, menu_of(talks, 8))
    claimed, played = profile.value(), profile.game
    told = followed_play(played, profile)
    assert told is not None
    error = np.array([told.largest_busd[player] for player in played.players])
    assert (error < 1.0).all()
    plays = sample(profile, 10_000, seed=4)
    for (u, v), earned in by_pair(played, plays).items():
        noise = 3.0 * earned.std(axis=0) / np.sqrt(len(earned))
        assert (np.abs(earned.mean(axis=0) - claimed[:, u, v]) < noise + error).all()
