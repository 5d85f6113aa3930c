"""`play` keeps matches and `estimate` finds the precision behind them again, from the files."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from negotiation.results.match_files import read_matches
from tests.five_rounds import FIVE_ROUNDS

ROOT = Path(__file__).resolve().parents[2]
FIRST_ROUND = """\
[[rounds]]
name = "R6"
day = 2025-06-13
proposer = "us"
"""
SMALL = f"""\
inherits = "{FIVE_ROUNDS.as_posix()}"
title = "Two rounds, four packages"

{FIRST_ROUND}[[rounds]]
name = "G7"
day = 2025-06-16
proposer = "japan"

[issues]
car_tariff.levels = {{ values = [0.275, 0.15], source = "assumption" }}
country_tariff.levels = {{ values = [0.10], source = "assumption" }}
rice.levels = {{ values = [0.0], source = "assumption" }}
investment.levels = {{ values = [0.0, 250.0], source = "assumption" }}
purchases.levels = {{ values = [0.0], source = "assumption" }}
treasuries.levels = {{ values = [0.0], source = "assumption" }}
"""
ONE_ROUND = SMALL.replace(FIRST_ROUND, "").replace("Two rounds", "One round")
"""An estimate solves its game dozens of times."""
BOTH = ("--strategies", "us=logit_follower,japan=logit_follower", "--grid", "5")
ALL_BRANCHES = ("--grid", "5", "--bounds", "0.1", "10", "--points", "5")
QUICK = (*ALL_BRANCHES, "--branches", "1")
TRUTH = 0.8


def negotiation(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "negotiation", *arguments],
        capture_output=True,
        text=True,
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        check=False,
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a small scenario and 300 matches of it, in two files."""
    made = tmp_path_factory.mktemp("matches")
    (made / "small.toml").write_text(ONE_ROUND, encoding="utf-8")
    play = ("play", "small.toml", *BOTH, "--precision", str(TRUTH), "--seed", "1")
    for name, first, matches in (("a.jsonl", "0", "180"), ("b.jsonl", "180", "120")):
        done = negotiation(*play, "--first", first, "--matches", matches, "--out", name, cwd=made)
        assert done.returncode == 0, done.stderr
        assert f"{matches} matches of small:" in done.stdout
        assert f"saved {name}" in done.stdout
    return made


def test_a_known_precision_is_found_again_from_files(folder: Path) -> None:
    command = ("estimate", "small.toml", "a.jsonl", "b.jsonl", "--json")
    done = negotiation(*command, *ALL_BRANCHES, cwd=folder)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    done = negotiation(*command, *QUICK, cwd=folder)
    assert done.returncode == 0, done.stderr
    alone = json.loads(done.stdout)
    assert (found["is_unique"], alone["is_unique"]) == (True, True)
    assert found["ways_tried"] > alone["ways_tried"] == 0
    assert found["branches"][0] == alone["branches"][0]
    told_of_branches = {"branches", "branches_found", "ways_tried", "receipt"}
    assert all(found[key] == alone[key] for key in found if key not in told_of_branches)
    low, high = found["interval"]
    assert low < TRUTH < high
    assert (high - low) / TRUTH < 0.5
    assert found["matches"] == 300
    assert found["files"] == ["a.jsonl", "b.jsonl"]
    assert found["is_identified"]
    assert found["types_known"] == 0
    assert found["uniform_log_likelihood"] < found["log_likelihood"] < 0.0
    assert found["times_as_likely"] > 1.2
    assert (found["format"], found["scenario"]) == (2, "small")


def test_matches_are_numbered_drawn_and_played_as_their_seed_says(folder: Path) -> None:
    records = [*read_matches(folder / "a.jsonl").records, *read_matches(folder / "b.jsonl").records]
    assert [record.match for record in records] == list(range(300))
    tolerant = [record.player_types["us"] == "tolerant" for record in records]
    assert 0 < sum(tolerant) < 300
    done = negotiation(
        *("play", "small.toml", *BOTH, "--precision", str(TRUTH), "--seed", "1"),
        *("--matches", "2", "--first", "180", "--types", "us=sensitive", "--out", "c.jsonl"),
        cwd=folder,
    )
    assert done.returncode == 0, done.stderr
    again = read_matches(folder / "c.jsonl").records
    assert {record.player_types["us"] for record in again} == {"sensitive"}
    for one, other in zip(again, records[180:], strict=False):
        assert one.player_types["japan"] == other.player_types["japan"]
        assert one == other or other.player_types["us"] == "tolerant"


