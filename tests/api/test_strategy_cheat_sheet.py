"""The cheat sheet for strategies says all that there is: no field and no helper is left out."""

from __future__ import annotations

import dataclasses
import inspect
import re
from functools import cached_property
from pathlib import Path

import pytest

import negotiation as ng
from negotiation.game.packages import PackageTable

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "strategy_cheat_sheet.md").read_text(encoding="utf-8")
ROWS = {
    title: re.findall(r"^\| (`.+)\|$", text, flags=re.MULTILINE)
    for title, text in re.findall(r"^## (.+?)\n(.*?)(?=^## |\Z)", PAGE, flags=re.M | re.DOTALL)
}


def named(title: str) -> set[str]:
    """Return the names that the first cells of a section have, without arguments."""
    first = " ".join(row.split(" | ")[0] for row in ROWS[title])
    return {re.sub(r"\(.*", "", code) for code in re.findall(r"`([^`]+)`", first)}


def public(kind: type) -> set[str]:
    """Return the public fields, properties and methods of a class."""
    fields = {field.name for field in dataclasses.fields(kind)}
    members = {
        name
        for name, member in vars(kind).items()
        if isinstance(member, property | cached_property) or inspect.isfunction(member)
    }
    return {name for name in fields | members if not name.startswith("_")}


def test_every_field_of_what_is_seen_has_its_row_and_type() -> None:
    rows = ROWS["`seen`: the information set"]
    assert named("`seen`: the information set") == {
        f"seen.{name}" for name in public(ng.InformationSet)
    }
    for field in dataclasses.fields(ng.InformationSet):
        [row] = [row for row in rows if row.startswith(f"`seen.{field.name}`")]
        assert f"| `{field.type}` |" in row


def test_every_member_of_an_outlook_has_its_row() -> None:
    found = {name for name in named("What things are worth") if name.startswith("Outlook.")}
    assert found == {f"Outlook.{name}" for name in public(ng.Outlook)}


def test_every_helper_of_the_namespace_has_its_row() -> None:
    titles = ("Whole manners", "What things are worth", "Where the talks stand", "Single actions")
    told = {name for title in titles for name in named(title)} - {
        f"Outlook.{name}" for name in public(ng.Outlook)
    }
    rooms = ("negotiation.strategies.reasoning.", "negotiation.game.rules")
    helpers = {
        name
        for name in ng.__all__
        if str(getattr(getattr(ng, name), "__module__", "")).startswith(rooms)
    }
    assert {name.partition(".")[0] for name in told} == helpers - {"Outlook"}


@pytest.mark.parametrize("title", ["Whole manners", "Where the talks stand", "Single actions"])
def test_helpers_are_called_as_shown(title: str) -> None:
    for row in ROWS[title]:
        for name, given in re.findall(r"`(\w+)\(([^`]*)\)`", row.split(" | ")[0]):
            parameters = inspect.signature(getattr(ng, name)).parameters
            shown = [one.strip() for one in given.split(",")]
            positional = [one for one in shown if "=" not in one]
            assert [p.rpartition(".")[2] for p in positional] == list(parameters)[: len(positional)]
            assert {one.partition("=")[0] for one in shown if "=" in one} <= set(parameters)


def test_what_is_said_of_the_game_is_there() -> None:
    game = {field.name for field in dataclasses.fields(ng.Game)} | set(vars(ng.Game))
    for name in named("`seen.game`: what is worth looking up"):
        _, first, *rest = name.split(".")
        assert first in game, name
        assert not rest or rest[0] in vars(PackageTable), name


def test_what_a_class_declares_is_there_with_its_default() -> None:
    declared = {name for name in ng.Strategy.__annotations__ if not name.startswith("_")}
    assert named("What a class declares") == declared
