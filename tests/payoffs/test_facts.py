"""Published facts that the numbers of the base scenario must show, each with its source."""

from __future__ import annotations

import dataclasses
from datetime import date, timedelta
from pathlib import Path

import pytest

from negotiation.game.game import Game
from negotiation.payoffs.market import refinancing_cost
from negotiation.payoffs.reserves import mark_to_market_loss, sale_impact, sale_settled
from negotiation.payoffs.tariffs import trade_effects
from negotiation.scenario.schema import ScenarioFile

CARS, REST = 52.3, 148.2 - 52.3
"""US imports from Japan in 2024, $bn: vehicles and parts, and everything else (AP, 2025)."""


@pytest.mark.parametrize(
    ("group", "rate", "duty"),
    [
        pytest.param("cars", 0.25, 13.1, id="cars at 25 % pay $13.1bn [AP 2025 x rate]"),
        pytest.param("cars", 0.15, 7.8, id="cars at 15 % pay $7.8bn [AP 2025 x rate]"),
        pytest.param("rest", 0.10, 9.6, id="the rest at 10 % pays $9.6bn [AP 2025 x rate]"),
        pytest.param("rest", 0.15, 14.4, id="the rest at 15 % pays $14.4bn [AP 2025 x rate]"),
        pytest.param("rest", 0.24, 23.0, id="the rest at 24 % pays $23.0bn [AP 2025 x rate]"),
    ],
)
def test_static_duty(base: ScenarioFile, group: str, rate: float, duty: float) -> None:
    trade = {name: s.base_flow_busd_per_year for name, s in base.sectors.items()}
    flow = trade["cars"] if group == "cars" else sum(trade.values()) - trade["cars"]
    assert flow == pytest.approx(CARS if group == "cars" else REST, abs=0.05)
    assert flow * rate == pytest.approx(duty, abs=0.06)


def sector_income(base: ScenarioFile, name: str, rate: float) -> float:
    """Return what exporters of one sector gain against the MFN rate, $bn a year."""
    then = trade_effects(base.sectors[name], rate, base.welfare.idle_factor_share)
    return float(then.exporter_surplus + then.idle_income)


def tariff_income(base: ScenarioFile, cars: float, country: float) -> float:
    """Return Japan's yearly gain against MFN rates, $bn (negative), at two tariffs."""
    rates = {name: sector.rate_in_force for name, sector in base.sectors.items()}
    for issue, rate in (("car_tariff", cars), ("country_tariff", country)):
        rates |= dict.fromkeys(base.issues[issue].sectors_set(), rate)
    return sum(sector_income(base, name, rate) for name, rate in rates.items())


def test_japan_the_status_quo_is_about_as_bad_as_the_deal_of_15_percent(
    base: ScenarioFile,
) -> None:
    """NRI: -0.37 to -0.52 % of GDP ($17-22bn) at 25/10 %; -0.55 % (about $23bn) at 15 %.

    GDP 609tn yen at 145 yen a dollar is $4.2tn. NRI's July numbers run 0.1 point of GDP, $4bn,
    above its April scaling (steel at 50 % among others), which is the tolerance on the second.
    """
    status_quo, deal = tariff_income(base, 0.275, 0.10), tariff_income(base, 0.15, 0.15)
    assert abs(status_quo - deal) < 1.5
    assert -22.0 <= status_quo <= -17.0
    assert deal == pytest.approx(-23.0, abs=4.2)


def test_japan_the_executed_threat_is_clearly_worse(base: ScenarioFile) -> None:
    """NRI, April 2025: -0.71 to -0.76 % of GDP, about $30-32bn a year, at 25/24 %."""
    threat = tariff_income(base, 0.275, 0.24)
    assert -33.5 <= threat <= -29.5
    assert threat < tariff_income(base, 0.275, 0.10) - 8.0


@pytest.mark.base_numbers
def test_the_page_on_the_model_quotes_these_losses(base: ScenarioFile) -> None:
    page = (Path(__file__).parents[2] / "docs" / "model.md").read_text(encoding="utf-8")
    for rates in ((0.275, 0.10), (0.15, 0.15), (0.275, 0.24)):
        assert f"\\${-tariff_income(base, *rates):.1f}bn" in page


def test_japan_loses_57_cents_per_thousand_dollars_and_basis_point(base: ScenarioFile) -> None:
    """$1.135tn [TIC] x 5 years x 1 bp = $0.57bn, once."""
    assert mark_to_market_loss(base.reserves, 1.0) == pytest.approx(0.57, abs=0.005)


def test_refinancing_lies_between_the_first_coupons_and_the_whole_debt(base: ScenarioFile) -> None:
    """Notes alone, for as long as they are locked: 3800 x 5.5 years x 1 bp = $2.1bn [Treasury].

    All that is sold in a year pays $1.0bn more in its first year; the whole debt of $28.6tn, once
    rolled over, $2.9bn a year.
    """
    assert refinancing_cost(base.market, 1.0, 1.0) == pytest.approx(3800.0 * 5.5 * 1e-4)
    assert refinancing_cost(base.market, 1.0, 1.0) == pytest.approx(2.1, abs=0.05)
    assert 1.0 < refinancing_cost(base.market, 1.0, 1.0) < 28_600.0 * 1e-4


