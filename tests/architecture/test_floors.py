"""The import contracts of pyproject.toml can break, and CONTRIBUTING.md draws the same house."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

from tests.architecture.reading import CHECKOUT, sources, tree_of

CONFIGURATION = (CHECKOUT / "pyproject.toml").read_text(encoding="utf-8")
CONTRACTS: list[dict[str, Any]] = tomllib.loads(CONFIGURATION)["tool"]["importlinter"]["contracts"]
LAYERS: list[str] = next(c for c in CONTRACTS if c["type"] == "layers")["layers"]
ROOMS = re.findall(r"\w+", " ".join(LAYERS))
# What each library's own room does, so that the skeleton below keeps every contract.
ALLOWED = {
    "engine/__init__.py": "import mesa\nfrom ..equilibria import x",
    "equilibria/__init__.py": "import nashpy\nfrom ..results import x",
    "foundations/compiling.py": "import numba",
    "engine/together/kernels/__init__.py": "from ....foundations.compiling import x",
    "pictures/__init__.py": "import altair\nimport vl_convert",
    "game/__init__.py": "import networkx",
    "interop/gambit.py": "import pygambit",
    "testing/__init__.py": "import hypothesis\nimport pytest",
    "interop/negmas_session.py": "import negmas",
}


def skeleton(folder: Path) -> Path:
    """Build an empty house with the rooms of the real one, in which every contract is kept."""
    configuration = "[tool.importlinter]" + CONFIGURATION.split("[tool.importlinter]")[1]
    (folder / "pyproject.toml").write_text(configuration, encoding="utf-8")
    files = {f"{room}/__init__.py": "" for room in ROOMS}
    solvers = ("certificates", "induction", "signalling", "explicit")
    files |= {f"equilibria/{name}/__init__.py": "" for name in solvers}
    files |= {f"equilibria/{name}/kernels/__init__.py": "" for name in ("signalling", "explicit")}
    files |= {"engine/together/__init__.py": ""}
    package = folder / "negotiation"
    for name, text in ({"__init__.py": ""} | files | ALLOWED).items():
        (package / name).parent.mkdir(parents=True, exist_ok=True)
        (package / name).write_text(text + "\n", encoding="utf-8")
    (folder / "experiments").mkdir()
    (folder / "experiments" / "__init__.py").touch()
    return package


def broken(folder: Path) -> set[str]:
    """Return the names of the contracts that a house breaks."""
    start = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    ran = subprocess.run(
        [sys.executable, "-c", start, "--no-logo", "--no-cache"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "Contracts:" in ran.stdout, ran.stdout + ran.stderr
    names = {c["name"] for c in CONTRACTS if f"{c['name']} BROKEN" in _unwrapped(ran.stdout)}
    assert (ran.returncode != 0) == bool(names), ran.stdout
    return names


def _unwrapped(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def test_the_skeleton_keeps_every_contract(tmp_path: Path) -> None:
    skeleton(tmp_path)
    assert broken(tmp_path) == set()


@pytest.mark.parametrize(
    ("file", "line", "contract"),
    [
        ("game/x.py", "from ..engine import y", "The house: imports only go downward"),
        ("pictures/x.py", "from ..interop import y", "The house: imports only go downward"),
        ("newroom/__init__.py", "", "The house: imports only go downward"),
        ("deal/x.py", "from . import y", "No circles, at any depth"),
        ("equilibria/x.py", "import numba", "The compiler only in foundations.compiling"),
        (
            "equilibria/x.py",
            "from ..foundations.compiling import y",
            "Compiled loops only in kernels",
        ),
        (
            "equilibria/certificates/x.py",
            "from ..signalling import y",
            "A certificate shares nothing with the solver it judges",
        ),
        (
            "game/x.py",
            "from ..payoffs import y",
            "The narrow waist: the game side knows no economics",
        ),
        (
            "strategies/x.py",
            "from ..deal import y",
            "The narrow waist: the game side knows no economics",
        ),
        (
            "equilibria/certificates/x.py",
            "from ..induction import y",
            "A certificate shares nothing with the solver it judges",
        ),
        ("pictures/x.py", "from ..equilibria import y", "Pictures see results, never solvers"),
        ("cli/x.py", "import experiments", "The house never reads its experiments"),
        ("strategies/x.py", "import mesa", "Mesa only in engine"),
        ("engine/x.py", "from nashpy import Game", "Nashpy only in equilibria"),
        ("cli/x.py", "def late():\n    import altair", "Drawing only in pictures"),
        ("cli/x.py", "def late():\n    import hypothesis", "Property testing only in testing"),
        ("equilibria/x.py", "import networkx as nx", "Graphs only in game, interop and engine"),
        ("cli/x.py", "def late():\n    import pygambit", "Gambit only in interop"),
        ("engine/x.py", "def late():\n    from negmas import sao", "NegMAS only in interop"),
    ],
)
def test_each_contract_can_break(file: str, line: str, contract: str, tmp_path: Path) -> None:
    package = skeleton(tmp_path)
    (package / file).parent.mkdir(exist_ok=True)
    (package / file).write_text(line + "\n", encoding="utf-8")
    if contract.startswith("No circles"):
        (package / file).with_name("y.py").write_text("from . import x\n", encoding="utf-8")
    assert contract in broken(tmp_path)


def test_every_contract_is_broken_once_above() -> None:
    mark = test_each_contract_can_break.pytestmark[0]  # type: ignore[attr-defined]
    assert {row[2] for row in mark.args[1]} == {c["name"] for c in CONTRACTS}


def imported_by_name(paths: list[Path]) -> set[tuple[str, str]]:
    """Return the rooms and libraries that are imported by a text, which no contract can see."""
    return {
        (path.parent.name, node.args[0].value.split(".")[0])
        for path in paths
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Call)
        and ast.unparse(node.func).rpartition(".")[2] in {"import_module", "__import__"}
        and isinstance(node.args[0], ast.Constant)
        and isinstance(node.args[0].value, str)
        and not node.args[0].value.startswith(".")
    }


def test_gambit_and_negmas_alone_are_imported_by_name_and_only_in_interop(tmp_path: Path) -> None:
    assert imported_by_name(sources()) == {("interop", "pygambit"), ("interop", "negmas")}
    stray = tmp_path / "cli" / "x.py"
    stray.parent.mkdir()
    stray.write_text("def f():\n    return importlib.import_module('pygambit.nash')\n")
    assert imported_by_name([stray]) == {("cli", "pygambit")}


def test_contributing_draws_the_same_floors() -> None:
    text = (CHECKOUT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    drawn = re.search(r"```\n(cli\n.*?)```", text, flags=re.DOTALL)
    assert drawn is not None
    assert drawn[1].split("\n")[:-1] == [re.sub(r"[()]", "", layer) for layer in LAYERS]
