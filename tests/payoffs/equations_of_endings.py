"""The model's equations in plain scalars: what waiting, deadlines and endings are worth.

As `equations`; a public state is a mapping of labels, as a reader of the game sees it.
"""

from __future__ import annotations

import math
from datetime import date, timedelta

from negotiation.scenario.schema import ScenarioFile
from tests.payoffs.equations import (
    YEAR,
    News,
    Parts,
    changed,
    clock_weight,
    days_on,
    flow,
    once,
    partner_type,
    programme_yearly,
    scale,
    us_type,
    yearly_hazard,
)

State = dict[str, str]


def added(*terms: Parts) -> Parts:
    """Return the sum of amounts by part."""
    names = {name for term in terms for name in term}
    return {n: [sum(t.get(n, [0.0, 0.0])[i] for t in terms) for i in (0, 1)] for n in names}


def scaled(factor: float, parts: Parts) -> Parts:
    """Return amounts by part times a number."""
    return {name: [factor * x for x in pair] for name, pair in parts.items()}


def news_in(state: State) -> News:
    """Return what a public state says about the other talks and the courts."""
    return News(state["queue"] == "template set", state["courts"] == "tariffs struck")


def is_open(state: State) -> bool:
    """Return whether there is still a threat to execute."""
    return state["pause"] != "tariff executed" and not news_in(state).struck


# ---------------------------------------------------------------------------------------- yields


def stress(s: ScenarioFile, state: State) -> float:
    """Return the talks' own rise of yields, bp, without a sale."""
    share = s.market.tariff_share * s.market.partner_share
    return share * s.market.levels[state["market"]].yield_bp


def sale(s: ScenarioFile, state: State, *, settled: bool) -> float:
    """Return what the partner's sale adds to it, bp, at once or for good."""
    if not s.card.postures[state["japan_posture"]].selling:
        return 0.0
    impact = s.market.yield_impact * (s.reserves.sale_busd + s.reserves.follower_sale_busd)
    return impact * (1.0 - s.market.reversal_share if settled else 1.0)


def strain(s: ScenarioFile, rise: float, day: date, u: int) -> float:
    """Return the politics of a rise that stays, on top of the background, $bn."""
    days = (day - s.first_day).days
    halves = days / s.market.background_half_life_days
    background = s.market.background_bp * math.exp(-halves * math.log(2.0))
    us = us_type(s, u)
    both = max(background + rise - us.tolerance_bp, 0.0)
    return us.strain_busd_per_bp * (both - max(background - us.tolerance_bp, 0.0))


def refinancing(s: ScenarioFile, rise: float, years: float) -> float:
    """Return what the US pays on notes sold in that time, for as long as they are locked."""
    sold = s.market.notes_sold * years
    return sold * (rise / 10_000.0) * s.market.locked_years


def yields_left(
    s: ScenarioFile, stress_bp: float, sale_bp: float, day: date, u: int, v: int
) -> Parts:
    """Return what yields left by the end of the talks cost."""
    rise, years = stress_bp + sale_bp, s.market.persistence_years
    lasting = min(1.0, years / s.reserves.duration_years)
    loss = s.reserves.holdings_busd * s.reserves.duration_years * stress_bp / 1e4
    us = refinancing(s, rise, years) + strain(s, rise, day, u)
    partner = partner_type(s, v).reserve_weight * lasting * loss
    return {"treasury": [-once(s, 0, day) * us, -once(s, 1, day) * partner]}


# -------------------------------------------------------------------------- tariffs set alone


def set_alone(
    s: ScenarioFile,
    rates: dict[str, float],
    span: tuple[date, date],
    news: News,
    u: int,
    *,
    hazard: float,
) -> Parts:
    """Return what rates by issue that the US sets on its own pay from a day to another."""
    start, end = span
    clock = clock_weight(s.us.election.clock, start)
    paid: Parts = {name: [0.0, 0.0] for name in ("tariffs", "programme", "elections")}
    for risky in (False, True):
        if risky and news.struck:
            continue
        surplus, revenue, _, exporters = changed(s, rates, risky=risky)
        w = [flow(s, i, start, max(end, start), hazard if risky else 0.0) for i in (0, 1)]
        paid["tariffs"][0] += w[0] * (surplus + revenue)
        paid["tariffs"][1] += w[1] * exporters
        paid["programme"][0] += w[0] * programme_yearly(s, rates, news, u, risky=risky)
        paid["elections"][0] += w[0] * s.us.election.price_weight * clock * surplus
    return paid


