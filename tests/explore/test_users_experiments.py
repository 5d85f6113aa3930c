"""Experiments of users: mistakes told with their line, results kept before they are shown."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import negotiation as ng
from negotiation.results.experiment_result import completed
from negotiation.results.storage import load, save

START = """
import numpy as np
import negotiation as ng

class Mine(ng.Experiment):
    question = "Does rice matter?"
    design = "One number is changed."

    def run(self, *, fast=False):
"""


def written(folder: Path, body: str) -> Path:
    path = folder / "mine.py"
    path.write_text(START + "".join(f"        {line}\n" for line in body.split("\n")))
    return path


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ('raise ValueError("no rice")', r'ValueError: no rice \(line 10: raise ValueError\("no'),
        ("return [][1]", r"IndexError: .*\(line 10: return \[\]\[1\]\)"),
        ("raise SystemExit(3)", r"SystemExit: 3 \(line 10"),
        ('open("/nowhere/at/all")', r"FileNotFoundError: .*\(line 10"),
        ("return [{'x': 1}]", r"run \(line 9\) returns \[\{'x': 1\}\]; .*ExperimentResult.*new"),
        ("return None", r"run \(line 9\) returns None"),
        (
            'return ng.ExperimentResult(name="mine", question="q", design="d", columns={"x": "n"},'
            ' rows=[1], finding="f", receipts=())',
            r"row 1 maps columns to cells, and is 1 \(line 10",
        ),
    ],
)
def test_what_an_experiment_does_wrong_is_told_with_its_line(
    tmp_path: Path, body: str, words: str
) -> None:
    path = written(tmp_path, body)
    with pytest.raises(ng.NegotiationError, match=rf"{path}: .*{words}"):
        ng.experiment(path)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("import nothing_of_the_kind", r"does not load: ModuleNotFoundError: .*line 1"),
        ("x = 1\nraise SystemExit", r"does not load: SystemExit.*line 2"),
        (
            "import negotiation as ng\nclass Mine(ng.Experiment):\n    question = design = 'q'\n",
            "Mine lacks run; try `negotiation new experiment",
        ),
    ],
)
def test_a_file_that_holds_no_experiment_is_told(tmp_path: Path, text: str, words: str) -> None:
    path = tmp_path / "mine.py"
    path.write_text(text)
    with pytest.raises(ng.NegotiationError, match=rf"{path}.*{words}"):
        ng.experiment(path)


ODD: tuple[dict[str, Any], ...] = (
    {"seed": np.int64(0), "worth": np.float64("nan"), "flag": np.bool_(True), "word": "rice"},
    {"seed": 1, "worth": float("inf"), "flag": None, "word": np.str_("cars")},
    {"seed": 10**400, "word": [1, 2]},
)
PLAIN: list[dict[str, Any]] = [
    {"seed": 0.0, "worth": None, "flag": 1.0, "word": "rice"},
    {"seed": 1.0, "worth": None, "flag": None, "word": "cars"},
    {"seed": str(10**400), "worth": None, "flag": None, "word": "[1, 2]"},
]


def test_cells_of_any_kind_are_kept(tmp_path: Path) -> None:
    result = ng.ExperimentResult(
        name="mine",
        question="q",
        design="d",
        columns={"seed": "n", "worth": "$bn", "flag": "a flag", "word": "a word"},
        rows=ODD,
        finding="f",
        receipts=(),
    )
    result = completed(result)
    assert result.to_rows() == PLAIN
    save(result, tmp_path / "mine.json")
    assert json.loads((tmp_path / "mine.json").read_text())["rows"] == PLAIN
    assert load(tmp_path / "mine.json", ng.ExperimentResult) == result
    assert result.to_frame()["worth"].isna().all()


def test_a_result_is_kept_before_it_is_shown_and_nothing_is_a_dash(tmp_path: Path) -> None:
    row = '{"seed": np.int64(3), "worth": np.float64("nan")}'
    written(
        tmp_path,
        'return ng.ExperimentResult(name="other", question="q", design="d", columns='
        f'{{"seed": "n", "worth": "$bn", "gap": "n"}}, rows=({row},), finding="f", receipts=())',
    )
    command = [sys.executable, "-m", "negotiation", "experiment", "mine.py", "--out", "kept"]
    told = {}
    for name in ("shown", "full"):
        if name == "full" and not Path("/dev/full").exists():
            continue
        with Path("/dev/full" if name == "full" else tmp_path / "shown").open("w") as out:
            told[name] = subprocess.run(
                command, stdout=out, stderr=subprocess.PIPE, text=True, cwd=tmp_path, check=False
            )
        [kept] = (tmp_path / "kept").iterdir()
        assert kept.name == "mine.json"
        assert json.loads(kept.read_text())["rows"] == [{"seed": 3.0, "worth": None, "gap": None}]
        kept.unlink()
    assert told["shown"].returncode == 0, told["shown"].stderr
    assert (tmp_path / "shown").read_text().count("\N{EN DASH}") == 2
    assert told.get("full", told["shown"]).returncode in {0, 4}
