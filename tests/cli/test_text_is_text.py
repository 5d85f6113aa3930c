"""What a scenario says is printed as it is said: square brackets are no commands."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    "command", [["solve"], ["scenarios"], ["run", "--no-pictures", "--concept", "subgame_perfect"]]
)
def test_brackets_in_a_title_are_printed(command: list[str], tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(
        'inherits = "june_deadline"\ntitle = "Talks [draft] [/x]"\nstory = "[red]An end[/]"\n'
    )
    done = subprocess.run(
        [sys.executable, "-m", "negotiation", *command, str(path)],
        capture_output=True,
        text=True,
        cwd=ROOT if command[0] != "run" else tmp_path,
        env={"PYTHONPATH": str(ROOT), "PATH": "", "COLUMNS": "120"},
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "Talks [draft] [/x]" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["run", "june_deadline", "--seed", str(10**23)], 2, "'--seed'"),
        (["solve", "june_deadline", "--types", "us=sensitive,us=tolerant"], 2, "names us twice"),
        (["solve", "june"], 2, "try 'june_deadline'"),
        (["export", "june_deadline", "--nfg", "a.nfg", "--private"], 2, "a matrix has known types"),
        (["export", "june_deadline", "--nfg", "a", "--efg", "a"], 2, "both formats would go to a"),
    ],
)
def test_mistakes_of_the_command(
    arguments: list[str], code: int, said: str, tmp_path: Path
) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "negotiation", *arguments],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        env={"PYTHONPATH": str(ROOT), "PATH": "", "COLUMNS": "200"},
        check=False,
    )
    assert done.returncode == code
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert not list(tmp_path.iterdir())
