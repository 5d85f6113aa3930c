"""Checks across fields of the deal: sectors and their tariffs, levels, and what "no deal" means."""

from __future__ import annotations

import math
from collections.abc import Mapping

from ..foundations.errors import nearest
from .ledger import Ledger, Path, Values, entries, look_up

MOST_QUOTA = 20.0
"""The largest quota, in imports of the base year."""
MOST_PACKAGES = 1_000_000
"""The largest deal space that compiles; a million packages take 0.7 GB."""


def check_tariffs(ledger: Ledger, values: Values) -> None:
    """Note sectors that do not exist, are spoken of twice or start off the status quo."""
    sectors = dict(entries(look_up(values, "sectors")))
    setter: dict[tuple[bool, str], str] = {}
    for name, issue in entries(look_up(values, "issues")):
        sets = issue[""].sets_rates
        place = ("issues", name, "sectors")
        if issue.get("sectors") == ():
            ledger.problem(
                place,
                "no sector at all",
                allowed=", ".join(sectors),
                remedy=f"naming one, or leaving issues.{name} out",
            )
        for sector in issue.get("sectors", ()):
            if sector not in sectors:
                ledger.problem(
                    place, "no such sector", sector, ", ".join(sectors), nearest(sector, sectors)
                )
                continue
            if (sets, sector) in setter:
                what = "rate on" if sets else "quota of"
                ledger.problem(
                    place,
                    f"the {what} {sector} is set by {setter[sets, sector]} already",
                    sector,
                    "each sector in one tariff issue and one tariff-rate quota",
                    f"leaving {sector} out here or there",
                )
                continue
            setter[sets, sector] = name
            if sets:
                _check_status_quo(ledger, name, issue, sector, sectors[sector])
    _check_courts(ledger, values, setter)


def _check_status_quo(ledger: Ledger, name: str, issue: Values, sector: str, found: Values) -> None:
    own = look_up(issue, "rates", sector)
    levels, rate = own or issue.get("levels"), found.get("rate_in_force")
    if levels and rate is not None and abs(levels[0] - rate) > 1e-12:
        ledger.problem(
            ("sectors", sector, "rate_in_force"),
            f"differs from the status quo of {name}",
            rate,
            f"{levels[0]:g}, the first "
            + (f"of issues.{name}.rates.{sector}" if own else f"level of issues.{name}"),
            f"{levels[0]:g}",
        )


def _check_courts(ledger: Ledger, values: Values, setter: Mapping[tuple[bool, str], str]) -> None:
    """Note a quota that does not rest on the same law as the tariff that it is part of."""
    issues = dict(entries(look_up(values, "issues")))
    for (sets, sector), name in setter.items():
        other = setter.get((not sets, sector))
        if sets or other is None:
            continue
        own, tariff = (bool(issues[x].get("courts_may_strike", False)) for x in (name, other))
        if own != tariff:
            ledger.problem(
                ("issues", name, "courts_may_strike"),
                f"the tariff on {sector} and its quota rest on one law",
                own,
                f"{str(tariff).lower()}, as in issues.{other}",
                f"courts_may_strike = {str(tariff).lower()}",
            )


def check_quotas(ledger: Ledger, values: Values) -> None:
    """Note quotas whose numbers cannot be in one unit, or that spare nothing."""
    sectors = dict(entries(look_up(values, "sectors")))
    for name, issue in entries(look_up(values, "issues")):
        units, levels = issue.get("base_units"), issue.get("levels") or ()
        if units is not None and max(levels, default=0.0) > MOST_QUOTA * units:
            ledger.problem(
                ("issues", name, "base_units"),
                f"a quota of more than {MOST_QUOTA:g} times what was imported: the units differ",
                units,
                f"{max(levels) / MOST_QUOTA:g} or more, in thousands like the levels",
                "the number of units in thousands a year",
            )
        inside = issue.get("in_quota_rate")
        for sector in issue.get("sectors") or ():
            outside = sectors.get(sector, {}).get("rate_in_force")
            if inside is not None and outside is not None and inside > outside:
                ledger.problem(
                    ("issues", name, "in_quota_rate"),
                    f"above the rate in force on {sector}: nobody would use the quota",
                    inside,
                    f"at most {outside:g}, the MFN rate included",
                    f"{sectors[sector].get('mfn_rate', 0.0):g}",
                )


def check_own_rates(ledger: Ledger, values: Values) -> None:
    """Note sectors' own rates of a sector that is not the issue's, or not one for each level."""
    for name, issue in entries(look_up(values, "issues")):
        levels, sectors = issue.get("levels"), issue.get("sectors")
        for sector, own in (issue.get("rates") or {}).items():
            place: Path = ("issues", name, "rates", sector)
            if sector and sectors is not None and sector not in sectors:
                ledger.problem(
                    place,
                    f"not a sector of {name}",
                    sector,
                    ", ".join(sectors),
                    nearest(sector, sectors),
                )
            if sector and levels is not None and len(own) != len(levels):
                ledger.problem(
                    (*place, "values"),
                    "not one rate for each level",
                    list(own),
                    f"{len(levels)} rates: the issue has the levels {list(levels)}",
                    "as many rates as levels",
                )


def check_levels(ledger: Ledger, values: Values) -> None:
    """Note levels that stand twice in an issue, and a status quo that gives something already."""
    for name, issue in entries(look_up(values, "issues")):
        levels = issue.get("levels")
        if levels and issue[""].starts_at_nothing and levels[0] != 0.0:
            ledger.problem(
                ("issues", name, "levels"),
                "the first level is the status quo, and gives nothing",
                list(levels),
                "0, then what may be agreed",
                f"{[0.0, *(level for level in levels if level != 0.0)]}",
            )
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
    setting = [name for name in tariffs if issues[name][""].sets_rates]
    paths: tuple[Path, ...] = (("pause", "rates"), ("pause", "new_rates"), ("queue", "rates"))
    for path in paths:
        for issue, rate in (look_up(values, *path) or {}).items():
            if not issue:
                continue
            place = (*path, issue)
            fit = tariffs if path[0] == "queue" else setting
            if issues and issue not in fit:
                ledger.problem(
                    place, "not a tariff issue", issue, ", ".join(fit), nearest(issue, fit)
                )
            levels = issues.get(issue, {}).get("levels") or ()
            if path[0] == "pause" and issues.get(issue, {}).get("rates") and rate not in levels:
                ledger.problem(
                    (*place, "value"),
                    f"sectors of {issue} have rates of their own, one for each level",
                    rate,
                    f"a level: {', '.join(f'{level:g}' for level in levels)}",
                    f"adding {rate:g} to issues.{issue}.levels, and the rates that go with it",
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
    measured: dict[str, str] = {}
    for name in departures:
        for sector in issues.get(name, {}).get("sectors", ()):
            other = issues.get(measured.get(sector, ""), {})
            # Two tariffs on one sector have been reported already.
            if other and not (other[""].sets_rates and issues[name][""].sets_rates):
                ledger.problem(
                    ("programme", "departures", name),
                    f"what {sector} pays is compared with an announced rate already",
                    name,
                    f"one of {measured[sector]} and {name}",
                    f"leaving out programme.departures.{name}: a quota counts in the average "
                    f"rate of {measured[sector]}",
                )
            measured[sector] = name
    for name in look_up(values, "queue", "rates") or {}:
        if name and departures and name not in departures:
            ledger.problem(
                ("queue", "rates", name),
                "a template on an issue without an announced rate",
                name,
                ", ".join(departures),
                nearest(name, departures),
            )