def threat(s: ScenarioFile, state: State) -> dict[str, float]:
    """Return the rates that an execution brings after the last deadline."""
    named = state["pause"] == "new rate named"
    return dict(s.pause.new_rates if named else s.pause.rates)


# --------------------------------------------------------------------- the course of the talks


def agreeing(s: ScenarioFile, r: int, state: State, u: int, v: int) -> Parts:
    """Return what agreeing pays beside the package."""
    day, left = s.rounds[r].day, 1.0 - s.market.relief_agreement
    start = day + timedelta(days=round(s.welfare.implementation_lag_days))
    calm = yields_left(s, left * stress(s, state), left * sale(s, state, settled=True), day, u, v)
    if state["pause"] != "tariff executed":
        return calm
    rates, hazard = dict(s.pause.rates), yearly_hazard(s)
    return added(calm, set_alone(s, rates, (day, start), news_in(state), u, hazard=hazard))


def next_day(s: ScenarioFile, r: int) -> date:
    """Return the day of the next round."""
    return s.rounds[min(r + 1, len(s.rounds) - 1)].day


def waiting(s: ScenarioFile, r: int, state: State, u: int) -> Parts:
    """Return what passing to the next round pays."""
    day, until = s.rounds[r].day, next_day(s, r)
    days = (until - day).days
    rise = stress(s, state) + sale(s, state, settled=False)
    share = min(days / YEAR / s.market.persistence_years, 1.0)
    us = refinancing(s, rise, days / YEAR) + share * strain(s, rise, day, u)
    missed = sum(mark.kind == "aim" and mark.day == day for mark in s.calendar) > 0
    d, value = s.delay, [once(s, i, day) for i in (0, 1)]
    wear = [
        d.us_per_day * days + d.us_missed_deadline * missed,
        d.partner_per_day * days + d.partner_missed_deadline * missed,
    ]
    passing: Parts = {
        "treasury": [-value[0] * us, 0.0],
        "delay": [-value[i] * scale(s) * wear[i] for i in (0, 1)],
    }
    if state["pause"] != "tariff executed":
        return passing
    rates = dict(s.pause.rates)
    return added(passing, set_alone(s, rates, (day, until), news_in(state), u, hazard=0.0))


def deadlines_before(s: ScenarioFile, r: int) -> int:
    """Return how many legal deadlines lie before a round."""
    days = {mark.day for mark in s.calendar if mark.kind == "deadline"}
    return sum(one.day in days for one in s.rounds[:r])


def extending(s: ScenarioFile, day: date, number: int, state: State, u: int) -> Parts:
    """Return what an extension costs the US before its audience, after so many others."""
    cost = s.us.postures[state["us_posture"]].extension * us_type(s, u).audience_weight
    cost *= scale(s) * s.pause.extension_decay**number * (not news_in(state).struck)
    return {"programme": [-once(s, 0, day) * cost, 0.0]}


def executing(s: ScenarioFile, day: date, state: State, u: int, v: int) -> Parts:
    """Return what an execution is worth at once."""
    if not is_open(state):
        return {}
    value, rel = [scale(s) * once(s, i, day) for i in (0, 1)], s.relations
    goodwill = rel.execution_partner * partner_type(s, v).relations_weight
    return {
        "programme": [value[0] * us_type(s, u).credibility, 0.0],
        "relations": [-value[0] * rel.execution_us, -value[1] * goodwill],
    }


