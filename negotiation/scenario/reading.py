"""From merged text to values: every key, type, unit, range and source checked, nothing stopped early.

Reading follows the records of the schema. It collects every problem and goes on with what is left,
so that the checks across fields (`consistency`) can add theirs to the same list.
"""

from __future__ import annotations

import dataclasses
import math
import types
import typing
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from ..deal import issues as issue_shelf
from ..deal.issue import Issue
from ..foundations import shelf
from ..foundations.errors import NegotiationError, Problem, nearest
from ..foundations.parameters import UNITS, Meaning, meaning_of
from .inheritance import ScenarioText
from .schema import SourcedNumber

Path = tuple[str, ...]
Values = dict[str, Any]

CONFIDENCES = ("high", "medium", "low")
_NUMBER_KEYS = ("value", "unit", "range", "source", "confidence", "note")
_LIST_KEYS = ("values", "unit", "source", "confidence", "note")
_MISSING = object()


class Reading:
    """One pass over a scenario's text."""

    def __init__(self, text: ScenarioText, references: Mapping[str, str]) -> None:
        self.text = text
        self.problems: list[Problem] = list(text.problems)
        self.numbers: list[SourcedNumber] = []
        self._references = references
        self._places: list[Path] = []

    def read(self, kind: type) -> Values:
        """Return the values of a whole file, keyed like the schema; unreadable ones are missing."""
        return self._record(kind, self.text.merged, ())

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

    def reported_below(self, path: Path) -> bool:
        """Return whether a problem is noted at a place inside a table."""
        return any(path == found[: len(path)] for found in self._places)

    def _record(self, kind: type, table: Mapping[str, Any], path: Path) -> Values:
        hints = typing.get_type_hints(kind)
        fields = {f.name: f for f in dataclasses.fields(kind)}
        for key in table:
            if key not in fields:
                what = f"unknown key {key!r}"
                self.problem((*path, key), what, allowed="", remedy=nearest(key, fields))
        values: Values = {"": kind}
        for name, field in fields.items():
            place = (*path, name)
            if name not in table:
                optional = (
                    field.default is not dataclasses.MISSING
                    or field.default_factory is not dataclasses.MISSING
                )
                if not optional:
                    self.problem(place, "missing", allowed=_expected(field, hints[name]),
                                 remedy=f"adding it to {'.'.join(path) or 'the file'}")
                continue
            meaning = meaning_of(field)
            if meaning is not None:
                value = self._number(table[name], meaning, place)
            else:
                value = self._value(hints[name], table[name], place)
            if value is not _MISSING:
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
                return self._wrong(path, raw, "a table")
            return self._record(typing.cast(type, hint), raw, path)
        return self._scalar(hint, raw, path)

    def _scalar(self, hint: Any, raw: Any, path: Path) -> Any:
        if hint is date:
            if isinstance(raw, date) and not isinstance(raw, datetime):
                return raw
            return self._wrong(path, raw, "a date such as 2025-05-23, without quotes")
        if hint is bool and isinstance(raw, bool):
            return raw
        if hint is int and isinstance(raw, int) and not isinstance(raw, bool):
            return raw
        if hint is str and isinstance(raw, str):
            return raw
        words = {bool: "true or false", int: "a whole number", str: "a text in quotes"}
        return self._wrong(path, raw, words.get(hint, str(hint)))

    def _sequence(self, inner: Any, raw: Any, path: Path) -> Any:
        if not isinstance(raw, list):
            return self._wrong(path, raw, "a list")
        items = [self._value(inner, item, (*path, str(n))) for n, item in enumerate(raw, 1)]
        return tuple(item for item in items if item is not _MISSING)

    def _mapping(self, inner: Any, raw: Any, path: Path) -> Any:
        if not isinstance(raw, dict):
            return self._wrong(path, raw, "a table of named entries")
        read: Values = {}
        for key, item in raw.items():
            place = (*path, key)
            if not key:
                self.problem(place, "an entry without a name", remedy="giving it one")
                continue
            if inner is Issue:
                value = self._issue(item, place)
            elif inner is float:
                value = self._number(item, Meaning("", "level of an issue", -1e9, 1e9), place)
            else:
                value = self._value(inner, item, place)
            if value is not _MISSING:
                read[key] = value
        return read

    def _issue(self, raw: Any, path: Path) -> Any:
        if not isinstance(raw, dict):
            return self._wrong(path, raw, "a table")
        kinds = shelf.names(issue_shelf)
        kind = raw.get("kind")
        if not isinstance(kind, str) or kind not in kinds:
            self.problem((*path, "kind"), "no such kind of issue", kind, ", ".join(kinds),
                         nearest(str(kind), kinds))
            return _MISSING
        member = shelf.pick(issue_shelf, Issue, kind)  # type: ignore[type-abstract]
        return self._record(member, {k: v for k, v in raw.items() if k != "kind"}, path)

    def _number(self, raw: Any, meaning: Meaning, path: Path) -> Any:
        key = "values" if meaning.listed else "value"
        if not isinstance(raw, dict):
            example = "{ values = [..], " if meaning.listed else "{ value = .., range = [.., ..], "
            return self._wrong(path, raw, example + "unit, source, confidence }")
        allowed_keys = _LIST_KEYS if meaning.listed else _NUMBER_KEYS
        for name in raw:
            if name not in allowed_keys:
                what = f"unknown key {name!r}"
                self.problem((*path, name), what, remedy=nearest(name, allowed_keys))
        found = self._amounts(raw, key, meaning, path)
        low, high = (None, None) if meaning.listed else self._range(raw, found, meaning, path)
        unit = self._unit(raw, meaning, path)
        source = self._source(raw, path)
        confidence = raw.get("confidence")
        if confidence not in CONFIDENCES:
            self.problem((*path, "confidence"), _absent_or(confidence, "unknown confidence"),
                         confidence, ", ".join(CONFIDENCES), "low, if in doubt")
        if self.text.overrides(path, key) and self.text.says(path, key) and not self.text.says(path, "source"):
            self.problem((*path, "source"), "an inherited number is changed without a source of its own",
                         remedy='source = "assumption" or the key of a reference')
        if found is None:
            return _MISSING
        self.numbers.append(
            SourcedNumber(
                key=".".join(path), value=found, unit=unit, low=low, high=high, source=source,
                confidence=str(confidence), note=str(raw.get("note", "")), words=meaning.words,
            )
        )
        return found if meaning.listed else found[0]

    def _amounts(
        self, raw: Mapping[str, Any], key: str, meaning: Meaning, path: Path
    ) -> tuple[float, ...] | None:
        given = raw.get(key)
        listed = given if meaning.listed else [given]
        if given is None or not isinstance(listed, list) or not listed:
            self.problem((*path, key), _absent_or(given, "not a list of numbers"), given,
                         "numbers" if meaning.listed else "a number", f"{key} = ..")
            return None
        amounts: list[float] = []
        for amount in listed:
            if not _is_number(amount):
                self.problem((*path, key), "not a number", amount, "a number", "1.5, without quotes")
                return None
            if not meaning.low <= amount <= meaning.high:
                self.problem((*path, key), "impossible value", amount, _bounds(meaning),
                             _hint(meaning, float(amount)))
                return None
            amounts.append(float(amount))
        return tuple(amounts)

    def _range(
        self, raw: Mapping[str, Any], found: tuple[float, ...] | None, meaning: Meaning, path: Path
    ) -> tuple[float | None, float | None]:
        given = raw.get("range")
        ordered = (
            isinstance(given, list)
            and len(given) == 2
            and all(map(_is_number, given))
            and given[0] <= given[1]
        )
        if not ordered or given is None:
            self.problem((*path, "range"), _absent_or(given, "not a range"), given,
                         "[lowest, highest]", "the values the sources allow")
            return None, None
        low, high = float(given[0]), float(given[1])
        if low < meaning.low or high > meaning.high:
            self.problem((*path, "range"), "range beyond what is possible", given, _bounds(meaning))
        if found is not None and not low <= found[0] <= high:
            self.problem((*path, "value"), "value outside its range", found[0],
                         f"{low:g} to {high:g}", "a value inside, or a wider range with its source")
        return low, high

    def _unit(self, raw: Mapping[str, Any], meaning: Meaning, path: Path) -> str:
        unit = raw.get("unit")
        allowed = (meaning.unit,) if meaning.unit else tuple(UNITS)
        if unit not in allowed:
            what = _absent_or(unit, "wrong unit")
            self.problem((*path, "unit"), f"{what}: {meaning.words}", unit,
                         meaning.unit or "a known unit",
                         f'unit = "{meaning.unit}"' if meaning.unit else nearest(str(unit), UNITS))
        return str(unit)

    def _source(self, raw: Mapping[str, Any], path: Path) -> tuple[str, ...]:
        given = raw.get("source")
        keys = given if isinstance(given, list) else [given]
        for key in keys:
            if not isinstance(key, str) or key not in self._references:
                self.problem((*path, "source"), _absent_or(key, "source not in REFERENCES.bib"), key,
                             "a key of REFERENCES.bib", nearest(str(key), self._references)
                             if key is not None else 'source = "assumption", if that is what it is')
        return tuple(str(key) for key in keys)

    def _wrong(self, path: Path, raw: Any, allowed: str) -> Any:
        self.problem(path, "wrong kind of value", raw, allowed, f"{path[-1]} = {allowed}")
        return _MISSING


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


