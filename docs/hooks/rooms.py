"""Gives each room of the package a page of its own, written from its docstrings."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import Any

from mkdocs.structure.files import File, Files

_PACKAGE = Path(__file__).resolve().parents[2] / "negotiation"
_BEFORE = "Contributing"
_OVERVIEW = "rooms/index.md"
_LAST_FOUND = "---\nsearch:\n  boost: 0.2\n---\n\n"
"""Makes a search show the pages for users before those of the code."""
_EXPLAINED = """# The code, room by room

The package is divided into *rooms*: folders with one subject each. Imports go downwards only, and a
check holds that. The pages of this section list what every room defines, from its docstrings. Who
uses the package needs none of them: all that users need is in the namespace `negotiation`, whose
names are listed on the page of `api`. They are for whoever reads or changes the code, together with
[Contributing](../contributing.md).

| room | what it holds |
|---|---|
"""


def rooms() -> list[str]:
    """Return the rooms that exist, in alphabetical order."""
    return sorted(path.parent.name for path in _PACKAGE.glob("*/__init__.py"))


def said_of(room: str) -> str:
    """Return a room's own docstring."""
    text = (_PACKAGE / room / "__init__.py").read_text(encoding="utf-8")
    return ast.get_docstring(ast.parse(text)) or ""


def overview() -> str:
    """Return the page that says what the rooms are, and what is in each."""
    rows = [f"| [`{room}`]({room}.md) | {said_of(room).splitlines()[0]} |" for room in rooms()]
    return _EXPLAINED + "\n".join(rows) + "\n"


def page(room: str) -> str:
    """Return a room's page: its own docstring, then each of its modules."""
    folder = _PACKAGE / room
    lines = [f"{_LAST_FOUND}# {room}", "", said_of(room), ""]
    for path in sorted(folder.rglob("*.py")):
        module = path.relative_to(_PACKAGE.parent).with_suffix("")
        if module.name != "__init__":
            lines += [f"::: {'.'.join(module.parts)}", ""]
    return "\n".join(lines)


def on_config(config: Any) -> Any:
    pages = [{"What the rooms are": _OVERVIEW}, *({r: f"rooms/{r}.md"} for r in rooms())]
    section = {"The code, room by room": pages}
    titles = [next(iter(entry)) for entry in config.nav]
    config.nav.insert(titles.index(_BEFORE), section)
    return config


def on_files(files: Files, config: Any) -> Files:
    files.append(File.generated(config, _OVERVIEW, content=overview()))
    for room in rooms():
        files.append(File.generated(config, f"rooms/{room}.md", content=page(room)))
    return files
