"""One table of a scenario's text over another, and tables that are like others.

A table with ``like = "sibling"`` starts as a copy of a table beside it, with all that is inside.
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

from ..foundations.errors import NegotiationError, Problem, nearest

Table = dict[str, Any]

MOST_TABLES = 10_000
"""So many tables may come of the ``like`` of a file: each may copy what copies in its turn."""


def merge(under: Table, over: Table) -> Table:
    """Return one table over another: tables key by key, everything else whole."""
    merged = deepcopy(under)
    if explains_itself(over):
        merged.pop("note", None)
    for key, value in over.items():
        if isinstance(value, dict) and isinstance(merged.get(key), dict):
            merged[key] = merge(merged[key], value)
        else:
            merged[key] = deepcopy(value)
    return merged


def explains_itself(over: Table) -> bool:
    """Return whether a number is replaced, source and all: a note on the old one says nothing."""
    return "source" in over and bool({"value", "values"} & set(over))


def resolve_likes(table: Table, path: tuple[str, ...], file: str, problems: list[Problem]) -> Table:
    """Return a table in which nothing is ``like`` anything any more; mistakes are noted.

    Raises ``NegotiationError`` where copies of copies would be more than `MOST_TABLES`.
    """
    return _Likes(file, problems).resolved(table, path)


class _Likes:
    """One pass over a text, which counts the tables that come of it."""

    def __init__(self, file: str, problems: list[Problem]) -> None:
        self.file = file
        self.problems = problems
        self.made = 0

    def resolved(self, table: Table, path: tuple[str, ...]) -> Table:
        self.made += 1
        if self.made > MOST_TABLES:
            raise NegotiationError(
                f"{self.file}: {'.'.join(path)}: tables that are like others come to more than "
                f"{MOST_TABLES:,} tables; try saying like once, in the outermost of them"
            )
        found: Table = {}
        for key in table:
            value = table[key]
            if isinstance(value, dict):
                for sibling in self._siblings(table, key, path):
                    value = merge(sibling, value)
                value = {k: v for k, v in value.items() if k != "like"}
                value = self.resolved(value, (*path, key))
            found[key] = value
        return found

    def _siblings(self, table: Table, key: str, path: tuple[str, ...]) -> Iterator[Table]:
        visited = [key]
        while (name := table[visited[-1]].get("like")) is not None:
            sibling = table.get(name) if isinstance(name, str) else None
            if not isinstance(sibling, dict) or name in visited:
                self.problems.append(
                    Problem(
                        where=f"{self.file}: {'.'.join((*path, key))}.like",
                        what="no other table of that name beside it",
                        value=name,
                        allowed="the name of a table beside it",
                        remedy=nearest(str(name), [k for k in table if k not in visited]),
                    )
                )
                return
            visited.append(name)
            yield sibling