def _is_number(value: object) -> bool:
    """Return whether TOML's value is a number that can be reckoned with: no inf, nan or giant."""
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return False
    return abs(value) <= 1e300 if isinstance(value, int) else math.isfinite(value)


def _absent_or(value: object, otherwise: str) -> str:
    return "missing" if value is None else otherwise


def _bounds(meaning: Meaning) -> str:
    low = f"at least {meaning.low:g}" if meaning.low > float("-inf") else ""
    high = f"at most {meaning.high:g}" if meaning.high < float("inf") else ""
    return " and ".join(part for part in (low, high) if part)


def _hint(meaning: Meaning, amount: float) -> str:
    shares = ("fraction", "probability", "probability/week", "1/year")
    if meaning.unit in shares and 1.0 < amount <= 100.0:
        return f"{amount / 100.0:g}, if {amount:g} % is meant"
    if amount < 0.0 <= meaning.low:
        return f"{-amount:g}: signs are in the formulas"
    return f"a value in {UNITS.get(meaning.unit, meaning.unit)}"


def _expected(field: dataclasses.Field[Any], hint: Any) -> str:
    meaning = meaning_of(field)
    if meaning is None:
        return "a table" if dataclasses.is_dataclass(hint) else ""
    return f"{meaning.words}, in {meaning.unit}"
