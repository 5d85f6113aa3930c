"""The map of the card: its cells are the scenario varied, and its words follow from its numbers."""

from __future__ import annotations

import numpy as np
import pytest

from experiments.where_the_card_pays import (
    FACTOR,
    FACTORS,
    PRIORS,
    break_even,
    own_prior,
    varied,
)
from negotiation.explore.experiment import load_experiment
from negotiation.game.game import Game
from negotiation.pictures.card_map import CardMap
from negotiation.results.experiment_result import ExperimentResult
from negotiation.results.storage import as_plain, from_plain
from negotiation.scenario.compile import compile_game
from negotiation.scenario.loading import load


@pytest.fixture(scope="module")
def told() -> list[tuple[int, int]]:
    return []


@pytest.fixture(scope="module")
def result(told: list[tuple[int, int]]) -> ExperimentResult:
    experiment = load_experiment("where_the_card_pays")
    experiment.progress = lambda done, total: told.append((done, total))
    return experiment.run(fast=True)


def cell(prior: float, factor: float | None) -> Game:
    return compile_game(varied(prior, factor))


@pytest.mark.parametrize(("factor", "scenario"), [(FACTOR, "june_deadline"), (None, "no_card")])
def test_the_framed_cell_is_the_scenario_itself(factor: float | None, scenario: str) -> None:
    one_cell, original = cell(own_prior(), factor), compile_game(load(scenario))
    assert all(np.array_equal(a, b) for a, b in zip(one_cell.prior, original.prior, strict=True))
    for one, other in zip(one_cell.stages, original.stages, strict=True):
        np.testing.assert_allclose(one.payoff, other.payoff)
        if one.chance is not None and other.chance is not None:
            np.testing.assert_allclose(one.chance, other.chance)


def test_without_a_factor_the_market_ignores_the_card() -> None:
    game = cell(0.6, 0.0)
    assert game.prior[1] == pytest.approx([0.4, 0.6])
    postures = [game.states.describe(s) for s in range(game.states.count)]
    chance = game.stages[0].chance
    assert chance is not None
    rows: dict[tuple[str, str], np.ndarray] = {}
    for state, row in zip(postures, chance, strict=True):
        same = rows.setdefault((state["market"], state["us_posture"]), row)
        np.testing.assert_array_equal(row, same)


def test_a_nervous_market_climbs_more_often() -> None:
    chances = [cell(own_prior(), factor).stages[0].chance for factor in (0.0, 1.0, 2.0)]
    stressed = [float(chance[:, -1].mean()) for chance in chances if chance is not None]
    assert stressed[0] < stressed[1] < stressed[2]


def test_the_map_is_a_grid_with_the_scenario_on_it(result: ExperimentResult) -> None:
    assert CardMap().lacks(result) == ""
    own = [(r["prior"], r["sensitivity"]) for r in result.rows if r["scenario"] == 1.0]
    assert own == [(own_prior(), FACTOR)]
    assert FACTOR in FACTORS


@pytest.mark.parametrize("prior", PRIORS)
def test_talks_begin_with_the_prior_that_is_asked_for(prior: float) -> None:
    for factor in (FACTOR, None):
        assert cell(prior, factor).prior[1] == pytest.approx([1.0 - prior, prior], abs=1e-12)


def test_the_worth_is_that_of_the_types_weighed_with_the_prior(result: ExperimentResult) -> None:
    for row in result.rows:
        p = float(row["prior"])
        by_type = [float(row[f"worth_if_{name}"]) for name in ("guardian", "resolute")]
        weighed = (1.0 - p) * by_type[0] + p * by_type[1]
        assert row["worth_to_japan"] == pytest.approx(weighed, abs=1e-9)
        assert 0.0 <= float(row["deal_with_card"]) <= 1.0


def test_progress_is_told(result: ExperimentResult, told: list[tuple[int, int]]) -> None:
    total = told[0][1]
    assert total == len(result.rows) * 3 // 2
    assert told == [(done, total) for done in range(total + 1)]


def test_the_finding_is_about_its_numbers(result: ExperimentResult) -> None:
    (row,) = (row for row in result.rows if row["scenario"] == 1.0)
    assert f"{float(row['worth_to_japan']):+.1f} $bn to Japan" in result.finding
    assert f"{float(row['worth_to_us']):+.1f} $bn to the US" in result.finding
    assert "sketch" in result.finding


def test_the_result_survives_saving_and_two_runs_are_the_same(result: ExperimentResult) -> None:
    assert from_plain(as_plain(result), ExperimentResult) == result
    assert load_experiment("where_the_card_pays").run(fast=True) == result


@pytest.mark.parametrize(
    ("worths", "turn"),
    [
        ((-1.0, 1.0, 3.0), 0.25),
        ((-1.0, 0.0, 3.0), 0.5),
        ((1.0, 2.0, 3.0), 0.0),
        ((1.0, -1.0, 1.0), 0.75),
        ((1.0, 1.0, -1.0), None),
    ],
)
def test_break_even(worths: tuple[float, ...], turn: float | None) -> None:
    assert break_even((0.0, 0.5, 1.0), worths) == turn