def test_where_the_choices_do_not_tell_the_precision_it_says_so(folder: Path) -> None:
    lines = (folder / "a.jsonl").read_text(encoding="utf-8").splitlines(keepends=True)
    (folder / "one.jsonl").write_text(lines[0], encoding="utf-8")
    too_low = ("--grid", "5", "--bounds", "0.01", "0.1", "--points", "3", "--branches", "1")
    done = negotiation("estimate", "small.toml", "a.jsonl", *too_low, cwd=folder)
    assert done.returncode == 0, done.stderr
    assert "NOT IDENTIFIED. The upper bound of the search" in done.stdout
    done = negotiation("estimate", "small.toml", "one.jsonl", *too_low, cwd=folder)
    assert done.returncode == 0, done.stderr
    assert "NOT IDENTIFIED" in done.stdout
    assert "in 1 matches of small" in done.stdout


def test_the_match_of_a_run_is_read_and_known_types_are_pointed_out(folder: Path) -> None:
    run = ("run", "small.toml", "--no-pictures", "--concept", "subgame_perfect", "--json")
    done = negotiation(*run, cwd=folder)
    assert done.returncode == 0, done.stderr
    (folder / "printed.json").write_text(done.stdout, encoding="utf-8")
    saved = folder / "results" / "small" / "run.json"
    (one,), (other,) = (read_matches(path).records for path in (saved, folder / "printed.json"))
    assert one == other
    assert done.stdout == saved.read_text(encoding="utf-8")
    limits = ("--player", "japan", "--strategy", "calibrated_pressure")
    done = negotiation("estimate", "small.toml", str(saved), *QUICK, *limits, cwd=folder)
    assert done.returncode == 0, done.stderr
    assert "In 1 of the matches types were known to all" in done.stdout


def test_every_mistake_in_every_file_is_said_at_once(folder: Path) -> None:
    lines = (folder / "a.jsonl").read_text(encoding="utf-8").splitlines()
    illegal = json.loads(lines[1])
    illegal["moves"][1]["action"] = "surrender"
    incomplete = {key: value for key, value in json.loads(lines[2]).items() if key != "moves"}
    stranger = json.loads(lines[3])
    stranger["scenario"], stranger["receipt"]["game_fingerprint"] = "other", "0" * 64
    bad = [lines[0], json.dumps(illegal), json.dumps(incomplete), "{", json.dumps(stranger)]
    (folder / "bad.jsonl").write_text("\n".join(bad), encoding="utf-8")
    (folder / "empty.jsonl").write_text("\n", encoding="utf-8")
    (folder / "binary.jsonl").write_bytes(b"\xff\xfe")
    files = ("bad.jsonl", "a.jsonl", "empty.jsonl", "binary.jsonl", "none.jsonl")
    done = negotiation("estimate", "small.toml", *files, *QUICK, cwd=folder)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert done.stderr.startswith("Error: 8 problems in the files:")
    for part in (
        "bad.jsonl, line 2 (match 1), move 2: no action 'surrender' is open there",
        "bad.jsonl, line 3: this is not a saved Record: ",
        "bad.jsonl, line 4: is not JSON",
        "bad.jsonl, line 5 (match 3): played in another game (other, 0000000000000000; this is sm",
        "a.jsonl, line 1: the same match as bad.jsonl, line 1; try: each match once",
        "empty.jsonl: holds no match",
        "binary.jsonl: cannot be read: not UTF-8 text",
        "none.jsonl: cannot be read: No such file",
    ):
        assert part in done.stderr


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--player", "jpan"), "no such player (value: 'jpan'); try: 'japan'"),
        (
            ("--strategy", "boulware"),
            "nobody plays it (value: 'boulware'); try: one of logit",
        ),
        (("--bounds", "5", "1"), "two rising positive bounds"),
        (("--branches", "0"), "branches must be a whole number from 1 to"),
        (("--grid", "4"), "the grid must be an odd number"),
    ],
)
def test_mistakes_of_the_command(folder: Path, options: tuple[str, ...], said: str) -> None:
    done = negotiation("estimate", "small.toml", "a.jsonl", *options, cwd=folder)
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr
