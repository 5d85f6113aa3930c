"""Varying a scenario: keys and values from Python, as changes that go over the text of its files.

The schema says what stands at a key. A number alone becomes the value of the number's table, and a
table is taken key by key. Whatever is wrong is noted as a problem, and the changed text is then
read and checked like any other (`validation`).
"""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property
from typing import Any

from ..foundations.errors import Problem, nearest
from ..foundations.parameters import Meaning
from .inheritance import CHANGES, Place, ScenarioText, put
from .kinds import kinds_of
from .plain_values import Unfit, plain
from .reading import RATE, fields_of


def varied(original: ScenarioText, text: ScenarioText, kind: type, changes: object) -> ScenarioText:
    """Return the original's text with the changes of a text and more (see `Scenario.vary`).

    ``kind`` is the record that the schema is. What is wrong is among the text's problems; raises
    ``TypeError`` for changes that are no mapping.
    """
    if not isinstance(changes, Mapping):
        raise TypeError(
            f"vary takes a mapping of keys to values, not a {type(changes).__name__}; "
            'try {"market.yield_impact": 0.05}'
        )
    writing = _Writing(text, kind)
    for key, value in changes.items():
        writing.take(writing.whole, key, value)
    return original.changed(writing.changes, tuple(writing.problems))


def said(changes: Mapping[Place, Any]) -> dict[str, Any]:
    """Return changes by key, numbers of which only the value is changed as that value."""
    found = {}
    for path, raw in changes.items():
        is_value = isinstance(raw, dict) and len(raw) == 1 and not raw.keys() - {"value", "values"}
        found[".".join(path)] = plain(next(iter(raw.values())) if is_value else raw)
    return found


@dataclass(frozen=True)
class _Spot:
    """A place in the text: what the schema expects there, and what stands there."""

    path: Place
    hint: Any
    meaning: Meaning | None
    raw: Any
    meaning_of_each: Meaning | None = None
    is_part: bool = False
    """Whether it is a part of a number's table, such as its range."""

    @cached_property
    def inside(self) -> dict[str, _Spot]:
        """What the place is made of, by name, whether it is there or not."""
        hint, raw = _where_given(self.hint), self.raw
        table: Mapping[str, Any] = raw if isinstance(raw, dict) else {}
        if self.meaning is not None:
            names = ("values" if self.meaning.listed else "value", "unit", "range", "source")
            return {
                name: _Spot((*self.path, name), None, None, table.get(name), is_part=True)
                for name in (*names, "confidence", "note")
            }
        origin = typing.get_origin(hint)
        if origin is tuple and isinstance(raw, list):
            inner = typing.get_args(hint)[0]
            return {
                str(n): _Spot((*self.path, str(n)), inner, None, item)
                for n, item in enumerate(raw, 1)
            }
        if origin is not None and issubclass(origin, Mapping):
            inner = typing.get_args(hint)[1]
            meaning = self.meaning_of_each or (RATE if inner is float else None)
            return {
                name: _Spot((*self.path, name), inner, meaning, item)
                for name, item in table.items()
            }
        kinds = kinds_of(hint)
        if kinds is not None:
            hint = kinds.named(table.get("kind"))
        if not dataclasses.is_dataclass(hint):
            return {}
        found = {
            name: _Spot(
                (*self.path, name),
                field.hint,
                field.meaning,
                table.get(name),
                field.meaning_of_each,
            )
            for name, field in fields_of(typing.cast(type, hint)).items()
        }
        if "kind" in table and kinds is not None:
            found["kind"] = _Spot((*self.path, "kind"), str, None, table["kind"])
        return found

    @property
    def takes_names(self) -> bool:
        """Whether it is a table of entries with names of the user's choice."""
        origin = typing.get_origin(_where_given(self.hint))
        return origin is not None and isinstance(origin, type) and issubclass(origin, Mapping)

    def leaves(self) -> Iterator[str]:
        """Yield the key of every value below that is no table."""
        inside = {} if self.meaning is not None else self.inside
        if not inside:
            yield ".".join(self.path)
        for one in inside.values():
            yield from one.leaves()


