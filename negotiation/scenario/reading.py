"""From merged text to values: every key, type, unit, range and source is checked.

Reading follows the records of the schema. It notes every problem in the ledger and goes on with
what is left, so that the checks across fields (`consistency`) can add theirs to the same list.
"""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from ..foundations.errors import NegotiationError, nearest
from ..foundations.parameters import Meaning, meaning_of, meaning_of_each
from .kinds import Kinds, kinds_of
from .ledger import MISSING, Ledger, Path, Values
from .numbers import read_number

RATE = Meaning("fraction", "tariff rate on an issue, MFN included", 0.0, 2.0)
"""What a number by issue may be, e.g. a rate that is threatened."""


_OTHER_WORDS_FOR_LEAVING_OUT = frozenset(
    {"delete", "drop", "exclude", "omit", "remove", "removes", "skip", "without"}
)


@dataclass(frozen=True)
class Field:
    """One key of a table, as the schema has it."""

    hint: Any
    """The type of its value."""
    meaning: Meaning | None
    """What it means, if it is a number."""
    is_optional: bool
    """Whether it has a default."""
    meaning_of_each: Meaning | None = None
    """What each of its numbers means, if it is a table of named numbers."""

    @property
    def expected(self) -> str:
        """What is expected, in words."""
        if self.meaning is None:
            return "a table" if dataclasses.is_dataclass(self.hint) else ""
        return f"{self.meaning.words}, in {self.meaning.unit}"


@cache
def fields_of(kind: type) -> Mapping[str, Field]:
    """Return the keys of a table that is read as a record."""
    hints = typing.get_type_hints(kind)
    missing = dataclasses.MISSING
    return {
        field.name: Field(
            hint=hints[field.name],
            meaning=meaning_of(field),
            is_optional=not (field.default is missing and field.default_factory is missing),
            meaning_of_each=meaning_of_each(field),
        )
        for field in dataclasses.fields(kind)
    }


class Reading:
    """One pass over a scenario's text."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger

    def read(self, kind: type) -> Values:
        """Return the values of a whole file, keyed like the schema; unreadable ones are missing."""
        return self._record(kind, self.ledger.text.merged, ())

    def _record(self, kind: type, table: Mapping[str, Any], path: Path) -> Values:
        fields = fields_of(kind)
        for key in table:
            if key not in fields:
                what = f"unknown key {key!r}"
                if not path and isinstance(table[key], dict) and "id" in table[key]:
                    what += ": two sit at this table, the US and the partner"
                known = [*fields, *(() if path else ("inherits", "leave_out"))]
                leaves_out = not path and key.lower() in _OTHER_WORDS_FOR_LEAVING_OUT
                remedy = 'leave_out = ["issues.rice"]' if leaves_out else nearest(key, known)
                self.ledger.problem((*path, key), what, allowed="", remedy=remedy)
        values: Values = {"": kind}
        for name, field in fields.items():
            place = (*path, name)
            meaning = field.meaning
            if name not in table:
                if meaning is not None and meaning.follows:
                    self.ledger.left_out[place] = meaning
                elif not field.is_optional:
                    self.ledger.missing(place, field.expected)
                continue
            if meaning is not None:
                value = read_number(self.ledger, table[name], meaning, place)
            elif field.meaning_of_each is not None:
                value = self._mapping(field.meaning_of_each, table[name], place)
            else:
                value = self._value(field.hint, table[name], place)
            if value is not MISSING:
                values[name] = value
        return values

    def _value(self, hint: Any, raw: Any, path: Path) -> Any:
        origin = typing.get_origin(hint)
        arguments = typing.get_args(hint)
        if origin in (types.UnionType, typing.Union):
            (inner,) = [a for a in arguments if a is not type(None)]
            return self._value(inner, raw, path)
        if origin is tuple:
            return self._sequence(arguments[0], raw, path)
        if origin is not None and issubclass(origin, Mapping):
            return self._mapping(arguments[1], raw, path)
        if dataclasses.is_dataclass(hint):
            if not isinstance(raw, dict):
                return self.ledger.wrong_kind(path, raw, "a table", _table(path))
            return self._record(typing.cast(type, hint), raw, path)
        return self._scalar(hint, raw, path)

    def _scalar(self, hint: Any, raw: Any, path: Path) -> Any:
        if hint is date:
            if isinstance(raw, date) and not isinstance(raw, datetime):
                return raw
            return self.ledger.wrong_kind(path, raw, "a date", "2025-05-23, without quotes")
        if hint is bool and isinstance(raw, bool):
            return raw
        if hint is int and isinstance(raw, int) and not isinstance(raw, bool):
            return raw
        if hint is str and isinstance(raw, str):
            return raw
        words = {
            bool: ("true or false", "true, without quotes"),
            int: ("a whole number", "2, without quotes"),
            str: ("a text in quotes", '".."'),
        }
        return self.ledger.wrong_kind(path, raw, *words[hint])

    def _sequence(self, inner: Any, raw: Any, path: Path) -> Any:
        if not isinstance(raw, list):
            return self.ledger.wrong_kind(path, raw, "a list", f"{path[-1]} = [..]")
        items = [self._value(inner, item, (*path, str(n))) for n, item in enumerate(raw, 1)]
        return tuple(item for item in items if item is not MISSING)

    def _mapping(self, inner: Any, raw: Any, path: Path) -> Any:
        if not isinstance(raw, dict):
            return self.ledger.wrong_kind(path, raw, "a table of named entries", _table(path))
        read: Values = {}
        kinds = kinds_of(inner)
        for key, item in raw.items():
            place = (*path, key)
            if not key:
                self.ledger.problem(place, "an entry without a name", remedy="giving it one")
                continue
            if kinds is not None:
                value = self._of_kind(kinds, item, place)
            elif isinstance(inner, Meaning):
                value = read_number(self.ledger, item, inner, place)
            elif inner is float:
                value = read_number(self.ledger, item, RATE, place)
            else:
                value = self._value(inner, item, place)
            if value is not MISSING:
                read[key] = value
        return read

    def _of_kind(self, kinds: Kinds, raw: Any, path: Path) -> Any:
        if not isinstance(raw, dict):
            return self.ledger.wrong_kind(path, raw, "a table", _table(path))
        kind = raw.get("kind")
        member = kinds.named(kind)
        if member is None:
            known = kinds.known
            self.ledger.problem(
                (*path, "kind"),
                "missing" if kind is None else f"no such kind of {kinds.words}",
                kind,
                ", ".join(known),
                nearest(str(kind), known) if kind is not None else f"adding it to {'.'.join(path)}",
            )
            return MISSING
        if not dataclasses.is_dataclass(member):
            self.ledger.problem(
                (*path, "kind"),
                f"{member.__name__} is no record, so no table can be read as one",
                kind,
                remedy=f"@record above class {member.__name__}",
            )
            return MISSING
        return self._record(member, {k: v for k, v in raw.items() if k != "kind"}, path)


def build(values: Any) -> Any:
    """Return the record that complete values describe (see `Reading.read`)."""
    if isinstance(values, dict):
        kind = values.get("")
        if kind is None:
            return {key: build(item) for key, item in values.items()}
        try:
            return kind(**{key: build(item) for key, item in values.items() if key})
        except ValueError as error:
            raise NegotiationError(str(error)) from error
    if isinstance(values, tuple):
        return tuple(build(item) for item in values)
    return values


def _table(path: Path) -> str:
    return f"[{'.'.join(path)}]"
