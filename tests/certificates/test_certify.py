"""The whole certificate of a private-information profile: of small games, and of large ones."""

from __future__ import annotations

import math
from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from numpy.typing import NDArray

from negotiation.equilibria.certificates.explicit_tree import (
    by_own_type,
    exact_certificate,
    explicit_tree,
)
from negotiation.equilibria.certificates.intuitive_criterion import intuitive_on_path
from negotiation.equilibria.certificates.logit_residual import logit_residual
from negotiation.equilibria.certificates.private import certify, in_brief
from negotiation.equilibria.explicit.solving import solve_explicit
from negotiation.equilibria.logit import Logit
from negotiation.equilibria.signalling.belief_profile import BeliefProfile
from negotiation.equilibria.signalling.menu import Menu, values_of
from negotiation.game.beliefs import Belief
from negotiation.game.game import Game
from negotiation.game.textbook.beer_quiche import BEER, QUICHE, beer_quiche
from negotiation.results.private_certificate import PrivateCertificate
from negotiation.results.profile import Profile
from negotiation.results.storage import as_plain, from_plain
from tests.certificates.every_plan import RandomProfile
from tests.certificates.test_followed_play import three_stage
from tests.certificates.test_intuitive_criterion import Pooling
from tests.equilibria.explicit.one_message import signalling
from tests.generators import random_game

ROUNDING = 1e-9
KINDS = ((1, 1), (2, 1), (1, 2), (2, 2))
POOLED = np.array([[[3.0], [2.0]], [[0.0], [1.0]]])
"""What pooling on quiche without a duel pays [i, u, v]: the weak like quiche."""


def gains(certificate: PrivateCertificate) -> NDArray[np.float64]:
    return np.array(
        [gain for by_type in certificate.at_start_busd.values() for gain in by_type.values()]
    )


@pytest.mark.parametrize("types", KINDS)
def test_a_small_game_has_the_exact_certificate(types: tuple[int, int]) -> None:
    game = random_game(1, rounds=2, packages=2, types=types, postures=False)
    profile = Logit(precision=1.0, grid=21).profile(game)
    found = certify(game, profile, profile.value(), nodes=33)
    log_odds = logit_residual(explicit_tree(game, profile), profile.precision)
    assert found.exact == exact_certificate(
        game, profile, claimed=profile.value(), intuitive=found.intuitive, log_odds=log_odds
    )
    assert found.sampled is None
    exact = found.exact
    assert exact is not None
    truth = np.array([gain for by_type in exact.at_start.values() for gain in by_type.values()])
    # The judge's grid is told by half of it how far it errs, within the error of its own making.
    assert np.abs(gains(found) - truth).max() <= max(found.grid_error_busd, 1e-12)
    assert 0.0 < truth.max() <= exact.on_path_busd <= exact.max_gain_busd
    brief = in_brief(found)
    assert brief.max_gain_busd == truth.max()
    assert (brief.method, brief.checked) == (exact.method, exact.checked)


@pytest.mark.parametrize("seed", range(3))
def test_without_doubt_the_grid_is_the_tree(seed: int) -> None:
    game = random_game(seed, rounds=2, packages=2, types=(1, 1))
    found = certify(game, RandomProfile(game, seed), np.zeros((2, 1, 1)))
    assert found.exact is not None
    assert found.grid_error_busd == 0.0
    assert found.anywhere_busd == pytest.approx(found.exact.max_gain_busd, abs=1e-12)
    assert found.anywhere_busd > 0.1


def test_a_profile_that_solves_nothing_says_nothing_of_residuals() -> None:
    game = random_game(0, rounds=1, packages=1)
    silent = certify(game, RandomProfile(game, 0), np.zeros((2, 2, 2)))
    assert (silent.residual, silent.unsolved) == (None, None)
    solved = Logit(precision=1.0).profile(game)
    told = certify(game, solved, solved.value())
    assert told.residual == solved.residual
    assert told.residual is not None
    assert 0.0 < told.residual < 1e-8
    assert told.unsolved == 0
    solved.tally.counts[3] = 7
    assert certify(game, solved, solved.value()).unsolved == 7


def test_claims_that_are_not_kept_show() -> None:
    game = random_game(0, rounds=1, packages=1)
    profile = Logit(precision=1.0).profile(game)
    true, claimed = profile.value(), profile.value()
    claimed[1] += 0.5
    assert certify(game, profile, true).interpolation_error_busd < 0.05
    false = certify(game, profile, claimed)
    assert false.interpolation_error_busd == pytest.approx(0.5, abs=0.05)
    assert false.exact is not None
    assert false.exact.interpolation_error_busd == pytest.approx(0.5, abs=0.05)


