"""Planting mistakes: the base scenario as a tree of values, changed and written back as TOML."""

from __future__ import annotations

import copy
import json
import tomllib
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from negotiation.scenario.library import find

Tree = dict[str, Any]
Plant = Callable[..., str]


def toml_text(value: Any) -> str:
    """Return a value as TOML, tables inline."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float, date)):
        return str(value)
    if isinstance(value, str):
        return json.dumps(value)
    if isinstance(value, list):
        return "[" + ", ".join(map(toml_text, value)) + "]"
    return "{" + ", ".join(f"{json.dumps(k)} = {toml_text(v)}" for k, v in value.items()) + "}"


def write_toml(tree: Tree, path: Path) -> str:
    """Write a tree to a file, one line for each top-level key, and return its name."""
    text = "\n".join(f"{json.dumps(k)} = {toml_text(v)}" for k, v in tree.items()) + "\n"
    path.write_text(text, encoding="utf-8")
    return str(path)


@pytest.fixture(scope="session")
def base_tree() -> Tree:
    """Return the text of the base scenario as a tree; copy it before changing it."""
    return tomllib.loads(find("june_deadline").read_text(encoding="utf-8"))


@pytest.fixture
def plant(base_tree: Tree, tmp_path: Path) -> Plant:
    """Return a function that writes the base file with keys set, or removed with ``None``."""

    def write(changes: dict[str, Any], name: str = "planted") -> str:
        tree = copy.deepcopy(base_tree)
        for path, value in changes.items():
            *parents, last = path.split(".")
            table: Any = tree
            for key in parents:
                table = table[int(key) - 1] if isinstance(table, list) else table[key]
            if value is None:
                del table[last]
            else:
                table[last] = value
        return write_toml(tree, tmp_path / f"{name}.toml")

    return write
