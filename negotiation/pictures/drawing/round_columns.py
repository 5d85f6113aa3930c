"""The columns of a picture of expectations: one for every round, and one for before the talks.

They are equally wide, as those of the timeline are.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from math import ceil
from textwrap import wrap
from typing import Any

from ...results.expectations import Expectations
from ...results.run import Run
from . import theme, words

BEFORE = "before"
"""What the column before the first round is called."""

_LINE = 12
"""Characters in a line under a column."""
_DAY = 44
"""Room for a day, in pixels."""


@dataclass(frozen=True, slots=True)
class RoundColumns:
    """Where the rounds stand."""

    days: tuple[date, ...]
    """The rounds' days."""
    rounds: tuple[str, ...]
    """Their names."""
    deadlines: Mapping[date, str]
    """The rounds' days that are a deadline, and what ends there."""
    before: bool
    """Whether there is a column before the first round."""
    each: int
    """The width of a column, in pixels."""

    @property
    def count(self) -> int:
        """The number of columns."""
        return len(self.days) + self.before

    @property
    def width(self) -> int:
        """The width of all columns, in pixels."""
        return self.count * self.each

    @property
    def names(self) -> list[str]:
        """What the columns are called in words."""
        return [BEFORE] * self.before + [words.day(day) for day in self.days]

    def x(self, field: str = "x") -> dict[str, Any]:
        """Return the definition of a horizontal position, in columns from 0."""
        return theme.quantity(field, (-0.5, self.count - 0.5), None)

    def foot(self, y: Mapping[str, Any], *, rounds: bool = True, prior: str = "") -> list[Any]:
        """Return the days under a panel and, with ``rounds``, what they are called and end.

        Where columns are narrow only every second day, or fewer, is written. ``prior`` stands
        under the column before the first round.

        ``y`` is the panel's own vertical definition: a layer with another axis would take the
        panel's away.
        """
        names = [prior] * self.before + list(self.rounds)
        ends = [""] * self.before + [
            "\n".join(wrap(self.deadlines.get(day, ""), _LINE)) for day in self.days
        ]
        rows = [
            {"x": float(n), "y": y["scale"]["domain"][0], "day": day, "name": name, "end": end}
            for n, (day, name, end) in enumerate(zip(self.names, names, ends, strict=True))
            if n % ceil(_DAY / self.each) == 0
        ]
        place = {"x": self.x(), "y": {**y, "field": "y"}}
        shown: list[tuple[str, int, dict[str, Any]]] = [("day", 8, {"fontWeight": "bold"})]
        if rounds:
            shown += [("name", 24, {"color": theme.MUTED}), ("end", 40, {"color": theme.MUTED})]
        return [
            theme.marks(
                "text",
                [row for row in rows if row[field]],
                place | {"text": theme.words_of(field)},
                dy=down,
                baseline="top",
                fontSize=theme.SMALL,
                lineBreak="\n",
                **look,
            )
            for field, down, look in shown
        ]

    def marked(self, y: Mapping[str, Any]) -> Any:
        """Return a broken upright line at every deadline."""
        low, high = y["scale"]["domain"]
        rows = [
            {"x": float(self.days.index(day) + self.before), "low": low, "high": high}
            for day in self.deadlines
        ]
        ends = {"x": self.x(), "y": {**y, "field": "low"}, "y2": {"field": "high"}}
        look: dict[str, Any] = {"color": theme.MUTED, "strokeDash": [5, 4], "strokeWidth": 1.3}
        return theme.marks("rule", rows, ends, **look)


def round_columns(run: Run, found: Expectations, *, before: bool, each: int) -> RoundColumns:
    """Return the columns of what a run expects.

    The last round is a deadline, and every day on which the calendar has one.
    """
    named = {entry.date: entry.label for entry in run.calendar if entry.kind == "deadline"}
    last = found.dates[-1]
    return RoundColumns(
        days=found.dates,
        rounds=found.rounds,
        deadlines={day: named[day] for day in found.dates[:-1] if day in named}
        | {last: named.get(last, "deadline")},
        before=before,
        each=each,
    )
