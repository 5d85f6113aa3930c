"""The table of packages against the model's equations, written out once more in plain scalars.

The oracle below is `docs/model.md` in Python: no array, no component, nothing of `payoffs` but the
parameter records. It knows the six issues of the base scenario by name.
"""

from __future__ import annotations

import math
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from negotiation.game.game import Game
from negotiation.game.rules import Position, payoff_parts
from negotiation.game.stages import ACCEPT, StageKind
from negotiation.payoffs.tariffs import Sector
from negotiation.scenario.schema import ScenarioFile

LAWS = settings(derandomize=True, deadline=None, max_examples=60)
YEAR = 365.25


def yearly(sector: Sector, tau: float, idle: float) -> tuple[float, float, float, float]:
    """Return importer surplus, revenue, exporter surplus and idle income at a rate, $bn a year."""
    e = sector.import_demand_elasticity
    w = e * sector.pass_through / (1.0 - sector.pass_through)
    v0, t0 = sector.base_flow_busd_per_year, sector.mfn_rate
    p = ((1.0 + tau) / (1.0 + t0)) ** (-e / (e + w))
    q = p**w
    big = (1.0 + tau) * p / (1.0 + t0)
    area = math.log(big) if e == 1.0 else (big ** (1.0 - e) - 1.0) / (1.0 - e)
    cost = w / (1.0 + w) * (q ** ((1.0 + w) / w) - 1.0)  # integral of p dq along supply
    return (
        -(1.0 + t0) * v0 * area,
        v0 * (tau * p * q - t0),
        v0 * (p ** (1.0 + w) - 1.0) / (1.0 + w),
        v0 * idle * cost,
    )


def clock(clock: object, day: date) -> float:
    left = (clock.day - day).days  # type: ignore[attr-defined]
    if left < 0:
        return clock.after  # type: ignore[attr-defined,no-any-return]
    floor, half = clock.floor, clock.half_life_days  # type: ignore[attr-defined]
    return float(floor + (1.0 - floor) * 0.5 ** (left / half))


def oracle(s: ScenarioFile, level: dict[str, float], day: date, u: int, v: int) -> dict[str, list]:
    """Return a package's value by part, for the US and Japan."""
    us_type = list(s.us.types.values())[u]
    japan_type = list(s.partner.types.values())[v]
    del us_type  # no package value depends on the type of the US
    rho = (s.us.discount_rate, s.partner.discount_rate)

    def once(i: int, at: date) -> float:
        return math.exp(-rho[i] * (at - s.first_day).days / YEAR)

    def flow(i: int, start: date) -> float:
        a, b = ((d - s.first_day).days / YEAR for d in (start, s.horizon))
        return (math.exp(-rho[i] * a) - math.exp(-rho[i] * b)) / rho[i]

    start = day + timedelta(days=round(s.welfare.implementation_lag_days))
    gains = np.zeros(4)
    for name, sector in s.sectors.items():
        tau = sector.rate_in_force
        if name == "cars":
            tau = level["car_tariff"]
        elif name != "steel":
            tau = level["country_tariff"]
        idle = s.welfare.idle_factor_share
        gains += np.array(yearly(sector, tau, idle)) - yearly(sector, sector.rate_in_force, idle)
    surplus, revenue, exporters, idle_income = gains
    c, x = s.commitments, level["investment"]
    kt = level["rice"]
    rice = kt * 1e3 * c.quota_price / 1e9  # tonnes times dollars, in $bn
    cut = [100 * (0.275 - level["car_tariff"]), 100 * (0.10 - level["country_tariff"])]
    pp = [s.issues[n].precedent_busd_per_pp for n in ("car_tariff", "country_tariff")]  # type: ignore[attr-defined]
    us, japan = s.us.election, s.partner.election
    us_clock, japan_clock = clock(us.clock, day), clock(japan.clock, day)
    seats = (
        japan.seats_per_pp_relief * sum(cut)
        - japan.seats_per_100_kt * kt / 100
        - japan.seats_per_busd_purchased * level["purchases"]
    )
    return {
        "tariffs": [
            flow(0, start) * (surplus + revenue),
            flow(1, start) * (exporters + idle_income),
        ],
        "commitments": [
            once(0, day) * c.pledge_fulfilment * c.pledge_value * x
            + flow(0, day) * (c.purchase_margin * level["purchases"] + c.quota_margin * rice),
            -once(1, day) * c.pledge_fulfilment * (c.pledge_cost * x + c.pledge_cost_growth * x**2)
            - flow(1, day) * c.purchase_premium * level["purchases"],
        ],
        "treasury": [
            flow(0, day) * s.market.refinancing * c.assurance_bp * level["treasuries"], 0.0
        ],
        "elections": [
            once(0, day) * us_clock * (
                us.headline_value * x + us.farm_value_busd_per_100_kt * kt / 100
            )
            + flow(0, start) * (us.price_weight * us_clock * surplus + us.revenue_weight * revenue)
            - once(0, day) * sum(m * max(pts, 0.0) for m, pts in zip(pp, cut, strict=True)),
            once(1, day) * japan_clock * japan.seat_value_busd * seats,
        ],
        "relations": [0.0, -once(1, day) * japan_type.assurance_busd * level["treasuries"]],
        "delay": [0.0, 0.0],
    }


