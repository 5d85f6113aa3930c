"""The ledger of one reading: the problems found and the numbers read, with their places."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ..foundations.errors import Problem
from ..foundations.parameters import Meaning
from .bibliography import Reference
from .inheritance import ScenarioText
from .sourced_number import SourcedNumber

Path = tuple[str, ...]
Values = dict[str, Any]

MISSING = object()
"""Stands for a value that could not be read; why is in the ledger."""


class Ledger:
    """What a reading of a scenario's text has found so far."""

    def __init__(self, text: ScenarioText) -> None:
        self.text = text
        self.references: Mapping[str, Reference] = text.references
        self.problems: list[Problem] = list(text.problems)
        self.numbers: list[SourcedNumber] = []
        self.number_places: list[Path] = []
        self.left_out: dict[Path, Meaning] = {}
        """Numbers that are not given and may follow from others (see `couplings`)."""
        self._places: list[Path] = []

    def number(self, path: Path, found: SourcedNumber) -> None:
        """Note a number that was read at a place."""
        self.number_places.append(path)
        self.numbers.append(found)

    def problem(
        self, path: Path, what: str, value: object = None, allowed: str = "", remedy: str = ""
    ) -> None:
        """Note a problem at a place."""
        self._places.append(path)
        self.problems.append(
            Problem(
                where=self.text.where(path), what=what, value=value, allowed=allowed, remedy=remedy
            )
        )

    def unknown_source(self, path: Path, key: object, what: str, remedy: str) -> None:
        """Note a source that no bibliography has, and once what in them could not be read."""
        known = " or ".join(self.text.looked_in) or "REFERENCES.bib"
        self.problem(path, what, key, f"a key of {known}", remedy)
        self.problems += [found for found in self.text.damage if found not in self.problems]

    def missing(self, path: Path, allowed: str) -> None:
        """Note a key that is not there."""
        remedy = f"adding it to {'.'.join(path[:-1]) or 'the file'}"
        self.problem(path, "missing", allowed=allowed, remedy=remedy)

    def wrong_kind(self, path: Path, raw: object, allowed: str, remedy: str) -> Any:
        """Note a value of the wrong kind and return ``MISSING``."""
        self.problem(path, "wrong kind of value", raw, allowed, remedy)
        return MISSING

    def reported_below(self, path: Path) -> bool:
        """Return whether a problem is noted at a place inside a table."""
        return any(path == found[: len(path)] for found in self._places)


def look_up(values: Any, *path: str) -> Any:
    """Return the value at a place, or ``None`` where it could not be read."""
    for key in path:
        if not isinstance(values, dict) or key not in values:
            return None
        values = values[key]
    return values


def entries(values: Any) -> Iterator[tuple[str, Values]]:
    """Yield the named tables inside a table."""
    if isinstance(values, dict):
        for key, item in values.items():
            if key and isinstance(item, dict):
                yield key, item
