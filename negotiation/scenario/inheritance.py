"""Scenario text before it is checked: files read, inherited and merged.

A file that ``inherits`` another is merged over it: tables key by key, everything else whole. A
table with ``like = "sibling"`` starts as a copy of a table beside it. What a file names in
``leave_out`` is taken out of what it inherits (`leaving_out`). Each key remembers the file that
said it. Changes made without a file (`varying`) go over everything, key by key.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from ..foundations.errors import NegotiationError, Problem
from .bibliography import Reference, bibliographies, damage, references
from .leaving_out import keep_rates, without
from .library import find, text_of_file
from .merging import Table, explains_itself, merge, resolve_likes

Place = tuple[str, ...]
"""The keys that lead to a value; an entry of a list counts from 1."""

LONGEST = 1_000_000
"""A scenario has so many letters at most: twenty times the longest one shipped."""
DEEPEST = 100
"""A dotted key has so many dots at most: reading one takes time that grows with their square."""
_KEY = re.compile(r"""[\w\s"'.\[\]-]*""")

CHANGES = "changes"
"""What stands for the file in messages about changes made without one."""


@dataclass(frozen=True)
class ScenarioText:
    """A scenario's merged text with its origins."""

    name: str
    """The name of the file asked for, without its ending."""
    chain: tuple[tuple[str, Table], ...]
    """The files and their own contents, the most general first."""
    merged: Table
    """What they say together."""
    problems: tuple[Problem, ...]
    """What went wrong in merging, or with the changes."""
    references: Mapping[str, Reference]
    """The bibliography that its sources are looked up in."""
    looked_in: tuple[str, ...] = ()
    """The files that the bibliography was read from, nearest first."""
    damage: tuple[Problem, ...] = ()
    """What in these files is no entry that can be cited."""
    changes: Mapping[Place, Any] = field(default_factory=dict)
    """What is changed without a file, in the order in which it goes over what the files say."""

    @property
    def subject(self) -> str:
        """What a report of its problems is about."""
        is_changed = self.changes or CHANGES in (x.where.partition(":")[0] for x in self.problems)
        return f"the changes to {self.name}" if is_changed else self.chain[-1][0]

    def changed(self, changes: Mapping[Place, Any], problems: tuple[Problem, ...]) -> ScenarioText:
        """Return the text with some changes, those left out that change nothing.

        Each is a value, or a table that goes over the one that is there.
        """
        kept = {path: raw for path, raw in changes.items() if not _says(self.merged, path, raw)}
        merged, found = self.merged, list(problems)
        for path, raw in kept.items():
            merged = put(merged, path, raw)
        if any(_has_like(raw) for raw in kept.values()):
            merged = resolve_likes(merged, (), CHANGES, found)
        return replace(self, merged=merged, problems=tuple(found), changes=kept)

    def where(self, path: Place) -> str:
        """Return the file and key of a place, for a message."""
        layers = [*self.chain, (CHANGES, _nested(self.changes))] if self.changes else self.chain
        # A missing key belongs where its table is, though a file that is replaced may have it.
        there = next(n for n in range(len(path), -1, -1) if at(self.merged, path[:n]) is not None)
        for length in range(there, -1, -1):
            for file, table in reversed(layers):
                if length == 0 or at(table, path[:length]) is not None:
                    return f"{file}: {'.'.join(path)}"
        raise AssertionError("a scenario has at least one file")

    def file_of(self, path: Place) -> str:
        """Return the file that says what stands at a place, `CHANGES` if a change does."""
        return self.where(path).partition(": ")[0]

    def lacks_source(self, path: Place, key: str) -> bool:
        """Return whether a number is changed without a source of its own.

        A file that replaces an inherited number, by its ``key``, has to name one, and so has a
        change of its range.
        """
        change = self.changes.get(path)
        if isinstance(change, dict) and "range" in change and "source" not in change:
            return True
        tables = [found for _, table in self.chain if isinstance(found := at(table, path), dict)]
        often = sum(key in table for table in tables) > 1
        return often and key in tables[-1] and "source" not in tables[-1]


