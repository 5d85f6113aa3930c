"""A scored forecast as its table tells it: what is forecast, in bins, and what happened."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ...results.experiment_result import ExperimentResult, Row
from . import words
from .chances import percent

TABLE, DATE, NEVER = "distribution", "date", "no deal"
"""The table of bins; what its rows of days are about; and the bin after the last round."""
NUMBERS = ("chance", "by", "low", "lower", "upper", "high")
_COLUMNS = ("about", "value", "happened", "before", *NUMBERS)


@dataclass(frozen=True, slots=True)
class Bin:
    """A round or a level, and how likely it is; all numbers are per cent."""

    value: str
    """A round's day, ``no deal``, or a level."""
    happened: str
    """What happened, in words, if it falls here; else empty."""
    before: bool
    """Whether this was in force before."""
    chance: float
    """Probability, the mean over the draws."""
    by: float
    """Probability of this or less, the mean over the draws."""
    low: float
    """5 % quantile of that over the draws."""
    lower: float
    """25 % quantile."""
    upper: float
    """75 % quantile."""
    high: float
    """95 % quantile."""

    @property
    def day(self) -> date:
        """The round's day."""
        return date.fromisoformat(self.value)


@dataclass(frozen=True, slots=True)
class Bins:
    """One thing that is forecast."""

    about: str
    """What it is called in the table."""
    unit: str
    """Its unit."""
    came: float
    """The value that came, in the unit."""
    bins: tuple[Bin, ...]
    """Its bins, in order."""

    @property
    def name(self) -> str:
        """What it is called in words."""
        return words.plain(self.about)

    @property
    def outcome(self) -> Bin:
        """The bin that holds what happened."""
        return next(one for one in self.bins if one.happened)


def lacks(result: ExperimentResult) -> str:
    """Return what a result lacks to be such a forecast, in words; empty if nothing."""
    table = result.table(TABLE)
    if table is None:
        return f"{result.name} has no table {TABLE!r}"
    missing = [name for name in _COLUMNS if name not in table.columns]
    if missing:
        return f"the table {TABLE} of {result.name} has no column {missing[0]!r}"
    rows = _by_about(result)
    rounds = [row for row in rows.get(DATE, []) if row["value"] != NEVER]
    if len(rounds) < 2:
        return f"the table {TABLE} of {result.name} has no two rounds"
    for about, some in rows.items():
        if sum(bool(row["happened"]) for row in some) != 1:
            return f"the table {TABLE} of {result.name} does not say what happened to {about}"
        if about not in _summaries(result):
            return f"the table of {result.name} has no row about {about}"
    return ""


def rounds_of(result: ExperimentResult) -> tuple[Bin, ...]:
    """Return the rounds in the order of time."""
    some = [row for row in _by_about(result)[DATE] if row["value"] != NEVER]
    return tuple(sorted((_bin(row) for row in some), key=lambda one: one.day))


def signed_in(result: ExperimentResult) -> Bin | None:
    """Return the round in which a deal was signed, if one was."""
    return next((one for one in rounds_of(result) if one.happened), None)


def terms_of(result: ExperimentResult) -> list[Bins]:
    """Return the terms, given a deal, each with its levels in the order of their numbers."""
    found = []
    for about, some in _by_about(result).items():
        if about != DATE:
            row = _summaries(result)[about]
            bins = sorted((_bin(one) for one in some), key=lambda one: float(one.value))
            found.append(Bins(about, str(row["unit"]), float(row["happened"]), tuple(bins)))
    return found


def first_day(result: ExperimentResult) -> date | None:
    """Return the day of the forecast: the first day of the scenario, where the result tells it."""
    table = result.table("look_ahead")
    found = [row["instead"] for row in table.rows if row["key"] == "first_day"] if table else []
    return date.fromisoformat(str(found[0])) if found else None


def parties(result: ExperimentResult) -> str:
    """Return whose talks they are, in words, where the result tells it."""
    table = result.table("card")
    names = dict.fromkeys(str(row["to"]) for row in table.rows) if table else ()
    return " and ".join(names)


def told(chance: float) -> str:
    """Return a number of per cent in words."""
    return percent(chance / 100.0)


def _by_about(result: ExperimentResult) -> dict[str, list[Row]]:
    table = result.table(TABLE)
    found: dict[str, list[Row]] = {}
    for row in table.rows if table else ():
        found.setdefault(str(row["about"]), []).append(row)
    return found


def _summaries(result: ExperimentResult) -> dict[str, Row]:
    return {str(row["about"]): row for row in result.rows if "about" in row}


def _bin(row: Row) -> Bin:
    numbers = {name: min(max(100.0 * float(row[name]), 0.0), 100.0) for name in NUMBERS}
    happened, before = str(row["happened"]), bool(row["before"])
    return Bin(value=str(row["value"]), happened=happened, before=before, **numbers)
