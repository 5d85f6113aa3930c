"""What the solver on the tree finds, judged by code that shares nothing with it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from negotiation.equilibria.explicit.solving import solve_explicit
from negotiation.equilibria.subgame_perfect import SubgamePerfect
from negotiation.game.game import Game
from negotiation.game.narrowing import keep_packages
from negotiation.game.stages import StageKind
from negotiation.game.tree import extensive_form
from tests.equilibria.explicit.plain_tree import by_information_set, tree_of
from tests.equilibria.explicit.private_pie import private_pie, random_pie
from tests.generators import random_game
from tests.theory.trees import AgentForm

REGRET = 1e-6


def five_by_three(seed: int, last_word: bool) -> Game:
    """Return random alternating offers over three rounds: five packages, two types a side."""
    return random_game(
        seed,
        rounds=3,
        packages=5,
        types=(2, 2),
        postures=False,
        last_word=last_word,
        walking_out=False,
        regimes=1,
    )


def tiny(seed: int, types: tuple[int, int]) -> Game:
    """Return a random game with nature, postures, an offer, an answer and a last word."""
    return random_game(seed, rounds=1, packages=2, types=types)


class TestLogitEquilibrium:
    @pytest.mark.parametrize("precision", [0.0, 0.3, 1.0])
    @pytest.mark.parametrize("types", [(2, 2), (1, 2), (2, 1), (1, 1)])
    def test_repeated_partial_responses_settle_there_too(
        self, types: tuple[int, int], precision: float
    ) -> None:
        for seed in range(3):
            game = tiny(seed, types)
            form = AgentForm(game)
            settled = form.settled(precision, form.uniform())
            assert settled is not None
            solution = solve_explicit(game, precision)
            found = form.vector(by_information_set(solution, form.tree))
            assert np.abs(found - settled).max() < 1e-9

    @pytest.mark.parametrize("precision", [1.0, 5.0, 25.0])
    @pytest.mark.parametrize("types", [(2, 2), (3, 2), (2, 1)])
    def test_it_answers_itself(self, types: tuple[int, int], precision: float) -> None:
        """Whatever the branch went through, the definition holds at every information set."""
        for seed in range(3):
            game = random_game(seed, rounds=2, packages=2, types=types, postures=False)
            form = AgentForm(game)
            solution = solve_explicit(game, precision)
            sigma = form.vector(by_information_set(solution, form.tree))
            assert form.residual(sigma, precision) < 1e-9
            assert solution.residual < 1e-10

    def test_values_and_beliefs_are_those_of_the_strategies(self) -> None:
        game = tiny(5, (2, 2))
        solution = solve_explicit(game, 3.0)
        tree = tree_of(solution)
        for i in (0, 1):
            for own in (0, 1):
                worth = solution.values[i, own] if i == 0 else solution.values[i, :, own]
                assert tree.played(i, own) == pytest.approx(game.prior[1 - i] @ worth, abs=1e-12)
        market = int(solution.histories.action[0])
        card = solution.probabilities([market])  # nature has moved; player 1 sets its posture
        for k in map(int, np.flatnonzero(card[0])):
            joint = game.prior[1] * card[:, k]
            assert solution.belief([market, k]).of[1] == pytest.approx(joint / joint.sum())
            assert solution.belief([market, k]).of[0] == pytest.approx(game.prior[0])


class TestPerfectBayesianEquilibrium:
    @pytest.mark.parametrize("seed", range(6))
    def test_nobody_gains_by_any_deviation_from_private_pies(self, seed: int) -> None:
        solution = solve_explicit(random_pie(seed))
        assert solution.is_principal
        assert tree_of(solution).gain() <= REGRET
        assert solution.regret == pytest.approx(tree_of(solution).gain(), abs=1e-12)
        assert solution.regret_anywhere < 2.0 * REGRET

    @pytest.mark.parametrize("last_word", [False, True])
    @pytest.mark.parametrize("seed", [2, 3, 7])
    def test_nobody_gains_by_any_deviation_from_random_talks(
        self, seed: int, last_word: bool
    ) -> None:
        solution = solve_explicit(five_by_three(seed, last_word))
        assert solution.histories.count == (474 if last_word else 258)
        assert tree_of(solution).gain() <= REGRET
        assert solution.regret_anywhere < 2.0 * REGRET

    def test_leaps_over_folds_end_in_an_equilibrium_too(self) -> None:
        """Along the branch precision turns round eight times here."""
        game = five_by_three(3, last_word=False)
        followed = solve_explicit(game)
        assert followed.is_principal
        assert followed.folds >= 4
        leapt = solve_explicit(game, strides=0)
        assert not leapt.is_principal
        assert len(leapt.ladder) < len(followed.ladder) / 2
        assert tree_of(leapt).gain() <= REGRET

    @pytest.mark.parametrize("seed", range(4))
    def test_known_types_play_the_subgame_perfect_equilibrium(self, seed: int) -> None:
        game = random_game(seed, rounds=2, packages=4, types=(1, 1))
        solution = solve_explicit(keep_packages(game, [0, 2, 3]))
        case = SubgamePerfect().solve(solution.game).cases[0]
        for i, player in enumerate(game.players):
            earned = solution.values[i, 0, 0]
            assert earned == pytest.approx(case.payoffs[player].total, abs=1e-4)

    def test_nature_that_heeds_beliefs(self) -> None:
        """A market that prices the card's credibility is part of the equations."""
        rng = np.random.default_rng(4)
        game = random_game(4, rounds=2, packages=2, market_states=2)
        stages = []
        for stage in game.stages:
            heeding = stage
            if stage.kind is StageKind.CHANCE:
                sure = rng.dirichlet(np.ones(2), (2, 2, game.states.count))
                heeding = replace(
                    stage,
                    legal=np.ones_like(stage.legal),
                    chance_if_sure=sure,
                    chance=np.einsum("uvsk,u,v->sk", sure, *game.prior),
                )
            stages.append(heeding)
        game = replace(game, stages=tuple(stages))
        solution = solve_explicit(game, 4.0)
        assert solution.residual < 1e-11
        tree = tree_of(solution)
        expected = np.einsum("iuv,u,v->i", solution.values, *game.prior)
        for i in (0, 1):
            earned = sum(game.prior[i][own] * tree.played(i, own) for own in (0, 1))
            assert earned == pytest.approx(expected[i], abs=1e-12)
        assert tree.gain() == pytest.approx(solution.regret, abs=1e-12)


def shares_of(solution_values: NDArray[np.float64], game: Game) -> NDArray[np.float64]:
    """Return both players' expected payoffs over the prior [i]."""
    return np.asarray(np.einsum("iuv,u,v->i", solution_values, *game.prior))


def test_equal_types_are_played_alike() -> None:
    """Types that differ in name only do as if there were one type."""
    alike = private_pie(patience=((0.8, 0.8), (0.7, 0.7)), rounds=2)
    known = random_game(0, rounds=1)  # any game: only its class matters below
    assert type(alike) is type(known)
    solution = solve_explicit(alike, 6.0)
    for actions in ((), (1,), (3, 1)):
        first, second = solution.probabilities(actions)
        assert first == pytest.approx(second, abs=1e-13)
    assert np.ptp(solution.values[0]) < 1e-12
    assert shares_of(solution.values, alike).sum() <= 1.0


def test_the_tree_of_the_form_has_one_information_set_per_type() -> None:
    game = tiny(1, (2, 2))
    found = by_information_set(solve_explicit(game, 1.0), extensive_form(game))
    assert all(sum(chances.values()) == pytest.approx(1.0) for chances in found.values())
