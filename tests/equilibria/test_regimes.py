"""Where packages are worth something else in another regime: solved by hand, twice, and wrongly.

The game by hand: nature first decides whether a tariff is struck. Player 0 then offers a share x of
a pie and player 1 answers; a refusal pays nothing. While the tariff stands player 1 gets 1 - x.
Once it is struck it has less need of a deal and pays a price of 0.4 for it, or of 0.2 as its second
type. So it accepts every share that stands, and when it is struck those up to 0.6, or 0.8.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from negotiation.equilibria.certificates.deviations import largest_gain
from negotiation.equilibria.certificates.explicit_tree import exact_certificate
from negotiation.equilibria.certificates.private import certify
from negotiation.equilibria.explicit.solving import solve_explicit
from negotiation.equilibria.induction.backward import induce
from negotiation.equilibria.induction.best_package import PackageRanking
from negotiation.equilibria.logit import Logit
from negotiation.equilibria.nash_bargaining import NashBargaining
from negotiation.equilibria.signalling.reach import reach_of
from negotiation.equilibria.subgame_perfect import SubgamePerfect
from negotiation.foundations.tolerance import CERTIFIED
from negotiation.game.bargaining_stages import answer_stage, offer_stage
from negotiation.game.game import Game
from negotiation.game.packages import PackageTable
from negotiation.game.rules import start
from negotiation.game.stages import ActionLabel, Stage, StageKind
from negotiation.game.textbook.writing import textbook_game
from tests.generators import random_game
from tests.oracles.plain_induction import PlainInduction

SHARES = np.array([0.0, 0.25, 0.5, 0.75, 1.0])
PRICES = (0.4, 0.2)
STANDING, STRUCK = 0, 1


def struck_or_not(chance: float = 0.5) -> Game:
    """Return the game by hand, in which the tariff is struck with a chance."""
    weights = np.zeros((2, 2, 1, 2, 1, 2))
    weights[0] = 1.0
    weights[1, 1, 0, :, 0, STRUCK] = PRICES
    pie = np.stack([SHARES, 1.0 - SHARES])
    packages = PackageTable(
        issues=("share",),
        levels=(tuple(f"{x:g}" for x in SHARES),),
        level_of=np.arange(len(SHARES), dtype=np.int32)[:, None],
        components=("pie", "price"),
        part_of=(0, 0),
        amounts=np.stack([pie, np.full_like(pie, -1.0)]),
        weights=weights,
        regime_of=np.array([STANDING, STRUCK]),
    )
    courts = Stage(
        kind=StageKind.CHANCE,
        name="courts",
        round_index=0,
        mover=None,
        actions=(ActionLabel(name="standing"), ActionLabel(name="struck")),
        legal=np.ones((2, 2), dtype=bool),
        next_state=np.array([[STANDING, STRUCK], [STANDING, STRUCK]]),
        stride=(1, 1),
        payoff=np.zeros((1, 2, 1, 1, 2, 2)),
        chance=np.array([[1.0 - chance, chance], [0.0, 1.0]]),
    )
    return textbook_game(
        name="a tariff that may be struck",
        players=("us", "japan"),
        types=(("only",), ("needy", "less needy")),
        second_types=(0.0, 0.3),
        rounds=1,
        stages=(
            replace(courts, legal=np.asarray(courts.chance) > 0.0),
            offer_stage(round_index=0, proposer=0, states=2, parts=1),
            answer_stage(round_index=0, answerer=1, accepting=np.zeros((1, 2, 1, 1, 2))),
        ),
        states=("standing", "struck"),
        packages=packages,
    )


def with_regimes_swapped(game: Game) -> Game:
    """Return the game in which every public state of two has the other one's regime."""
    assert game.packages is not None
    return replace(
        game, packages=replace(game.packages, regime_of=1 - np.asarray(game.packages.regime_of))
    )


def in_twin_regimes(game: Game) -> Game:
    """Return the game of one regime as one of two that do not differ, state after state."""
    table = game.packages
    assert table is not None
    twins = np.repeat(table.weights, 2, axis=-1)
    return replace(
        game,
        packages=replace(table, weights=twins, regime_of=np.arange(game.states.count) % 2),
    )


@pytest.mark.parametrize(("v", "price", "share"), [(0, 0.4, 0.5), (1, 0.2, 0.75)])
def test_the_answer_differs_by_regime_as_by_hand(v: int, price: float, share: float) -> None:
    game, types = struck_or_not(), (0, v)
    profile = SubgamePerfect().profile(game)
    solved = profile.pair_to_induction[types]
    assert solved.choices[1].tolist() == [5, 1 + list(SHARES).index(share)]
    by_hand = [0.5 * 1.0 + 0.5 * share, 0.5 * 0.0 + 0.5 * (1.0 - share - price)]
    assert profile.value(types) == pytest.approx(by_hand)
    assert PlainInduction(game, types).value(start(game)) == pytest.approx(by_hand)
    assert largest_gain(game, profile, types).max_gain_busd < CERTIFIED


