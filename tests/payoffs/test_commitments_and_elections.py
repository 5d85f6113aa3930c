"""Laws of pledges and purchases, of votes, of the pause's costs and of the evidence on types."""

from __future__ import annotations

import dataclasses
import itertools
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from negotiation.game.game import Game
from negotiation.payoffs.commitments import pledge_flows, spread
from negotiation.payoffs.elections import Clock
from negotiation.payoffs.pause import after, extension_cost
from negotiation.payoffs.present_value import PresentValue
from negotiation.payoffs.types import prior_of_partner
from negotiation.scenario.schema import ScenarioFile
from tests.payoffs.varied import compiled, replaced

LAWS = settings(derandomize=True, deadline=None, max_examples=100)
FIRST, HORIZON = date(2025, 5, 15), date(2029, 1, 19)
chances = st.floats(0.0, 1.0)


def value(rho: float) -> PresentValue:
    """Return present values at one rate for both players."""
    return PresentValue(first_day=FIRST, horizon=HORIZON, discount_rates=(rho, rho))


@LAWS
@given(st.floats(0.0, 0.3), st.integers(0, 1400))
def test_a_pledge_is_paid_in_equal_parts_until_it_is_due(rho: float, n: int) -> None:
    day, due = FIRST + timedelta(days=n), HORIZON - timedelta(days=100)
    found = spread(value(rho), 0, day, due)
    if due > day:
        assert value(rho).once(0, due) - 1e-12 <= found <= value(rho).once(0, day) + 1e-12
    else:
        assert found == value(rho).once(0, day)
    assert spread(value(0.0), 0, day, due) == pytest.approx(1.0)


@LAWS
@given(st.lists(st.floats(0.0, 2000.0), min_size=3, max_size=3).map(sorted), chances)
def test_a_pledge_is_an_imperfect_transfer(
    base: ScenarioFile, pledged: list[float], share: float
) -> None:
    """The larger, the dearer to the partner per dollar that the US gains; profit is split once."""
    terms = dataclasses.replace(base.commitments, pledge_us_share=share)
    x = np.array(pledged)
    us, partner = pledge_flows(terms, x)
    assert (us >= 0.0).all()
    c = terms
    created = c.pledge_activity + c.pledge_profit - c.pledge_cost - c.pledge_cost_growth * x
    assert us + partner == pytest.approx(c.pledge_fulfilment * created * x, abs=1e-9)
    per_dollar = partner / np.where(x > 0.0, x, 1.0)
    assert (np.diff(per_dollar[x > 0.0]) <= 1e-12).all()


def test_nothing_comes_of_a_pledge_that_nobody_keeps(base: ScenarioFile) -> None:
    terms = dataclasses.replace(base.commitments, pledge_fulfilment=0.0)
    assert not pledge_flows(terms, np.array([0.0, 550.0])).any()


def test_the_premium_on_purchases_grows_with_them(game: Game, base: ScenarioFile) -> None:
    assert game.packages is not None
    c = game.packages.components.index("purchases")
    labels = game.packages.levels[game.packages.issues.index("purchases")]
    ys = [game.packages.find({"purchases": x}) for x in labels]
    us, partner = game.packages.amounts[c][:, ys]
    bought = np.array(base.issues["purchases"].levels)
    assert us == pytest.approx(base.commitments.purchase_margin * bought)
    each = -partner[1:] / bought[1:]
    slope = base.commitments.purchase_premium_growth
    assert each == pytest.approx(base.commitments.purchase_premium + slope * bought[1:])
    assert (np.diff(each) > 0.0).all()


# -------------------------------------------------------------------------------------- elections


@LAWS
@given(st.floats(1.0, 900.0), chances, chances, st.integers(-900, 300))
def test_a_clock_rises_to_1_on_the_day_and_is_constant_after_it(
    half_life: float, floor: float, later: float, n: int
) -> None:
    clock = Clock(name="x", day=FIRST, half_life_days=half_life, floor=floor, after=later)
    today, tomorrow = (clock.weight(FIRST + timedelta(days=d)) for d in (n, n + 1))
    assert clock.weight(FIRST) == 1.0
    assert 0.0 <= today <= 1.0
    assert tomorrow == later if n >= 0 else tomorrow >= today - 1e-12
    if n < -half_life:
        assert today <= floor + (1.0 - floor) / 2.0 + 1e-12