def _where_given(hint: Any) -> Any:
    """Return the type of a value that is there, for one that may be left out."""
    if typing.get_origin(hint) in (types.UnionType, typing.Union):
        (hint,) = [one for one in typing.get_args(hint) if one is not type(None)]
    return hint


class _Writing:
    """The changes so far, and what is wrong with them."""

    def __init__(self, text: ScenarioText, kind: type) -> None:
        self.whole = _Spot((), kind, None, text.merged)
        self.changes: dict[Place, Any] = dict(text.changes)
        self.taken: set[Place] = set()
        """Where these changes, and no earlier ones, have put something."""
        self.problems: list[Problem] = []

    def note(
        self, key: str, what: str, value: object = None, allowed: str = "", remedy: str = ""
    ) -> None:
        """Note a problem at a key."""
        where = f"{CHANGES}: {key}" if key else CHANGES
        self.problems.append(
            Problem(where=where, what=what, value=value, allowed=allowed, remedy=remedy)
        )

    def take(self, above: _Spot, key: object, value: object) -> None:
        """Take a value for a key that is told from a place above it."""
        if not isinstance(key, str):
            what = f"not a key, but of the kind {type(key).__name__}"
            self.note(".".join(above.path), what, allowed="a text", remedy="'market.yield_impact'")
            return
        spot, rest = above, key
        while rest:
            inside, name = spot.inside, rest
            # A name may have dots in it; the longest that fits is meant.
            while name not in inside and "." in name:
                name = name.rpartition(".")[0]
            if name not in inside:
                break
            spot, rest = inside[name], rest[len(name) + 1 :]
        if key != key.strip("."):
            self._unknown(above, key, spot, rest)
        elif not rest and key:
            self._put(spot, value)
        elif rest and spot.takes_names and isinstance(value, Mapping) and "." not in rest:
            self._put(_Spot((*spot.path, rest), None, None, None), value)  # a new entry
        else:
            self._unknown(above, key, spot, rest)

    def _unknown(self, above: _Spot, key: str, spot: _Spot, rest: str) -> None:
        whole = ".".join((*above.path, key))
        known = list(self.whole.leaves())
        close = get_close_matches(whole, known, n=1)
        head, dot, after = rest.partition(".")
        better = get_close_matches(head, spot.inside, n=1)
        if better:
            remedy = repr(".".join((*spot.path, better[0])) + dot + after)
        else:
            remedy = repr(close[0]) if close else nearest(head, spot.inside)
        self.note(whole, "unknown key", remedy=remedy)

    def _put(self, spot: _Spot, value: object) -> None:
        key = ".".join(spot.path)
        is_table = spot.meaning is None and (spot.inside or spot.takes_names)
        if isinstance(value, Mapping) and is_table and spot.raw is not None:
            for name, item in value.items():
                self.take(spot, name, item)
            return
        try:
            raw = plain(value)
        except Unfit as error:
            self.note(key, *error.args)
            return
        path = spot.path
        if spot.is_part:
            path, raw = path[:-1], {path[-1]: raw}
        elif spot.meaning is not None and not isinstance(raw, dict):
            if spot.raw is None:
                self._no_such_number(key, spot.meaning, raw)
                return
            raw = {"values" if spot.meaning.listed else "value": raw}
        places = {(*path, name) for name in raw} if isinstance(raw, dict) else {path}
        if places & self.taken:
            self.note(key, "given twice", raw, "one value for each key", "leaving one out")
            return
        self.taken |= places
        for length in range(len(path)):
            entry, inner = path[:length], path[length:]
            table = self.changes.get(entry)
            if isinstance(table, dict):
                self.changes[entry] = put(table, inner, raw)  # no file has this entry
                return
        before = self.changes.pop(path, None)
        if isinstance(raw, dict) and isinstance(before, dict):
            raw = {**before, **raw}
        elif not isinstance(raw, dict):  # nothing that was changed inside it is left
            self.changes = {p: r for p, r in self.changes.items() if p[: len(path)] != path}
        self.changes[path] = raw

    def _no_such_number(self, key: str, meaning: Meaning, raw: object) -> None:
        self.note(
            key,
            "a number that the files do not give",
            raw,
            "a table with value, unit, range, source and confidence",
            f"leaving it out: it is then {meaning.follows}"
            if meaning.follows
            else "giving all of it",
        )
