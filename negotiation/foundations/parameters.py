"""Parameters: fields of a record that carry their unit, bounds and meaning.

A parameter record stands beside the formula that uses it; whoever reads text into such records, or
lists them for a reader, learns from the fields what each number means and what it may be.
"""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Callable
from dataclasses import dataclass
from numbers import Real
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
    "thousand/year": "thousands of units, such as cars or tonnes, a year",
    "$bn/unit": "billions of US dollars for each unit of an issue's levels",
    "$bn/year/unit": "billions of US dollars a year for each unit of an issue's levels",
}
"""Every unit a scenario may use, in words."""


LARGEST = 1e6
"""The largest size of a number of most units: $1,000,000bn is ten times what the world makes a
year. A larger number is in another unit, and would drown all others in its rounding."""
LARGEST_OF_UNIT = {
    "1": 1e4,
    "fraction": 1e3,
    "1/year": 1e3,
    "years": 1e3,
    "bp": 1e5,
    "bp/$bn": 1e4,
    "$bn/bp": 1e4,
    "$bn/bp/year": 1e4,
    "$bn/day": 1e4,
    "$bn/day/$100bn": 1e4,
    "$bn/year/pp/$100bn": 1e4,
    "$bn/year/pp2/$100bn": 1e3,
    "$bn/seat/$100bn": 1e4,
    "$bn/$bn": 1e3,
    "$/t": 1e9,
    "kt/year": 1e9,
    "thousand/year": 1e9,
}
"""The largest size of a number by unit, where it is another."""


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
    follows: str = ""
    """What it follows from where a file leaves it out; empty for one that cannot be left out."""

    @property
    def largest(self) -> float:
        """The largest size that a number of its unit may have, whatever its own bounds."""
        return LARGEST_OF_UNIT.get(self.unit, LARGEST)

    @property
    def bounds(self) -> str:
        """What it may be, in words; empty if that is any number."""
        low = f"at least {self.low:g}" if self.low > float("-inf") else ""
        high = f"at most {self.high:g}" if self.high < float("inf") else ""
        return " and ".join(part for part in (low, high) if part)

    def check(self, value: object) -> None:
        """Raise ``ValueError`` for a value that it cannot have: no number, or beyond its bounds."""
        if self.listed and not isinstance(value, tuple | list):
            raise ValueError(f"is {_shown(value)}; it must be a list of numbers")
        amounts = value if self.listed and isinstance(value, tuple | list) else (value,)
        for amount in amounts:
            if isinstance(amount, bool) or not isinstance(amount, Real):
                raise ValueError(f"is {_shown(amount)}; it must be a number: {self.words}")
            if not (math.isfinite(size := _size(amount)) and self.low <= size <= self.high):
                allowed = self.bounds or "finite"
                raise ValueError(f"is {_shown(amount)}; it must be {allowed}: {self.words}")
            if abs(size) > self.largest:
                raise ValueError(
                    f"is {_shown(amount)}, far too large for {self.unit}; it must be at most "
                    f"{self.largest:g}: {self.words}"
                )


def parameter(
    unit: str,
    words: str,
    *,
    low: float = float("-inf"),
    high: float = float("inf"),
    listed: bool = False,
    follows: str = "",
    default: Any = dataclasses.MISSING,
) -> Any:
    """Declare a parameter field of a record: its unit, its meaning and its bounds.

    ``listed`` declares a list of numbers that share a unit and a source; ``follows`` says what a
    number follows from that a file may leave out. ``default`` is for records that no file fills. A
    record refuses a value beyond the bounds.
    """
    if unit not in UNITS:
        raise ValueError(f"unknown unit {unit!r}")
    if unit in ("fraction", "probability", "probability/week"):
        low, high = max(low, 0.0), min(high, 1.0) if unit != "fraction" else high
    meaning = Meaning(unit=unit, words=words, low=low, high=high, listed=listed, follows=follows)
    return dataclasses.field(default=default, metadata={"meaning": meaning})


def numbers_by_name(
    unit: str,
    words: str,
    *,
    low: float = float("-inf"),
    high: float = float("inf"),
    listed: bool = False,
    default_factory: Callable[[], dict[str, Any]],
) -> Any:
    """Declare a field that maps names to parameters of one meaning, as `parameter` declares one."""
    meaning = parameter(unit, words, low=low, high=high, listed=listed).metadata["meaning"]
    return dataclasses.field(default_factory=default_factory, metadata={"meaning_of_each": meaning})


def meaning_of_each(field: dataclasses.Field[Any]) -> Meaning | None:
    """Return what each number of a field of named numbers means, or ``None`` for another field."""
    found = field.metadata.get("meaning_of_each")
    return found if isinstance(found, Meaning) else None


def meaning_of(field: dataclasses.Field[Any]) -> Meaning | None:
    """Return what a parameter field expects, or ``None`` for a field that is no number."""
    found = field.metadata.get("meaning")
    return found if isinstance(found, Meaning) else None


def _shown(value: object) -> str:
    return f"{value:g}" if isinstance(value, float) else repr(value)


def _size(amount: Any) -> float:
    try:
        return float(amount)
    except OverflowError:
        return math.inf
