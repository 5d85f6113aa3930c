"""A `picture` that draws nothing says why: the kind of file, who draws it, what to try."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import negotiation as ng
from negotiation.cli.picture import command
from negotiation.foundations.errors import NegotiationError
from negotiation.results.match_files import save_matches
from negotiation.results.storage import save
from tests.pictures.example_map import example_map
from tests.pictures.example_run import example_run
from tests.pictures.example_sweep import example_sweep

PRINTED = {"format": 1, "scenario": "no_card", "solutions": []}


def said(path: Path, *names: str) -> str:
    with pytest.raises(NegotiationError) as refused:
        command(path, picture=list(names), formats="svg")
    assert refused.value.exit_code != 0
    assert not list(path.parent.glob("*.svg"))
    return str(refused.value)


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("s.json", json.dumps(PRINTED), ("printed with `negotiation solve --json`", "run no_card")),
        (
            "r.json",
            json.dumps({**PRINTED, "record": {}, "files": {"run": "results/no_card/run.json"}}),
            ("printed with `negotiation run --json`", "try results/no_card/run.json"),
        ),
        ("old.json", json.dumps({"story": "", "record": {}}), ("a run of another version",)),
        ("odd.json", json.dumps({"a": 1}), ("holds no result of this version",)),
        ("half.json", "{", ("is not JSON",)),
        ("empty.json", "", ("an empty file",)),
        ("talks.csv", "a,b\n1,2\n", ("a table",)),
        ("own.toml", "title = 'x'", ("a scenario", "`negotiation run ")),
        ("beliefs.html", "<html>", ("a picture or a page (html) already",)),
    ],
)
def test_the_kind_of_file_is_named(
    name: str, content: str, told: tuple[str, ...], tmp_path: Path
) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8")
    message = said(tmp_path / name)
    for words in (*told, "Pictures are drawn of", "timeline", "negotiation tournament"):
        assert words in message
    assert "required field" not in message


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"kind": None}, "it names no kind; a result is one of run, solution"),
        ({"kind": "fun"}, "its kind is 'fun'; a result is one of run, solution"),
        ({"kind": [1]}, "its kind is [1]; a result is one of run, solution"),
        ({"format": 3}, "its format is 3, and 2 is the last one known here"),
        ({"format": "two"}, "its format is 'two', not a whole number"),
        ({"format": True}, "its format is True, not a whole number"),
        ({"more": 1}, "extra fields found (more)"),
        ({"solutions": None}, "Run.solutions"),
    ],
)
def test_a_damaged_result_is_told_by_its_damage(
    changed: dict[str, Any], told: str, tmp_path: Path
) -> None:
    path = tmp_path / "run.json"
    save(example_run(), path)
    plain = json.loads(path.read_text(encoding="utf-8")) | changed
    if plain["kind"] is None:
        del plain["kind"]
    path.write_text(json.dumps(plain), encoding="utf-8")
    message = said(path)
    assert message.startswith(f"{path}: ")
    assert told in message
    assert "another version" not in message
    with pytest.raises(NegotiationError) as refused:
        ng.read_result(path)
    assert message.startswith(str(refused.value))
    assert "; try " in str(refused.value)


def test_a_file_of_matches_is_told_from_a_run(tmp_path: Path) -> None:
    record = example_run().record
    for count in (1, 2):
        path = tmp_path / f"{count}.jsonl"
        save_matches([record] * count, path)
        assert "a file of matches, each the record of one talk" in said(path)


def test_a_folder_names_the_files_in_it(tmp_path: Path) -> None:
    assert "it holds no JSON file" in said(tmp_path)
    (tmp_path / "no_card").mkdir()
    (tmp_path / "no_card" / "run.json").write_text("{}", encoding="utf-8")
    assert f"try one file in it, e.g. {tmp_path / 'no_card' / 'run.json'}" in said(tmp_path)


def test_a_name_mistyped_names_the_nearest_file(tmp_path: Path) -> None:
    (tmp_path / "run.json").write_text("{}", encoding="utf-8")
    assert f"try {tmp_path / 'run.json'}" in said(tmp_path / "runs.json")
    assert "try the run.json in a folder" in said(tmp_path / "nothing" / "x.txt")


def test_an_experiment_that_no_picture_draws_names_each_reason(tmp_path: Path) -> None:
    found = example_map()
    save(replace(found, rows=found.rows[1:]), tmp_path / "map.json")
    message = said(tmp_path / "map.json")
    assert "holds an experiment, and no picture can be drawn of it" in message
    assert "card_map: the table of where_the_card_pays is no grid" in message
    assert "lines: lines need a column of which every value stands in one row" in message


def test_a_picture_of_another_kind_says_what_it_draws(tmp_path: Path) -> None:
    save(example_run(), tmp_path / "run.json")
    message = said(tmp_path / "run.json", "ranking")
    assert "this is a run, and ranking draws a tournament (the tournament.json" in message
    assert "timeline" in message


def test_an_experiment_of_ones_own_is_drawn(tmp_path: Path) -> None:
    save(example_sweep(), tmp_path / "own.json")
    command(tmp_path / "own.json", formats="svg")
    assert {path.name for path in tmp_path.iterdir()} == {"own.json", "lines.svg"}
