"""The textbook theory of tariffs, through the welfare functions that the talks are valued with.

Sources: Johnson (1953-54), Review of Economic Studies 21, for the optimal tariff and the symmetric
tariff war; Harberger's triangle for the deadweight loss. Integrals are taken numerically, the
linear model is written out on its own: neither shares code with `payoffs.tariffs`.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from negotiation.payoffs.tariffs import Sector, TradeEffects, trade_effects

LAWS = settings(derandomize=True, deadline=None, max_examples=100)


def sector(e: float, w: float, *, mfn_rate: float = 0.0, flow: float = 100.0) -> Sector:
    """Return a sector with these elasticities of import demand and export supply."""
    return Sector(
        base_flow_busd_per_year=flow,
        mfn_rate=mfn_rate,
        rate_in_force=mfn_rate,
        import_demand_elasticity=e,
        pass_through=w / (e + w),
        producer_gain_share=0.0,
    )


def importer_welfare(effects: TradeEffects) -> float:
    """Return what the importing country gains: surplus and revenue."""
    return float(effects.importer_surplus + effects.tariff_revenue)


def argmax(f: Callable[[float], float], low: float, high: float) -> float:
    """Return where a single-peaked function peaks, by golden-section search."""
    ratio = (np.sqrt(5.0) - 1.0) / 2.0
    for _ in range(200):
        a, b = high - ratio * (high - low), low + ratio * (high - low)
        low, high = (a, high) if f(a) < f(b) else (low, b)
    return (low + high) / 2.0


def integral(f: Callable[[float], float], a: float, b: float) -> float:
    """Return the integral of a smooth function by Gauss-Legendre with 60 nodes."""
    nodes, weights = np.polynomial.legendre.leggauss(60)
    x = (b - a) / 2.0 * nodes + (a + b) / 2.0
    return float((b - a) / 2.0 * sum(w * f(z) for w, z in zip(weights, x, strict=True)))


@pytest.mark.parametrize("e", [0.5, 1.0, 1.5, 3.0], ids=lambda e: f"demand elasticity {e}")
@pytest.mark.parametrize("w", [0.5, 1.0, 2.0, 10.0], ids=lambda w: f"supply elasticity {w}")
def test_johnson_1953_the_optimal_tariff_is_one_over_the_export_supply_elasticity(
    e: float, w: float
) -> None:
    goods = sector(e, w)
    found = argmax(lambda tau: importer_welfare(trade_effects(goods, tau)), 0.0, 10.0)
    assert found == pytest.approx(1.0 / w, rel=1e-5)


def test_johnson_1953_the_optimal_tariff_does_not_depend_on_the_rate_it_starts_from() -> None:
    goods = sector(1.5, 2.0, mfn_rate=0.3)
    found = argmax(lambda tau: importer_welfare(trade_effects(goods, tau)), 0.0, 10.0)
    assert found == pytest.approx(0.5, rel=1e-5)


elasticities = st.floats(0.1, 8.0)


@LAWS
@given(elasticities, elasticities, st.floats(0.0, 0.3), st.floats(0.0, 1.5))
def test_surpluses_are_the_integrals_under_the_two_curves(
    e: float, w: float, tau0: float, tau: float
) -> None:
    goods = sector(e, w, mfn_rate=tau0)
    effects = trade_effects(goods, tau)
    # Units: p0 = 1, Q0 = flow; equilibrium of (1 + tau) p = P with demand and supply from scratch.
    q0, landed0 = 100.0, 1.0 + tau0
    price = ((1.0 + tau) / landed0) ** (-e / (e + w))
    landed = (1.0 + tau) * price
    demand = integral(lambda p: q0 * (p / landed0) ** -e, landed0, landed)
    supply = integral(lambda p: q0 * p**w, 1.0, price)
    quantity = q0 * price**w
    assert q0 * (landed / landed0) ** -e == pytest.approx(quantity, rel=1e-9)
    assert float(effects.importer_surplus) == pytest.approx(-demand, rel=1e-8, abs=1e-8)
    assert float(effects.exporter_surplus) == pytest.approx(supply, rel=1e-8, abs=1e-8)
    revenue = tau * price * quantity - tau0 * q0
    assert float(effects.tariff_revenue) == pytest.approx(revenue, rel=1e-9, abs=1e-9)


@LAWS
@given(elasticities, elasticities, st.floats(0.0, 0.3), st.floats(0.0, 1.5))
def test_the_parts_of_welfare_sum_to_the_area_between_the_curves(
    e: float, w: float, tau0: float, tau: float
) -> None:
    effects = trade_effects(sector(e, w, mfn_rate=tau0), tau)
    world = importer_welfare(effects) + float(effects.exporter_surplus)
    reached = float(effects.quantity)

    def wedge(q: float) -> float:  # landed price of demand less price of supply at quantity q
        return float((1.0 + tau0) * q ** (-1.0 / e) - q ** (1.0 / w))

    assert world == pytest.approx(100.0 * integral(wedge, 1.0, reached), rel=1e-6, abs=1e-7)


@pytest.mark.parametrize(("e", "w"), [(0.5, 0.25), (1.0, 1.0), (1.5, 23.5), (4.0, 2.0)], ids=str)
def test_harberger_the_deadweight_loss_is_the_triangle_to_second_order(e: float, w: float) -> None:
    def error(tau: float) -> float:
        effects = trade_effects(sector(e, w), tau)
        world = importer_welfare(effects) + float(effects.exporter_surplus)
        triangle = 0.5 * tau**2 * 100.0 * e * w / (e + w)
        return world + triangle

    # The triangle leaves a third-order error: halving the tariff divides it by eight.
    for tau in (0.02, 0.01):
        assert error(tau) / error(tau / 2.0) == pytest.approx(8.0, rel=0.06)
    assert abs(error(0.01)) < 0.05 * 0.5 * 0.01**2 * 100.0 * e * w / (e + w)


@LAWS
@given(elasticities, elasticities, st.floats(0.0, 1.0))
def test_pass_through_is_w_over_e_plus_w(e: float, w: float, tau: float) -> None:
    goods, step = sector(e, w), 1e-5
    up = trade_effects(goods, (1.0 + tau) * np.exp(step) - 1.0).landed_price
    down = trade_effects(goods, (1.0 + tau) * np.exp(-step) - 1.0).landed_price
    slope = float(np.log(up) - np.log(down)) / (2.0 * step)
    assert slope == pytest.approx(w / (e + w), rel=1e-5)
    assert goods.pass_through == pytest.approx(w / (e + w))
    assert goods.export_supply_elasticity == pytest.approx(w, rel=1e-9)


@pytest.mark.parametrize("distance", [1e-3, 1e-6, 1e-9, 1e-13])
def test_importer_surplus_is_smooth_where_the_demand_elasticity_is_one(distance: float) -> None:
    exact = float(trade_effects(sector(1.0, 1.0), 0.5).importer_surplus)
    near = float(trade_effects(sector(1.0 + distance, 1.0), 0.5).importer_surplus)
    assert near == pytest.approx(exact, rel=max(distance, 1e-13) * 2.0)


def linear_welfare(own: float, other: float) -> float:
    """Return a country's welfare over m0 squared, in Johnson's symmetric linear tariff war.

    Two goods; each country imports one with demand M = A - P and exports the other with supply
    X = p. With a specific tariff t, P = p + t and A - p - t = p. Free-trade imports are m0 = A/2.
    """
    a = 2.0  # so that m0 = 1
    imports, exports = (a - own) / 2.0, (a - other) / 2.0
    return imports**2 / 2.0 + own * imports + exports**2 / 2.0


def test_johnson_1953_symmetric_linear_tariffs_are_a_prisoners_dilemma() -> None:
    """Free trade 0, lone tariff +1/6, its victim -5/18, both -1/9 (of m0 squared); t* = 2/3 m0."""
    best = argmax(lambda t: linear_welfare(t, 0.0), 0.0, 2.0)
    assert best == pytest.approx(2.0 / 3.0, rel=1e-6)
    assert argmax(lambda t: linear_welfare(t, best), 0.0, 2.0) == pytest.approx(best, rel=1e-6)
    peace = linear_welfare(0.0, 0.0)
    assert linear_welfare(best, 0.0) - peace == pytest.approx(1.0 / 6.0)
    assert linear_welfare(0.0, best) - peace == pytest.approx(-5.0 / 18.0)
    assert linear_welfare(best, best) - peace == pytest.approx(-1.0 / 9.0)


@pytest.mark.parametrize(("e", "w"), [(1.0, 1.0), (1.5, 0.8), (2.5, 4.0), (0.7, 3.0)], ids=str)
def test_constant_elasticity_tariffs_are_the_same_prisoners_dilemma(e: float, w: float) -> None:
    goods = sector(e, w)

    def welfare(own: float, other: float) -> float:
        bought, sold = trade_effects(goods, own), trade_effects(goods, other)
        return importer_welfare(bought) + float(sold.exporter_surplus)

    def reply(other: float) -> float:
        return argmax(lambda own: welfare(own, other), 0.0, 10.0)

    first, second = 0.0, 0.05
    for _ in range(5):
        first, second = reply(second), reply(first)
    assert first == pytest.approx(second, rel=1e-6)
    assert first == pytest.approx(1.0 / w, rel=1e-4)
    lone, victim, war = welfare(first, 0.0), welfare(0.0, first), welfare(first, first)
    assert welfare(0.0, 0.0) == pytest.approx(0.0, abs=1e-12)
    assert lone > 0.0 > war > victim
