"""The model's equations in plain scalars: what packages are worth. The oracle of this folder.

`docs/model.md` in Python: no array, no component, nothing of `payoffs` but the parameter records.
It knows the issues of the base scenario by name. It shows that the code is the equations, not that
the equations are right.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from negotiation.deal.issues.purchases import Purchases
from negotiation.deal.issues.tariff import Tariff
from negotiation.payoffs.elections import Clock
from negotiation.payoffs.tariffs import Sector
from negotiation.payoffs.types import PartnerType, UsType
from negotiation.scenario.schema import ScenarioFile

Parts = dict[str, list[float]]
"""Amounts by part, for the US and the partner."""

Four = tuple[float, float, float, float]
"""Importers' surplus, revenue, producers' gain and exporters' income, $bn a year."""

YEAR = 365.25


@dataclass(frozen=True)
class News:
    """What the other talks and the courts have brought."""

    template: bool = False
    struck: bool = False


def us_type(s: ScenarioFile, u: int) -> UsType:
    """Return a type of the US by number."""
    return list(s.us.types.values())[u]


def partner_type(s: ScenarioFile, v: int) -> PartnerType:
    """Return a type of the partner by number."""
    return list(s.partner.types.values())[v]


# ------------------------------------------------------------------------------------------ time


def days_on(day: date, years: float) -> date:
    """Return the day some years on, in whole days."""
    return day + timedelta(days=round(years * YEAR))


def once(s: ScenarioFile, i: int, at: date) -> float:
    """Return the present value of 1 paid on a day."""
    return math.exp(-(s.us, s.partner)[i].discount_rate * (at - s.first_day).days / YEAR)


def flow(
    s: ScenarioFile, i: int, start: date, end: date | None = None, hazard: float = 0.0
) -> float:
    """Return the present value of 1 a year between two days, ended at a hazard from the first."""
    years = ((end or s.horizon) - start).days / YEAR
    rate = (s.us, s.partner)[i].discount_rate + hazard
    if years <= 0.0:
        return 0.0
    return once(s, i, start) * ((1.0 - math.exp(-rate * years)) / rate if rate > 0.0 else years)


def yearly_hazard(s: ScenarioFile) -> float:
    """Return the courts' hazard as a rate a year."""
    if s.courts is None:
        return 0.0
    return -math.log(1.0 - s.courts.hazard) * YEAR / 7.0


def clock_weight(clock: Clock, day: date) -> float:
    """Return an election clock's weight."""
    left = (clock.day - day).days
    if left < 0:
        return clock.after
    return float(clock.floor + (1.0 - clock.floor) * 0.5 ** (left / clock.half_life_days))


# --------------------------------------------------------------------------------------- tariffs


def imports(s: ScenarioFile, names: Iterable[str]) -> float:
    """Return the imports of some sectors, in hundreds of $bn."""
    return sum(s.sectors[name].base_flow_busd_per_year for name in names) / 100.0


def scale(s: ScenarioFile) -> float:
    """Return how often a political term counts."""
    return imports(s, s.sectors)


def yearly(sector: Sector, tau: float, idle: float) -> Four:
    """Return what a rate is worth against the MFN rate."""
    e = sector.import_demand_elasticity
    w = e * sector.pass_through / (1.0 - sector.pass_through)
    v0, t0 = sector.base_flow_busd_per_year, sector.mfn_rate
    p = ((1.0 + tau) / (1.0 + t0)) ** (-e / (e + w))
    q = p**w
    big = (1.0 + tau) * p / (1.0 + t0)
    area = math.log(big) if e == 1.0 else (big ** (1.0 - e) - 1.0) / (1.0 - e)
    surplus = -(1.0 + t0) * v0 * area
    cost = w / (1.0 + w) * (q ** ((1.0 + w) / w) - 1.0)  # integral of p dq along supply
    exporters = (p ** (1.0 + w) - 1.0) / (1.0 + w)
    return (
        surplus,
        v0 * (tau * p * q - t0),
        -sector.producer_gain_share * surplus,
        v0 * (exporters + idle * cost),
    )


def tariff_issue(s: ScenarioFile, name: str) -> Tariff:
    """Return an issue that sets a rate."""
    issue = s.issues[name]
    assert isinstance(issue, Tariff)
    return issue


def changed(s: ScenarioFile, rates: dict[str, float], *, risky: bool) -> Four:
    """Return what rates by issue change where courts may strike them, or where they may not."""
    total = [0.0] * 4
    for name, rate in rates.items():
        issue = tariff_issue(s, name)
        if issue.courts_may_strike is not risky:
            continue
        for goods in issue.sectors:
            sector, idle = s.sectors[goods], s.welfare.idle_factor_share
            then, now = yearly(sector, rate, idle), yearly(sector, sector.rate_in_force, idle)
            total = [t + a - b for t, a, b in zip(total, then, now, strict=True)]
    return total[0], total[1], total[2], total[3]


def welfare(s: ScenarioFile, rates: dict[str, float]) -> tuple[float, float]:
    """Return what rates by issue change for both countries, courts or not, $bn a year."""
    four = [changed(s, rates, risky=risky) for risky in (False, True)]
    return sum(x[0] + x[1] for x in four), sum(x[3] for x in four)