def read_text(name: str) -> ScenarioText:
    """Read a scenario file by name or path, with everything it inherits.

    Raises ``NegotiationError`` for a file that is missing, is not TOML or inherits in a circle.
    """
    chain: list[tuple[str, Table]] = []
    seen: list[Path] = []
    path = find(name)
    stem = path.stem
    while True:
        if path.resolve() in seen:
            circle = " -> ".join(p.stem for p in [*seen, path])
            raise NegotiationError(f"{path.name}: inherits in a circle: {circle}; try another base")
        seen.append(path.resolve())
        table = _parse(path)
        parent = table.pop("inherits", None)
        chain.insert(0, (path.name, table))
        if parent is None:
            break
        if not isinstance(parent, str) or not parent.strip():
            raise NegotiationError(
                f"{path.name}: inherits is {parent!r}; allowed: the name of a scenario, such as "
                '"june_deadline"'
            )
        path = _parent(path, parent)
    try:
        merged, problems = _merged(chain)
    except RecursionError as error:
        raise NegotiationError(
            f"{chain[-1][0]}: tables inside tables, too deep to be read; try fewer of them"
        ) from error
    folders = [path.parent for path in seen]
    looked_in = [_shown(path) for path in bibliographies(folders)]
    return ScenarioText(
        stem,
        tuple(chain),
        merged,
        tuple(problems),
        references(folders),
        tuple(map(str, looked_in)),
        damage(looked_in),
    )


def _merged(chain: Sequence[tuple[str, Table]]) -> tuple[Table, list[Problem]]:
    """Return what files say together, the most general first, and what is wrong with that."""
    merged: Table = {}
    problems: list[Problem] = []
    kept: dict[str, Table] = {}
    for file, table in chain:
        if "leave_out" in table:
            merged, rates = without(merged, table.pop("leave_out"), file, problems)
            kept.update(rates)
        merged = merge(merged, table)
    merged = resolve_likes(merged, (), chain[-1][0], problems)
    keep_rates(merged, kept)
    return merged, problems


def _parent(path: Path, name: str) -> Path:
    """Return the file that another inherits: one beside it, or one of the library."""
    beside = path.parent / (name if name.endswith(".toml") else f"{name}.toml")
    try:
        return beside if beside.is_file() else find(name)
    except (OSError, ValueError) as error:  # a name that no file can have
        raise NegotiationError(f"{path.name}: inherits {name[:60]!r}..: {error}") from error
    except NegotiationError as error:
        raise NegotiationError(f"{path.name}: inherits: {error}") from error


def _parse(path: Path) -> Table:
    text = text_of_file(path)
    if len(text) > LONGEST:
        raise NegotiationError(
            f"{path.name} has {len(text):,} letters; allowed: at most {LONGEST:,}; try a scenario "
            "that inherits and says only what differs"
        )
    for n, line in enumerate(text.split("\n"), 1):
        key = line.partition("=")[0]
        if key.count(".") > DEEPEST and _KEY.fullmatch(key) and ".." not in key:
            raise NegotiationError(
                f"{path.name}: line {n}: a key of {key.count('.') + 1} parts: tables inside "
                "tables, too deep to be read; try fewer of them"
            )
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # tomllib's own, giant integers, deep nesting
        raise NegotiationError(
            f'{path.name} is not TOML: {error}; try quotes around text, as in title = "Mine", '
            "and one value for each key"
        ) from error


def _shown(path: Path) -> Path:
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path


def at(table: Any, path: Place) -> Any:
    """Return what a text says at a place; ``None`` where it says nothing."""
    for key in path:
        if isinstance(table, dict) and key in table:
            table = table[key]
        elif isinstance(table, list) and key.isdecimal() and 0 < int(key) <= len(table):
            table = table[int(key) - 1]
        else:
            return None
    return table


def put(under: Any, path: Place, raw: Any) -> Any:
    """Return what is said with a value put at a place; what is shared with the old is not copied.

    A table goes over the one that is there.
    """
    if path and isinstance(under, list) and at(under, path[:1]) is not None:
        n = int(path[0])
        return [*under[: n - 1], put(under[n - 1], path[1:], raw), *under[n:]]
    table = under if isinstance(under, dict) else {}
    if path:
        return {**table, path[0]: put(table.get(path[0]), path[1:], raw)}
    if not isinstance(raw, dict):
        return raw
    if explains_itself(raw):
        table = {key: item for key, item in table.items() if key != "note"}
    return {**table, **{key: put(table.get(key), (), item) for key, item in raw.items()}}


def _says(table: Table, path: Place, raw: Any) -> bool:
    """Return whether a text says already what a change says."""
    there = at(table, path)
    if isinstance(raw, dict):
        return isinstance(there, dict) and all(_says(there, (key,), raw[key]) for key in raw)
    if isinstance(raw, list):
        return (
            isinstance(there, list)
            and len(there) == len(raw)
            and all(_says({"": one}, ("",), other) for one, other in zip(there, raw, strict=True))
        )
    numbers = all(isinstance(x, (int, float)) and not isinstance(x, bool) for x in (there, raw))
    return (numbers or type(there) is type(raw)) and bool(there == raw)


def _has_like(raw: Any) -> bool:
    return isinstance(raw, dict) and ("like" in raw or any(map(_has_like, raw.values())))


def _nested(changes: Mapping[Place, Any]) -> Table:
    nested: Table = {}
    for path, raw in changes.items():
        nested = put(nested, path, raw)
    return nested
