"""What the US makes of its own announced rates: convex, by a template once there is one."""

from __future__ import annotations

import dataclasses
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from negotiation.payoffs.programme import Departure, departure_value, politics
from negotiation.payoffs.queue import template_rate, template_weight
from negotiation.payoffs.regime import Regime
from negotiation.payoffs.tariffs import changes
from negotiation.scenario.schema import ScenarioFile

LAWS = settings(derandomize=True, deadline=None, max_examples=100)

rates = st.floats(0.0, 0.6)
shares = st.floats(0.0, 1.0)
departures = st.builds(
    Departure,
    red_line=st.just(False),
    announced_rate=rates,
    convexity=st.floats(0.0, 2.0),
    floor_rate=rates,
    below_floor=st.floats(0.0, 5.0),
)
NONE_ANNOUNCED = Departure(
    red_line=False, announced_rate=0.3, convexity=0.02, floor_rate=0.1, below_floor=1.0
)


def worth(
    d: Departure,
    in_force: float,
    rate: np.ndarray | list[float],
    weight: float = 0.0,
    template: float = 0.2,
) -> np.ndarray:
    """Return what rates are worth a year with $100bn of imports."""
    return departure_value(d, template, in_force, np.array(rate), 1.0).at(weight)


@LAWS
@given(departures, rates, rates, shares)
def test_the_rate_in_force_is_worth_nothing(
    d: Departure, in_force: float, template: float, weight: float
) -> None:
    assert worth(d, in_force, [in_force], weight, template)[0] == pytest.approx(0.0, abs=1e-9)


@LAWS
@given(departures, rates, shares, rates)
def test_a_cut_costs_more_at_the_margin_the_deeper_it_is(
    d: Departure, in_force: float, weight: float, template: float
) -> None:
    """The cost is convex: second differences of the worth are nowhere positive."""
    found = worth(d, in_force, np.linspace(0.0, 0.6, 61), weight, template)
    assert (np.diff(found, n=2) <= 1e-9).all()
    assert (np.diff(found) >= -1e-9).all()  # nor is a higher rate ever worth less


@LAWS
@given(st.floats(0.01, 2.0), st.floats(0.0, 0.3), st.floats(0.001, 0.3))
def test_a_rise_towards_the_rate_announced_is_a_gain_and_beyond_it_nothing_more(
    convexity: float, in_force: float, gap: float
) -> None:
    announced = in_force + gap
    d = dataclasses.replace(NONE_ANNOUNCED, announced_rate=announced, convexity=convexity)
    half, whole, beyond = worth(d, in_force, [in_force + gap / 2.0, announced, announced + 0.1])
    low = [convexity * (100.0 * x) ** 2 for x in (gap, gap / 2.0)]
    below = 100.0 * (max(0.1 - in_force, 0.0) - np.maximum(0.1 - in_force - gap / 2.0, 0.0))
    assert half == pytest.approx(low[0] - low[1] + below, abs=1e-9)
    assert whole >= half > 0.0
    assert beyond >= whole


def test_terms_inside_the_range_can_be_best() -> None:
    """A cost that is convex meets a gain that is linear between the corners."""
    d = dataclasses.replace(NONE_ANNOUNCED, below_floor=0.0)
    cuts = np.linspace(0.3, 0.0, 31)
    best = int(np.argmax(worth(d, 0.3, cuts) + 60.0 * (0.3 - cuts)))
    assert 0 < best < 30
    # 2 c 10^4 (a - r) = 60 where the marginal cost of a point meets the gain.
    assert cuts[best] == pytest.approx(0.3 - 60.0 / (2.0 * 0.02 * 1e4), abs=0.011)


@LAWS
@given(departures, rates, rates, shares, rates)
def test_a_template_mixes_two_measures(
    d: Departure, in_force: float, template: float, weight: float, rate: float
) -> None:
    own = worth(d, in_force, [rate], 0.0, template)[0]
    others = worth(dataclasses.replace(d, announced_rate=template), in_force, [rate])[0]
    found = worth(d, in_force, [rate], weight, template)[0]
    assert found == pytest.approx((1.0 - weight) * own + weight * others, abs=1e-9)


def test_a_template_counts_once_another_has_signed(base: ScenarioFile) -> None:
    assert base.queue is not None
    assert template_weight(base.queue, Regime()) == 0.0
    assert template_weight(base.queue, Regime(template=True)) == base.queue.template_share
    assert template_weight(None, Regime(template=True)) == 0.0
    assert template_rate(base.queue, "no such issue", 0.4) == 0.4
    assert template_rate(None, "car_tariff", 0.4) == 0.4


@LAWS
@given(st.floats(0.0, 0.4))
def test_what_another_has_been_given_costs_less_to_give_again(weight: float) -> None:
    d = dataclasses.replace(NONE_ANNOUNCED, below_floor=0.0)
    costs = [-worth(d, 0.3, [0.2], w, template=0.2)[0] for w in (weight, weight + 0.5)]
    assert costs[1] < costs[0]


@LAWS
@given(st.floats(0.0, 0.6))
def test_below_the_floor_every_point_costs_the_same_on_top(rate: float) -> None:
    without = dataclasses.replace(NONE_ANNOUNCED, below_floor=0.0)
    more = worth(NONE_ANNOUNCED, 0.3, [rate])[0] - worth(without, 0.3, [rate])[0]
    assert more == pytest.approx(-100.0 * max(0.1 - rate, 0.0), abs=1e-9)


def test_a_national_welfare_maximiser_has_no_politics(base: ScenarioFile) -> None:
    plain = dataclasses.replace(
        base.programme, importer_weight=1.0, revenue_weight=1.0, producer_weight=0.0
    )
    changed = changes(base.sectors, {"cars": np.array([0.0, 0.15, 0.6])}, 0.5)
    assert not politics(plain, changed).any()
    revenue = dataclasses.replace(plain, importer_weight=0.0)
    assert politics(revenue, changed) == pytest.approx(-changed.importer_surplus)


def test_producers_gain_what_the_scenario_says_of_importers_net_loss(base: ScenarioFile) -> None:
    for name, sector in base.sectors.items():
        changed = changes({name: sector}, {name: np.array([0.0, 0.6])}, 0.5)
        expected = -sector.producer_gain_share * changed.importer_surplus
        assert changed.producer_gain == pytest.approx(expected)
        assert math.copysign(1.0, changed.importer_surplus[0]) == 1.0
