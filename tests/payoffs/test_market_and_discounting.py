"""Laws of the bond market's moves, of own stress and its cost, and of present values."""

from __future__ import annotations

import dataclasses
import math
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from negotiation.payoffs.market import (
    Market,
    background,
    over_days,
    own_share,
    refinancing_cost,
    transition,
)
from negotiation.payoffs.present_value import PresentValue
from negotiation.payoffs.reserves import mark_to_market_loss, sale_cost, sale_impact, sale_settled
from negotiation.payoffs.treasury import reserves_after, strain, yields_after, yields_while
from negotiation.scenario.schema import ScenarioFile

LAWS = settings(derandomize=True, deadline=None, max_examples=100)
FIRST = date(2025, 5, 15)
HORIZON = date(2029, 1, 19)

chances = st.floats(0.0, 1.0)
pressures = st.floats(-1.0, 1.0)
days = st.integers(0, 60)


def market(base: ScenarioFile, levels: int, rise: float, fall: float) -> Market:
    """Return a market with some levels."""
    any_level = next(iter(base.market.levels.values()))
    ladder = {f"level{n}": dataclasses.replace(any_level, yield_bp=20.0 * n) for n in range(levels)}
    return dataclasses.replace(base.market, levels=ladder, rise=rise, fall=fall)


@LAWS
@given(st.integers(1, 5), chances, chances, pressures, days)
def test_rows_are_probabilities_and_move_one_level_at_most(
    base: ScenarioFile, levels: int, rise: float, fall: float, pressure: float, n: int
) -> None:
    matrix = transition(market(base, levels, rise, fall), pressure, n)
    assert matrix.shape == (levels, levels)
    assert (matrix >= 0.0).all()
    assert matrix.sum(axis=1) == pytest.approx(np.ones(levels), abs=1e-12)
    far = np.abs(np.subtract.outer(range(levels), range(levels))) > 1
    assert not matrix[far].any()


@LAWS
@given(st.integers(2, 5), chances, chances, pressures, st.floats(0.0, 1.0), days)
def test_pressure_moves_the_market_up_in_the_sense_of_first_order_dominance(
    base: ScenarioFile, levels: int, rise: float, fall: float, pressure: float, more: float, n: int
) -> None:
    """Each level's tail probabilities rise with pressure: no row may get calmer."""
    less = transition(market(base, levels, rise, fall), pressure, n)
    stronger = transition(market(base, levels, rise, fall), pressure + more, n)
    tails = [np.cumsum(m[:, ::-1], axis=1) for m in (less, stronger)]
    assert (tails[1] >= tails[0] - 1e-12).all()


@LAWS
@given(chances, st.integers(1, 30), st.integers(1, 30))
def test_weekly_probabilities_compound_over_days(weekly: float, a: int, b: int) -> None:
    stays = (1.0 - over_days(weekly, a)) * (1.0 - over_days(weekly, b))
    assert 1.0 - over_days(weekly, a + b) == pytest.approx(stays, abs=1e-12)
    assert over_days(weekly, 7) == pytest.approx(weekly, abs=1e-12)
    assert over_days(weekly, 0) == 0.0


@pytest.mark.parametrize("weekly", [-0.4, 1.7])
def test_probabilities_pushed_beyond_their_bounds_are_cut_there(weekly: float) -> None:
    assert over_days(weekly, 7) == (0.0 if weekly < 0.0 else 1.0)


def test_a_follower_adds_its_sale_to_the_move_of_yields(base: ScenarioFile) -> None:
    alone = dataclasses.replace(base.reserves, follower_sale_busd=0.0)
    followed = dataclasses.replace(base.reserves, follower_sale_busd=alone.sale_busd)
    impact = sale_impact(base.market, alone)
    assert sale_impact(base.market, followed) == pytest.approx(2.0 * impact)
    stays = 1.0 - base.market.reversal_share
    assert sale_settled(base.market, alone) == pytest.approx(impact * stays)


