"""Couplings: what a number follows from where a file leaves it out, and what a level may be.

- The priors of a player's types sum to 1: one type may leave its prior out and takes the rest.
- A sector whose rate an issue sets starts at the first level of that issue, its status quo, or at
  the first of its own rates there.
- A level of the later settlement is one of the levels of its issue.
- What cannot happen has the probability 0 (a threat executed later that is not allowed, or a second
  time), and what only the US may choose costs the partner's postures nothing.

A number that follows has no range of its own; one that may be one of a list only says so
(`SourcedNumber.choices`), and is drawn from that list (`drawing`).
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from ..foundations.tolerance import PROBABILITY_SUM
from .ledger import Ledger, Path, Values, entries, look_up

_DIGITS = 15
"""Decimals of a prior that takes the rest: 1 - 0.7 is 0.3."""


def supply(ledger: Ledger, values: Values) -> None:
    """Add the numbers that follow from others to the values; note those that cannot follow."""
    for who in ("us", "partner"):
        _rest(ledger, values, who)
    for sector, rate in _rates_set(values):
        place = ("sectors", sector, "rate_in_force")
        if place in ledger.left_out:
            del ledger.left_out[place]
            if rate is not None:
                look_up(values, "sectors", sector)["rate_in_force"] = rate
    for missing, meaning in ledger.left_out.items():
        ledger.missing(missing, f"{meaning.words}, in {meaning.unit}")
    _choices(ledger, values)


def _rest(ledger: Ledger, values: Values, who: str) -> None:
    types = dict(entries(look_up(values, who, "types")))
    absent = [name for name in types if (who, "types", name, "prior") in ledger.left_out]
    for name in absent:
        del ledger.left_out[who, "types", name, "prior"]
    if len(absent) > 1:
        ledger.problem(
            (who, "types"),
            "more than one type without a prior",
            ", ".join(absent),
            "one that takes the rest",
            f"{absent[0]}.prior = ..",
        )
    others: list[Any] = [found.get("prior") for name, found in types.items() if name not in absent]
    if len(absent) != 1 or None in others:
        return
    rest = round(1.0 - math.fsum(others), _DIGITS)
    if rest < -PROBABILITY_SUM:
        ledger.problem(
            (who, "types"),
            "prior probabilities exceed 1",
            round(math.fsum(others), 12),
            f"a sum of at most 1: {absent[0]} takes the rest",
            "smaller ones",
        )
    types[absent[0]]["prior"] = max(0.0, rest)


def _rates_set(values: Values) -> Iterator[tuple[str, float | None]]:
    """Yield every sector whose rate an issue sets, with the status quo if that could be read."""
    for _, issue in entries(look_up(values, "issues")):
        if not issue[""].sets_rates:
            continue
        for sector in issue.get("sectors", ()):
            levels: Any = look_up(issue, "rates", sector) or issue.get("levels")
            yield sector, levels[0] if levels else None


def _choices(ledger: Ledger, values: Values) -> None:
    may_be: dict[Path, tuple[float, ...]] = {}
    for name, issue in entries(look_up(values, "issues")):
        may_be["no_deal", "settlement", name] = issue.get("levels", ())
    may_be["no_deal", "execute", "execution_probability"] = (0.0,)
    if look_up(values, "no_deal", "execute", "allowed") is False:
        may_be["no_deal", "extend", "execution_probability"] = (0.0,)
    for name, _ in entries(look_up(values, "card", "postures")):
        may_be["card", "postures", name, "extension_busd"] = (0.0,)
    key_to_choices = {".".join(place): levels for place, levels in may_be.items() if levels}
    for n, number in enumerate(ledger.numbers):
        if number.key in key_to_choices:
            ledger.numbers[n] = replace(number, choices=key_to_choices[number.key])