def on_deadline(s: ScenarioFile, r: int, state: State, u: int, v: int) -> list[Parts]:
    """Return what extending, naming and executing pay on a deadline between rounds."""
    day, number = s.rounds[r].day, deadlines_before(s, r)
    extend = extending(s, day, number, state, u)
    execute = executing(s, day, state, u, v)
    if is_open(state):
        span, rates = (day, next_day(s, r)), dict(s.pause.rates)
        execute = added(execute, set_alone(s, rates, span, news_in(state), u, hazard=0.0))
    return [extend, scaled(s.pause.naming_share, extend), execute]


# ----------------------------------------------------------------------------------- the endings


def executed(s: ScenarioFile, day: date, state: State, left: float, u: int, v: int) -> Parts:
    """Return the value of the threat executed for good, with a share of own stress to be paid."""
    end = min(days_on(day, s.pause.executed_years), s.horizon)
    shock = s.market.execution_bp if is_open(state) else 0.0
    still, sold = left * stress(s, state) + shock, left * sale(s, state, settled=True)
    rates, hazard = threat(s, state), yearly_hazard(s)
    return added(
        executing(s, day, state, u, v),
        yields_left(s, still, sold, day, u, v),
        set_alone(s, rates, (day, end), news_in(state), u, hazard=hazard),
    )


def extended(s: ScenarioFile, r: int, state: State, u: int, v: int) -> Parts:
    """Return the value of ending the talks with the pause extended."""
    day, left, number = s.rounds[r].day, 1.0 - s.market.relief_extension, deadlines_before(s, r)
    now = added(
        extending(s, day, number, state, u),
        yields_left(s, left * stress(s, state), left * sale(s, state, settled=True), day, u, v),
    )
    end = days_on(day, s.pause.paused_years)
    if not s.pause.may_execute or end >= s.horizon:
        return now
    later, stay = executed(s, end, state, 0.0, u, v), extending(s, end, number + 1, state, u)
    us = [sum(pair[0] for pair in branch.values()) for branch in (later, stay)]
    survives = math.exp(-yearly_hazard(s) * (end - day).days / YEAR)
    acts = us[0] > us[1] and not news_in(state).struck
    return added(now, scaled(survives, later if acts else stay))


def walking_out(s: ScenarioFile, r: int, state: State, u: int, v: int) -> Parts:
    """Return the value of a walk-out: the threat is executed where it can be."""
    day = s.rounds[r].day
    value, rel = [scale(s) * once(s, i, day) for i in (0, 1)], s.relations
    goodwill = rel.walk_out_partner * partner_type(s, v).relations_weight
    missed = sum(
        any(mark.kind == "aim" and mark.day == one.day for mark in s.calendar)
        for one in s.rounds[r:]
    )
    face = [s.delay.us_missed_deadline, s.delay.partner_missed_deadline]
    quarrel: Parts = {
        "relations": [-value[0] * rel.walk_out_us, -value[1] * goodwill],
        "delay": [-value[i] * missed * face[i] for i in (0, 1)],
    }
    if not s.pause.may_execute or news_in(state).struck:
        return added(quarrel, extended(s, r, state, u, v))
    return added(quarrel, executed(s, day, state, 1.0, u, v))


def market_moves(s: ScenarioFile, days: int, v: int, state: State) -> dict[str, float]:
    """Return nature's probabilities of the next level where partner type ``v`` is known."""
    m = s.market
    priced = m.credibility_priced * (partner_type(s, v).credibility / m.credibility_reference - 1.0)
    pressure = s.card.postures[state["japan_posture"]].market_pressure * (1.0 + priced)
    pressure += s.us.postures[state["us_posture"]].market_pressure
    levels = list(m.levels)
    here = levels.index(state["market"])
    quiet = [1.0 - min(max(w, 0.0), 1.0) for w in (m.rise + pressure, m.fall - pressure)]
    not_up = quiet[0] ** (days / 7) if here + 1 < len(levels) else 1.0
    not_down = quiet[1] ** (days / 7) if here > 0 else 1.0
    moves = dict.fromkeys(levels, 0.0)
    moves[levels[min(here + 1, len(levels) - 1)]] += 1.0 - not_up
    moves[levels[max(here - 1, 0)]] += not_up * (1.0 - not_down)
    moves[state["market"]] += not_up * not_down
    return moves
