"""Which columns of a table of moves say what: a mapping that its reader writes in TOML.

``[columns]`` names the column of each key, ``[fixed]`` what is the same in every row,
``[values.KEY]`` the game's words for a column's own, and ``[unsaid]`` the action at a stage that
the table has no row for, by the stage's name. A key needs one of the first two:

    [columns]
    match = "session.code"
    player = "player.id_in_group"
    action = "player.answer"
    package.car_tariff = "player.offer"
    [fixed]
    type.us = "tolerant"
    package.rice = 0
    [values.player]
    1 = "us"
    2 = "japan"
    [unsaid]
    market = "calm"
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..foundations.errors import NegotiationError, Problem, ProblemsFound, nearest
from ..game.game import Game

TABLES = ("columns", "fixed", "values", "unsaid")
"""The tables that a mapping may have."""


@dataclass(frozen=True)
class Columns:
    """Where a table of moves says what a game needs to know of each."""

    column_of: Mapping[str, str]
    """The column of a key."""
    fixed: Mapping[str, str]
    """What is the same in every row, by key."""
    words: Mapping[str, Mapping[str, str]]
    """The game's words for a column's own, by key."""
    unsaid: Mapping[str, str]
    """The action at a stage without a row, by the stage's name."""

    def read(self, row: Mapping[str, str], key: str) -> str:
        """Return what a row says under a key, in the game's words; empty where it says nothing."""
        column = self.column_of.get(key)
        if column is None:
            return self.fixed.get(key, "")
        said = (row.get(column) or "").strip()
        return self.words.get(key, {}).get(said, said)


def keys_of(game: Game) -> tuple[str, ...]:
    """Return the keys that a mapping needs for a game, each a column or fixed."""
    issues = () if game.packages is None else game.packages.issues
    return (
        "match",
        "player",
        "action",
        *(f"type.{player}" for player in game.players),
        *(f"package.{issue}" for issue in issues),
    )


def read_columns(game: Game, path: Path) -> Columns:
    """Return the mapping of a TOML file.

    Raises ``NegotiationError`` for a file that cannot be read, and ``ProblemsFound`` with every key
    that is missing or unknown.
    """
    try:
        told = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        raise NegotiationError(f"there is no file {path}; try the path of a mapping") from None
    except OSError as error:
        raise NegotiationError(f"{path} cannot be read: {error.strerror or error}") from error
    except ValueError as error:  # no TOML, or no UTF-8
        raise NegotiationError(f"{path} is not TOML: {error}; {wanted(game)}") from error
    problems = [
        Problem(where=f"{path}: {name}", what="unknown table", remedy=nearest(name, TABLES))
        for name in told
        if name not in TABLES
    ]
    flat = {name: dict(_flat(told.get(name, {}))) for name in TABLES if name != "values"}
    words: dict[str, dict[str, str]] = {}
    for place, word in _flat(told.get("values", {})):
        key, _, own = place.rpartition(".")
        words.setdefault(key, {})[own] = word
    keys = keys_of(game)
    given = {**flat["columns"], **flat["fixed"]}
    problems += [
        Problem(where=f"{path}: {key}", what="unknown key", remedy=nearest(key, keys))
        for key in (*given, *words)
        if key not in keys
    ]
    lacking = [key for key in keys if key not in given]
    if lacking:
        problems.append(
            Problem(
                where=str(path),
                what=f"missing: {', '.join(lacking)}",
                allowed="each under [columns], or under [fixed] if every row says the same",
            )
        )
    stages = {stage.name for stage in game.stages}
    problems += [
        Problem(where=f"{path}: unsaid.{name}", what="no such stage", remedy=nearest(name, stages))
        for name in flat["unsaid"]
        if name not in stages
    ]
    if problems:
        raise ProblemsFound(problems, "the mapping of columns")
    return Columns(flat["columns"], flat["fixed"], words, flat["unsaid"])


def wanted(game: Game) -> str:
    """Return in words what a table of moves of a game needs."""
    return (
        "a table of moves needs a mapping, --columns FILE.toml: under [columns] the name of the "
        f"column of each of {', '.join(keys_of(game))}; under [fixed] those that are the same in "
        "every row"
    )


def _flat(table: Any, before: str = "") -> Iterator[tuple[str, str]]:
    """Yield the entries of a table and of those inside it, their keys joined by dots."""
    if not isinstance(table, Mapping):
        return
    for key, value in table.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{before}{key}.")
        else:
            yield f"{before}{key}", str(value).strip()