def test_starting_to_sell_costs_the_settled_loss_and_the_currency(base: ScenarioFile) -> None:
    r = base.reserves
    settled = sale_settled(base.market, r)
    marks = r.holdings_busd * r.duration_years * settled / 1e4
    found = sale_cost(base.market, r, np.array([0.0, 1.0]))
    assert found == pytest.approx([-r.currency_busd_per_bp * settled] * 2 - np.array([0.0, marks]))


rises = st.floats(0.0, 100.0)


def us_pays(m: Market, rise: float, behind: float = 0.0, tolerance: float = 50.0) -> float:
    """Return what a rise left at the end costs a US with a tolerance and a strain of 1 a bp."""
    room, weight = np.array([tolerance]), np.array([1.0])
    return float(
        yields_after(m, np.array([rise]), strain(np.array([rise]), behind, room, weight))[0, 0]
    )


def test_yields_below_the_tolerance_cost_refinancing_alone(base: ScenarioFile) -> None:
    m = base.market
    notes = m.notes_sold * m.locked_years / 1e4 * m.persistence_years
    assert us_pays(m, 50.0) == pytest.approx(-50.0 * notes)
    assert us_pays(m, 60.0) - us_pays(m, 59.0) == pytest.approx(-(notes + 1.0))


@LAWS
@given(rises, rises, st.floats(0.0, 100.0))
def test_the_background_counts_only_by_bringing_own_stress_nearer_to_the_tolerance(
    base: ScenarioFile, rise: float, behind: float, tolerance: float
) -> None:
    m = base.market
    assert us_pays(m, 0.0, behind, tolerance) == 0.0
    assert us_pays(m, rise, behind, tolerance) <= us_pays(m, rise, 0.0, tolerance) + 1e-9
    beyond = us_pays(m, rise, tolerance, tolerance)  # no room left: each bp is felt
    assert beyond == pytest.approx(us_pays(m, rise, 0.0, 0.0), abs=1e-6)


def test_the_background_halves_in_its_half_life(base: ScenarioFile) -> None:
    m = dataclasses.replace(base.market, background_half_life_days=30.0)
    assert background(m, FIRST, FIRST) == m.background_bp
    for n in (0, 17, 60):
        day = FIRST + timedelta(days=n)
        later = background(m, FIRST, day + timedelta(days=30))
        assert later == pytest.approx(background(m, FIRST, day) / 2.0)


@LAWS
@given(rises, st.lists(st.integers(1, 60), min_size=1, max_size=12))
def test_waiting_in_parts_costs_what_waiting_at_once_does_and_politics_never_more_than_all(
    base: ScenarioFile, rise: float, spans: list[int]
) -> None:
    m, y = base.market, np.array([rise])
    room, weight = np.array([10.0]), np.array([1.0])
    politics = strain(y, 0.0, room, weight)
    paid = [yields_while(m, y, n / 365.25, politics)[0, 0] for n in spans]
    years = sum(spans) / 365.25
    notes = refinancing_cost(m, rise, years)
    felt = -sum(paid) - notes
    assert felt <= politics[0, 0] * max(years / m.persistence_years, 0.0) + 1e-9
    if years <= m.persistence_years:
        whole = yields_while(m, y, years, politics)[0, 0]
        assert sum(paid) == pytest.approx(whole, abs=1e-9)
    once = yields_while(m, y, 9.0 * m.persistence_years, politics)[0, 0]
    assert -once - refinancing_cost(m, rise, 9.0 * m.persistence_years) == pytest.approx(
        politics[0, 0], abs=1e-6
    )


def test_stress_that_does_not_last_costs_nothing_when_the_talks_end(base: ScenarioFile) -> None:
    m = dataclasses.replace(base.market, persistence_years=0.0)
    y = np.array([40.0])
    assert yields_after(m, y, np.array([[7.0]]))[0, 0] == 0.0
    assert yields_while(m, y, 0.1, np.array([[7.0]]))[0, 0] < -7.0
    assert not reserves_after(m, base.reserves, y, 0.0 * y, np.array([1.0])).any()


