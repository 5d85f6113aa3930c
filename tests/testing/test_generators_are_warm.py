"""A generator is made with all that a first test of a user would import and read.

Hypothesis takes that for the time of the first example: a deadline missed once, and never again, is
told as a flaky test.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOLVED = "negotiation.equilibria.induction.backward"
FRESH = """
import sys
from negotiation.testing import generators, scenario_variants
from negotiation.scenario import inheritance
wanted = sys.argv[2]
assert wanted not in sys.modules, "importing the generators alone costs nothing"
eval(sys.argv[1])
assert wanted in sys.modules
before = set(sys.modules)
ours = lambda names: {name for name in names if name.startswith("negotiation.")}
def refused(*_):
    raise AssertionError("a file is read in a test")
inheritance.tomllib.loads = refused
exec(sys.argv[3])
print(sorted(ours(set(sys.modules) - before)))
"""
CASES = {
    "games": (
        "generators.games()",
        SOLVED,
        "from negotiation.engine.solving import solve_game\n"
        "solve_game(generators.random_game(1, rounds=1, packages=2))",
    ),
    "information_sets": ("generators.information_sets()", SOLVED, ""),
    "bimatrices": (
        "generators.bimatrices()",
        "nashpy",
        "from negotiation.equilibria.bimatrix.equilibria import all_equilibria\n"
        "all_equilibria([[1.0, 0.0], [0.0, 1.0]], [[1.0, 0.0], [0.0, 1.0]])",
    ),
    "scenarios": (
        "scenario_variants.scenarios(['no_card'])",
        "bibtexparser",
        "scenario_variants._loaded('no_card').vary({'market.yield_impact': 0.05})",
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_nothing_is_imported_or_read_in_the_first_example(name: str) -> None:
    ran = subprocess.run(
        [sys.executable, "-c", FRESH, *CASES[name]],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.strip() == "[]"
