"""The result of an experiment: its question, a table and what follows from it."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import replace
from numbers import Real
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np

from ..foundations.brief import brief
from ..foundations.errors import shown
from ..foundations.records import record
from .frames import Cell, framed
from .receipt import Receipt

if TYPE_CHECKING:
    from pandas import DataFrame

Row = Mapping[str, Any]
"""A row of a table: its columns' names to cells, texts or numbers, ``None`` for nothing."""


def _plain_rows(table: Any) -> None:
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


@record
class ExperimentTable:
    """A further table of an experiment."""

    __repr__ = brief
    check = _plain_rows

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
    check = _plain_rows
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
