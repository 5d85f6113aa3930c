"""The main job's table of the talks: it tells the same talks as the record, with all digits."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from negotiation.engine.running import DEFAULTS, run, talks_table
from negotiation.results.table import as_csv

ROOT = Path(__file__).resolve().parents[2]
START = "import sys; {before}; from negotiation.cli import main; main()"


def command(*arguments: str, before: str = "pass") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [
            *(sys.executable, "-c", START.format(before=before)),
            *("run", "--concept", "subgame_perfect", *arguments),
        ],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        check=True,
    )


def test_the_defaults_bargain_over_several_rounds() -> None:
    for scenario in ("june_deadline", "hard_deadline"):
        record = run(scenario, concepts=["subgame_perfect"]).record
        assert tuple(record.strategies.values()) == DEFAULTS
        assert len({move.round for move in record.moves}) >= 3
        assert len([move for move in record.moves if move.action == "offer"]) >= 3


def test_the_command_writes_the_table_of_the_talks_it_tells(tmp_path: Path) -> None:
    arguments = ("june_deadline", "--no-pictures", "--json", "--seed", "3")
    done = command(*arguments, "--strategies", "us=conceder", "--out", str(tmp_path))
    told = json.loads(done.stdout)
    assert f"wrote {tmp_path / 'talks.csv'}" in done.stderr
    with (tmp_path / "talks.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    moves = told["record"]["moves"]
    assert [(r["date"], r["mover"], r["action"]) for r in rows] == [
        (m["date"], m["player"], m["action"]) for m in moves
    ]
    for player, payoff in told["record"]["payoffs"].items():
        assert float(rows[-1][f"{player}_total_busd"]) == payoff["total"]  # no digit is lost
    assert told["record"]["strategies"]["us"] == "conceder"
    table = talks_table("june_deadline", seed=3, strategies={"us": "conceder"})
    assert (tmp_path / "talks.csv").read_text(encoding="utf-8") == as_csv(table)


def test_without_mesa_the_run_goes_on_without_the_table(tmp_path: Path) -> None:
    done = command(
        "june_deadline",
        "--no-pictures",
        "--out",
        str(tmp_path),
        before="sys.modules['mesa'] = None",
    )
    assert "Mesa is not installed; it comes with this package" in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["run.json"]


def test_a_table_needs_rows_of_the_same_columns() -> None:
    with pytest.raises(ValueError, match="columns"):
        as_csv([{"a": 1, "b": 2}, {"b": 2, "a": 1}])
