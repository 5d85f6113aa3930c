"""Logit equilibrium on belief grids: convergence, units, sure priors, several equilibria."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from negotiation.equilibria.logit import MENU_GRID, Logit
from negotiation.equilibria.signalling.axis import BeliefAxis, log_odds
from negotiation.equilibria.signalling.growing import grown
from negotiation.equilibria.signalling.kernels.interpolation import slopes
from negotiation.equilibria.signalling.kernels.line import solve_line
from negotiation.equilibria.signalling.kernels.selecting import FROM_ABOVE, FROM_BELOW
from negotiation.equilibria.signalling.menu import menu_of
from negotiation.equilibria.signalling.reach import reach_of
from negotiation.equilibria.signalling.selections import all_selections
from negotiation.equilibria.subgame_perfect import SubgamePerfect
from negotiation.game.narrowing import keep_types
from tests.generators import random_game
from tests.transforms import rescaled


@pytest.mark.parametrize("seed", range(4))
def test_values_converge_with_the_fourth_power_of_the_spacing(seed: int) -> None:
    game = random_game(seed, rounds=2, packages=3)
    values = {n: Logit(0.5, grid=n).profile(game).value() for n in (21, 41, 81, 161)}
    errors = [float(np.abs(values[n] - values[161]).max()) for n in (21, 41, 81)]
    assert errors[2] < 1e-7
    order = np.log2(errors[0] / errors[2]) / 2.0
    assert order > 3.0, errors


@pytest.mark.parametrize("factor", [0.1, 7.0])
def test_scaling_all_payoffs_is_scaling_the_precision(factor: float) -> None:
    game = random_game(5, rounds=2, packages=3)
    one = Logit(1.5, grid=11).profile(game)
    other = Logit(1.5 / factor, grid=11).profile(rescaled(game, (factor, factor), (0.0, 0.0)))
    assert other.value() == pytest.approx(factor * one.value(), abs=1e-8 * factor)


@pytest.mark.parametrize("pair", [(0, 0), (0, 1), (1, 0), (1, 1)])
def test_a_sure_prior_is_a_game_of_known_types(pair: tuple[int, int]) -> None:
    game = random_game(3, rounds=2, packages=3)
    sure = replace(game, prior=tuple(np.eye(2)[t] for t in pair))
    alone = Logit(2.0, grid=11).profile(keep_types(game, pair)).value()[:, 0, 0]
    assert Logit(2.0, grid=11).profile(sure).value()[:, *pair] == pytest.approx(alone, abs=1e-9)
    corner = Logit(2.0, grid=11).profile(game)
    table = corner.induction.values[0][:, *pair, game.initial_state]
    assert table[:, -pair[0], -pair[1]] == pytest.approx(alone, abs=1e-9)


@pytest.mark.parametrize("seed", range(5))
def test_without_doubt_a_high_precision_is_subgame_perfect(seed: int) -> None:
    game = random_game(seed, rounds=2, packages=4, types=(1, 1))
    exact = SubgamePerfect().solve(game).cases[0]
    found = Logit(20_000.0).profile(game).value()[:, 0, 0]
    expected = [exact.payoffs[player].total for player in game.players]
    assert found == pytest.approx(expected, abs=2e-3)


def test_reading_between_nodes_does_not_overshoot_a_jump() -> None:
    axis = BeliefAxis.around(0.5, 21)
    jump = np.where(axis.chances < 0.4, 1.0, 3.0)
    steep = np.empty(21)
    slopes(jump, steep)
    assert not steep.any()
    between = axis.read(jump, np.linspace(0.0, 1.0, 500))
    assert between.min() >= 1.0 - 1e-12
    assert between.max() <= 3.0 + 1e-12
    smooth = axis.read(np.exp(axis.chances), np.array([0.123, 0.5, 0.987]))
    assert smooth == pytest.approx(np.exp([0.123, 0.5, 0.987]), abs=2e-4)


def test_a_stage_with_three_equilibria_takes_the_one_on_the_path() -> None:
    # Being believed the second type pays the second type, so that its action feeds on itself.
    axis = BeliefAxis.around(0.5, 41)
    values = np.zeros((2, 2, 41))
    values[1, 0] = 12.0 * axis.chances - 6.6
    steep = np.empty_like(values)
    for t, k in np.ndindex(2, 2):
        slopes(values[t, k], steep[t, k])
    priors, found = axis.log_odds, {}
    for rule in (0, FROM_BELOW, FROM_ABOVE):
        y, logs, counts = np.empty((41, 2)), np.empty((41, 2, 2)), np.zeros(4, dtype=np.int64)
        place, flags = (axis.centre, axis.stretch), np.empty(41, dtype=np.int8)
        residual = solve_line(
            values, steep, priors, priors, 1.0, *place, rule, y, logs, flags, counts
        )
        assert residual < 1e-9
        assert counts[3] == 0
        found[rule] = y
        inner = np.isfinite(priors)
        bayes = priors[inner, None] + logs[inner, 1] - logs[inner, 0]
        assert y[inner] == pytest.approx(bayes, abs=1e-8)
        assert np.exp(logs).sum(axis=2) == pytest.approx(np.ones((41, 2)), abs=1e-12)
    inside = {rule: y[np.isfinite(priors)] for rule, y in found.items()}
    apart = np.abs(inside[FROM_BELOW] - inside[FROM_ABOVE]).max(axis=1) > 0.1
    assert 3 < apart.sum() < 39
    both = [np.abs(inside[0] - inside[rule]) < 1e-6 for rule in (FROM_BELOW, FROM_ABOVE)]
    assert (both[0] | both[1]).all()


def test_every_selection_solves_its_stages() -> None:
    game = random_game(2, rounds=2, packages=2)
    selections = all_selections(game)
    assert len({selection.name for selection in selections}) == len(selections) >= 8
    for selection in selections:
        profile = Logit(2.0, grid=11, selection=selection).profile(game)
        assert profile.residual < 1e-8, selection.name
    smooth = [Logit(0.3, selection=selection).profile(game).value() for selection in selections]
    principal = Logit(0.3).profile(game).value()
    for value in smooth:  # one equilibrium: every way of starting ends there
        assert value == pytest.approx(principal, abs=1e-8)


def test_the_menu_covers_and_grows_where_the_talks_go() -> None:
    game = random_game(1, rounds=2, packages=300)
    menu = menu_of(game, 3)
    assert len(menu.packages) == 3
    assert set(menu.packages) < set(menu.candidates)
    errors = [menu_of(game, most).error_busd for most in (3, 5, len(menu.candidates))]
    assert errors[0] > errors[1] > errors[2] == 0.0
    assert menu_of(game, 300).packages.tolist() == list(range(300))
    profile = Logit(1.0, grid=7).solved_with(game, menu)
    more = grown(profile, reach_of(profile), np.outer(*game.prior), 2)
    assert set(menu.packages) < set(more.packages)
    assert len(more.packages) <= 5


def test_finer_grids_solve_the_same_game() -> None:
    """At a finite precision another menu is another game: no refinement of the first."""
    games = [random_game(seed, rounds=2, packages=300) for seed in range(4)]
    menus = [
        [Logit(4.0, grid, 8).by_stages(game).menu.tolist() for grid in (5, MENU_GRID, 11, 21)]
        for game in games
    ]
    assert all(rough[1] == rough[2] == rough[3] for rough in menus)
    assert any(rough[0] != rough[1] for rough in menus)  # a coarse grid may ask for others


def test_the_axis_has_the_prior_on_a_node() -> None:
    axis = BeliefAxis.around(0.03, 11)
    assert axis.chances[axis.middle] == 0.03
    assert (np.diff(axis.chances) > 0.0).all()
    assert axis.chances[[0, -1]].tolist() == [0.0, 1.0]
    assert np.isinf(log_odds(axis.chances)[[0, -1]]).all()
    assert BeliefAxis.around(1.0, 11).count == 1
