"""Laws of the bond market's moves, of the cost of yields and of present values."""

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
    MarketLevel,
    over_days,
    sale_impact,
    sale_settled,
    transition,
)
from negotiation.payoffs.present_value import PresentValue
from negotiation.payoffs.treasury import yield_cost
from negotiation.scenario.schema import ScenarioFile

LAWS = settings(derandomize=True, deadline=None, max_examples=100)
FIRST = date(2025, 5, 15)
HORIZON = date(2029, 1, 19)

chances = st.floats(0.0, 1.0)
pressures = st.floats(-1.0, 1.0)
days = st.integers(0, 60)


def market(levels: int, rise: float, fall: float) -> Market:
    """Return a market with some levels."""
    return Market(
        levels={f"level{n}": MarketLevel(yield_bp=20.0 * n) for n in range(levels)},
        initial="level0",
        rise=rise,
        fall=fall,
        yield_impact=0.4,
        reversal_share=0.5,
        refinancing=1.05,
        persistence_years=0.35,
        relief_agreement=0.7,
        relief_extension=0.4,
        execution_bp=12.0,
        credibility_priced=0.0,
        credibility_reference=0.3,
    )


@LAWS
@given(st.integers(1, 5), chances, chances, pressures, days)
def test_rows_are_probabilities_and_move_one_level_at_most(
    levels: int, rise: float, fall: float, pressure: float, n: int
) -> None:
    matrix = transition(market(levels, rise, fall), pressure, n)
    assert matrix.shape == (levels, levels)
    assert (matrix >= 0.0).all()
    assert matrix.sum(axis=1) == pytest.approx(np.ones(levels), abs=1e-12)
    far = np.abs(np.subtract.outer(range(levels), range(levels))) > 1
    assert not matrix[far].any()


@LAWS
@given(st.integers(2, 5), chances, chances, pressures, st.floats(0.0, 1.0), days)
def test_pressure_moves_the_market_up_in_the_sense_of_first_order_dominance(
    levels: int, rise: float, fall: float, pressure: float, more: float, n: int
) -> None:
    """Each level's tail probabilities rise with pressure: no row may get calmer."""
    less = transition(market(levels, rise, fall), pressure, n)
    stronger = transition(market(levels, rise, fall), pressure + more, n)
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
    reserves = dataclasses.replace(base.reserves, follower_sale_busd=100.0)
    assert sale_impact(base.market, reserves) == 2.0 * sale_impact(base.market, base.reserves)
    assert sale_settled(base.market, reserves) == pytest.approx(40.0)


def cost(base: ScenarioFile, rise_bp: float, sale_bp: float = 0.0) -> np.ndarray:
    """Return the cost of yields left [i] to a tolerance of 50 bp and a full reserve weight."""
    return yield_cost(
        base.market,
        base.reserves,
        rise_bp,
        sale_bp=sale_bp,
        tolerances=np.array([[50.0]]),
        strains=np.array([[1.0]]),
        reserve_weights=np.array([[1.0]]),
    )[:, 0, 0]


def test_yields_below_the_tolerance_cost_refinancing_alone(base: ScenarioFile) -> None:
    """1.05 x 0.35 years x 50 bp = 18.4; Japan 1134.5 x 5 x 50e-4 x 0.35/5 = 19.9."""
    us, japan = cost(base, 50.0)
    assert us == pytest.approx(-1.05 * 0.35 * 50.0)
    assert japan == pytest.approx(-1134.5 * 5.0 * 50.0e-4 * 0.35 / 5.0, rel=1e-3)


def test_yields_above_the_tolerance_cost_politics_as_well(base: ScenarioFile) -> None:
    slope = cost(base, 60.0)[0] - cost(base, 59.0)[0]
    assert slope == pytest.approx(-(1.05 * 0.35 + 1.0))


def test_the_loss_from_its_own_sale_is_not_counted_twice(base: ScenarioFile) -> None:
    """The partner counted it when it sold; the US pays on the whole rise."""
    assert cost(base, 20.0, sale_bp=20.0)[1] == 0.0
    assert cost(base, 45.0, sale_bp=20.0)[1] == pytest.approx(cost(base, 25.0)[1])
    assert cost(base, 45.0, sale_bp=20.0)[0] == cost(base, 45.0)[0]


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


def test_a_flow_that_would_start_after_its_end_is_worth_nothing() -> None:
    assert value(0.03).flow(0, HORIZON + timedelta(days=9)) == 0.0
    assert value(0.0).flow(0, FIRST) == pytest.approx((HORIZON - FIRST).days / 365.25)


def test_nearly_no_discounting_is_close_to_none() -> None:
    assert value(1e-14).flow(0, FIRST) == pytest.approx(value(0.0).flow(0, FIRST), rel=1e-9)
