r"""What a tariff does to trade and welfare in one sector.

Import demand $Q = Q_0 (P/P_0)^{-\varepsilon}$ and export supply $Q = Q_0 (p/p_0)^{\omega}$ have
constant elasticities; the landed price is $P = (1+\tau) p$. Then

$$p/p_0 = \left(\frac{1+\tau}{1+\tau_0}\right)^{-\varepsilon/(\varepsilon+\omega)}, \qquad
Q/Q_0 = (p/p_0)^{\omega},$$

pass-through to the importer is $\rho = \omega/(\varepsilon+\omega)$, revenue is $\tau p Q$, and
importer and exporter surplus are the integrals under the two curves. The importer's integral is
consumers plus domestic producers, net: what producers gain is a split of it (`programme`), never
added to it. Base flows $V_0 = p_0 Q_0$ are those at the MFN rate.

Workers and plants of lost exports may find no other use within the horizon: a share $\phi$ of the
area under the export-supply curve, the cost of what is no longer exported, is then lost income
rather than a saving. This one factor scales the surplus measure to published GDP effects; nothing
is added on top of it.

Source: Johnson (1953-54), Review of Economic Studies 21, for the optimal tariff $1/\omega$.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import date, timedelta
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from ..deal.space import Amounts, DealSpace
from ..foundations.parameters import parameter
from ..foundations.records import record
from .component import Component, Weight, by_player
from .present_value import DAYS_PER_YEAR, PresentValue
from .regime import Regime

MOST_IMPORTS = 3_500.0
"""More than the US imports of all goods from everybody, $bn a year (some 3,300 in 2024)."""


@record
class Sector:
    """One group of goods that the US imports from the partner."""

    base_flow_busd_per_year: float = parameter(
        "$bn/year", "customs value of imports at the MFN rate", low=0.0, high=MOST_IMPORTS
    )
    mfn_rate: float = parameter("fraction", "tariff before 2025", low=0.0, high=1.0)
    rate_in_force: float = parameter(
        "fraction",
        "total tariff on the first day, MFN included",
        low=0.0,
        high=2.0,
        follows="the first level of the issue that sets it",
    )
    import_demand_elasticity: float = parameter(
        "1", "percent fewer imports per percent of landed price", low=0.01, high=20.0
    )
    pass_through: float = parameter(
        "fraction", "share of a tariff that raises the importer's price", low=0.001, high=0.999
    )
    producer_gain_share: float = parameter(
        "fraction", "gain of US producers per dollar of the importers' net loss", high=5.0
    )

    @property
    def export_supply_elasticity(self) -> float:
        """The elasticity of export supply that makes pass-through what it is."""
        return self.import_demand_elasticity * self.pass_through / (1.0 - self.pass_through)


@record
class TradeEffects:
    """Changes against the base at the MFN rate, $bn a year, for one or many rates."""

    importer_surplus: NDArray[np.float64]
    """Consumers and domestic producers of the importing country, net."""
    tariff_revenue: NDArray[np.float64]
    """Revenue, less the revenue at the MFN rate."""
    exporter_surplus: NDArray[np.float64]
    """Surplus of the exporting country."""
    idle_income: NDArray[np.float64]
    """Income of the exporter's factors that fell idle (negative for a loss)."""
    landed_price: NDArray[np.float64]
    """Landed price relative to the base."""
    quantity: NDArray[np.float64]
    """Quantity relative to the base."""


@record
class TariffWelfare:
    """How tariffs count beyond the two surpluses."""

    idle_factor_share: float = parameter(
        "fraction", "share of lost exports' cost that is lost income to the exporter", high=1.0
    )
    implementation_lag_days: float = parameter(
        "days", "days from an agreement to its tariffs in force", low=0.0, high=400.0
    )


def trade_effects(
    sector: Sector, rate: float | Amounts, idle_factor_share: float = 0.0
) -> TradeEffects:
    """Return what a rate (or many) does, against the base at the sector's MFN rate."""
    tau = np.asarray(rate, dtype=np.float64)
    e, w = sector.import_demand_elasticity, sector.export_supply_elasticity
    flow, tau0 = sector.base_flow_busd_per_year, sector.mfn_rate
    price = ((1.0 + tau) / (1.0 + tau0)) ** (-e / (e + w))  # the exporter's, p / p0
    landed = (1.0 + tau) / (1.0 + tau0) * price
    value = price ** (1.0 + w)  # p Q / (p0 Q0)
    return TradeEffects(
        importer_surplus=-(1.0 + tau0) * flow * _area(landed, e),
        tariff_revenue=flow * (tau * value - tau0),
        exporter_surplus=flow * (value - 1.0) / (1.0 + w),
        idle_income=flow * idle_factor_share * w / (1.0 + w) * (value - 1.0),
        landed_price=landed,
        quantity=price**w,
    )


@record
class TariffChanges:
    """What some rates change against those in force, $bn a year [p], over some sectors."""

    importer_surplus: Amounts
    """Change of the importer's surplus."""
    revenue: Amounts
    """Change of the importer's tariff revenue."""
    producer_gain: Amounts
    """What the importing country's producers gain: a split of its surplus."""
    exporter_income: Amounts
    """Change of the exporter's surplus and of the income of its idle factors."""