def at(game: Game, issue: str, rate: bool = False) -> dict[str, str]:
    """Return an issue at the last of its levels, or at its highest rate."""
    assert game.packages is not None
    levels = game.packages.levels[game.packages.issues.index(issue)]
    return {issue: max(levels, key=lambda x: float(x.split()[0])) if rate else levels[-1]}


def seats(game: Game, terms: dict[str, str], v: int = 0, r: int = 2) -> float:
    """Return the elections part of a package for the partner."""
    assert game.packages is not None
    p = game.packages.find(terms)
    parts = game.packages.parts(p, 0, v, r, game.initial_state, len(game.parts))
    return float(parts[game.parts.index("elections"), 1])


def test_the_mandate_weighs_what_a_signature_costs_and_not_what_it_wins(
    base: ScenarioFile, game: Game
) -> None:
    mandates = [t.mandate_weight for t in base.partner.types.values()]
    terms = at(game, "investment") | at(game, "rice")
    assert seats(game, terms, 1) / seats(game, terms, 0) == pytest.approx(mandates[1] / mandates[0])
    free = replaced(
        base, "partner.election", seats_for_signing=0.0, seats_per_busd_exports_lost=0.0
    )
    won = compiled(free)
    cars = at(won, "car_tariff")
    assert seats(won, cars, 0) == seats(won, cars, 1) > 0.0


def test_a_deal_that_leaves_exporters_worse_off_costs_seats_and_a_better_one_wins_some(
    game: Game,
) -> None:
    signed = seats(game, {})
    assert seats(game, at(game, "country_tariff", rate=True)) < signed
    assert signed < seats(game, at(game, "car_tariff"))


def test_each_concession_costs_seats_of_its_own(game: Game, base: ScenarioFile) -> None:
    """Votes add up: the pledge, the quota and farm goods each cost what they cost alone."""
    alone = [at(game, name) for name in ("investment", "rice", "purchases")]
    costs = [seats(game, one) - seats(game, {}) for one in alone]
    together = seats(game, alone[0] | alone[1] | alone[2]) - seats(game, {})
    assert all(cost < 0.0 for cost in costs)
    assert together == pytest.approx(sum(costs))
    assert base.partner.election.seats_for_signing > 0.0


# -------------------------------------------------------------------------- the pause and evidence


@LAWS
@given(chances, st.integers(0, 6))
def test_each_extension_costs_a_share_of_the_one_before(
    base: ScenarioFile, decay: float, earlier: int
) -> None:
    pause = dataclasses.replace(base.pause, extension_decay=decay)
    postures, weights = np.array([0.5, 2.0]), np.array([0.7, 1.3])
    costs = [extension_cost(pause, postures, weights, earlier + n, 1.5) for n in (0, 1)]
    assert costs[1] == pytest.approx(decay * costs[0], rel=1e-14, abs=1e-300)
    first = extension_cost(pause, postures, weights, 0, 1.5)
    assert first == pytest.approx(-1.5 * weights[:, None] * postures[None, :])
    assert (costs[0] <= 0.0).all()


def test_a_tariff_set_alone_ends_at_the_horizon_at_the_latest() -> None:
    assert after(FIRST, 1.0, HORIZON) == FIRST + timedelta(days=365)
    assert after(FIRST, 20.0, HORIZON) == HORIZON


@LAWS
@given(chances, chances, chances)
def test_the_evidence_is_taken_in_by_bayes_rule(
    base: ScenarioFile, prior: float, first: float, second: float
) -> None:
    types = [
        dataclasses.replace(t, prior=p, holdings_rose=h)
        for t, p, h in zip(
            base.partner.types.values(), (prior, 1.0 - prior), (first, second), strict=True
        )
    ]
    found = prior_of_partner(dict(zip(base.partner.types, types, strict=True)))
    assert found.sum() == pytest.approx(1.0)
    seen = prior * first + (1.0 - prior) * second
    expected = prior * first / seen if seen > 0.0 else prior
    assert found[0] == pytest.approx(expected)


def test_the_game_starts_from_the_belief_after_the_evidence(game: Game, base: ScenarioFile) -> None:
    """Who means to sell does not buy: holdings that rose speak against a resolute type."""
    for (one, first), (two, second) in itertools.combinations(
        zip(game.prior[1], base.partner.types.values(), strict=True), 2
    ):
        assert one / two == pytest.approx(
            first.prior * first.holdings_rose / (second.prior * second.holdings_rose)
        )
    assert game.prior[0] == pytest.approx([t.prior for t in base.us.types.values()])
