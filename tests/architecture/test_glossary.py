"""One word for each idea: the glossary of CONTRIBUTING.md, held against the names we define.

A word (or a pattern such as ``*_policy``) of the table's last column may not be the name of a
class, a function, a parameter or a field of the package, unless an underscore in front keeps it
inside its file. ``(but in `engine/`)`` after a word allows it in one room.
"""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

import pytest

from tests.architecture.reading import CHECKOUT, PACKAGE, definitions, shown, sources, tree_of

HEADER = ["concept", "name", "symbol", "note", "never"]


@dataclass(frozen=True, kw_only=True)
class Banned:
    pattern: str
    say: str
    room: str = ""


def glossary(text: str) -> list[Banned]:
    """Return the banned words of the first table of a text that has the glossary's columns."""
    rows = [_cells(line) for line in text.splitlines() if line.lstrip().startswith("|")]
    if HEADER not in rows:
        raise ValueError(f"no table with the columns {', '.join(HEADER)}")
    banned = []
    for row in rows[rows.index(HEADER) + 2 :]:
        if len(row) != len(HEADER):
            break
        for word, room in re.findall(r"`([^`]+)`(?: \(but in `([a-z_]+)/`\))?", row[4]):
            banned.append(Banned(pattern=word, say=f"{row[1]} for {row[0]}", room=room))
    return banned


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in re.split(r"(?<!\\)\|", line.strip().strip("|"))]


def names_defined(tree: ast.Module) -> list[tuple[str, int]]:
    """Return the names a file defines for others to read, in snake case, with their lines."""
    found = []
    for node, _ in definitions(tree):
        found.append((node.name, node.lineno))
        for field in node.body if isinstance(node, ast.ClassDef) else []:
            if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name):
                found.append((field.target.id, field.lineno))
    for part in ast.walk(tree):
        if isinstance(part, ast.arg):
            found.append((part.arg, part.lineno))
        elif isinstance(part, ast.Attribute) and isinstance(part.ctx, ast.Store):
            found.append((part.attr, part.lineno))
    return [(_snake(name), line) for name, line in found if not name.startswith("_")]


def _snake(name: str) -> str:
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()


def strays(paths: list[Path], banned: list[Banned], package: Path = PACKAGE) -> list[str]:
    """Return the names that use a banned word, each with the word to use."""
    found = []
    for path in paths:
        room = path.relative_to(package).parts[0]
        here = [word for word in banned if word.room != room]
        for name, line in names_defined(tree_of(path)):
            found += [
                f"{shown(path, line)}: {name!r} is not our word; say {word.say}"
                for word in here
                if fnmatchcase(name, word.pattern) or fnmatchcase(name, word.pattern + "s")
            ]
    return sorted(set(found))


@pytest.fixture(scope="module")
def banned() -> list[Banned]:
    return glossary((CHECKOUT / "CONTRIBUTING.md").read_text(encoding="utf-8"))


def test_names_are_the_glossarys(banned: list[Banned]) -> None:
    assert strays(sources(), banned) == []


def test_the_glossary_is_read_whole(banned: list[Banned]) -> None:
    assert len(banned) >= 30
    assert {"ptype", "zopa", "utility", "exploitability"} <= {word.pattern for word in banned}
    assert [word.room for word in banned if word.pattern == "agent"] == ["engine"]


class TestTheCheckerCanFail:
    TABLE = """
| Concept | x |
|---|---|
| not this | `step` |

| concept | name | symbol | note | never |
|---|---|---|---|---|
| who decides | `player` | i | a \\| in a cell | `agent` (but in `engine/`), `side` |
| plan | `strategy` | s | | `policy`, `*_policy` |
"""

    def test_the_table_is_read(self) -> None:
        assert [(word.pattern, word.room) for word in glossary(self.TABLE)] == [
            ("agent", "engine"),
            ("side", ""),
            ("policy", ""),
            ("*_policy", ""),
        ]

    def test_a_missing_table_is_an_error(self) -> None:
        with pytest.raises(ValueError, match="no table"):
            glossary("| concept | name |")

    @pytest.mark.parametrize(
        "line",
        [
            "class Policy: ...",
            "class TrainedPolicy: ...",
            "def policy(): ...",
            "def f(x, *, policies=None, sides): ...",
            "class A:\n    side: str",
            "class A:\n    def __init__(self): self.side = 1",
            "f = lambda agent: 1",
        ],
    )
    def test_a_stray_is_found(self, line: str, tmp_path: Path) -> None:
        path = tmp_path / "game" / "x.py"
        path.parent.mkdir()
        path.write_text(line, encoding="utf-8")
        assert len(strays([path], glossary(self.TABLE), tmp_path)) == 1

    @pytest.mark.parametrize(
        ("room", "line"),
        [
            ("engine", "class Agent: ..."),
            ("game", "class A:\n    _side: int\ndef _policy(): ...\nother_side = policy_of = 1"),
            ("game", "from x import policy\npolicy(1)"),
        ],
    )
    def test_what_is_allowed_passes(self, room: str, line: str, tmp_path: Path) -> None:
        path = tmp_path / room / "x.py"
        path.parent.mkdir()
        path.write_text(line, encoding="utf-8")
        assert strays([path], glossary(self.TABLE), tmp_path) == []