def test_the_exact_certificate_tells_how_far_a_coarse_grid_errs() -> None:
    """What is told is the distance from the tree solver's values, up to the error of play."""
    payoffs = np.random.default_rng(2).normal(size=(2, 3, 3, 2))
    game = signalling(payoffs, 0.4)
    truth = solve_explicit(game, 4.0).values
    errors = []
    for grid in (7, 11, 21, 81):
        profile = Logit(precision=4.0, grid=grid).profile(game)
        told = exact_certificate(game, profile, claimed=profile.value()).interpolation_error_busd
        assert told is not None
        assert told > 0.0
        errors.append(told)
        away = np.abs(by_own_type(game, profile.value() - truth)[0]).max()
        assert told > 0.1 * away
    assert errors[-1] < 0.01 * errors[0]
    assert exact_certificate(game, profile).interpolation_error_busd is None


@cache
def large() -> tuple[Game, BeliefProfile, PrivateCertificate]:
    game = random_game(2, rounds=2, packages=5)
    profile = Logit(precision=1.0, grid=21).profile(game)
    return game, profile, certify(game, profile, profile.value(), nodes=17, matches=20)


def test_a_large_game_has_single_deviations_on_sampled_paths() -> None:
    game, profile, found = large()
    assert found.exact is None
    assert found.sampled is not None
    assert found.sampled.matches == 20
    assert set(found.sampled.by_kind_busd) == {"move", "offer", "answer"}
    exact = exact_certificate(game, profile)  # patience, not another kind of game
    assert 0.0 < found.sampled.max_gain_busd < exact.on_path_busd + found.sampled.error_busd
    assert found.sampled.error_busd < 0.1
    more = certify(game, profile, profile.value(), nodes=17, matches=40).sampled
    assert more is not None
    assert more.tried > found.sampled.tried
    assert more.max_gain_busd >= found.sampled.max_gain_busd
    assert in_brief(found).max_gain_busd == gains(found).max()
    assert in_brief(found).checked == found.nodes


def test_certificates_are_stored_whole() -> None:
    game = random_game(1, rounds=1, packages=2, postures=False)
    profile = Logit(precision=1.0).profile(game)
    for found in (large()[2], certify(game, profile, profile.value())):
        assert from_plain(as_plain(found), PrivateCertificate) == found


@pytest.mark.parametrize("small", [3_000, 0])
def test_pooling_on_quiche_is_reported_and_pooling_on_beer_is_not(small: int) -> None:
    """With the tree, and without it, on the grid."""
    game = beer_quiche(strong=0.9)
    quiche = certify(game, Pooling(game, QUICHE), POOLED, small=small)
    assert (quiche.exact is None) == (small == 0)
    assert (quiche.sampled is None) == (small > 0)
    assert quiche.interpolation_error_busd < 1e-6
    assert in_brief(quiche).max_gain_busd < 1e-6  # an equilibrium, at this prior
    (violation,) = quiche.intuitive
    assert "beer costs weak at least 1 $bn" in violation
    assert quiche.unexpected_actions == 1
    if quiche.exact is not None:
        assert quiche.exact.intuitive == quiche.intuitive
        assert intuitive_on_path(game, Pooling(game, QUICHE)) == (quiche.intuitive, 1)
    beer = certify(game, Pooling(game, BEER), POOLED, small=small)
    assert (beer.intuitive, beer.unexpected_actions) == ((), 1)
    assert beer.intuitive_method == quiche.intuitive_method
    assert ("tree" in beer.intuitive_method) == (small > 0)


class Duelling(Pooling):
    """All drink beer and the receiver duels whatever it believes: a mistake worth 0.8."""

    def probabilities(
        self, stage: int, public_state: int, player_type: int, belief: Belief
    ) -> NDArray[np.float64]:
        if stage == 1:
            return np.array([0.0, 1.0])
        return super().probabilities(stage, public_state, player_type, belief)


