"""The talks with the United Kingdom: what was known, and what the model says of the outcome."""

from __future__ import annotations

import numpy as np
import pytest

from negotiation.equilibria.views.bargaining_problem import BargainingProblem, bargaining_problem
from negotiation.game.game import Game
from negotiation.scenario.compile import compile_game
from negotiation.scenario.loading import load

DEAL = {
    "car_quota": "100 thousand at 10 %",
    "country_tariff": "10 %",
    "aerospace_tariff": "0 %",
    "steel_tariff": "25 %",
    "beef": "+13 kt",
    "ethanol": "$0.3bn a year",
    "aircraft": "$2.5bn a year",
}
"""What came into force of the deal of 8 May 2025."""


@pytest.fixture(scope="module")
def game() -> Game:
    return compile_game(load("uk_may_2025"))


def deal(game: Game) -> int:
    table = game.packages
    assert table is not None
    assert set(DEAL) == set(table.issues)
    level = [table.levels[n].index(DEAL[name]) for n, name in enumerate(table.issues)]
    return int(np.flatnonzero((table.level_of == level).all(axis=1))[0])


@pytest.fixture(scope="module", params=[(0, 0), (0, 1), (1, 0), (1, 1)])
def problem(game: Game, request: pytest.FixtureRequest) -> BargainingProblem:
    return bargaining_problem(game, request.param)


def test_nothing_is_threatened() -> None:
    contents = load("uk_may_2025").contents
    assert not contents.pause.rates
    assert not contents.pause.new_rates
    assert not contents.card.in_play
    assert sum(s.base_flow_busd_per_year for s in contents.sectors.values()) == pytest.approx(68.1)


def test_its_political_numbers_are_the_bases() -> None:
    """Nothing was tuned to the outcome: only who the types are and what is specific differs."""
    base, uk = load("known_on_6_may").key_to_number, load("uk_may_2025").key_to_number
    rooms = ("us.", "partner.election.", "programme.", "relations.", "pause.", "courts.")
    changed = {
        key
        for key, number in uk.items()
        if key.startswith(rooms) and key in base and base[key].value != number.value
    }
    assert changed == {
        "partner.election.clock.half_life_days",
        "programme.departures.country_tariff.announced_rate",
    }


def test_the_deal_that_was_made_is_efficient_and_good_for_the_partner(
    game: Game, problem: BargainingProblem
) -> None:
    p = deal(game)
    beaten = (problem.payoffs >= problem.payoffs[:, [p]] + problem.tie).all(axis=0)
    assert not beaten.any()
    assert problem.gains[1, p] > 0.0


def test_the_model_finds_the_cut_on_cars_too_dear_for_the_us(
    game: Game, problem: BargainingProblem
) -> None:
    """What it says against what happened (docs/model.md): the win-set of the US has no quota."""
    assert problem.gains[0, deal(game)] < 0.0
    table = game.packages
    assert table is not None
    assert problem.is_feasible
    cars = table.level_of[problem.rational, table.issues.index("car_quota")]
    assert not cars.any()