@record
class QuotaRents:
    """What a tariff-rate quota changes in one sector besides the rate that decides quantities."""

    rate_in_force: float
    """The rate that decides quantities on the first day."""
    rents: Amounts
    """Tariff spared inside the quota, less that on the first day [p], $bn a year."""
    exporter_share: float
    """Share of it that exporters keep; importers have the rest."""


def in_force(sectors: Mapping[str, Sector]) -> dict[str, Amounts]:
    """Return the rates in force on the first day, by sector."""
    return {name: np.array([sector.rate_in_force]) for name, sector in sectors.items()}


def package_rates(sectors: Mapping[str, Sector], space: DealSpace) -> dict[str, Amounts]:
    """Return every package's rates [p], by sector."""
    return {name: space.rate(name, sector.rate_in_force) for name, sector in sectors.items()}


def changes(
    sectors: Mapping[str, Sector],
    rates: Mapping[str, Amounts],
    idle_factor_share: float,
    quotas: Mapping[str, QuotaRents] = MappingProxyType({}),
) -> TariffChanges:
    """Return what rates [p] by sector change against those in force.

    ``sectors`` may be any of them; those without a rate stay as they are. ``rates`` decide the
    quantities; ``quotas`` are the rents of sectors that import under one (`tariff_rate_quotas`).
    """
    count = max((len(rate) for rate in rates.values()), default=1)
    surplus, revenue, gain, income = (np.zeros(count) for _ in range(4))
    for name, sector in sectors.items():
        if name not in rates:
            continue
        then = trade_effects(sector, rates[name], idle_factor_share)
        quota = quotas.get(name)
        before = sector.rate_in_force if quota is None else quota.rate_in_force
        now = trade_effects(sector, np.array([before]), idle_factor_share)
        more = then.importer_surplus - now.importer_surplus
        surplus = surplus + more
        revenue = revenue + then.tariff_revenue - now.tariff_revenue
        gain = gain - sector.producer_gain_share * more
        income = income + (then.exporter_surplus + then.idle_income)
        income = income - (now.exporter_surplus + now.idle_income)
        if quota is not None:  # money changes hands, trade does not change
            surplus = surplus + (1.0 - quota.exporter_share) * quota.rents
            revenue = revenue - quota.rents
            income = income + quota.exporter_share * quota.rents
    return TariffChanges(
        importer_surplus=surplus, revenue=revenue, producer_gain=gain, exporter_income=income
    )


def welfare(changed: TariffChanges) -> NDArray[np.float64]:
    """Return the change of national welfare [i, p], $bn a year.

    The importer's (player 0) is its surplus and its revenue, the exporter's (player 1) its income.
    """
    return np.stack([changed.importer_surplus + changed.revenue, changed.exporter_income])


def start_of_tariffs(lag: TariffWelfare, agreed: date) -> date:
    """Return the day from which the tariffs agreed on a day are paid."""
    return agreed + timedelta(days=round(lag.implementation_lag_days))


@record
class FlowWeights:
    """The weight of a dollar a year that a package's tariffs pay, by day of agreement."""

    value: PresentValue
    """Discounting."""
    lag: TariffWelfare
    """The days from an agreement to its tariffs."""
    hazard: float
    """Chance that the courts end the tariffs at risk, 1/year."""

    def of(self, i: int, day: date, regime: Regime, *, at_risk: bool) -> float:
        """Return the weight for player ``i``; tariffs struck already pay nothing."""
        start = start_of_tariffs(self.lag, day)
        if not at_risk:
            return self.value.flow(i, start)
        if regime.struck:
            return 0.0
        survives = math.exp(-self.hazard * (start - day).days / DAYS_PER_YEAR)
        return survives * self.value.flow(i, start, hazard=self.hazard)


def components(groups: Mapping[bool, TariffChanges], weights: FlowWeights) -> list[Component]:
    """Return the tariff part of every package: yearly welfare against the rates in force.

    ``groups`` are the changes in the sectors that the courts may free (``True``) and in the others.
    """
    return [
        Component(
            "tariffs at risk in court" if at_risk else "tariffs on safe ground",
            "tariffs",
            welfare(changed),
            _flows(weights, at_risk),
        )
        for at_risk, changed in groups.items()
    ]


def _flows(weights: FlowWeights, at_risk: bool) -> Weight:
    def weight(day: date, regime: Regime) -> NDArray[np.float64]:
        return by_player(
            weights.of(0, day, regime, at_risk=at_risk), weights.of(1, day, regime, at_risk=at_risk)
        )

    return weight


def _area(x: NDArray[np.float64], e: float) -> NDArray[np.float64]:
    """Return the integral of z**-e from 1 to x, with the log case where e is 1.

    Written with expm1: (x**(1-e) - 1) / (1-e) would lose its digits as e comes near 1.
    """
    if e == 1.0:
        return np.log(x)
    return np.asarray(np.expm1((1.0 - e) * np.log(x)) / (1.0 - e))
