"""The result of an experiment: its question, a table and what follows from it."""

from __future__ import annotations

from collections.abc import Mapping

from ..foundations.records import record
from .receipt import Receipt


@record
class ExperimentResult:
    """Everything an experiment found."""

    name: str
    """The experiment's name: its file's."""
    question: str
    """What was asked."""
    design: str
    """What was compared, in a sentence or two."""
    columns: Mapping[str, str]
    """The table's columns: name to meaning, with the unit."""
    rows: tuple[Mapping[str, str | float], ...]
    """The table."""
    finding: str
    """What follows from the numbers."""
    receipts: tuple[Receipt, ...]
    """What each part was made from."""
