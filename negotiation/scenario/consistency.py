"""Checks across fields: dates in order, probabilities that sum, names that exist.

Each check works on the values that could be read and stays silent where they could not: what is
missing has been reported already.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any

from ..foundations import shelf
from ..foundations.errors import nearest
from ..foundations.tolerance import PROBABILITY_SUM
from ..game import protocols
from ..game.protocol import Protocol
from . import deal_consistency as deal
from .calendar import AIM, DEADLINE, ELECTION
from .ledger import Ledger, Path, Values, entries, look_up
from .part_consistency import check_own_parts
from .public_knowledge import check_known_on

Check = Callable[[Ledger, Values], None]

MOST_ROUNDS = 1000
"""The most rounds that a scenario may have; a thousand take a minute and 0.6 GB."""


def check(ledger: Ledger, values: Values) -> None:
    """Add every problem across fields to the ledger."""
    checks: tuple[Check, ...] = (
        _protocol,
        _dates,
        _proposers,
        _priors,
        _entries,
        _market,
        _card,
        _us_postures,
        _unused,
        _names,
        check_own_parts,
        _calendar,
        deal.check_tariffs,
        deal.check_own_rates,
        deal.check_quotas,
        deal.check_levels,
        deal.check_size,
        deal.check_pause,
        deal.check_issue_rates,
        deal.check_departures,
        check_known_on,
    )
    for one in checks:
        one(ledger, values)


def _protocol(ledger: Ledger, values: Values) -> None:
    name = look_up(values, "protocol")
    if name is not None and not shelf.has(protocols, Protocol, name):
        known = shelf.known(protocols, Protocol)
        ledger.problem(
            ("protocol",), "no such protocol", name, ", ".join(known), nearest(name, known)
        )


def _dates(ledger: Ledger, values: Values) -> None:
    first, last = look_up(values, "first_day"), look_up(values, "horizon")
    days: list[tuple[Path, date | None]] = [(("first_day",), first)]
    rounds = look_up(values, "rounds")
    if rounds is not None:
        if not rounds:
            ledger.problem(("rounds",), "no round at all", remedy="adding [[rounds]]")
        if len(rounds) > MOST_ROUNDS:
            ledger.problem(
                ("rounds",),
                "too many rounds",
                len(rounds),
                f"at most {MOST_ROUNDS}",
                "fewer rounds, further apart: time and memory grow with their number",
            )
        days += [(("rounds", str(n), "day"), r.get("day")) for n, r in enumerate(rounds, 1)]
    days.append((("horizon",), last))
    before: date | None = None
    for path, day in days:
        if day is None:
            continue
        if before is not None and (
            day < before or (day == before and path != ("rounds", "1", "day"))
        ):
            ledger.problem(
                path,
                "dates out of order",
                day,
                f"a day after {before}",
                "dates in the order of time",
            )
        before = day
    window = look_up(values, "card", "available_from"), look_up(values, "card", "available_until")
    if None not in window and window[0] > window[1]:
        ledger.problem(
            ("card", "available_until"),
            "dates out of order",
            window[1],
            f"{window[0]} or later",
            "a day after available_from",
        )


def _proposers(ledger: Ledger, values: Values) -> None:
    partner = look_up(values, "partner", "id")
    if partner == "us":
        ledger.problem(
            ("partner", "id"),
            "the partner needs a name of its own",
            partner,
            remedy='a short name such as "japan"',
        )
    for n, planned in enumerate(look_up(values, "rounds") or (), 1):
        who = planned.get("proposer")
        if who is not None and partner is not None and who not in ("us", partner):
            ledger.problem(
                ("rounds", str(n), "proposer"),
                "no such player: two sit at this table",
                who,
                f"us, {partner}",
                nearest(who, ("us", partner)),
            )


def _priors(ledger: Ledger, values: Values) -> None:
    for who in ("us", "partner"):
        types = dict(entries(look_up(values, who, "types")))
        priors: list[Any] = [found.get("prior") for found in types.values()]
        if not priors:
            if look_up(values, who, "types") is not None:
                ledger.problem((who, "types"), "no type at all", remedy="adding one")
        elif None not in priors and abs(sum(priors) - 1.0) > PROBABILITY_SUM:
            ledger.problem(
                (who, "types"),
                "prior probabilities do not sum to 1",
                round(sum(priors), 12),
                "a sum of 1",
                f"{types and next(iter(types))}.prior = {max(0.0, 1.0 - sum(priors[1:])):.6g}",
            )


def _entries(ledger: Ledger, values: Values) -> None:
    needed = (
        ("market", "levels"),
        ("card", "postures"),
        ("us", "postures"),
        ("sectors",),
        ("issues",),
        ("retaliation", "sectors"),
    )
    for path in needed:
        if look_up(values, *path) == {} and not ledger.reported_below(path):
            ledger.problem(path, "no entry at all", remedy="adding one")


def _market(ledger: Ledger, values: Values) -> None:
    levels = dict(entries(look_up(values, "market", "levels")))
    initial = look_up(values, "market", "initial")
    if initial is not None and levels and initial not in levels:
        ledger.problem(
            ("market", "initial"),
            "no such level",
            initial,
            ", ".join(levels),
            nearest(initial, levels),
        )
    heights: list[Any] = [level.get("yield_bp") for level in levels.values()]
    if None not in heights and heights != sorted(set(heights)):
        ledger.problem(
            ("market", "levels"),
            "levels not in rising order of yield_bp",
            heights,
            "calm first, each level higher than the one before",
            "writing the tables in that order",
        )


def _ladder(ledger: Ledger, values: Values, path: Path, initial: Path) -> None:
    postures = dict(entries(look_up(values, *path)))
    start = look_up(values, *initial)
    if start is not None and postures and start not in postures:
        ledger.problem(
            initial, "no such posture", start, ", ".join(postures), nearest(start, postures)
        )
    for name, posture in postures.items():
        for target in posture.get("moves", ()):
            if target not in postures:
                ledger.problem(
                    (*path, name, "moves"),
                    "no such posture",
                    target,
                    ", ".join(postures),
                    nearest(target, postures),
                )


def _card(ledger: Ledger, values: Values) -> None:
    _ladder(ledger, values, ("card", "postures"), ("card", "initial"))


def _unused(ledger: Ledger, values: Values) -> None:
    for name, posture in entries(look_up(values, "us", "postures")):
        if posture.get("selling"):
            ledger.problem(
                ("us", "postures", name, "selling"),
                "the US has no Treasuries to sell",
                True,
                "false",
                "removing it",
            )
    key_to_number = {number.key: number for number in ledger.numbers}
    for name, _ in entries(look_up(values, "card", "postures")):
        place = ("card", "postures", name, "extension")
        number = key_to_number.get(".".join(place))
        most = number and (number.value[0] or number.high)
        if most:
            ledger.problem(
                place,
                "extending the pause is the US's choice and costs the partner's posture nothing",
                most,
                "0, with the range [0, 0]",
                f"us.postures.<name>.extension = {most:g}",
            )


def _names(ledger: Ledger, values: Values) -> None:
    partner = look_up(values, "partner", "id")
    if partner is not None and not re.fullmatch(r"[^\W\d][\w-]*", partner):
        ledger.problem(
            ("partner", "id"),
            "not a short name",
            partner,
            "letters, digits, - and _, a letter first",
            "japan",
        )
    seen: list[str] = []
    for n, planned in enumerate(look_up(values, "rounds") or (), 1):
        if planned.get("name") in seen:
            ledger.problem(
                ("rounds", str(n), "name"),
                "two rounds of one name",
                planned["name"],
                "a name of its own",
                f"{planned['name']} {n}",
            )
        seen.append(planned.get("name", ""))


def _calendar(ledger: Ledger, values: Values) -> None:
    days = [planned.get("day") for planned in look_up(values, "rounds") or ()]
    known = [day for day in days if day is not None]
    for n, mark in enumerate(look_up(values, "calendar") or (), 1):
        kind, day = mark.get("kind"), mark.get("day")
        kinds = (ELECTION, DEADLINE, AIM)
        if kind is not None and kind not in kinds:
            ledger.problem(
                ("calendar", str(n), "kind"),
                "no such kind of date",
                kind,
                ", ".join(kinds),
                nearest(kind, kinds),
            )
        binds = kind in (DEADLINE, AIM) and day is not None and day not in known
        if binds and known and day < known[-1]:
            after = min(other for other in known if other > day)
            ledger.problem(
                ("calendar", str(n), "day"),
                f"{kind} between rounds",
                day,
                "the day of a round, or one after the last round",
                f"a round on {day}, or {after}",
            )
    window = look_up(values, "window_ends")
    if window is not None and known and window < known[0]:
        ledger.problem(
            ("window_ends",),
            "the window ends before the first round",
            window,
            f"{known[0]} or later",
            f"{known[-1]}",
        )


def _us_postures(ledger: Ledger, values: Values) -> None:
    _ladder(ledger, values, ("us", "postures"), ("us", "initial_posture"))
