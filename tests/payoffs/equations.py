"""The model's equations in plain scalars: the oracle of this folder.

`docs/model.md` in Python: no array, no component, nothing of `payoffs` but the parameter records.
It knows the six issues of the base scenario by name. It shows that the code is the equations, not
that the equations are right.
"""

from __future__ import annotations

import math
from datetime import date, timedelta

import numpy as np

from negotiation.payoffs.elections import Clock
from negotiation.payoffs.no_deal import Branch
from negotiation.payoffs.tariffs import Sector
from negotiation.scenario.schema import ScenarioFile

Parts = dict[str, list[float]]
"""Amounts by part, for the US and the partner."""

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


def clock_weight(clock: Clock, day: date) -> float:
    """Return an election clock's weight."""
    left = (clock.day - day).days
    if left < 0:
        return clock.after
    return float(clock.floor + (1.0 - clock.floor) * 0.5 ** (left / clock.half_life_days))


def once(s: ScenarioFile, i: int, at: date) -> float:
    """Return the present value of 1 paid on a day."""
    return math.exp(-(s.us, s.partner)[i].discount_rate * (at - s.first_day).days / YEAR)


def flow(s: ScenarioFile, i: int, start: date, end: date | None = None) -> float:
    """Return the present value of 1 a year between two days."""
    rho = (s.us, s.partner)[i].discount_rate
    a, b = ((d - s.first_day).days / YEAR for d in (start, end or s.horizon))
    return (math.exp(-rho * a) - math.exp(-rho * b)) / rho


def tariff_changes(s: ScenarioFile, cars: float, country: float) -> tuple[float, ...]:
    """Return yearly changes of the four welfare terms against the rates in force."""
    gains, idle = np.zeros(4), s.welfare.idle_factor_share
    for name, sector in s.sectors.items():
        tau = {"cars": cars, "steel": sector.rate_in_force}.get(name, country)
        gains += np.array(yearly(sector, tau, idle)) - yearly(sector, sector.rate_in_force, idle)
    return tuple(map(float, gains))


def package(s: ScenarioFile, level: dict[str, float], day: date, v: int) -> Parts:
    """Return a package's value by part when the partner's type is ``v``."""
    japan_type = list(s.partner.types.values())[v]
    start = day + timedelta(days=round(s.welfare.implementation_lag_days))
    surplus, revenue, exporters, idle_income = tariff_changes(
        s, level["car_tariff"], level["country_tariff"]
    )
    c, x = s.commitments, level["investment"]
    kt = level["rice"]
    rice = kt * 1e3 * c.quota_price / 1e9  # tonnes times dollars, in $bn
    cut = [100 * (0.275 - level["car_tariff"]), 100 * (0.10 - level["country_tariff"])]
    pp = [s.issues[n].precedent_busd_per_pp for n in ("car_tariff", "country_tariff")]  # type: ignore[attr-defined]
    us, japan = s.us.election, s.partner.election
    us_clock, japan_clock = clock_weight(us.clock, day), clock_weight(japan.clock, day)
    seats = (
        japan.seats_per_pp_relief * sum(cut)
        - japan.seats_per_100_kt * kt / 100
        - japan.seats_per_busd_purchased * level["purchases"]
    )
    return {
        "tariffs": [
            flow(s, 0, start) * (surplus + revenue),
            flow(s, 1, start) * (exporters + idle_income),
        ],
        "commitments": [
            once(s, 0, day) * c.pledge_fulfilment * c.pledge_value * x
            + flow(s, 0, day) * (c.purchase_margin * level["purchases"] + c.quota_margin * rice),
            -once(s, 1, day)
            * c.pledge_fulfilment
            * (c.pledge_cost * x + c.pledge_cost_growth * x**2)
            - flow(s, 1, day) * c.purchase_premium * level["purchases"],
        ],
        "treasury": [
            flow(s, 0, day) * s.market.refinancing * c.assurance_bp * level["treasuries"],
            0.0,
        ],
        "elections": [
            once(s, 0, day)
            * us_clock
            * (us.headline_value * x + us.farm_value_busd_per_100_kt * kt / 100)
            + flow(s, 0, start)
            * (us.price_weight * us_clock * surplus + us.revenue_weight * revenue)
            - once(s, 0, day) * sum(m * max(pts, 0.0) for m, pts in zip(pp, cut, strict=True)),
            once(s, 1, day) * japan_clock * japan.seat_value_busd * seats,
        ],
        "relations": [0.0, -once(s, 1, day) * japan_type.assurance_busd * level["treasuries"]],
        "delay": [0.0, 0.0],
    }


