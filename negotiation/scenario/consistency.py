"""Checks across fields: dates in order, probabilities that sum, names that exist.

Each check works on the values that could be read and stays silent where they could not: what is
missing has been reported already.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from ..foundations import shelf
from ..foundations.errors import nearest
from ..foundations.parameters import UNITS
from ..foundations.tolerance import PROBABILITY_SUM
from ..game import protocols
from .reading import Path, Reading, Values

Check = Callable[[Reading, Values], None]


def check(reading: Reading, values: Values) -> None:
    """Add every problem across fields to the reading's list."""
    checks: tuple[Check, ...] = (
        _protocol, _dates, _proposers, _priors, _entries, _market, _card, _us_postures, _tariffs,
        _levels, _no_deal, _branch_rates, _settlement,
    )
    for one in checks:
        one(reading, values)


def _get(values: Any, *path: str) -> Any:
    for key in path:
        if not isinstance(values, dict) or key not in values:
            return None
        values = values[key]
    return values


def _named(values: Any) -> Iterator[tuple[str, Values]]:
    if isinstance(values, dict):
        for key, item in values.items():
            if key and isinstance(item, dict):
                yield key, item


def _protocol(reading: Reading, values: Values) -> None:
    name = _get(values, "protocol")
    known = shelf.names(protocols)
    if name is not None and name not in known:
        reading.problem(("protocol",), "no such protocol", name, ", ".join(known),
                        nearest(name, known))


def _dates(reading: Reading, values: Values) -> None:
    first, last = _get(values, "first_day"), _get(values, "horizon")
    days: list[tuple[Path, date | None]] = [(("first_day",), first)]
    rounds = _get(values, "rounds")
    if rounds is not None:
        if not rounds:
            reading.problem(("rounds",), "no round at all", remedy="adding [[rounds]]")
        days += [(("rounds", str(n), "day"), r.get("day")) for n, r in enumerate(rounds, 1)]
    days.append((("horizon",), last))
    before: date | None = None
    for path, day in days:
        if day is None:
            continue
        if before is not None and (day < before or (day == before and path != ("rounds", "1", "day"))):
            reading.problem(path, "dates out of order", day, f"a day after {before}",
                            "dates in the order of time")
        before = day
    window = _get(values, "card", "available_from"), _get(values, "card", "available_until")
    if None not in window and window[0] > window[1]:
        reading.problem(("card", "available_until"), "dates out of order", window[1],
                        f"{window[0]} or later")


def _proposers(reading: Reading, values: Values) -> None:
    partner = _get(values, "partner", "id")
    if partner == "us":
        reading.problem(("partner", "id"), "the partner needs a name of its own", partner)
    for n, planned in enumerate(_get(values, "rounds") or (), 1):
        who = planned.get("proposer")
        if who is not None and partner is not None and who not in ("us", partner):
            reading.problem(("rounds", str(n), "proposer"), "no such player", who,
                            f"us, {partner}", nearest(who, ("us", partner)))


def _priors(reading: Reading, values: Values) -> None:
    for who in ("us", "partner"):
        types = dict(_named(_get(values, who, "types")))
        priors = [found.get("prior") for found in types.values()]
        if not priors:
            if _get(values, who, "types") is not None:
                reading.problem((who, "types"), "no type at all", remedy="adding one")
        elif None not in priors and abs(sum(priors) - 1.0) > PROBABILITY_SUM:
            reading.problem((who, "types"), "prior probabilities do not sum to 1",
                            round(sum(priors), 12), "a sum of 1",
                            f"{types and next(iter(types))}.prior = "
                            f"{max(0.0, 1.0 - sum(priors[1:])):.6g}")


def _entries(reading: Reading, values: Values) -> None:
    needed = (("market", "levels"), ("card", "postures"), ("us", "postures"), ("sectors",),
              ("issues",), ("retaliation", "sectors"))
    for path in needed:
        if _get(values, *path) == {} and not reading.reported_below(path):
            reading.problem(path, "no entry at all", remedy="adding one")


def _market(reading: Reading, values: Values) -> None:
    levels = dict(_named(_get(values, "market", "levels")))
    initial = _get(values, "market", "initial")
    if initial is not None and levels and initial not in levels:
        reading.problem(("market", "initial"), "no such level", initial, ", ".join(levels),
                        nearest(initial, levels))
    heights = [level.get("yield_bp") for level in levels.values()]
    if None not in heights and heights != sorted(set(heights)):
        reading.problem(("market", "levels"), "levels not in rising order of yield_bp", heights,
                        "calm first, each level higher than the one before")


