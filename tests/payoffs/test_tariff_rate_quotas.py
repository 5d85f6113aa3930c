"""Tariff-rate quotas: the three regimes of the textbook, and what they change in a whole scenario.

The oracle looks for the quantity at which buyers pay what the last unit costs, on a tariff that
jumps at the quota; it shares no formula with what it checks.
"""

from __future__ import annotations

import dataclasses
from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from negotiation.deal.issues.tariff import Tariff
from negotiation.deal.issues.tariff_rate_quota import TariffRateQuota
from negotiation.deal.space import DealSpace
from negotiation.deal.terms import SectorQuota
from negotiation.game.game import Game
from negotiation.payoffs.programme import politics
from negotiation.payoffs.tariff_rate_quotas import QuotaEffects, quota_effects
from negotiation.payoffs.tariffs import QuotaRents, Sector, changes, trade_effects, welfare
from negotiation.scenario.loading import load
from negotiation.scenario.schema import ScenarioFile
from negotiation.scenario.tariff_changes import TariffLedger
from tests.payoffs.varied import compiled, replaced

LAWS = settings(derandomize=True, deadline=None, max_examples=100)

sectors = st.builds(
    Sector,
    base_flow_busd_per_year=st.floats(0.1, 100.0),
    mfn_rate=st.floats(0.0, 0.1),
    rate_in_force=st.just(0.25),
    import_demand_elasticity=st.floats(0.3, 4.0),
    pass_through=st.floats(0.1, 0.95),
    producer_gain_share=st.just(0.5),
)
shares = st.floats(0.0, 1.5)
rates = st.floats(0.0, 0.5)


def effects(sector: Sector, above: float, inside: float, *share: float) -> QuotaEffects:
    quota = SectorQuota(share=0.0, rate=inside, exporter_share=1.0)
    return quota_effects(sector, np.full(len(share), above), quota, np.array(share))


def bisected(sector: Sector, above: float, inside: float, share: float) -> tuple[float, float]:
    """Return the quantity and the revenue, by bisection on the last unit that is worth its cost."""
    e, w = sector.import_demand_elasticity, sector.export_supply_elasticity
    low, high = 1e-9, 10.0
    for _ in range(200):
        q = (low + high) / 2.0
        worth = (1.0 + sector.mfn_rate) * q ** (-1.0 / e)
        cost = (1.0 + (above if q > share else min(inside, above))) * q ** (1.0 / w)
        low, high = (q, high) if worth > cost else (low, q)
    within, price = min(low, share), low ** (1.0 / w)
    return low, price * (min(inside, above) * within + above * (low - within))


@LAWS
@given(sectors, rates, rates, shares)
def test_it_is_where_the_last_unit_is_worth_what_it_costs(
    sector: Sector, above: float, inside: float, share: float
) -> None:
    found = effects(sector, above, inside, share)
    trade = trade_effects(sector, found.marginal_rate)
    quantity, revenue = bisected(sector, above, inside, share)
    flow = sector.base_flow_busd_per_year
    gross = trade.tariff_revenue + flow * sector.mfn_rate - found.rents
    value = flow * quantity * quantity ** (1.0 / sector.export_supply_elasticity)
    assert trade.quantity[0] == pytest.approx(quantity, rel=1e-6)
    # Quantities that just fill the quota hang on a knife's edge in the oracle: in revenue as well.
    if abs(quantity - share) > 1e-6:
        assert gross[0] == pytest.approx(flow * revenue, rel=1e-5, abs=1e-9)
        assert found.average_rate[0] * value == pytest.approx(gross[0], rel=1e-5, abs=1e-9)


@LAWS
@given(sectors, rates, rates)
def test_no_quota_is_the_rate_above_it_and_a_large_one_the_rate_inside(
    sector: Sector, above: float, inside: float
) -> None:
    found = effects(sector, above, inside, 0.0, 1e9)
    assert found.marginal_rate == pytest.approx([above, min(inside, above)], abs=1e-12)
    assert found.average_rate == pytest.approx([above, min(inside, above)], abs=1e-12)
    assert found.rents == pytest.approx([0.0, 0.0], abs=1e-12)


