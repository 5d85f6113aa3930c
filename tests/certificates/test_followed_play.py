"""What following a profile earns against what it claims: without bias, beside the exact tree."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from negotiation.equilibria.certificates.accuracy import accuracy_of
from negotiation.equilibria.certificates.explicit_tree import explicit_tree
from negotiation.equilibria.certificates.followed_play import followed_play
from negotiation.equilibria.certificates.logit_residual import logit_residual
from negotiation.equilibria.certificates.private import certify
from negotiation.equilibria.logit import Logit
from negotiation.equilibria.signalling.belief_profile import BeliefProfile
from negotiation.equilibria.signalling.menu import menu_of
from negotiation.game.beliefs import Belief
from negotiation.game.game import Game
from negotiation.game.rules import (
    start,
)
from tests.certificates.every_plan import RandomProfile
from tests.earned import earned
from tests.generators import random_game
from tests.three_moves import three_moves

PRECISIONS = np.geomspace(0.5, 50.0, 7)
NODES = 11


def three_stage(seed: int) -> tuple[Game, BeliefProfile]:
    """Return a random game of three stages, solved coarsely at a precision from 0.5 to 50."""
    precision = float(PRECISIONS[seed % 7])
    if seed % 2:
        game = three_moves(seed, actions=5 if seed % 4 == 1 else 3)
        return game, Logit(precision, NODES).solved_with(game, None)
    game = random_game(seed, rounds=1, packages=4, postures=False)
    return game, Logit(precision, NODES, 4).solved_with(game, menu_of(game, 4))


def missing(game: Game, profile: BeliefProfile) -> NDArray[np.float64]:
    """Return by how much each type is promised more than following earns it [type], exactly."""
    claimed, prior, found = profile.value(), Belief.prior(game), []
    worth = np.zeros((2, *(len(names) for names in game.types)))
    for u, v in game.type_pairs:
        worth[:, u, v] = earned(game, profile, start(game), (u, v), prior)
    for i in (0, 1):
        more = (claimed - worth)[i] if i == 0 else (claimed - worth)[i].T
        found.append(more @ game.prior[1 - i])
    return np.concatenate(found)


def test_the_reported_error_of_100_games_is_never_below_the_true_one() -> None:
    ratios = []
    for seed in range(100):
        game, profile = three_stage(seed)
        certificate = certify(game, profile, profile.value(), nodes=5, matches=1, offer_matches=1)
        found = accuracy_of((certificate, {}), NODES, 0)
        assert found is not None
        true = float(np.abs(missing(game, profile)).max())
        assert found.error_busd >= true - 1e-12
        ratios.append(found.error_busd / max(true, 1e-300))
    assert np.median(ratios) <= 10.0


def test_talks_followed_tell_the_error_of_larger_games_without_bias() -> None:
    below, ratios, off = 0, [], []
    for seed in range(100):
        game, profile = three_stage(seed)
        true, found = missing(game, profile), followed_play(game, profile, talks=32)
        assert found is not None
        told = np.array([error for each in found.error_busd.values() for error in each.values()])
        noise = np.array([error for each in found.noise_busd.values() for error in each.values()])
        largest = max(found.largest_busd.values())
        below += largest < np.abs(true).max() - 1e-9
        ratios.append(largest / max(float(np.abs(true).max()), 1e-12))
        off.append((told - true)[noise > 1e-6] / noise[noise > 1e-6])
    assert below <= 5  # errors at places that none of 32 talks has met
    assert np.median(ratios) <= 10.0
    middle = np.median(np.concatenate(off))
    assert abs(middle) < 0.3


def test_claims_however_wrong_do_not_bias_what_following_earns() -> None:
    game = three_moves(1, actions=3)
    profile = Logit(1.0, 21).solved_with(game, None)
    rng = np.random.default_rng(0)
    for table in profile.induction.values[:-1]:
        # A number for every stage, public state and pair of types, whatever is believed.
        np.add(table, 0.05 * rng.normal(size=(*table.shape[:4], 1, 1)), out=table)
    true, found = missing(game, profile), followed_play(game, profile, talks=400)
    assert found is not None
    told = np.array([error for each in found.error_busd.values() for error in each.values()])
    noise = np.array([error for each in found.noise_busd.values() for error in each.values()])
    assert np.abs(true).max() > 0.01
    assert (np.abs(told - true) < 4.0 * noise + 1e-9).all()


def test_what_is_at_stake_is_the_range_of_what_talks_earn() -> None:
    game, profile = three_stage(3)
    found = followed_play(game, profile, talks=50)
    assert found is not None
    assert found.talks == 50 * len(game.type_pairs)
    for stakes in found.stakes_busd.values():
        assert 1.0 < stakes < 8.0  # payoffs are standard normal


def test_a_profile_that_claims_no_values_is_not_followed() -> None:
    game = random_game(1, rounds=1, packages=2, types=(2, 2))
    assert followed_play(game, RandomProfile(game, 0)) is None


def test_log_odds_hold_on_the_tree_where_the_grid_is_fine_and_not_where_it_is_coarse() -> None:
    game = three_moves(0, actions=3)
    coarse, fine = (Logit(2.0, grid).solved_with(game, None) for grid in (5, 201))
    off = [logit_residual(explicit_tree(game, one), 2.0) for one in (coarse, fine)]
    assert off[1] < 1e-5 < off[0]
    # At another precision the same choices are no logit responses.
    assert logit_residual(explicit_tree(game, fine), 4.0) > 0.1
