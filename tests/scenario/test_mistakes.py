"""Every mistake in a scenario file: found, placed, and answered with a remedy, all at once."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from negotiation.foundations.errors import NegotiationError, ProblemsFound
from negotiation.scenario.loading import load
from tests.scenario.invalid_files import CARS, INVALID, number
from tests.scenario.invalid_talks import INVALID_TALKS

Plant = Callable[..., str]


ROWS = INVALID + INVALID_TALKS


@pytest.mark.parametrize(
    ("change", "key", "words"), [row[1:] for row in ROWS], ids=[row[0] for row in ROWS]
)
def test_a_mistake_is_reported_at_its_key(
    plant: Plant, change: dict[str, Any], key: str, words: str
) -> None:
    with pytest.raises(ProblemsFound) as caught:
        load(plant(change))
    lines = [p.line() for p in caught.value.problems if p.where == f"planted.toml: {key}"]
    assert lines, f"{key} is not among the places:\n{caught.value}"
    assert any(re.search(words, line) for line in lines), "\n".join(lines)
    assert all(p.remedy for p in caught.value.problems), "a problem without a remedy"


EIGHT = {
    "delay.us_per_dya": 1.0,
    "market.yield_impact.unit": "bp",
    f"{CARS}.pass_through.value": 20,
    f"{CARS}.import_demand_elasticity.source": "boehm_2032",
    "rounds.3.day": date(2025, 5, 25),
    "us.types.tolerant.prior": number(0.9, "probability"),
    "card.initial": "hint",
    "card.in_play": "yes",
}


def test_eight_mistakes_are_eight_numbered_lines(plant: Plant) -> None:
    with pytest.raises(ProblemsFound) as caught:
        load(plant(EIGHT))
    first, *lines = str(caught.value).splitlines()
    assert first == "8 problems in planted.toml:"
    assert len(lines) == 8
    places = {key: key for key in EIGHT} | {"us.types.tolerant.prior": "us.types"}
    for n, line in enumerate(lines, 1):
        assert line.startswith(f"{n}. planted.toml: ")
        assert "; try: " in line or "; allowed: " in line
    for key in places.values():
        assert sum(f"planted.toml: {key}:" in line for line in lines) == 1, key
    assert caught.value.exit_code == 2


def child(folder: Path, text: str, name: str = "child") -> str:
    """Write a file that stands beside others and return its name."""
    path = folder / f"{name}.toml"
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_an_override_needs_a_source_of_its_own(tmp_path: Path) -> None:
    text = 'inherits = "june_deadline"\n[market]\nyield_impact = { value = 0.5 }\n'
    with pytest.raises(ProblemsFound, match=r"child.toml: market.yield_impact: .*changed"):
        load(child(tmp_path, text))
    sourced = text.replace("0.5 }", '0.5, source = "assumption" }')
    assert load(child(tmp_path, sourced)).contents.market.yield_impact == 0.5


def test_an_override_may_change_a_note_or_a_range_without_a_new_source(tmp_path: Path) -> None:
    text = 'inherits = "june_deadline"\n[market]\nyield_impact = { note = "x", range = [0.1, 1] }\n'
    unchanged = load("june_deadline").contents.market.yield_impact
    assert load(child(tmp_path, text)).contents.market.yield_impact == unchanged


def test_a_mistake_is_placed_in_the_file_that_made_it(tmp_path: Path) -> None:
    child(tmp_path, 'inherits = "june_deadline"\n[card]\ninitial = "hint"\n', "parent")
    with pytest.raises(ProblemsFound) as caught:
        load(child(tmp_path, 'inherits = "parent"\nprotocol = "chess"\n'))
    assert [p.where for p in caught.value.problems] == [
        "child.toml: protocol",
        "parent.toml: card.initial",
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param('inherits = "child"', "in a circle: child -> child", id="a circle of one"),
        pytest.param("inherits = 7", "inherits is 7; allowed: the name", id="no name of a parent"),
        pytest.param('inherits = "june_dedline"', "june_deadline", id="an unknown parent"),
        pytest.param("title = ", "is not TOML", id="not TOML"),
        pytest.param("a = 1\na = 2", "is not TOML", id="a key twice"),
        pytest.param("a = " + "[" * 5000, "is not TOML", id="nested without end"),
        pytest.param("a = " + "9" * 5000, "is not TOML", id="a number without end"),
        pytest.param("a = 2025-13-45", "is not TOML", id="no such date"),
    ],
)
def test_a_file_that_cannot_be_read(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(NegotiationError, match=words):
        load(child(tmp_path, text))


def test_a_circle_of_two_is_named(tmp_path: Path) -> None:
    child(tmp_path, 'inherits = "two"', "one")
    child(tmp_path, 'inherits = "one"', "two")
    with pytest.raises(NegotiationError, match="one -> two -> one"):
        load(str(tmp_path / "one.toml"))


def test_bytes_that_are_no_text(tmp_path: Path) -> None:
    path = tmp_path / "latin.toml"
    path.write_bytes(b'title = "caf\xe9"')
    with pytest.raises(NegotiationError, match="cannot be read"):
        load(str(path))


@pytest.mark.parametrize("name", ["june_dedline", "june-deadlin", "JUNE_DEADLINES"])
def test_an_unknown_scenario_suggests_the_nearest(name: str) -> None:
    with pytest.raises(NegotiationError, match="try 'june_deadline'"):
        load(name)


@pytest.mark.parametrize("name", ["missing.toml", "no/such/place.toml", "", "no\0such", "x" * 999])
def test_a_missing_file_lists_the_names_there_are(name: str) -> None:
    with pytest.raises(NegotiationError, match="june_deadline"):
        load(name)