def _ladder(reading: Reading, values: Values, path: Path, initial: Path) -> None:
    postures = dict(_named(_get(values, *path)))
    start = _get(values, *initial)
    if start is not None and postures and start not in postures:
        reading.problem(initial, "no such posture", start, ", ".join(postures),
                        nearest(start, postures))
    for name, posture in postures.items():
        for target in posture.get("moves", ()):
            if target not in postures:
                reading.problem((*path, name, "moves"), "no such posture", target,
                                ", ".join(postures), nearest(target, postures))


def _card(reading: Reading, values: Values) -> None:
    _ladder(reading, values, ("card", "postures"), ("card", "initial"))


def _us_postures(reading: Reading, values: Values) -> None:
    _ladder(reading, values, ("us", "postures"), ("us", "initial_posture"))


def _tariffs(reading: Reading, values: Values) -> None:
    sectors = dict(_named(_get(values, "sectors")))
    setter: dict[str, str] = {}
    for name, issue in _named(_get(values, "issues")):
        levels = issue.get("levels")
        for sector in issue.get("sectors", ()):
            place = ("issues", name, "sectors")
            if sector not in sectors:
                reading.problem(place, "no such sector", sector, ", ".join(sectors),
                                nearest(sector, sectors))
                continue
            if sector in setter:
                reading.problem(place, f"the rate on {sector} is set by {setter[sector]} already",
                                sector, "each sector in one tariff issue")
            setter[sector] = name
            rate = sectors[sector].get("rate_in_force")
            if levels and rate is not None and abs(levels[0] - rate) > 1e-12:
                reading.problem(("sectors", sector, "rate_in_force"),
                                f"differs from the status quo of {name}", rate,
                                f"{levels[0]:g}, the first level of issues.{name}",
                                f"{levels[0]:g}")


def _levels(reading: Reading, values: Values) -> None:
    for name, issue in _named(_get(values, "issues")):
        levels = issue.get("levels")
        if levels is not None and len(set(levels)) != len(levels):
            reading.problem(("issues", name, "levels"), "a level twice", list(levels),
                            "distinct levels, the status quo first")


def _no_deal(reading: Reading, values: Values) -> None:
    branches = {name: _get(values, "no_deal", name) for name in ("extend", "execute")}
    allowed = [branch.get("allowed") for branch in branches.values() if branch is not None]
    if allowed == [False, False]:
        reading.problem(("no_deal",), "neither extend nor execute is allowed",
                        remedy="allowed = true for one of them")
    for name, branch in branches.items():
        chances = [_get(branch, f"{end}_probability") for end in ("settlement", "execution")]
        if None not in chances and sum(chances) > 1.0 + PROBABILITY_SUM:
            reading.problem(("no_deal", name), "settlement and execution probability exceed 1",
                            sum(chances), "a sum of at most 1")


def _branch_rates(reading: Reading, values: Values) -> None:
    issues = dict(_named(_get(values, "issues")))
    tariffs = [name for name, issue in issues.items() if issue.get("sectors")]
    for name in ("extend", "execute"):
        for issue, rate in (_get(values, "no_deal", name, "rates") or {}).items():
            place = ("no_deal", name, "rates", issue)
            if issues and issue not in tariffs:
                reading.problem(place, "not a tariff issue", issue, ", ".join(tariffs),
                                nearest(issue, tariffs))
            _unit(reading, place, "fraction")
            if not 0.0 <= rate <= 2.0:
                reading.problem((*place, "value"), "impossible value", rate,
                                "at least 0 and at most 2", f"{rate / 100.0:g}, if {rate:g} % is meant")


def _settlement(reading: Reading, values: Values) -> None:
    issues = dict(_named(_get(values, "issues")))
    for issue, level in (_get(values, "no_deal", "settlement") or {}).items():
        place = ("no_deal", "settlement", issue)
        if issues and issue not in issues:
            reading.problem(place, "no such issue", issue, ", ".join(issues),
                            nearest(issue, issues))
            continue
        if issue in issues:
            _unit(reading, place, issues[issue][""].unit)
        if issues.get(issue, {}).get("levels") and level not in issues[issue]["levels"]:
            listed = issues[issue]["levels"]
            reading.problem((*place, "value"), "not a level of the issue", level,
                            ", ".join(f"{x:g}" for x in listed),
                            f"{min(listed, key=lambda x: abs(x - level)):g}, the nearest")


def _unit(reading: Reading, place: Path, unit: str) -> None:
    """Levels named outside their issue carry its unit; only here is it known which."""
    for number in reading.numbers:
        if number.key == ".".join(place) and number.unit in UNITS and number.unit != unit:
            reading.problem((*place, "unit"), "not the unit of the issue", number.unit, unit,
                            f'unit = "{unit}"')