def yields_left(s: ScenarioFile, stress_bp: float, sale_bp: float, u: int, v: int) -> list[float]:
    """Return what yields left by the end of the talks cost, undiscounted."""
    us, japan = list(s.us.types.values())[u], list(s.partner.types.values())[v]
    rise, years = stress_bp + sale_bp, s.market.persistence_years
    lasting = min(1.0, years / s.reserves.duration_years)
    per_bp = s.reserves.holdings_busd * s.reserves.duration_years / 1e4
    return [
        -s.market.refinancing * years * rise
        - us.strain_busd_per_bp * max(rise - us.tolerance_bp, 0.0),
        -japan.reserve_weight * per_bp * lasting * stress_bp,
    ]


def added(*terms: Parts) -> Parts:
    """Return the sum of amounts by part."""
    names = {name for term in terms for name in term}
    return {n: [sum(t.get(n, [0.0, 0.0])[i] for t in terms) for i in (0, 1)] for n in names}


def scaled(factor: float, parts: Parts) -> Parts:
    """Return amounts by part times a number."""
    return {name: [factor * x for x in pair] for name, pair in parts.items()}


def market_moves(
    s: ScenarioFile, days: int, v: int, market: str, posture: str, us_posture: str
) -> dict[str, float]:
    """Return nature's probabilities of the next level where partner type ``v`` is known."""
    m, japan_type = s.market, list(s.partner.types.values())[v]
    priced = m.credibility_priced * (japan_type.credibility / m.credibility_reference - 1.0)
    pressure = s.card.postures[posture].market_pressure * (1.0 + priced)
    pressure += s.us.postures[us_posture].market_pressure
    levels = list(m.levels)
    here = levels.index(market)
    quiet = [1.0 - min(max(w, 0.0), 1.0) for w in (m.rise + pressure, m.fall - pressure)]
    not_up = quiet[0] ** (days / 7) if here + 1 < len(levels) else 1.0
    not_down = quiet[1] ** (days / 7) if here > 0 else 1.0
    moves = dict.fromkeys(levels, 0.0)
    moves[levels[min(here + 1, len(levels) - 1)]] += 1.0 - not_up
    moves[levels[max(here - 1, 0)]] += not_up * (1.0 - not_down)
    moves[market] += not_up * not_down
    return moves


def settlement(s: ScenarioFile, day: date, v: int) -> Parts:
    """Return the later settlement's value."""
    level = {
        name: s.no_deal.settlement.get(name, issue.levels[0]) for name, issue in s.issues.items()
    }
    return package(s, level, day, v)


def ending_day(branch: Branch, day: date) -> date:
    """Return when a branch of no deal ends."""
    return day + timedelta(days=round(branch.years * YEAR))


def executed(s: ScenarioFile, day: date, stress: float, sale: float, u: int, v: int) -> Parts:
    """Return the value of the threat executed, with these rises of yields still to be paid."""
    us, japan = list(s.us.types.values())[u], list(s.partner.types.values())[v]
    branch, clock = s.no_deal.execute, clock_weight(s.us.election.clock, day)
    end = ending_day(branch, day)
    surplus, revenue, exporters, idle = tariff_changes(s, 0.275, branch.rates["country_tariff"])
    left = yields_left(s, stress + s.market.execution_bp, sale, u, v)
    politics = s.us.election.revenue_weight * revenue + s.us.election.price_weight * clock * surplus
    now = {
        "tariffs": [
            flow(s, 0, day, end) * (surplus + revenue),
            flow(s, 1, day, end) * (exporters + idle),
        ],
        "treasury": [once(s, i, day) * left[i] for i in (0, 1)],
        "elections": [once(s, 0, day) * us.credibility_busd + flow(s, 0, day, end) * politics, 0.0],
        "relations": [
            -once(s, 0, day) * s.relations.execution_us_busd,
            -once(s, 1, day) * s.relations.execution_partner_busd * japan.relations_weight,
        ],
    }
    return added(now, scaled(branch.settlement_probability, settlement(s, end, v)))


def extended(
    s: ScenarioFile, day: date, stress: float, sale: float, posture: str, u: int, v: int
) -> Parts:
    """Return the value of the pause extended from a US posture."""
    us, branch = list(s.us.types.values())[u], s.no_deal.extend
    kept = 1.0 - s.market.relief_extension
    left = yields_left(s, kept * stress, kept * sale, u, v)
    audience = us.audience_weight * s.us.postures[posture].extension_busd
    now = {
        "treasury": [once(s, i, day) * left[i] for i in (0, 1)],
        "elections": [-once(s, 0, day) * audience, 0.0],
    }
    end = ending_day(branch, day)
    return added(
        now,
        scaled(branch.settlement_probability, settlement(s, end, v)),
        scaled(branch.execution_probability, executed(s, end, 0.0, 0.0, u, v)),
    )