packages = st.integers(0, 7839)
rounds = st.integers(0, 4)
types = st.integers(0, 1)


@LAWS
@given(p=packages, r=rounds, u=types, v=types)
def test_the_table_is_the_equations(
    base: ScenarioFile, game: Game, p: int, r: int, u: int, v: int
) -> None:
    assert game.packages is not None
    levels = game.packages.level_of[p]
    level = {
        name: issue.levels[levels[n]] for n, (name, issue) in enumerate(base.issues.items())
    }
    expected = oracle(base, level, base.rounds[r].day, u, v)
    found = game.packages.parts(p, u, v, r, len(game.parts))
    for part, name in enumerate(game.parts):
        assert found[part] == pytest.approx(expected[name], rel=1e-9, abs=1e-9), name


@LAWS
@given(p=packages, r=rounds, u=types, v=types)
def test_the_parts_of_a_package_sum_to_its_value(
    game: Game, p: int, r: int, u: int, v: int
) -> None:
    assert game.packages is not None
    parts = game.packages.parts(p, u, v, r, len(game.parts)).sum(axis=0)
    for i in (0, 1):
        assert parts[i] == pytest.approx(game.packages.values(i, u, v, r)[p], abs=1e-9)


def test_the_status_quo_package_pays_exactly_nothing(game: Game) -> None:
    assert game.packages is not None
    assert not game.packages.level_of[0].any()
    assert not game.packages.amounts[:, :, 0].any()
    for u, v in game.type_pairs:
        for r in range(len(game.rounds)):
            assert not game.packages.parts(0, u, v, r, len(game.parts)).any()


def test_accepting_pays_the_package_and_what_the_answer_itself_pays(game: Game) -> None:
    assert game.packages is not None
    for t, stage in enumerate(game.stages):
        if stage.kind is not StageKind.ANSWER:
            continue
        for types in game.type_pairs:
            paid = payoff_parts(game, Position(t, 3, 4321), ACCEPT, types).sum(axis=0)
            answer = stage.total(*types)[:, 3, ACCEPT]
            worth = [game.packages.values(i, *types, stage.round_index)[4321] for i in (0, 1)]
            assert paid == pytest.approx(answer + worth, abs=1e-9)


def test_the_totals_of_every_stage_are_the_sums_of_its_parts(game: Game) -> None:
    for stage in game.stages:
        for u, v in game.type_pairs:
            assert np.array_equal(stage.total(u, v), stage.payoff_of(u, v).sum(axis=0))
            assert np.isfinite(stage.payoff_of(u, v)).all()