@pytest.mark.parametrize("precision", [1.0, 4.0])
def test_the_solver_on_beliefs_agrees_with_the_one_on_the_tree(precision: float) -> None:
    game = struck_or_not()
    tree = solve_explicit(game, precision)
    profile = Logit(precision=precision, grid=101).profile(game)
    assert profile.value() == pytest.approx(tree.values, abs=1e-6)
    for struck, offer in ((0, 5), (1, 3)):
        at_offer = profile.probabilities(1, struck, 0, tree.belief([struck]))
        assert at_offer == pytest.approx(tree.probabilities([struck])[0], abs=1e-6)
        answer = profile.probabilities(2, struck, 1, tree.belief([struck, offer]))[offer - 1]
        assert answer == pytest.approx(tree.probabilities([struck, offer])[1], abs=1e-5)


@pytest.mark.parametrize("seed", [0, 1, 6])
@pytest.mark.parametrize("extras", [False, True])
def test_regimes_that_do_not_differ_change_no_bit(seed: int, extras: bool) -> None:
    one = random_game(seed, packages=12, regimes=1, has_courts=extras, has_deadline=extras)
    two = in_twin_regimes(one)
    for pair in one.type_pairs:
        plain, twin = (induce(game, pair, PackageRanking(table_of(game))) for game in (one, two))
        for name in ("values", "choices", "thresholds"):
            for left, right in zip(getattr(plain, name), getattr(twin, name), strict=True):
                assert np.array_equal(left, right)
    logit = Logit(precision=2.0, grid=7, offers=6)  # the menu is thinned, and grows
    alone, beside = logit.by_stages(one), logit.by_stages(two)
    assert alone.menu.tolist() == beside.menu.tolist()
    for left, right in zip(alone.induction.values, beside.induction.values, strict=True):
        assert np.array_equal(left, right, equal_nan=True)
    assert np.array_equal(reach_of(alone).parts, reach_of(beside).parts)
    certificates = [certify(p.game, p, p.value(), nodes=5) for p in (alone, beside)]
    assert certificates[0] == certificates[1]
    for concept in (SubgamePerfect(), NashBargaining()):
        assert concept.solve(one).cases == concept.solve(two).cases


def test_regimes_that_do_not_differ_change_no_bit_on_the_tree() -> None:
    one = random_game(1, rounds=1, packages=2, regimes=1)
    plain, twin = (solve_explicit(game, 2.0) for game in (one, in_twin_regimes(one)))
    assert np.array_equal(plain.log_probabilities, twin.log_probabilities)
    assert np.array_equal(plain.continuation, twin.continuation)


@pytest.mark.parametrize("v", [0, 1])
def test_the_certificate_catches_the_values_of_the_wrong_regime(v: int) -> None:
    """Told that the tariff stands when it is struck, player 1 accepts its ruin: no share at all."""
    game, types = struck_or_not(), (0, v)
    wrong = SubgamePerfect().profile(with_regimes_swapped(game))
    found = largest_gain(game, wrong, types)
    assert found.max_gain_busd == pytest.approx(PRICES[v])


def test_private_certificates_catch_the_values_of_the_wrong_regime() -> None:
    """Struck and offered nothing, player 1 now and then takes what costs its first type 0.4."""
    game, logit = struck_or_not(), Logit(precision=32.0, grid=21)
    right, wrong = (logit.profile(one) for one in (game, with_regimes_swapped(game)))
    for profile, is_caught in ((right, False), (wrong, True)):
        exact = exact_certificate(game, profile)
        found = certify(game, profile, profile.value(), nodes=9, small=0)
        assert found.sampled is not None
        gains = exact.max_gain_busd, found.anywhere_busd, found.sampled.max_gain_busd
        assert min(gains) > 0.14 if is_caught else max(gains) < 0.05


@pytest.mark.parametrize("seed", range(4))
def test_a_bargaining_solution_is_of_the_regime_that_talks_begin_in(seed: int) -> None:
    game = random_game(seed, packages=9, regimes=2, types=(1, 1))
    table, problem = table_of(game), NashBargaining().solve(game).cases[0]
    g = table.regime(game.initial_state)
    only = replace(
        game,
        packages=replace(
            table,
            weights=table.weights[..., [g]],
            regime_of=np.zeros(game.states.count, dtype=np.int64),
        ),
    )
    assert NashBargaining().solve(only).cases[0].payoffs == problem.payoffs
    assert problem.certificate.max_gain_busd < CERTIFIED


def table_of(game: Game) -> PackageTable:
    assert game.packages is not None
    return game.packages
