"""Checks across fields of the deal: sectors and their tariffs, levels, and what "no deal" means."""

from __future__ import annotations

import math

from ..foundations.errors import nearest
from .ledger import Ledger, Values, entries, look_up

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
                continue
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


def check_pause(ledger: Ledger, values: Values) -> None:
    """Note a deadline on which the US could do nothing."""
    allowed = [look_up(values, "pause", name) for name in ("may_extend", "may_execute")]
    if allowed == [False, False]:
        ledger.problem(
            ("pause",),
            "the US may neither extend the pause nor execute its threat",
            remedy="may_extend = true or may_execute = true",
        )


def check_issue_rates(ledger: Ledger, values: Values) -> None:
    """Note rates on issues that are no tariff."""
    issues = dict(entries(look_up(values, "issues")))
    tariffs = [name for name, issue in issues.items() if issue.get("sectors")]
    for path in (("pause", "rates"), ("pause", "new_rates"), ("queue", "rates")):
        for issue in look_up(values, *path) or {}:
            if issue and issues and issue not in tariffs:
                ledger.problem(
                    (*path, issue),
                    "not a tariff issue",
                    issue,
                    ", ".join(tariffs),
                    nearest(issue, tariffs),
                )


def check_departures(ledger: Ledger, values: Values) -> None:
    """Note announced rates on what is no tariff issue, and templates without one."""
    issues = dict(entries(look_up(values, "issues")))
    tariffs = [name for name, issue in issues.items() if issue.get("sectors")]
    departures = dict(entries(look_up(values, "programme", "departures")))
    for name in departures:
        if issues and name not in tariffs:
            ledger.problem(
                ("programme", "departures", name),
                "not a tariff issue",
                name,
                ", ".join(tariffs),
                nearest(name, tariffs),
            )
    for name in look_up(values, "queue", "rates") or {}:
        if name and departures and name not in departures:
            ledger.problem(
                ("queue", "rates", name),
                "a template on an issue without an announced rate",
                name,
                ", ".join(departures),
                nearest(name, departures),
            )
