"""Files of matches: written as the matches come, read whatever letters their names have."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from negotiation.engine.running import play_many
from negotiation.results.match_files import read_matches, save_matches
from negotiation.results.record import Record
from negotiation.scenario.compile import compile_game
from negotiation.scenario.loading import load


@pytest.fixture(scope="module")
def records() -> list[Record]:
    return list(play_many(compile_game(load("uk_may_2025")), 3, seed=0))


@pytest.mark.parametrize("letter", ["\u2028", "\u2029", "\x85", "\x0b", "\x1c", "\r", "\n", "日"])
def test_any_letter_of_a_name_is_kept_in_its_line(
    tmp_path: Path, records: list[Record], letter: str
) -> None:
    named = [replace(one, receipt=replace(one.receipt, scenario=f"a{letter}b")) for one in records]
    path = tmp_path / "matches.jsonl"
    assert save_matches(named, path) == 3
    found = read_matches(path)
    assert found.problems == ()
    assert list(found.records) == named


def test_each_match_is_on_disk_before_the_next_is_played(
    tmp_path: Path, records: list[Record]
) -> None:
    sizes: list[int] = []

    def played() -> Iterator[Record]:
        for n in range(300):
            yield records[n % 3]
            [part] = tmp_path.glob(".*.part")
            sizes.append(part.stat().st_size)

    assert save_matches(played(), tmp_path / "matches.jsonl") == 300
    assert sizes == sorted(sizes)
    assert sizes[-1] > sizes[100] > 0  # all in memory until the end would be 0
    assert len(read_matches(tmp_path / "matches.jsonl").records) == 300
    assert [path.name for path in tmp_path.iterdir()] == ["matches.jsonl"]


@pytest.mark.parametrize("text", ["[" * 5000, '{"x": ' + "9" * 5000 + "}", '{"s": "\\ud800"}', ""])
def test_what_is_no_match_is_told(tmp_path: Path, text: str) -> None:
    path = tmp_path / "matches.jsonl"
    path.write_text(text)
    found = read_matches(path)
    assert (found.records, len(found.problems)) == ((), 1)