@LAWS
@given(sectors, rates, rates, st.floats(0.0, 1.0))
def test_a_rent_changes_hands_and_no_trade(
    sector: Sector, above: float, inside: float, exporter_share: float
) -> None:
    found = effects(sector, above, inside, 0.0, 0.3, 0.9, 1.2)
    marginal = {"cars": found.marginal_rate}
    rents = QuotaRents(rate_in_force=above, rents=found.rents, exporter_share=exporter_share)
    changed = changes({"cars": sector}, marginal, 0.4, {"cars": rents})
    at_above = dataclasses.replace(sector, rate_in_force=above)
    plain = changes({"cars": at_above}, marginal, 0.4)
    assert welfare(changed).sum(axis=0) == pytest.approx(welfare(plain).sum(axis=0), abs=1e-9)
    assert plain.revenue - changed.revenue == pytest.approx(found.rents, abs=1e-9)
    gained = changed.exporter_income - plain.exporter_income
    assert gained == pytest.approx(exporter_share * found.rents, abs=1e-9)
    assert changed.producer_gain == pytest.approx(plain.producer_gain, abs=1e-9)


@LAWS
@given(sectors, rates, rates, st.lists(shares, min_size=2, max_size=6).map(sorted))
def test_more_quota_is_more_trade_at_a_lower_rate(
    sector: Sector, above: float, inside: float, share: list[float]
) -> None:
    """Exporters gain with the quota while more than it comes in, and are never worse off with one.

    Between, where it is just filled, a larger quota may cost them more scarcity than it sells.
    """
    found = effects(sector, above, inside, 0.0, *share)
    rents = QuotaRents(rate_in_force=0.25, rents=found.rents, exporter_share=1.0)
    changed = changes({"cars": sector}, {"cars": found.marginal_rate}, 0.0, {"cars": rents})
    assert (np.diff(found.marginal_rate) <= 1e-12).all()
    assert (np.diff(found.average_rate) <= 1e-12).all()
    beyond = np.isclose(found.marginal_rate, above, rtol=0.0, atol=1e-12)
    assert (np.diff(changed.exporter_income[beyond]) >= -1e-9).all()
    assert (changed.exporter_income >= changed.exporter_income[0] - 1e-9).all()
    assert (np.diff(changed.importer_surplus) >= -1e-9).all()


# ----------------------------------------------------------------------------- in a whole scenario


def quota_on_cars(*levels: float, share: float = 1.0) -> TariffRateQuota:
    return TariffRateQuota(
        title="cars",
        sectors=("cars",),
        levels=levels,
        base_units=1000.0,
        in_quota_rate=0.15,
        exporter_share=share,
    )


@cache
def with_quota(*levels: float, share: float = 1.0) -> ScenarioFile:
    """Return the base scenario with a quota on cars, and no issues but tariffs."""
    contents = load("june_deadline").contents
    kept = {k: contents.issues[k] for k in ("car_tariff", "country_tariff", "steel_tariff")}
    quota = quota_on_cars(*levels, share=share)
    return replaced(contents, "", issues={**kept, "car_quota": quota})


@cache
def game_of(*levels: float) -> Game:
    return compiled(with_quota(*levels))


def worth(game: Game, **labels: str) -> np.ndarray:
    """Return the payoffs [part, i] of a package on the first day, unless told, for the first types.

    Issues are named with the labels of their levels; the others stay as they are.
    """
    table = game.packages
    assert table is not None
    wanted = {
        table.issues.index(name): table.levels[table.issues.index(name)].index(label)
        for name, label in labels.items()
    }
    level = np.zeros(len(table.issues), dtype=int)
    for n, k in wanted.items():
        level[n] = k
    [p] = np.flatnonzero((table.level_of == level).all(axis=1))
    found = np.zeros((len(game.parts), 2))
    for c, part in enumerate(table.part_of):
        found[part] += table.amounts[c, :, p] * table.weights[c, :, 0, 0, 0, 0]
    return found


def test_the_axes_of_the_weights_are_those_that_the_tests_read() -> None:
    table = game_of(0.0, 900.0).packages
    assert table is not None
    assert table.weights.ndim == 6
    assert table.weights.shape[:2] == (len(table.components), 2)


def test_without_a_quota_everything_is_as_without_the_issue() -> None:
    one = worth(game_of(0.0, 900.0), car_tariff="20 %", country_tariff="5 %")
    other = worth(game_of(0.0, 1.0), car_tariff="20 %", country_tariff="5 %")
    issues = {k: v for k, v in with_quota(0.0, 1.0).issues.items() if k != "car_quota"}
    plain = compiled(replaced(with_quota(0.0, 1.0), "", issues=issues))
    assert np.array_equal(one, other)
    assert one == pytest.approx(worth(plain, car_tariff="20 %", country_tariff="5 %"), abs=1e-9)


def test_a_quota_beyond_imports_is_a_cut_to_its_rate_in_every_part() -> None:
    game = game_of(0.0, 900.0, 9000.0)
    large = worth(game, car_quota="9000 thousand at 15 %", steel_tariff="15 %")
    cut = worth(game, car_tariff="15 %", steel_tariff="15 %")
    assert large == pytest.approx(cut, abs=1e-9)
    small = worth(game, car_quota="900 thousand at 15 %", steel_tariff="15 %")
    assert (np.abs(small - cut) > 1e-6).any()