@pytest.mark.parametrize("small", [3_000, 0])
def test_a_wrong_profile_is_found_out_with_the_size_of_its_mistakes(small: int) -> None:
    game = beer_quiche(strong=0.9)
    found = certify(game, Duelling(game, BEER), POOLED, small=small)
    # The weak would rather have the quiche that they like: 1. The receiver forgoes 0.9 - 0.1.
    assert found.at_start_busd["sender"]["weak"] == pytest.approx(1.0, abs=1e-6)
    assert found.at_start_busd["receiver"]["only"] == pytest.approx(0.8, abs=1e-6)
    if small:
        assert found.exact is not None
        assert found.exact.max_gain_busd == pytest.approx(1.0, abs=1e-6)
    else:
        assert found.sampled is not None
        assert found.sampled.by_kind_busd["move"] == pytest.approx(1.0, abs=1e-6)


LOVED, HATED = 3, 4


def priced() -> Game:
    """Return a game of five packages of which both love one and hate another, in every round."""
    game = random_game(3, rounds=2, packages=5, postures=False, walking_out=False, regimes=1)
    assert game.packages is not None
    amounts = game.packages.amounts.copy()
    amounts[..., LOVED], amounts[..., HATED] = 4.0, -9.0
    return replace(game, packages=replace(game.packages, amounts=amounts))


def without(game: Game, *packages: int) -> tuple[Profile, PrivateCertificate]:
    """Return the equilibrium in which some packages are never offered, and its certificate."""
    assert game.packages is not None
    everything = np.arange(game.packages.count)
    kept = np.setdiff1d(everything, packages)
    menu = Menu(kept, 0.0, everything, values_of(game, kept))
    profile = Logit(precision=2.0, grid=21).solved_with(game, menu)
    return profile, certify(game, profile, profile.value(), nodes=17, offer_matches=20)


def test_an_offer_that_the_menu_lacks_is_found() -> None:
    game = priced()
    profile, found = without(game, LOVED)
    assert game.packages is not None
    assert found.any_package_busd > 2.0
    terms = game.packages.terms(LOVED)
    assert found.any_package_where.endswith(
        "by offer of " + ", ".join(f"{issue} {level}" for issue, level in terms.items())
    )
    # The tree tries every package too, and whole plans.
    exact = exact_certificate(game, profile)
    assert found.any_package_busd <= exact.on_path_busd + 0.01
    # The grid's best plans offer only what the menu has.
    assert max(gains(found)) < 0.5 * found.any_package_busd


def test_an_offer_that_nobody_wants_gains_nothing() -> None:
    game = priced()
    _, found = without(game, HATED)
    assert found.packages_tried > 0
    assert found.any_package_busd < 0.1
    _, both = without(game, HATED, LOVED)
    assert both.packages_tried > found.packages_tried
    assert both.any_package_busd > 2.0


def test_a_whole_menu_leaves_nothing_to_try() -> None:
    _, found = without(priced())
    assert found.packages_tried == 0
    assert found.any_package_busd == 0.0
    assert found.any_package_where == "every package is on the menu"


@pytest.mark.parametrize("seed", range(3))
def test_exact_gains_fall_as_the_precision_grows(seed: int) -> None:
    game = random_game(seed, rounds=1, packages=2, postures=False)
    starts, everywhere = [], []
    for precision in (2.0, 8.0, 32.0):
        profile = Logit(precision=precision, grid=81).profile(game)
        exact = certify(game, profile, profile.value()).exact
        assert exact is not None
        starts.append(max(max(by_type.values()) for by_type in exact.at_start.values()))
        everywhere.append(exact.max_gain_busd)
        # Of three stages each costs a player at most log(actions) / L, and it moves at two of them.
        assert starts[-1] < 2.0 * math.log(3.0) / precision
    assert starts == sorted(starts, reverse=True)
    assert everywhere == sorted(everywhere, reverse=True)
    assert everywhere[2] < 0.3 * everywhere[0]


def test_what_best_plans_gain_is_told_with_a_doubt_that_seldom_falls_short() -> None:
    """The doubt is a measure and no bound; half the nodes alone fall short four times as often."""
    short, by_half, told = [], 0, []
    for seed in range(100):
        game, profile = three_stage(seed)
        found = certify(game, profile, profile.value(), matches=1, offer_matches=1)
        assert found.exact is not None
        true = max(max(by_type.values()) for by_type in found.exact.at_start.values())
        missed = true - float(gains(found).max())
        by_half += missed > found.grid_error_busd + ROUNDING
        if missed > found.doubt_busd + ROUNDING:
            short.append(missed - found.doubt_busd)
        told.append((true - missed + found.doubt_busd) / true)
    assert len(short) <= 5
    assert max(short) < 0.05
    assert by_half >= 3 * len(short)
    assert np.median(told) < 1.1
