"""The sources of a user's file: its own text, and those of the modules beside it that it imports.

They are found in the texts alone: import statements anywhere in a file, also inside functions,
followed from module to module below the *root*, the folder that imports begin at: the file's own,
or the one that holds its outermost package. What else is loaded, installed or entered decides
nothing. Not covered: installed packages, what ``importlib`` or ``__import__`` import, compiled
modules and files of data.
"""

from __future__ import annotations

import ast
import hashlib
import os
import sys
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path

from ...foundations.errors import NegotiationError

_OURS = Path(__file__).parents[2]
_INSTALLED = {"site-packages", "dist-packages"}


def digest_of(path: Path) -> str:
    """Return the sha256 of a file's sources: their places beside it, and their texts."""
    digest = hashlib.sha256()
    for source in sorted(set(sources_of(path).values())):
        text = source.read_bytes()
        place = Path(os.path.relpath(source, path.parent)).as_posix()
        digest.update(f"{place}\0{len(text)}\0".encode() + text)
    return digest.hexdigest()


def sources_of(path: Path) -> dict[str, Path]:
    """Return the files that a file's doings depend on, by the names that they are imported by.

    The file itself has its name too. Files of this package are left out: its program is known.
    """
    path = path.resolve()
    root = _root(path)
    found = dict(_modules(root, _dotted(path, root), True)) if root != path.parent else {}
    found |= {path.stem if root == path.parent else _dotted(path, root): path}
    own = found.copy() if root.name in _INSTALLED else {}
    todo = list(found.items())
    while todo:
        name, file = todo.pop()
        for wanted in _imports(file.read_bytes(), name, file.name == "__init__.py"):
            if own and wanted.partition(".")[0] not in own:
                continue  # beside it lies what is installed, not what is its own
            for module, source in _modules(root, wanted, root != path.parent):
                if module not in found:
                    found[module] = source
                    todo.append((module, source))
    return found


def check_together(paths: Iterable[Path]) -> None:
    """Raise ``NegotiationError`` if two files mean different modules by one name."""
    known: dict[str, tuple[Path, Path]] = {}
    for path in dict.fromkeys(paths):
        for name, source in sources_of(path).items():
            other, there = known.setdefault(name, (path, source))
            if source not in {there, path} and other != there:
                raise _two(name, path, source, f"beside {other}, which enters too,", there)


def check_loaded(path: Path) -> None:
    """Raise ``NegotiationError`` if a file's modules are not those that this process has loaded."""
    path = path.resolve()
    for name, source in sources_of(path).items():
        file = getattr(sys.modules.get(name), "__file__", None)
        if source != path and file and Path(file).resolve() != source:
            raise _two(name, path, source, "here", Path(file))


def _two(name: str, path: Path, source: Path, where: str, other: Path) -> NegotiationError:
    return NegotiationError(
        f"{path} imports {name}, which is {source} beside it, but {where} it is {other}; try "
        "another name for one of them"
    )


def _root(path: Path) -> Path:
    root = path.parent
    while (root / "__init__.py").is_file():
        root = root.parent
    return root


def _dotted(path: Path, root: Path) -> str:
    parts = path.relative_to(root).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _modules(root: Path, dotted: str, is_package: bool) -> Iterator[tuple[str, Path]]:
    """Yield what importing a dotted name runs below the root: its packages, and the module."""
    parts = dotted.split(".")
    if parts[0] == _OURS.name or (parts[0] in sys.stdlib_module_names and not is_package):
        return  # Python finds these first, whatever lies beside a file that stands alone
    everything = parts[-1] == "*"
    for n in range(1, len(parts) + (not everything)):
        folder, name = root.joinpath(*parts[:n]), ".".join(parts[:n])
        for file in (folder / "__init__.py", folder.with_name(f"{folder.name}.py")):
            if file.is_file():
                yield name, file.resolve()
                break
    if everything and (root.joinpath(*parts[:-1]) / "__init__.py").is_file():
        for file in sorted(root.joinpath(*parts[:-1]).glob("*.py")):
            if file.name != "__init__.py":  # its ``__all__`` may name any of them
                yield ".".join((*parts[:-1], file.stem)), file.resolve()


@lru_cache(maxsize=256)
def _imports(text: bytes, name: str, is_package: bool) -> tuple[str, ...]:
    """Return the dotted names that a module's text may import, itself called ``name``."""
    try:
        tree = ast.parse(text)
    except (SyntaxError, ValueError):
        return ()  # it does not load, and who loads it says so
    found: dict[str, None] = {}
    package = name.split(".") if is_package else name.split(".")[:-1]
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= dict.fromkeys(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else []
            start = [*above, *(node.module.split(".") if node.module else [])]
            found |= dict.fromkeys(".".join((*start, alias.name)) for alias in node.names)
    return tuple(found)
