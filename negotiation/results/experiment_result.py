"""The result of an experiment: its question, a table and what follows from it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar

from ..foundations.brief import brief
from ..foundations.records import record
from .frames import Cell, framed
from .receipt import Receipt

if TYPE_CHECKING:
    from pandas import DataFrame

Row = Mapping[str, str | float]
"""A row of a table: its columns' names to cells."""


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

    def table(self, name: str) -> ExperimentTable | None:
        """Return a further table by name, if there is one."""
        return next((one for one in self.tables if one.name == name), None)

    def to_rows(self) -> list[dict[str, Cell]]:
        """Return the rows of its first table."""
        return [dict(row) for row in self.rows]

    def to_frame(self) -> DataFrame:
        """Return the same rows as a data frame of pandas."""
        return framed(self.to_rows())