def test_the_loss_from_its_own_sale_is_not_counted_twice(base: ScenarioFile) -> None:
    """The partner counted it when it sold; the US pays on the whole rise."""

    def partner(rise: float, sale: float) -> float:
        weights = np.array([1.0])
        return float(
            reserves_after(base.market, base.reserves, np.array([rise]), np.array([sale]), weights)[
                0, 0
            ]
        )

    assert partner(20.0, 20.0) == 0.0
    assert partner(45.0, 20.0) == pytest.approx(partner(25.0, 0.0))
    lasting = base.market.persistence_years / base.reserves.duration_years
    assert partner(25.0, 0.0) == pytest.approx(-lasting * mark_to_market_loss(base.reserves, 25.0))


@LAWS
@given(st.lists(st.floats(0.01, 1.0), min_size=9, max_size=9), st.floats(0.0, 100.0))
def test_nine_signatures_cannot_remove_more_than_the_tariffs_part_of_the_stress(
    base: ScenarioFile, sizes: list[float], seen: float
) -> None:
    relief = sum(
        base.market.relief_agreement
        * seen
        * own_share(dataclasses.replace(base.market, partner_share=size / sum(sizes)))
        for size in sizes
    )
    assert relief <= base.market.tariff_share * seen + 1e-9


rates = st.floats(0.0, 0.5)
starts = st.integers(0, 1300).map(lambda n: FIRST + timedelta(days=n))


def value(rho: float) -> PresentValue:
    """Return present values at one rate for both players."""
    return PresentValue(first_day=FIRST, horizon=HORIZON, discount_rates=(rho, rho))


@LAWS
@given(rates, starts)
def test_a_payment_today_is_worth_its_face_and_later_ones_no_more(rho: float, day: date) -> None:
    assert value(rho).once(0, FIRST) == 1.0
    assert 0.0 < value(rho).once(1, day) <= 1.0
    later = value(rho).once(1, day + timedelta(days=1))
    assert later <= value(rho).once(1, day)


@LAWS
@given(rates, st.tuples(starts, starts, starts).map(sorted))
def test_flows_over_neighbouring_spans_add_up(rho: float, when: list[date]) -> None:
    a, b, c = when
    whole = value(rho).flow(0, a, c)
    assert whole == pytest.approx(value(rho).flow(0, a, b) + value(rho).flow(0, b, c), abs=1e-12)


@LAWS
@given(rates, starts)
def test_a_flow_is_the_sum_of_its_days(rho: float, start: date) -> None:
    exact = value(rho).flow(0, start)
    daily = sum(
        math.exp(-rho * ((start - FIRST).days + n + 0.5) / 365.25) / 365.25
        for n in range((HORIZON - start).days)
    )
    assert exact == pytest.approx(daily, rel=1e-6, abs=1e-9)


@LAWS
@given(rates, st.floats(0.0, 3.0), st.tuples(starts, starts).map(sorted))
def test_a_hazard_discounts_like_impatience(rho: float, hazard: float, when: list[date]) -> None:
    """The closed form is the integral of exp(-rho t - h (t - a)), here by its days."""
    a, b = when
    first = (a - FIRST).days
    daily = sum(
        math.exp(-rho * (first + n + 0.5) / 365.25 - hazard * (n + 0.5) / 365.25) / 365.25
        for n in range((b - a).days)
    )
    assert value(rho).flow(0, a, b, hazard=hazard) == pytest.approx(daily, rel=1e-5, abs=1e-9)
    assert value(rho).flow(0, a, b, hazard=hazard) <= value(rho).flow(0, a, b) + 1e-12


def test_a_flow_that_would_start_after_its_end_is_worth_nothing() -> None:
    assert value(0.03).flow(0, HORIZON + timedelta(days=9)) == 0.0
    assert value(0.0).flow(0, FIRST) == pytest.approx((HORIZON - FIRST).days / 365.25)


def test_nearly_no_discounting_is_close_to_none() -> None:
    assert value(1e-14).flow(0, FIRST) == pytest.approx(value(0.0).flow(0, FIRST), rel=1e-9)
