"""Couplings: what a number follows from where a file leaves it out.

- The priors of a player's types sum to 1: one type may leave its prior out and takes the rest.
- A sector whose rate an issue sets starts at the first level of that issue, its status quo, or at
  the first of its own rates there.

A number that follows has no range of its own and is never drawn (`drawing`).
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

from ..foundations.tolerance import PROBABILITY_SUM
from .ledger import Ledger, Values, entries, look_up

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
