"""Parameters: fields of a record that carry their unit, bounds and meaning.

A parameter record stands beside the formula that uses it; whoever reads text into such records, or
lists them for a reader, learns from the fields what each number means and what it may be.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import Any

UNITS = {
    "1": "a pure number",
    "fraction": "a share or rate, 0.15 is 15 %",
    "fraction per $bn/year": "a share for each billion dollars a year",
    "probability": "a probability",
    "probability/week": "a probability per week",
    "change/week": "a change of a probability per week",
    "1/year": "a continuous rate per year",
    "years": "years of 365.25 days",
    "days": "days",
    "$bn": "billions of US dollars",
    "$bn/year": "billions of US dollars a year",
    "$bn/day": "billions of US dollars a day",
    "bp": "basis points, hundredths of a percentage point",
    "bp/$bn": "basis points per billion dollars sold",
    "$bn/bp": "billions of dollars per basis point",
    "$bn/bp/year": "billions of dollars per basis point and year",
    "$bn/$100bn": "billions of dollars per $100bn a year of the partner's exports to the US",
    "$bn/day/$100bn": "billions of dollars a day per $100bn a year of those exports",
    "$bn/seat/$100bn": "billions of dollars per seat and per $100bn a year of those exports",
    "$bn/year/pp/$100bn": "billions of dollars a year per percentage point and $100bn of imports",
    "$bn/year/pp2/$100bn": "billions of dollars a year per squared point and $100bn of imports",
    "seats": "seats in the chamber that is elected",
    "seats/$100bn": "seats per $100bn pledged",
    "$bn/$bn": "dollars per dollar",
    "$bn/$bn2": "dollars per squared billion dollars, in billions",
    "seats/100 kt": "seats per hundred thousand tonnes",
    "seats/$bn/year": "seats per billion dollars a year",
    "seats/pp": "seats per percentage point",
    "$bn/100 kt": "billions of dollars per hundred thousand tonnes",
    "$/t": "dollars per tonne",
    "kt/year": "thousand tonnes a year",
}
"""Every unit a scenario may use, in words."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a parameter field expects."""

    unit: str
    """A key of ``UNITS``."""
    words: str
    """What the number is, in one sentence."""
    low: float
    """The least value that makes sense, inclusive."""
    high: float
    """The largest value that makes sense, inclusive."""
    listed: bool = False
    """Whether the value is a list of numbers under one unit and source."""


def parameter(
    unit: str,
    words: str,
    *,
    low: float = float("-inf"),
    high: float = float("inf"),
    listed: bool = False,
) -> Any:
    """Declare a parameter field of a record: its unit, its meaning and its bounds.

    ``listed`` declares a list of numbers that share a unit and a source.
    """
    if unit not in UNITS:
        raise ValueError(f"unknown unit {unit!r}")
    if unit in ("fraction", "probability", "probability/week"):
        low, high = max(low, 0.0), min(high, 1.0) if unit != "fraction" else high
    return dataclasses.field(
        metadata={"meaning": Meaning(unit=unit, words=words, low=low, high=high, listed=listed)}
    )


def meaning_of(field: dataclasses.Field[Any]) -> Meaning | None:
    """Return what a parameter field expects, or ``None`` for a field that is no number."""
    found = field.metadata.get("meaning")
    return found if isinstance(found, Meaning) else None
