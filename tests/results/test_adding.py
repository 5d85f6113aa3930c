"""Matches are added to a file of matches of the same game; nothing is ever written over."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

import negotiation as ng
from negotiation.foundations.errors import NegotiationError
from negotiation.results.adding import add_matches, check_addable, check_settings, next_match
from negotiation.results.match_files import read_matches
from negotiation.results.record import Record


@pytest.fixture(scope="module")
def records() -> tuple[Record, ...]:
    return ng.play("uk_may_2025", {"us": "boulware", "uk": "conceder"}, matches=4, seed=3)


def test_what_is_added_stands_after_what_was_there(
    tmp_path: Path, records: tuple[Record, ...]
) -> None:
    path = tmp_path / "m.jsonl"
    assert next_match(path, 3) == 0
    assert add_matches(records[:2], path) == 2
    before = path.read_bytes()
    path.write_bytes(before.rstrip(b"\n"))  # as some editors leave it
    assert add_matches(records[2:], path) == 4
    assert path.read_bytes().startswith(before)
    assert read_matches(path).records == records
    assert (next_match(path, 3), next_match(path, 4)) == (4, 0)


def test_emptiness_is_no_obstacle(tmp_path: Path, records: tuple[Record, ...]) -> None:
    path = tmp_path / "m.jsonl"
    path.touch()
    assert add_matches(records[:3], path) == 3
    path.write_text("  \n" + path.read_text(encoding="utf-8"), encoding="utf-8")
    assert add_matches(records[3:], path) == 4


def test_anything_else_is_left_as_it_is(tmp_path: Path, records: tuple[Record, ...]) -> None:
    path = tmp_path / "m.jsonl"
    add_matches(records[:1], path)
    one = path.read_text(encoding="utf-8")
    stranger = replace(records[0].receipt, game_fingerprint="0" * 64)
    for content, new, said in (
        (one, replace(records[1], receipt=stranger), "holds matches of another game"),
        ("my notes\n", records[1], "is not JSON"),
        ('{"record": ' + one.strip() + "}\n", records[1], "no file with a match on each line"),
        (one.replace('{"scenario"', '{\n"scenario"', 1), records[1], "no file with a match"),
    ):
        path.write_text(content, encoding="utf-8")
        with pytest.raises(NegotiationError, match=said):
            check_addable(path, new.receipt.game_fingerprint)
        with pytest.raises(NegotiationError, match=said):
            add_matches([new], path)
        assert path.read_text(encoding="utf-8") == content


def test_a_number_is_given_once(tmp_path: Path, records: tuple[Record, ...]) -> None:
    path = tmp_path / "m.jsonl"
    add_matches(records, path)
    made_in = records[0].receipt.game_fingerprint
    with pytest.raises(NegotiationError, match=r"matches 2 to 3 of seed 3 already.*--first 4"):
        check_addable(path, made_in, 3, range(2, 6))
    check_addable(path, made_in, 3, range(4, 8))
    check_addable(path, made_in, 4, range(4))


def test_the_same_strategies_solved_otherwise_are_refused(
    tmp_path: Path, records: tuple[Record, ...]
) -> None:
    path = tmp_path / "m.jsonl"

    def solved_with(precision: str, n: int) -> Record:
        given = {**records[n].receipt.parameters, "us precision": precision, "uk name": f"A{n}"}
        return replace(records[n], receipt=replace(records[n].receipt, parameters=given))

    add_matches([solved_with("2", 0), solved_with("2", 1)], path)
    for refuse in (check_settings, lambda where, one: add_matches([one], where)):
        with pytest.raises(NegotiationError, match="us precision 2, not us precision 5"):
            refuse(path, solved_with("5", 2))
    add_matches([replace(solved_with("5", 2), strategies={"us": "fair_split", "uk": "x"})], path)
