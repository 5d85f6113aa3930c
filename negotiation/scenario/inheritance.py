"""Scenario text before it is checked: files read, inherited and merged.

A file that ``inherits`` another is merged over it: tables key by key, everything else whole. A
table with ``like = "sibling"`` starts as a copy of a table beside it. Each key remembers the file
that said it.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..foundations.errors import NegotiationError, Problem, nearest
from .library import find

Table = dict[str, Any]


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
    """What went wrong in merging."""

    def where(self, path: tuple[str, ...]) -> str:
        """Return the file and key of a place, for a message."""
        for length in range(len(path), -1, -1):  # a missing key belongs where its table is
            for file, table in reversed(self.chain):
                if length == 0 or _at(table, path[:length]) is not None:
                    return f"{file}: {'.'.join(path)}"
        raise AssertionError("a scenario has at least one file")

    def overrides(self, path: tuple[str, ...], key: str) -> bool:
        """Return whether a file replaces a key of a table without giving the table whole."""
        tables = [_at(table, path) for _, table in self.chain]
        return sum(isinstance(table, dict) and key in table for table in tables) > 1

    def says(self, path: tuple[str, ...], key: str) -> bool:
        """Return whether the last file that gives ``path`` gives this key of it."""
        for _, table in reversed(self.chain):
            found = _at(table, path)
            if isinstance(found, dict):
                return key in found
        return False


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
        if not isinstance(parent, str):
            raise NegotiationError(f"{path.name}: inherits must be the name of a scenario")
        beside = path.parent / f"{parent}.toml"
        path = beside if beside.is_file() else find(parent)
    merged: Table = {}
    for _, table in chain:
        merged = _merge(merged, table)
    problems: list[Problem] = []
    merged = _resolve_likes(merged, (), chain[-1][0], problems)
    return ScenarioText(stem, tuple(chain), merged, tuple(problems))


def _parse(path: Path) -> Table:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise NegotiationError(f"{path} cannot be read: {error}") from error
    except (ValueError, RecursionError) as error:  # tomllib's own, giant integers, deep nesting
        raise NegotiationError(f"{path.name} is not TOML: {error}") from error


def _merge(under: Table, over: Table) -> Table:
    merged = deepcopy(under)
    for key, value in over.items():
        if isinstance(value, dict) and isinstance(merged.get(key), dict):
            merged[key] = _merge(merged[key], value)
        else:
            merged[key] = deepcopy(value)
    return merged


def _resolve_likes(
    table: Table, path: tuple[str, ...], file: str, problems: list[Problem]
) -> Table:
    resolved: Table = {}
    for key in table:
        value = table[key]
        if isinstance(value, dict):
            for sibling in _likes(table, key, path, file, problems):
                value = _merge(sibling, value)
            value = {k: v for k, v in value.items() if k != "like"}
            value = _resolve_likes(value, (*path, key), file, problems)
        resolved[key] = value
    return resolved


def _likes(
    table: Table, key: str, path: tuple[str, ...], file: str, problems: list[Problem]
) -> Iterator[Table]:
    visited = [key]
    while (name := table[visited[-1]].get("like")) is not None:
        sibling = table.get(name) if isinstance(name, str) else None
        if not isinstance(sibling, dict) or name in visited:
            problems.append(
                Problem(
                    where=f"{file}: {'.'.join((*path, key))}.like",
                    what="no other table of that name beside it",
                    value=name,
                    allowed="the name of a table beside it",
                    remedy=nearest(str(name), [k for k in table if k not in visited]),
                )
            )
            return
        visited.append(name)
        yield sibling


def _at(table: Any, path: tuple[str, ...]) -> Any:
    for key in path:
        if isinstance(table, dict) and key in table:
            table = table[key]
        elif isinstance(table, list) and key.isdigit() and int(key) <= len(table):
            table = table[int(key) - 1]
        else:
            return None
    return table
