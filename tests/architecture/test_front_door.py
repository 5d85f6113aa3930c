"""``import negotiation`` is light and leaves the program as it was.

What it is measured by is counted; `benchmarks.start_up` takes the time.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.architecture.reading import CHECKOUT

HEAVY = {"altair", "hypothesis", "matplotlib", "mesa", "nashpy", "networkx", "numpy", "pandas"}
HEAVY |= {"pytest", "rich", "scipy", "typer", "vl_convert"}
MOST_MODULES = 60

# Each probe runs in a fresh interpreter and is told the module to import.
STATE = """
import hashlib, json, locale, multiprocessing, os, random, signal, sys, threading, warnings
import numpy

def digest(state):
    return hashlib.sha256(repr(state).encode()).hexdigest()

def state():
    return {
        "multiprocessing start method": str(multiprocessing.get_start_method(allow_none=True)),
        "warnings filters": repr(warnings.filters),
        "numpy error handling": repr(numpy.geterr()),
        "numpy print options": repr(numpy.get_printoptions()),
        "numpy random state": digest([a.tolist() if hasattr(a, "tolist") else a
                                      for a in numpy.random.get_state()]),
        "random state": digest(random.getstate()),
        "environment": repr(sorted(os.environ.items())),
        "working folder": os.getcwd(),
        "import path": repr(sys.path),
        "locale": locale.setlocale(locale.LC_ALL),
        "signal handlers": repr([signal.getsignal(s) for s in sorted(signal.valid_signals())]),
        "threads": threading.active_count(),
        "recursion limit": sys.getrecursionlimit(),
        "exception hook": repr(sys.excepthook),
    }

before = state()
__import__(sys.argv[1])
after = state()
print(json.dumps([name for name in before if before[name] != after[name]]))
"""
WEIGHT = """
import json, sys
read = []
loaded = set(sys.modules)
sys.addaudithook(lambda event, args: read.append(str(args[0])) if event == "open" else None)
__import__(sys.argv[1])
new, files = sorted(set(sys.modules) - loaded), read[:]
code = (".py", ".pyc", ".so", ".pyd")
print(json.dumps({"modules": new, "files": [one for one in files if not one.endswith(code)]}))
"""


def probe(code: str, module: str, folder: Path = CHECKOUT) -> Any:
    """Return what a probe prints about importing a module from a folder."""
    ran = subprocess.run(
        [sys.executable, "-c", code, module],
        env={**os.environ, "PYTHONPATH": str(folder)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    return json.loads(ran.stdout)


def heavy(modules: list[str]) -> set[str]:
    return HEAVY & {name.split(".")[0] for name in modules}


def test_it_changes_nothing_global() -> None:
    assert probe(STATE, "negotiation") == []


def test_it_imports_nothing_heavy() -> None:
    modules = probe(WEIGHT, "negotiation")["modules"]
    assert heavy(modules) == set()
    assert len(modules) <= MOST_MODULES, modules


def test_it_reads_no_file_but_its_code() -> None:
    assert probe(WEIGHT, "negotiation")["files"] == []


@pytest.mark.parametrize(
    "module", ["negotiation.cli", "negotiation.scenario.loading", "negotiation.testing.verdicts"]
)
def test_other_doors_change_nothing_global_either(module: str) -> None:
    assert probe(STATE, module) == []


def test_the_command_line_waits_for_what_is_heavy() -> None:
    assert heavy(probe(WEIGHT, "negotiation.cli")["modules"]) <= {"numpy", "rich", "typer"}


def test_a_plugin_that_nobody_asks_brings_nothing_but_pytest() -> None:
    code = WEIGHT.replace("loaded =", "import pytest\nloaded =")
    modules = probe(code, "negotiation.testing.plugin")["modules"]
    assert heavy(modules) == set()
    assert len(modules) <= 10, modules


class TestTheCheckersCanFail:
    @pytest.mark.parametrize(
        ("line", "what"),
        [
            ("import os; os.environ['A_NEW_ONE'] = '1'", "environment"),
            ("import random; random.seed(1)", "random state"),
            ("import numpy; numpy.random.seed(1)", "numpy random state"),
            ("import numpy; numpy.seterr(all='raise')", "numpy error handling"),
            ("import warnings; warnings.simplefilter('ignore')", "warnings filters"),
            (
                "import multiprocessing as m; m.set_start_method('spawn')",
                "multiprocessing start method",
            ),
            ("import sys; sys.path.append('x')", "import path"),
        ],
    )
    def test_a_changed_global_is_named(self, line: str, what: str, tmp_path: Path) -> None:
        (tmp_path / "rude_module.py").write_text(line + "\n", encoding="utf-8")
        assert probe(STATE, "rude_module", tmp_path) == [what]

    def test_a_heavy_import_and_the_files_it_reads_are_named(self, tmp_path: Path) -> None:
        text = "import pandas\nopen(__file__.replace('.py', '.txt')).close()\n"
        (tmp_path / "slow_module.py").write_text(text, encoding="utf-8")
        (tmp_path / "slow_module.txt").touch()
        found = probe(WEIGHT, "slow_module", tmp_path)
        assert {"numpy", "pandas"} <= heavy(found["modules"])
        assert str(tmp_path / "slow_module.txt") in found["files"]
        assert len(found["modules"]) > MOST_MODULES
