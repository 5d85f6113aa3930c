"""Checks across fields of the deal: sectors and their tariffs, levels, and what "no deal" means."""

from __future__ import annotations

import math

from ..foundations.errors import nearest
from ..foundations.parameters import UNITS
from ..foundations.tolerance import PROBABILITY_SUM
from .ledger import Ledger, Path, Values, entries, look_up

MOST_PACKAGES = 1_000_000
"""The largest deal space that compiles; a million packages take 0.7 GB."""


def check_tariffs(ledger: Ledger, values: Values) -> None:
    """Note sectors that do not exist, are set twice or start off the status quo."""
    sectors = dict(entries(look_up(values, "sectors")))
    setter: dict[str, str] = {}
    for name, issue in entries(look_up(values, "issues")):
        levels = issue.get("levels")
        for sector in issue.get("sectors", ()):
            place = ("issues", name, "sectors")
            if sector not in sectors:
                ledger.problem(
                    place, "no such sector", sector, ", ".join(sectors), nearest(sector, sectors)
                )
                continue
            if sector in setter:
                ledger.problem(
                    place,
                    f"the rate on {sector} is set by {setter[sector]} already",
                    sector,
                    "each sector in one tariff issue",
                    f"leaving {sector} out here or there",
                )
            setter[sector] = name
            rate = sectors[sector].get("rate_in_force")
            if levels and rate is not None and abs(levels[0] - rate) > 1e-12:
                ledger.problem(
                    ("sectors", sector, "rate_in_force"),
                    f"differs from the status quo of {name}",
                    rate,
                    f"{levels[0]:g}, the first level of issues.{name}",
                    f"{levels[0]:g}",
                )


def check_levels(ledger: Ledger, values: Values) -> None:
    """Note levels that stand twice in an issue."""
    for name, issue in entries(look_up(values, "issues")):
        levels = issue.get("levels")
        if levels is not None and len(set(levels)) != len(levels):
            ledger.problem(
                ("issues", name, "levels"),
                "a level twice",
                list(levels),
                "distinct levels, the status quo first",
                "leaving one out",
            )


def check_size(ledger: Ledger, values: Values) -> None:
    """Note a deal space too large to be held in memory."""
    sizes = [len(issue.get("levels", ())) for _, issue in entries(look_up(values, "issues"))]
    packages = math.prod(size for size in sizes if size)
    if packages > MOST_PACKAGES:
        ledger.problem(
            ("issues",),
            "too many packages",
            packages,
            f"at most {MOST_PACKAGES}",
            "fewer levels; the number of packages is the product of theirs",
        )


def check_no_deal(ledger: Ledger, values: Values) -> None:
    """Note branches that contradict themselves."""
    branches = {name: look_up(values, "no_deal", name) for name in ("extend", "execute")}
    allowed = [branch.get("allowed") for branch in branches.values() if branch is not None]
    if allowed == [False, False]:
        ledger.problem(
            ("no_deal",),
            "neither extend nor execute is allowed",
            remedy="allowed = true for one of them",
        )
    for name, branch in branches.items():
        chances = [look_up(branch, f"{end}_probability") for end in ("settlement", "execution")]
        if None not in chances and sum(chances) > 1.0 + PROBABILITY_SUM:
            ledger.problem(
                ("no_deal", name),
                "settlement and execution probability exceed 1",
                sum(chances),
                "a sum of at most 1",
                "a smaller settlement_probability",
            )


def check_later_execution(ledger: Ledger, values: Values) -> None:
    """Note a threat that could be executed later although it cannot be executed."""
    extend, execute = (look_up(values, "no_deal", name) for name in ("extend", "execute"))
    later = look_up(extend, "execution_probability")
    if later and look_up(execute, "allowed") is False:
        ledger.problem(
            ("no_deal", "extend", "execution_probability", "value"),
            "a threat that is not allowed cannot be executed later",
            later,
            "0 while no_deal.execute.allowed is false",
            "0",
        )
    again = look_up(execute, "execution_probability")
    if again:
        ledger.problem(
            ("no_deal", "execute", "execution_probability", "value"),
            "an executed threat cannot be executed again",
            again,
            "0",
            "0",
        )


def check_branch_rates(ledger: Ledger, values: Values) -> None:
    """Note rates of a branch that are no tariff or no possible rate."""
    issues = dict(entries(look_up(values, "issues")))
    tariffs = [name for name, issue in issues.items() if issue.get("sectors")]
    for name in ("extend", "execute"):
        for issue, rate in (look_up(values, "no_deal", name, "rates") or {}).items():
            place = ("no_deal", name, "rates", issue)
            if issues and issue not in tariffs:
                ledger.problem(
                    place, "not a tariff issue", issue, ", ".join(tariffs), nearest(issue, tariffs)
                )
            check_unit(ledger, place, "fraction")
            if not 0.0 <= rate <= 2.0:
                ledger.problem(
                    (*place, "value"),
                    "impossible value",
                    rate,
                    "at least 0 and at most 2",
                    f"{rate / 100.0:g}, if {rate:g} % is meant",
                )


def check_settlement(ledger: Ledger, values: Values) -> None:
    """Note settlement levels that no issue has."""
    issues = dict(entries(look_up(values, "issues")))
    for issue, level in (look_up(values, "no_deal", "settlement") or {}).items():
        place = ("no_deal", "settlement", issue)
        if issues and issue not in issues:
            ledger.problem(place, "no such issue", issue, ", ".join(issues), nearest(issue, issues))
            continue
        if issue in issues:
            check_unit(ledger, place, issues[issue][""].unit)
        if issues.get(issue, {}).get("levels") and level not in issues[issue]["levels"]:
            listed = issues[issue]["levels"]
            ledger.problem(
                (*place, "value"),
                "not a level of the issue",
                level,
                ", ".join(f"{x:g}" for x in listed),
                f"{min(listed, key=lambda x: abs(x - level)):g}, the nearest",
            )


def check_unit(ledger: Ledger, place: Path, unit: str) -> None:
    """Levels named outside their issue carry its unit; only here is it known which."""
    for number in ledger.numbers:
        if number.key == ".".join(place) and number.unit in UNITS and number.unit != unit:
            ledger.problem(
                (*place, "unit"), "not the unit of the issue", number.unit, unit, f'unit = "{unit}"'
            )
