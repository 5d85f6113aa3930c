"""Reading our own source as text and syntax trees, for the rules that no linter can say."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]
PACKAGE = CHECKOUT / "negotiation"


def sources(folder: Path = PACKAGE) -> list[Path]:
    """Return every Python file below a folder, in alphabetical order."""
    return sorted(path for path in folder.rglob("*.py") if "__pycache__" not in path.parts)


def tree_of(path: Path) -> ast.Module:
    """Return a file's syntax tree."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def shown(path: Path, line: int | None = None) -> str:
    """Return a place as the reader would type it, e.g. ``negotiation/game/game.py:12``."""
    inside = path.relative_to(CHECKOUT) if path.is_relative_to(CHECKOUT) else path
    return inside.as_posix() + (f":{line}" if line is not None else "")


Definition = ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef


def definitions(tree: ast.AST) -> Iterator[tuple[Definition, bool]]:
    """Yield each class, function and method that is not local, and whether it is public.

    A name is public when neither it nor any class around it begins with an underscore.
    """

    def below(node: ast.AST, public: bool) -> Iterator[tuple[Definition, bool]]:
        for child in ast.iter_child_nodes(node):
            if isinstance(child, Definition):
                seen = public and not child.name.startswith("_")
                yield child, seen
                if isinstance(child, ast.ClassDef):
                    yield from below(child, seen)
            elif isinstance(child, ast.If | ast.Try | ast.With):
                yield from below(child, public)

    yield from below(tree, True)
