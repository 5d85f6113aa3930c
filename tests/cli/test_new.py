"""`new` writes a start that runs as it is, and never over what is there."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

import negotiation as ng
from negotiation.cli.console.starts import kinds, start_of
from negotiation.cli.new import command
from negotiation.foundations.errors import CannotWrite, NegotiationError


def written(kind: str, folder: Path) -> Path:
    command(kind, "an-idea", folder)
    (place,) = folder.iterdir()
    return place


def _strategy(place: Path) -> None:
    for share in (0.0, 0.3, 1.0):
        mine = f"{place}:AnIdea(share={share})"
        (record,) = ng.play("june_deadline", {"us": mine, "japan": "boulware"})
        assert record.moves
    report = ng.check(place, examples=10)
    assert report.is_kept


def _experiment(place: Path) -> None:
    found = ng.experiment(place, fast=True)
    assert len(found.rows) == 8
    assert "Japan's payoff goes from" in found.finding


def _scenario(place: Path) -> None:
    talks = ng.load(place)
    assert talks.files == ("june_deadline.toml", "an_idea.toml")
    assert talks.contents.title == "An idea"
    assert ng.compile_game(talks).packages is not None


TRIED: dict[str, Callable[[Path], None]] = {
    "strategy": _strategy,
    "experiment": _experiment,
    "scenario": _scenario,
}


@pytest.mark.parametrize("kind", kinds())
def test_a_start_runs_as_it_is(kind: str, tmp_path: Path) -> None:
    TRIED[kind](written(kind, tmp_path))


@pytest.mark.parametrize("kind", kinds())
def test_what_is_there_stays(kind: str, tmp_path: Path) -> None:
    place = written(kind, tmp_path)
    place.write_text("mine", encoding="utf-8")
    with pytest.raises(CannotWrite, match="is there already, and stays as it is"):
        command(kind, "an_idea", tmp_path)
    assert place.read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("name", ["", "9x", "../x", "a b", "Mine", "class", "x/y", "_", "é"])
def test_a_name_that_no_class_can_be_named_after(name: str) -> None:
    with pytest.raises(NegotiationError, match="cannot be the name of a strategy"):
        start_of("strategy", name)


def test_a_kind_that_there_is_not() -> None:
    with pytest.raises(NegotiationError, match="try 'strategy'"):
        start_of("stratgy", "mine")


def test_an_ending_may_be_given() -> None:
    assert start_of("strategy", "mine.py") == start_of("Strategy", "mine")
