"""Gives each room of the package a page of its own, written from its docstrings."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import Any

from mkdocs.structure.files import File, Files

_PACKAGE = Path(__file__).resolve().parents[2] / "negotiation"
_BEFORE = "Contributing"


def rooms() -> list[str]:
    """Return the rooms that exist, in alphabetical order."""
    return sorted(path.parent.name for path in _PACKAGE.glob("*/__init__.py"))


def page(room: str) -> str:
    """Return a room's page: its own docstring, then each of its modules."""
    folder = _PACKAGE / room
    said = ast.get_docstring(ast.parse((folder / "__init__.py").read_text(encoding="utf-8"))) or ""
    lines = [f"# {room}", "", said, ""]
    for path in sorted(folder.rglob("*.py")):
        module = path.relative_to(_PACKAGE.parent).with_suffix("")
        if module.name != "__init__":
            lines += [f"::: {'.'.join(module.parts)}", ""]
    return "\n".join(lines)


def on_config(config: Any) -> Any:
    section = {"The rooms": [{room: f"rooms/{room}.md"} for room in rooms()]}
    titles = [next(iter(entry)) for entry in config.nav]
    config.nav.insert(titles.index(_BEFORE), section)
    return config


def on_files(files: Files, config: Any) -> Files:
    for room in rooms():
        files.append(File.generated(config, f"rooms/{room}.md", content=page(room)))
    return files