def test_a_quota_inside_a_lower_tariff_changes_nothing() -> None:
    game = game_of(0.0, 900.0)
    with_it = worth(game, car_quota="900 thousand at 15 %", car_tariff="12.5 %")
    assert with_it == pytest.approx(worth(game, car_tariff="12.5 %"), abs=1e-9)


def test_the_programme_is_measured_by_the_average_rate() -> None:
    contents = with_quota(0.0, 500.0)
    ledger = TariffLedger(contents, DealSpace(issues=contents.issues))
    space = ledger.space
    [p] = np.flatnonzero((space.level_of == [0, 0, 0, 1]).all(axis=1))
    paid = effects(contents.sectors["cars"], 0.275, 0.15, 0.5)
    departure = contents.programme.departures["car_tariff"]
    trade = contents.sectors["cars"].base_flow_busd_per_year / 100.0
    gap = 100.0 * (0.275 - paid.average_rate[0])
    found = ledger.departures["car_tariff"].announced[p]
    assert 0.15 < paid.average_rate[0] < 0.275
    assert found == pytest.approx(-departure.convexity * trade * gap**2)


def test_what_the_treasury_forgoes_counts_with_the_weight_of_revenue() -> None:
    contents = with_quota(0.0, 500.0)
    ledger = TariffLedger(contents, DealSpace(issues=contents.issues))
    [p] = np.flatnonzero((ledger.space.level_of == [0, 0, 0, 1]).all(axis=1))
    changed = ledger.packages[False]
    rent = effects(contents.sectors["cars"], 0.275, 0.15, 0.5).rents[0]
    assert changed.revenue[p] == pytest.approx(-rent)  # the last car pays 27.5 % as before
    assert changed.importer_surplus[p] == pytest.approx(0.0, abs=1e-12)
    assert changed.exporter_income[p] == pytest.approx(rent)
    weight = contents.programme.revenue_weight - 1.0
    assert politics(contents.programme, changed)[p] == pytest.approx(-weight * rent)


def test_a_quota_in_force_is_where_the_talks_start_and_stays_when_a_threat_is_executed() -> None:
    contents = with_quota(500.0, 0.0)
    ledger = TariffLedger(contents, DealSpace(issues=contents.issues))
    assert np.array_equal(welfare(ledger.packages[False])[:, 0], [0.0, 0.0])
    assert ledger.departures["car_tariff"].announced[0] == 0.0
    without = np.flatnonzero((ledger.space.level_of == [0, 0, 0, 1]).all(axis=1))[0]
    assert welfare(ledger.packages[False])[1, without] < 0.0
    raised = ledger.set_alone({"car_tariff": 0.5})
    before, after = (effects(contents.sectors["cars"], r, 0.15, 0.5) for r in (0.275, 0.5))
    sector = contents.sectors["cars"]
    share = contents.welfare.idle_factor_share
    now, then = (trade_effects(sector, x.marginal_rate, share) for x in (before, after))
    income = (then.exporter_surplus + then.idle_income + after.rents) - (
        now.exporter_surplus + now.idle_income + before.rents
    )
    assert raised.groups[False].exporter_income == pytest.approx(income)


def test_a_ruling_ends_a_quota_with_the_tariff_that_it_is_part_of() -> None:
    contents = with_quota(0.0, 900.0)
    risky = {
        name: dataclasses.replace(issue, courts_may_strike=True)
        if isinstance(issue, Tariff | TariffRateQuota)
        else issue
        for name, issue in contents.issues.items()
    }
    ledger = TariffLedger(replaced(contents, "", issues=risky), DealSpace(issues=contents.issues))
    safe = TariffLedger(contents, DealSpace(issues=contents.issues))
    [p] = np.flatnonzero((safe.space.level_of == [0, 0, 0, 1]).all(axis=1))
    assert ledger.packages[True].exporter_income[p] == safe.packages[False].exporter_income[p]
    assert ledger.packages[False].exporter_income[p] == 0.0


@pytest.mark.parametrize("share", [0.0, 1.0])
def test_importers_hold_what_exporters_do_not(share: float) -> None:
    contents = with_quota(0.0, 500.0, share=share)
    changed = TariffLedger(contents, DealSpace(issues=contents.issues)).packages[False]
    rent = effects(contents.sectors["cars"], 0.275, 0.15, 0.5).rents[0]
    assert changed.importer_surplus.max() >= (1.0 - share) * rent
    assert changed.importer_surplus[1] == pytest.approx((1.0 - share) * rent)
