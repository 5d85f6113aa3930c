"""What a file of the package may be called, how long it may be, and whom it may name."""

from __future__ import annotations

import ast
from pathlib import Path

from tests.architecture.reading import PACKAGE, definitions, shown, sources, tree_of

LONGEST = 300
# Compiled kernels may be longer, one reason each; there is none yet.
KERNELS: frozenset[str] = frozenset()
VAGUE = {"utils", "util", "helpers", "helper", "common", "misc", "manager", "managers", "base"}


def vague_names(paths: list[Path]) -> list[str]:
    return [
        f"{shown(path)}: say what is in it"
        for path in paths
        if VAGUE & ({path.stem, path.parent.name} | set(path.stem.split("_")))
    ]


def long_files(paths: list[Path]) -> list[str]:
    lines = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in paths}
    return [
        f"{shown(path)}: {count} lines, at most {LONGEST}: it holds more than one idea"
        for path, count in lines.items()
        if count > LONGEST and shown(path) not in KERNELS
    ]


def absolute_self_imports(paths: list[Path], package: str = "negotiation") -> list[str]:
    """Return the imports of the package by its own name: each is a way round the front door."""
    found = []
    for path in paths:
        for node in ast.walk(tree_of(path)):
            names: list[str] = []
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom) and node.level == 0:
                names = [node.module or ""]
            if any(name.split(".")[0] == package for name in names):
                found.append(f"{shown(path, node.lineno)}: import it relatively")  # type: ignore[attr-defined]
    return found


def undocumented(paths: list[Path]) -> list[str]:
    """Return the modules, and the public classes and functions, that do not say what they are."""
    found = []
    for path in paths:
        tree = tree_of(path)
        if not ast.get_docstring(tree):
            found.append(f"{shown(path)}: the file has no docstring")
        found += [
            f"{shown(path, node.lineno)}: {node.name} has no docstring"
            for node, public in definitions(tree)
            if public and not ast.get_docstring(node) and not is_overload(node)
        ]
    return found


def is_overload(node: ast.AST) -> bool:
    """Return whether a definition is one signature of several: the last of them says what it is."""
    marks = getattr(node, "decorator_list", ())
    return any(isinstance(mark, ast.Name) and mark.id == "overload" for mark in marks)


def test_file_names_say_what_is_inside() -> None:
    assert vague_names(sources()) == []


def test_files_are_short() -> None:
    assert long_files(sources()) == []


def test_kernels_that_may_be_long_exist() -> None:
    assert {name for name in KERNELS if not (PACKAGE.parent / name).is_file()} == set()


def test_the_package_imports_itself_relatively() -> None:
    assert absolute_self_imports(sources()) == []


def test_everything_public_has_a_docstring() -> None:
    assert undocumented(sources()) == []


class TestTheCheckersCanFail:
    def test_there_is_something_to_check(self) -> None:
        assert len(sources()) > 50

    def test_vague_names_are_found(self, tmp_path: Path) -> None:
        bad = [tmp_path / "utils.py", tmp_path / "base" / "x.py", tmp_path / "tariff_helpers.py"]
        assert len(vague_names([*bad, tmp_path / "tariffs.py", tmp_path / "database.py"])) == 3

    def test_long_files_are_found(self, tmp_path: Path) -> None:
        short, long = tmp_path / "short.py", tmp_path / "long.py"
        short.write_text("x = 1\n" * LONGEST, encoding="utf-8")
        long.write_text("x = 1\n" * (LONGEST + 1), encoding="utf-8")
        assert [line.split(":")[0] for line in long_files([short, long])] == [long.as_posix()]

    def test_absolute_self_imports_are_found(self, tmp_path: Path) -> None:
        path = tmp_path / "x.py"
        path.write_text(
            '"""\n>>> import negotiation\n"""\n'  # a doctest speaks as a user would
            "import negotiation\n"
            "from . import game\n"
            "import numpy, negotiation.game as g\n"
            "def late():\n"
            "    from negotiation.game import game\n"
            "import negotiations_of_others\n",
            encoding="utf-8",
        )
        found = absolute_self_imports([path])
        assert [line.split(":")[1] for line in found] == ["4", "6", "8"]

    def test_missing_docstrings_are_found(self, tmp_path: Path) -> None:
        path = tmp_path / "x.py"
        path.write_text(
            "class Bare:\n"
            "    def bare(self): ...\n"
            "    def _private(self): ...\n"
            "class _Private:\n"
            "    def inside(self): ...\n"
            "def said():\n"
            '    """Say."""\n'
            "    def local(): ...\n",
            encoding="utf-8",
        )
        missing = [line.rsplit(": ", 1)[1].split()[0] for line in undocumented([path])]
        assert missing == ["the", "Bare", "bare"]
