"""Gains on a grid of the judge's own, against the exact tree of histories."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from negotiation.equilibria.certificates.explicit_tree import exact_certificate, explicit_tree
from negotiation.equilibria.certificates.private_deviations import private_deviations
from negotiation.equilibria.logit import Logit
from negotiation.game.beliefs import Belief
from negotiation.game.game import Game
from negotiation.game.stages import StageKind
from negotiation.results.profile import Profile
from tests.certificates.every_plan import RandomProfile
from tests.generators import random_game
from tests.priced_beliefs import heeding_beliefs

Array = NDArray[np.float64]


def exact(game: Game, profile: Profile) -> Array:
    """Return following and best reply at the prior [f, i, own type], a single type repeated."""
    tree = explicit_tree(game, profile)
    values = tree.values[tree.roots[0]]
    kinds = [np.arange(2) % len(names) for names in game.types]
    return np.stack([values[:, i, kinds[i]] for i in (0, 1)], axis=1)


def on_grid(game: Game, profile: Profile, nodes: int) -> Array:
    """Return the same from the judge's tables."""
    return private_deviations(game, profile, nodes).at_start(game)


@pytest.mark.parametrize("types", [(2, 1), (1, 2)])
@pytest.mark.parametrize("seed", range(3))
def test_values_are_those_of_the_tree_with_doubt_about_one(
    seed: int, types: tuple[int, int]
) -> None:
    game = random_game(seed, rounds=2, packages=2, types=types)
    profile = RandomProfile(game, seed)
    assert np.abs(on_grid(game, profile, 33) - exact(game, profile)).max() < 0.01


@pytest.mark.parametrize("seed", range(4))
def test_values_are_those_of_the_tree_with_doubt_about_both(seed: int) -> None:
    game = random_game(seed, rounds=2, packages=2, postures=False)
    profile = RandomProfile(game, seed)
    assert np.abs(on_grid(game, profile, 33) - exact(game, profile)).max() < 0.02


@pytest.mark.parametrize("seed", range(4))
def test_without_doubt_nothing_is_read_between_nodes(seed: int) -> None:
    game = random_game(seed, rounds=2, packages=2, types=(1, 1))
    profile = RandomProfile(game, seed)
    judged, certificate = private_deviations(game, profile), exact_certificate(game, profile)
    assert judged.at_start(game) == pytest.approx(exact(game, profile), abs=1e-12)
    # With no doubt the tree meets every position that the judge examines.
    assert judged.worst == pytest.approx(certificate.max_gain_busd, abs=1e-12)
    assert judged.worst > 0.0


def test_errors_fall_as_the_grid_grows() -> None:
    errors = []
    for seed in range(4):
        game = random_game(seed, rounds=2, packages=2, postures=False)
        profile = RandomProfile(game, seed)
        truth = exact(game, profile)
        errors.append([np.abs(on_grid(game, profile, n) - truth).max() for n in (5, 9, 17)])
    coarse, middle, fine = np.mean(errors, axis=0)
    # Reading between nodes errs by the square of their distance, but for kinks of best replies.
    assert middle < 0.5 * coarse
    assert fine < 0.5 * middle


@pytest.mark.parametrize("seed", range(2))
def test_nature_may_heed_beliefs(seed: int) -> None:
    game = heeding_beliefs(random_game(seed, rounds=1, packages=1, types=(1, 2)), seed)
    profile = RandomProfile(game, seed)
    assert np.abs(on_grid(game, profile, 33) - exact(game, profile)).max() < 0.01


@pytest.mark.parametrize("seed", range(3))
def test_following_a_logit_equilibrium_earns_what_it_claims(seed: int) -> None:
    game = random_game(seed, rounds=2, packages=2, postures=False)
    profile = Logit(precision=1.0, grid=21).profile(game)
    judged, truth = on_grid(game, profile, 33), exact(game, profile)
    one, other = game.prior
    claimed = profile.value()
    assert judged[0, 0] == pytest.approx(claimed[0] @ other, abs=0.01)
    assert judged[0, 1] == pytest.approx(claimed[1].T @ one, abs=0.01)
    assert judged[0] == pytest.approx(truth[0], abs=0.01)
    assert judged[1] == pytest.approx(truth[1], abs=0.02)  # best replies have kinks
    assert (judged[1] - judged[0]).max() > 0.1  # at precision 1 players err


def test_gains_fall_as_the_precision_grows() -> None:
    game = random_game(0, rounds=1, packages=2, postures=False)
    gains = []
    for precision in (0.5, 2.0, 8.0):
        profile = Logit(precision=precision, grid=21).profile(game)
        judged = on_grid(game, profile, 17)
        gains.append((judged[1] - judged[0]).max())
    assert gains[2] < gains[1] < gains[0]


class Stubborn(Profile):
    """A profile in which one type plays one action of one move stage, whatever it earns."""

    def __init__(self, sound: Profile, stage: int, own: int, action: int) -> None:
        self.game, self.sound = sound.game, sound
        self.stage, self.own, self.action = stage, own, action

    def probabilities(
        self, stage: int, public_state: int, player_type: int, belief: Belief
    ) -> Array:
        row = self.sound.probabilities(stage, public_state, player_type, belief)
        legal = self.game.stages[stage].legal[public_state]
        if (stage, player_type) == (self.stage, self.own) and legal[self.action]:
            row = np.eye(len(row))[self.action]
        return row


@pytest.mark.parametrize("own", [0, 1])
@pytest.mark.parametrize("seed", [2, 3, 4])
def test_a_planted_mistake_is_found_with_its_size(seed: int, own: int) -> None:
    """Nothing follows the last word: a wrong one costs the difference of what the two pay."""
    game = random_game(seed, rounds=1, packages=2, postures=False, regimes=1)
    t, s = len(game.stages) - 1, game.initial_state
    last = game.stages[t]
    assert last.kind is StageKind.MOVE
    assert last.legal[s].all()
    paid = np.stack([last.total(own, v)[0, s] for v in range(2)])  # [v, k]
    # The action that is wrong by the most against one type of the other, who is known there.
    v, wrong = np.unravel_index(int((paid[:, ::-1] - paid).argmax()), paid.shape)
    loss = paid[v, 1 - wrong] - paid[v, wrong]
    sound = Logit(precision=8.0, grid=21).profile(game)
    flawed = Stubborn(sound, t, own, int(wrong))
    judged = private_deviations(game, flawed, 17)
    following, best = judged.tables[t][:, 0, own, s, 0, -1 if v else 0]
    assert best - following == pytest.approx(loss, abs=1e-12)
    assert judged.worst >= loss - 1e-12
    # At the start the mistake is worth what the tree says.
    truth = exact(game, flawed)
    assert judged.at_start(game) == pytest.approx(truth, abs=0.03)
    assert (truth[1] - truth[0])[0, own] > 0.005


@pytest.mark.parametrize("seed", range(6))
def test_best_replies_earn_no_less_than_following(seed: int) -> None:
    game = random_game(seed, rounds=2, packages=2, postures=False, integers=True)
    for profile in (RandomProfile(game, seed), RandomProfile(game, seed, sparse=True)):
        for table in private_deviations(game, profile, 5).tables:
            assert (table[1] - table[0]).min() > -1e-12
