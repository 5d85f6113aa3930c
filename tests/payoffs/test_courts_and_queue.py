"""What a ruling ends, how its chance discounts, and what the other talks change."""

from __future__ import annotations

import math
from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from negotiation.deal.issues.tariff import Tariff
from negotiation.game.packages import PackageTable
from negotiation.payoffs.courts import Courts, yearly_hazard
from negotiation.payoffs.market import over_days
from negotiation.payoffs.present_value import PresentValue
from negotiation.payoffs.regime import Regime
from negotiation.payoffs.tariffs import FlowWeights, TariffWelfare
from negotiation.scenario.schema import ScenarioFile
from tests.payoffs.conftest import World
from tests.payoffs.varied import compiled, replaced

LAWS = settings(derandomize=True, deadline=None, max_examples=60)


def table_and_states(world: World) -> tuple[PackageTable, int, int]:
    """Return the packages, the first public state and the same after a ruling."""
    game = world.game
    assert game.packages is not None
    first = game.states.describe(game.initial_state)
    return (
        game.packages,
        game.initial_state,
        game.states.find({**first, "courts": "tariffs struck"}),
    )


@LAWS
@given(st.floats(0.0, 0.5), st.integers(0, 400))
def test_the_yearly_hazard_is_the_weekly_one(weekly: float, days: int) -> None:
    survives = math.exp(-yearly_hazard(Courts(hazard=weekly)) * days / 365.25)
    assert survives == pytest.approx(1.0 - over_days(weekly, days), abs=1e-12)
    assert yearly_hazard(None) == 0.0


@LAWS
@given(st.floats(0.0, 0.2), st.floats(0.0, 3.0), st.integers(0, 90))
def test_what_is_at_risk_is_worth_its_chance_day_by_day(
    rho: float, hazard: float, lag: int
) -> None:
    """The closed form against a sum over the days from the signature on."""
    first, signed, horizon = date(2025, 5, 15), date(2025, 7, 1), date(2026, 3, 1)
    value = PresentValue(first_day=first, horizon=horizon, discount_rates=(rho, rho))
    effect = TariffWelfare(idle_factor_share=0.0, implementation_lag_days=float(lag))
    found = FlowWeights(value=value, lag=effect, hazard=hazard).of(
        0, signed, Regime(), at_risk=True
    )
    before = (signed - first).days
    daily = sum(
        math.exp(-(rho * (before + n + 0.5) + hazard * (n + 0.5)) / 365.25) / 365.25
        for n in range(lag, (horizon - signed).days)
    )
    assert found == pytest.approx(daily, rel=1e-5, abs=1e-9)


def test_a_ruling_leaves_nothing_of_what_courts_may_strike(world: World) -> None:
    """Packages that differ in such issues alone are then worth the same to both."""
    table, _, struck = table_and_states(world)
    risky = [
        n
        for n, issue in enumerate(world.contents.issues.values())
        if isinstance(issue, Tariff) and issue.courts_may_strike
    ]
    assert risky
    alike = table.level_of.copy()
    alike[:, risky] = 0
    order = np.lexsort(alike.T)
    same = (np.diff(alike[order], axis=0) == 0).all(axis=1)
    for u, v in world.game.type_pairs:
        for i in (0, 1):
            values = table.values(i, u, v, 5, struck)[order]
            assert np.abs(np.diff(values)[same]).max() < 1e-9


def test_a_ruling_pays_nothing_by_itself(world: World) -> None:
    """Payoffs are changes against the tariffs in force while the courts let them stand."""
    table, stand, struck = table_and_states(world)
    for name, issue in world.contents.issues.items():
        if isinstance(issue, Tariff) and not issue.courts_may_strike:
            p = table.find({name: issue.label(issue.levels[1])})
            for i in (0, 1):
                values = [table.values(i, 0, 1, 2, s)[p] for s in (stand, struck)]
                assert values[0] == pytest.approx(values[1], abs=1e-9)


def test_a_likelier_ruling_shrinks_what_is_at_risk_and_nothing_else(base: ScenarioFile) -> None:
    games = [compiled(replaced(base, "courts", hazard=h)) for h in (0.0, 0.05, 0.4)]
    for c, name in enumerate(games[0].packages.components if games[0].packages else ()):
        weights = []
        for game in games:
            assert game.packages is not None
            weights.append(np.abs(game.packages.weights[c, ..., game.packages.regime(0)]))
        at_risk = "at risk" in name or name.startswith("country_tariff")
        if at_risk and weights[0].any():
            assert (weights[0] >= weights[1]).all()
            assert (weights[1] >= weights[2]).all()
            assert weights[2].max() < weights[0].max()
        elif not at_risk:
            assert np.array_equal(weights[0], weights[2])


def test_news_of_the_other_talks_moves_the_programme_alone(world: World) -> None:
    table, none, _ = table_and_states(world)
    set_ = world.game.states.find({**world.state(none), "queue": "template set"})
    programme = world.game.parts.index("programme")
    for p in range(0, table.count, 1009):
        before, after = (table.parts(p, 1, 0, 2, s, len(world.game.parts)) for s in (none, set_))
        for n in range(len(world.game.parts)):
            if n != programme:
                assert np.array_equal(before[n], after[n])