def departure(s: ScenarioFile, name: str, rate: float, news: News, u: int) -> float:
    """Return what a rate on one issue is worth to the programme, $bn a year."""
    d, issue = s.programme.departures[name], tariff_issue(s, name)
    in_force, trade = issue.levels[0], imports(s, issue.sectors)
    share, template = 0.0, d.announced_rate
    if s.queue is not None and news.template:
        share, template = s.queue.template_share, s.queue.rates.get(name, template)

    def distance(reference: float, r: float) -> float:
        return max(100.0 * (reference - r), 0.0) ** 2

    nearer = [
        d.convexity * (distance(x, in_force) - distance(x, rate))
        for x in (d.announced_rate, template)
    ]
    below = [100.0 * max(d.floor_rate - r, 0.0) for r in (rate, in_force)]
    whole = (1.0 - share) * nearer[0] + share * nearer[1] - d.below_floor * (below[0] - below[1])
    return trade * whole * (us_type(s, u).red_line_weight if d.red_line else 1.0)


def programme_yearly(
    s: ScenarioFile, rates: dict[str, float], news: News, u: int, *, risky: bool
) -> float:
    """Return what rates by issue are worth to the US beyond welfare, $bn a year."""
    g = s.programme
    surplus, revenue, gain, _ = changed(s, rates, risky=risky)
    politics = (g.importer_weight - 1.0) * surplus + (g.revenue_weight - 1.0) * revenue
    return (
        politics
        + g.producer_weight * gain
        + sum(
            departure(s, name, rate, news, u)
            for name, rate in rates.items()
            if name in g.departures and tariff_issue(s, name).courts_may_strike is risky
        )
    )


# -------------------------------------------------------------------------------------- packages


def tariff_rates(s: ScenarioFile, level: dict[str, float]) -> dict[str, float]:
    """Return the rates among a package's levels."""
    return {n: x for n, x in level.items() if isinstance(s.issues[n], Tariff)}


def tariff_weight(s: ScenarioFile, i: int, day: date, news: News, *, risky: bool) -> float:
    """Return what a dollar a year of agreed tariffs is worth from the day of signing."""
    start = day + timedelta(days=round(s.welfare.implementation_lag_days))
    if not risky:
        return flow(s, i, start)
    hazard = yearly_hazard(s)
    survives = math.exp(-hazard * (start - day).days / YEAR)
    return 0.0 if news.struck else survives * flow(s, i, start, hazard=hazard)


def spread(s: ScenarioFile, i: int, day: date) -> float:
    """Return the value of 1 invested in equal parts until pledges are due."""
    years = (s.commitments.due - day).days / YEAR
    return flow(s, i, day, s.commitments.due) / years if years > 0.0 else once(s, i, day)


def package(
    s: ScenarioFile, level: dict[str, float], day: date, news: News, u: int, v: int
) -> Parts:
    """Return a package's value by part for one pair of types."""
    rates, us, japan = tariff_rates(s, level), s.us.election, s.partner.election
    paid: Parts = {name: [0.0, 0.0] for name in ("tariffs", "programme", "elections")}
    us_clock, exporters_now = clock_weight(us.clock, day), 0.0
    for risky in (False, True):
        surplus, revenue, _, exporters = changed(s, rates, risky=risky)
        w = [tariff_weight(s, i, day, news, risky=risky) for i in (0, 1)]
        paid["tariffs"][0] += w[0] * (surplus + revenue)
        paid["tariffs"][1] += w[1] * exporters
        paid["programme"][0] += w[0] * programme_yearly(s, rates, news, u, risky=risky)
        paid["elections"][0] += w[0] * us.price_weight * us_clock * surplus
        exporters_now += 0.0 if risky and news.struck else exporters
    exporters_now /= scale(s)  # seats are per $bn for $100bn of trade
    x, kt, y = level["investment"], level["rice"], level["purchases"]
    beef = s.issues["purchases"]
    assert isinstance(beef, Purchases)
    paid["elections"][0] += (
        once(s, 0, day)
        * us_clock
        * (us.headline_value * x + us.farm_value_busd_per_100_kt * kt / 100.0)
    )
    lost = (
        japan.seats_for_signing
        + japan.seats_per_100_busd_pledged * x / 100.0
        + japan.seats_per_100_kt * kt / 100.0
        + japan.seats_per_busd_farm_goods * beef.farm_share * y
        + japan.seats_per_busd_exports_lost * max(-exporters_now, 0.0)
    )
    won = japan.seats_per_busd_exports_won * max(exporters_now, 0.0)
    seat = once(s, 1, day) * clock_weight(japan.clock, day) * japan.seat_value * scale(s)
    paid["elections"][1] = seat * (won - partner_type(s, v).mandate_weight * lost)
    return {**paid, **commitments(s, x, kt, y, day), **promise(s, level["treasuries"], day, v)}


def commitments(s: ScenarioFile, x: float, kt: float, y: float, day: date) -> Parts:
    """Return what a pledge, quota goods and purchases are worth."""
    c = s.commitments
    rice = kt * 1e3 * c.quota_price / 1e9  # tonnes times dollars, in $bn
    us = c.pledge_activity + c.pledge_us_share * c.pledge_profit
    keeps = (1.0 - c.pledge_us_share) * c.pledge_profit
    costs = c.pledge_cost + c.pledge_cost_growth * x
    dearer = c.purchase_premium + c.purchase_premium_growth * y
    return {
        "commitments": [
            spread(s, 0, day) * c.pledge_fulfilment * us * x
            + flow(s, 0, day, c.due) * c.purchase_margin * y
            + flow(s, 0, day) * c.quota_margin * rice,
            spread(s, 1, day) * c.pledge_fulfilment * (keeps - costs) * x
            - flow(s, 1, day, c.due) * dearer * y,
        ]
    }


def promise(s: ScenarioFile, given: float, day: date, v: int) -> Parts:
    """Return what a promise to hold Treasuries is worth."""
    saved = s.market.notes_sold * s.market.locked_years * s.commitments.assurance_bp * 1e-4
    return {
        "treasury": [
            flow(s, 0, day) * saved * given,
            -once(s, 1, day) * partner_type(s, v).assurance_busd * given,
        ]
    }
