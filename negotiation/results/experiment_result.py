"""The result of an experiment: its question, a table and what follows from it."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field, replace
from numbers import Real
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np

from ..foundations.brief import brief
from ..foundations.errors import shown
from ..foundations.records import record
from ..foundations.wording import number, percent, plain
from .frames import Cell, framed
from .receipt import Receipt
from .sheet import Sheet
from .sheet_formats import as_html

if TYPE_CHECKING:
    from pandas import DataFrame

Row = Mapping[str, Any]
"""A row of a table: its columns' names to cells, texts or numbers, ``None`` for nothing."""


def _make_rows_plain(table: Any) -> None:
    """Make the rows of a table plain: Python's numbers, texts, ``None`` for nothing.

    Nothing that was worked out is refused: a number that is not finite counts as nothing, and
    what is neither number nor text is told as text. Raises ``ValueError`` for what is no table.
    """
    if not isinstance(table.columns, Mapping):
        raise ValueError(f"columns maps names to their meanings, and is {shown(table.columns)}")
    if isinstance(table.rows, str | Mapping) or not isinstance(table.rows, Iterable):
        raise ValueError(f"rows are several mappings of columns to cells, not {shown(table.rows)}")
    rows = tuple(table.rows)
    for n, row in enumerate(rows, 1):
        if not isinstance(row, Mapping):
            raise ValueError(f"row {n} maps columns to cells, and is {shown(row)}")
    plain = ({name: _plain_cell(cell) for name, cell in row.items()} for row in rows)
    object.__setattr__(table, "rows", tuple(map(MappingProxyType, plain)))


def _plain_cell(cell: object) -> str | float | None:
    if cell is None:
        return None
    if isinstance(cell, Real | np.bool_):
        try:
            number = float(cell)
        except OverflowError:
            return str(cell)
        return number if math.isfinite(number) else None
    return str(cell)


FORMATS = ("change", "percent", "share")
"""How an experiment may have a column shown: a ``change`` with its sign, a probability as a
``percent``, a ``share`` with two digits, however small. Signs are for differences: other numbers
have one only where they are negative."""


@record
class ExperimentTable:
    """A further table of an experiment."""

    __repr__ = brief

    name: str
    """What pictures and readers of the file find it by."""
    title: str
    """What it shows, in words."""
    columns: Mapping[str, str]
    """Its columns: name to meaning, with the unit."""
    rows: tuple[Row, ...]
    """Its rows."""
    note: str = ""
    """What follows from it, or what must be known to read it."""
    formats: Mapping[str, str] = field(default_factory=dict)
    """How a column's numbers are shown, by its name (see ``FORMATS``); others as plain numbers."""

    def check(self) -> None:
        """Make the rows plain; raise ``ValueError`` for what is no table."""
        _make_rows_plain(self)
        _check_formats(self.columns, self.formats)

    def sheet(self) -> Sheet:
        """Return it as people read it."""
        return _sheet(self.title, self.columns, self.rows, self.formats)

    def to_rows(self) -> list[dict[str, Cell]]:
        """Return its rows."""
        return [dict(row) for row in self.rows]

    def to_frame(self) -> DataFrame:
        """Return the same rows as a data frame of pandas."""
        return framed(self.to_rows())


@record
class ExperimentResult:
    """Everything an experiment found."""

    __repr__ = brief
    saved_as: ClassVar[str] = "experiment"

    name: str
    """The experiment's name: its file's."""
    question: str
    """What was asked."""
    design: str
    """What was compared, in a sentence or two."""
    columns: Mapping[str, str]
    """The table's columns: name to meaning, with the unit."""
    rows: tuple[Row, ...]
    """The table."""
    finding: str
    """What follows from the numbers."""
    receipts: tuple[Receipt, ...]
    """What each part was made from."""
    tables: tuple[ExperimentTable, ...] = ()
    """Further tables."""
    formats: Mapping[str, str] = field(default_factory=dict)
    """How a column's numbers are shown, by its name (see ``FORMATS``); others as plain numbers."""

    def check(self) -> None:
        """Make the rows plain; raise ``ValueError`` for what is no table."""
        _make_rows_plain(self)
        _check_formats(self.columns, self.formats)

    def sheet(self) -> Sheet:
        """Return its first table as people read it."""
        return _sheet("", self.columns, self.rows, self.formats)

    def _repr_html_(self) -> str:
        """Return its finding and tables for a notebook."""
        return as_html([self.finding, *self.sheets()], self.question)

    def sheets(self) -> tuple[Sheet, ...]:
        """Return all of its tables."""
        return (self.sheet(), *(table.sheet() for table in self.tables))

    def table(self, name: str) -> ExperimentTable | None:
        """Return a further table by name, if there is one."""
        return next((one for one in self.tables if one.name == name), None)

    def to_rows(self) -> list[dict[str, Cell]]:
        """Return the rows of its first table."""
        return [dict(row) for row in self.rows]

    def to_frame(self) -> DataFrame:
        """Return the same rows as a data frame of pandas."""
        return framed(self.to_rows())


def completed(result: ExperimentResult) -> ExperimentResult:
    """Return a result whose rows have every column of their table, ``None`` where one had none."""
    tables = (replace(one, rows=_every_column(one)) for one in result.tables)
    return replace(result, rows=_every_column(result), tables=tuple(tables))


def _every_column(table: ExperimentResult | ExperimentTable) -> tuple[Row, ...]:
    return tuple({**dict.fromkeys(table.columns), **row} for row in table.rows)


def _check_formats(columns: Mapping[str, str], formats: Mapping[str, str]) -> None:
    for name, form in formats.items():
        if name not in columns:
            raise ValueError(f"there is no column {name!r} to show as a {form}")
        if form not in FORMATS:
            raise ValueError(
                f"the column {name!r} cannot be shown as {form!r}; try {' or '.join(FORMATS)}"
            )


def _sheet(
    title: str, columns: Mapping[str, str], rows: Sequence[Row], formats: Mapping[str, str]
) -> Sheet:
    numbers = {
        name: [cell for row in rows if isinstance(cell := row.get(name), float)] for name in columns
    }
    whole = {name for name, amounts in numbers.items() if all(map(_is_whole, amounts))}
    return Sheet(
        title=title,
        headings=tuple(map(plain, columns)),
        rows=tuple(
            tuple(_cell(row.get(name), formats.get(name, ""), name in whole) for name in columns)
            for row in rows
        ),
        numeric=tuple(bool(numbers[name]) for name in columns),
        caption="; ".join(f"{plain(name)}: {plain(words)}" for name, words in columns.items()),
    )


def _is_whole(value: float) -> bool:
    return value == value // 1


def _cell(value: str | float | None, form: str, is_whole: bool) -> str:
    if value is None:
        return "\N{EN DASH}"
    if isinstance(value, str):
        return value if "." in value else plain(value)  # a key is left as it is
    if form == "percent":
        return percent(value)
    if form == "change":
        text = number(value, 0 if is_whole else 2)
        return f"+{text}" if value > 0.0 and text.strip("0.") else text
    if is_whole:  # ranks and counts
        return f"{value:.0f}"
    if form != "share" and value != 0.0 and abs(value) < 1e-3:
        return f"{value:.1e}"
    return number(value)
