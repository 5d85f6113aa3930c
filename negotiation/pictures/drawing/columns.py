"""The columns of a timeline: one for every dated round and every date of the calendar, in order.

Columns are equally wide: three days between two rounds need as much room for words as sixteen
months to an election.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from textwrap import wrap
from typing import Any

from ...results.record import Move
from ...results.run import Run
from . import theme, words

_NARROWEST, _WIDEST, _WIDTH = 92, 150, 1080
_UNREACHED = "#f4f5f6"
_LINE = 14
"""Characters in a line of a column's heading."""


@dataclass(frozen=True, slots=True)
class Columns:
    """The dates of a timeline and where each is drawn."""

    run: Run
    """The run that is drawn."""
    dates: tuple[date, ...]
    """The date of every column, in order."""

    @property
    def width(self) -> int:
        """The width of all columns together, in pixels."""
        return len(self.dates) * max(_NARROWEST, min(_WIDEST, _WIDTH // len(self.dates)))

    def at(self, day: date) -> float:
        """Return the column of a date."""
        return float(self.dates.index(day))

    def x(self, field: str = "x") -> dict[str, Any]:
        """Return the definition of a horizontal position."""
        return theme.quantity(field, (-0.5, len(self.dates) - 0.5), None)

    def last_day(self) -> date:
        """Return the day of the last move."""
        return max((move.date for move in self.run.record.moves), default=self.dates[0])

    def last_moves(self) -> list[Move]:
        """Return the last move of every day that was reached: it knows the day's public state."""
        day_to_move = {move.date: move for move in self.run.record.moves}
        return [day_to_move[day] for day in sorted(day_to_move)]


def columns(run: Run) -> Columns:
    """Return the columns of a run."""
    return Columns(run, tuple(sorted({entry.date for entry in (*run.rounds, *run.calendar)})))


def heading(cols: Columns) -> Any:
    """Return the top panel: the date of every column and what happens then."""
    rows: list[dict[str, Any]] = []
    over = cols.last_day()
    first_year = cols.dates[0].year
    for day in cols.dates:
        entries = [e for e in (*cols.run.rounds, *cols.run.calendar) if e.date == day]
        is_round = any(entry.kind == "round" for entry in entries)
        lines = [line for entry in entries for line in wrap(entry.label, _LINE)]
        rows.append(
            {
                "x": cols.at(day),
                "y": 0.0,
                "day": words.day(day, year=day.year != first_year),
                "label": "\n".join(lines),
                "ink": theme.MUTED if not is_round or day > over else theme.INK,
            }
        )
    place = {"x": cols.x(), "y": theme.quantity("y", (4, 0), None)}
    ink = {"color": theme.literal("ink")}
    tall = 24 + 16 * max(row["label"].count("\n") + 1 for row in rows)
    return (
        theme.drawing_library()
        .layer(
            theme.marks(
                "text",
                rows,
                place | ink | {"text": theme.words_of("day")},
                baseline="top",
                fontWeight="bold",
                fontSize=theme.TEXT,
            ),
            theme.marks(
                "text",
                rows,
                place | ink | {"text": theme.words_of("label")},
                baseline="top",
                dy=20,
                lineBreak="\n",
                lineHeight=16,
                fontSize=theme.SMALL,
            ),
        )
        .properties(width=cols.width, height=tall)
    )


def rule_places(cols: Columns, kind: str | None = None) -> list[float]:
    """Return where the rules of elections and deadlines stand, or those of one kind.

    A date that is the day of a round comes after its talks: its rule is the column's right edge.
    """
    talks = {entry.date for entry in cols.run.rounds}
    return [
        cols.at(entry.date) + (0.5 if entry.date in talks else 0.0)
        for entry in cols.run.calendar
        if entry.kind == kind or (kind is None and entry.kind in {"election", "deadline"})
    ]


def marked_dates(cols: Columns, y: Mapping[str, Any]) -> list[Any]:
    """Return the rules of elections (solid) and deadlines (dashed), and the rounds not reached.

    ``y`` is the panel's own vertical definition: a layer with another axis would take the panel's
    away.
    """
    low, high = y["scale"]["domain"]
    ends = {"low": low, "high": high}
    across = {"y": {**y, "field": "low"}, "y2": {"field": "high"}}
    over = cols.last_day()
    unreached = [
        {"x": cols.at(entry.date) - 0.5, "x2": cols.at(entry.date) + 0.5, **ends}
        for entry in cols.run.rounds
        if entry.date > over
    ]
    layers = []
    if unreached:
        box = {"x": cols.x(), "x2": {"field": "x2"}, **across}
        layers.append(theme.marks("rect", unreached, box, color=_UNREACHED, stroke=_UNREACHED))
    for kind, dash in (("election", [1, 0]), ("deadline", [5, 4])):
        rows = [{"x": place, **ends} for place in rule_places(cols, kind)]
        if rows:
            line = {"x": cols.x(), **across}
            look: dict[str, Any] = {"color": theme.MUTED, "strokeDash": dash, "strokeWidth": 1.3}
            layers.append(theme.marks("rule", rows, line, **look))
    return layers


def panel(cols: Columns, y: Mapping[str, Any], layers: list[Any], height: int, title: str) -> Any:
    """Return a panel of the timeline: the marked dates and, over them, its own layers."""
    alt = theme.drawing_library()
    drawn = alt.layer(*marked_dates(cols, y), *layers)
    over_the_columns = alt.TitleParams(title, frame="group")
    return drawn.properties(width=cols.width, height=height, title=over_the_columns)