def test_a_million_dollars_an_hour(base: ScenarioFile) -> None:
    """One maker said that it lost $1m an hour; seven expect 2.7tn yen a year at 145 to the dollar.

    The model's yearly loss of all car makers, at the rate in force against the MFN rate, lies
    between: it is a flow in the part tariffs, not a cost of delay.
    """
    cars = base.sectors["cars"]
    hourly = -sector_income(base, "cars", cars.rate_in_force) * 1e3 / (365.0 * 24.0)  # $m
    one, seven = 1.0, 2.7e12 / 145.0 / (365.0 * 24.0) / 1e6
    assert seven == pytest.approx(2.1, abs=0.05)
    assert one < hourly < seven < 3.1


def test_the_deal_of_22_july_is_on_the_list_of_packages(game: Game) -> None:
    """15 % on cars and on the rest, $550bn, rice +75 % inside the quota, $8bn a year [FR 43535]."""
    assert game.packages is not None
    found = game.packages.find(
        {
            "car_tariff": "15 %",
            "country_tariff": "15 %",
            "investment": "$550bn",
            "rice": "+260 kt",
            "purchases": "$8bn a year",
        }
    )
    assert game.packages.terms(found)["steel_tariff"] == "25 %"
    assert date(2025, 7, 22) in [one.day for one in game.rounds]


@pytest.mark.base_numbers
def test_a_sale_of_100_billion_moves_yields_by_40_bp_and_20_settled(base: ScenarioFile) -> None:
    """57 bp for $141bn [Kansas City Fed 2025]; half undone by private buyers [Beltran 2013]."""
    sale = dataclasses.replace(base.reserves, sale_busd=100.0, follower_sale_busd=0.0)
    assert sale_impact(base.market, sale) == pytest.approx(40.0)
    assert pytest.approx(sale_impact(base.market, sale), rel=0.02) == 57.0 / 1.41
    assert sale_settled(base.market, sale) == pytest.approx(20.0)


def posture_payoff(game: Game, origin: str, target: str, player: int, u: int, v: int) -> float:
    """Return what Japan's move between two postures pays a player, all else as on the first day."""
    stage = next(s for s in game.stages if s.name == "card posture")
    first = game.states.describe(game.initial_state)
    here = game.states.find({**first, "japan_posture": origin})
    k = [action.name for action in stage.actions].index(target)
    assert stage.legal[here, k], f"{origin} -> {target} is not legal"
    return float(stage.total(u, v)[player, here, k])


@pytest.mark.parametrize("u", [0, 1], ids=["sensitive US", "tolerant US"])
@pytest.mark.parametrize("v", [0, 1], ids=["guardian", "resolute"])
def test_a_dump_hurts_japan_more_than_a_hint(game: Game, u: int, v: int) -> None:
    """Press, May 2025: dumping "would devalue its own reserves"; a hint costs words."""
    hint = posture_payoff(game, "walked_back", "hinted", 1, u, v)
    threat = posture_payoff(game, "hinted", "threatened", 1, u, v)
    dump = posture_payoff(game, "threatened", "selling", 1, u, v)
    assert dump < threat < hint < 0.0


def test_the_guardian_minds_a_dump_more_than_the_resolute_type(game: Game) -> None:
    """The resolute type counts a fifth of the loss on reserves: the single-crossing of the card."""
    guardian, resolute = (
        posture_payoff(game, "threatened", "selling", 1, 0, v)
        - posture_payoff(game, "walked_back", "hinted", 1, 0, v)
        for v in (0, 1)
    )
    assert guardian < resolute


def test_japan_has_no_tariff_action_in_the_base_scenario(game: Game, base: ScenarioFile) -> None:
    """Japan did not retaliate; 18.3 % of its voters wanted to [Kyodo, April 2025]."""
    assert base.retaliation is None
    movers = {stage.name for stage in game.stages if stage.mover == 1}
    assert movers == {"card posture", "offer", "answer"}
    assert {a.name for s in game.stages if s.name == "card posture" for a in s.actions} == {
        "quiet",
        "walked_back",
        "hinted",
        "threatened",
        "selling",
    }


@pytest.mark.parametrize("player", ["us", "japan"])
def test_election_clocks_rise_to_election_day_and_fall_the_day_after(
    base: ScenarioFile, player: str
) -> None:
    clock = base.us.election.clock if player == "us" else base.partner.election.clock
    assert clock.day == (date(2026, 11, 3) if player == "us" else date(2025, 7, 20))
    days = [clock.day - timedelta(days=n) for n in range(800, -1, -1)]
    weights = [clock.weight(day) for day in days]
    assert weights == sorted(weights)
    assert len(set(weights)) == len(weights)
    assert weights[-1] == 1.0
    assert clock.weight(clock.day + timedelta(days=1)) == clock.after < 1.0
    days_to_go = round(clock.half_life_days)
    whole = dataclasses.replace(clock, half_life_days=float(days_to_go))
    half_way = whole.weight(clock.day - timedelta(days=days_to_go))
    assert half_way == pytest.approx(clock.floor + (1.0 - clock.floor) / 2.0)


def test_japans_concession_costs_more_votes_each_round_and_less_after_the_election(
    base: ScenarioFile,
) -> None:
    """The coalition defended its majority on 20 July 2025 [Asahi]."""
    clock = base.partner.election.clock
    before = [clock.weight(one.day) for one in base.rounds if one.day < date(2025, 7, 20)]
    assert before == sorted(before)
    assert len(before) == len(base.rounds) - 2
    assert clock.weight(date(2025, 7, 22)) < before[0]
