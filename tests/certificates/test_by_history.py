"""The certificate of strategies by history, against plain code over the tree and by hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from negotiation.equilibria.certificates.by_history import certify_by_history, history_tree
from negotiation.equilibria.explicit.solution import ExplicitSolution
from negotiation.equilibria.explicit.solving import solve_explicit
from negotiation.foundations.errors import NegotiationError
from negotiation.game.game import Game
from negotiation.game.rules import legal_actions
from negotiation.game.textbook.beer_quiche import BEER, QUICHE, beer_quiche
from negotiation.game.textbook.chain_store import chain_store
from negotiation.results.history_profile import HistoryProfile
from tests.equilibria.explicit.plain_tree import tree_of
from tests.generators import random_game


def noisy(game: Game, seed: int, precision: float = 1.0) -> ExplicitSolution:
    """Return strategies that are no equilibrium: a solution's, its logs disturbed."""
    rng = np.random.default_rng(seed)
    solution = solve_explicit(game, precision)
    logs = solution.log_probabilities + rng.normal(size=solution.log_probabilities.shape)
    first = solution.histories.tree.first
    for here in map(slice, first[:-1], first[1:]):
        logs[here] -= np.log(np.exp(logs[here]).sum(axis=0))
    return replace(solution, log_probabilities=logs)


@pytest.mark.parametrize("types", [(2, 2), (1, 2), (3, 2)])
@pytest.mark.parametrize("seed", range(3))
def test_any_strategies_are_judged_as_plain_code_does(types: tuple[int, int], seed: int) -> None:
    game = random_game(seed, rounds=1, packages=2, types=types)
    profile = noisy(game, seed)
    found = certify_by_history(game, profile, np.zeros((2, *types)))
    gain = max(x for by_type in found.at_start.values() for x in by_type.values())
    assert gain > 0.01
    assert gain == pytest.approx(tree_of(profile).gain(), abs=1e-10)
    assert found.max_gain_busd >= found.on_path_busd > 0.0


@pytest.mark.parametrize("seed", range(4))
def test_what_a_solution_says_of_itself_is_so(seed: int) -> None:
    game = random_game(seed, rounds=1, packages=2, types=((2, 2), (3, 1), (1, 3), (2, 3))[seed])
    solution = solve_explicit(game, 3.0)
    found = certify_by_history(game, solution, solution.values)
    gain = max(x for by_type in found.at_start.values() for x in by_type.values())
    assert gain == pytest.approx(solution.regret, abs=1e-10)
    assert found.max_gain_busd == pytest.approx(solution.regret_anywhere, abs=1e-10)
    assert found.interpolation_error_busd == pytest.approx(0.0, abs=1e-10)
    wrong = certify_by_history(game, solution, solution.values + 1.0)
    assert wrong.interpolation_error_busd == pytest.approx(1.0, abs=1e-10)


class Breakfasts(HistoryProfile):
    """Pooling on quiche; the receiver leaves quiche alone and answers beer by a duel or not."""

    residual = 0.0

    def __init__(self, beer: tuple[float, float], duels: bool) -> None:
        self.game, self.beer, self.duels = beer_quiche(strong=0.9), beer, duels

    def log_chances(self, history: Sequence[int]) -> NDArray[np.float64]:
        with np.errstate(divide="ignore"):
            if not history:
                logs = np.array([self.beer, self.beer])
                logs[QUICHE] = np.log(-np.expm1(logs[BEER]))
                return logs
            peace = history[0] == QUICHE or not self.duels
            return np.log([[float(peace)], [float(not peace)]])


def test_trembles_of_one_in_a_googol_still_say_what_beer_means() -> None:
    """Pooling on quiche holds if beer is the weak type's mistake; exp(-400) is no number of 0."""
    weak = certify_by_history(
        beer_quiche(), Breakfasts((-400.0, -900.0), True), np.zeros((2, 2, 1))
    )
    assert weak.max_gain_busd == pytest.approx(0.0, abs=1e-12)
    strong = certify_by_history(
        beer_quiche(), Breakfasts((-900.0, -400.0), True), np.zeros((2, 2, 1))
    )
    assert strong.max_gain_busd == pytest.approx(1.0)  # a duel with the strong
    assert strong.on_path_busd == pytest.approx(0.0, abs=1e-12)
    peaceful = Breakfasts((-900.0, -400.0), False)
    lured = certify_by_history(beer_quiche(), peaceful, np.zeros((2, 2, 1)))
    assert lured.at_start["sender"]["strong"] == pytest.approx(1.0)  # beer is liked, and safe


def test_beliefs_are_bayes_on_every_history() -> None:
    game = chain_store(markets=3, tough=0.2)
    solution = solve_explicit(game, 500.0)
    tree = history_tree(game, solution)
    assert len(tree.nodes) == solution.histories.count
    for node in tree.nodes:
        assert len(node.actions) == len(legal_actions(game, node.position))
    told = sorted(node.belief.of[1][1] for node in tree.nodes)
    claimed = sorted(solution.belief_at(n).of[1][1] for n in range(solution.histories.count))
    np.testing.assert_allclose(told, claimed, atol=1e-9)


class Slip(Breakfasts):
    """Chances that do not sum to one."""

    def log_chances(self, history: Sequence[int]) -> NDArray[np.float64]:
        return super().log_chances(history) - (0.1 if not history else 0.0)


def test_what_is_no_strategy_is_refused() -> None:
    profile = Slip((-1.0, -1.0), True)
    with pytest.raises(NegotiationError, match="no probabilities over the 2 open actions"):
        certify_by_history(profile.game, profile, np.zeros((2, 2, 1)))
