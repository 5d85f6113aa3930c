"""``--set KEY=VALUE``: on every command with a scenario, told in results, refused in words."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from typer.testing import CliRunner

from negotiation.cli import application, commands
from negotiation.foundations.errors import NegotiationError
from negotiation.scenario.loading import load
from negotiation.scenario.plain_values import changes_of, text_of, value_of
from tests.scenario.conftest import write_toml
from tests.scenario.test_varying import MANY

TAKERS = {
    "check",
    "equilibria",
    "estimate",
    "export",
    "play",
    "run",
    "scenarios",
    "sit",
    "solve",
    "tournament",
}
STRESSED = ("--set", "market.initial=stressed")
SIMPLE = "us=boulware,japan=conceder"


def called(*arguments: str, code: int = 0) -> str:
    """Return what a command prints, its errors among it."""
    done = CliRunner().invoke(application(), list(arguments))
    assert done.exit_code == code, done.output
    return done.output


def as_json(*arguments: str) -> Any:
    """Return the object that a command prints, whatever it says beside it on standard error."""
    done = CliRunner().invoke(application(), list(arguments))
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Return a scenario of one round in a folder that is the current one."""
    monkeypatch.chdir(tmp_path)
    only = load("june_deadline").text.merged["rounds"][-1]
    tree = {"inherits": "june_deadline", "rounds": [only], "calendar": []}
    return write_toml({**tree, "window_ends": only["day"]}, tmp_path / "small.toml")


@pytest.mark.parametrize("command", commands())
def test_every_command_that_takes_a_scenario_takes_it(command: str) -> None:
    assert ("--set" in called(command, "--help")) == (command in TAKERS)


class TestResultsTellIt:
    def test_solve(self, small: str) -> None:
        plain = as_json("solve", small, "--json")["receipt"]
        varied = json.loads(
            called("solve", small, *STRESSED, "--set", "card.in_play = false", "--json")
        )["receipt"]
        assert plain["changes"] == {}
        assert varied["changes"] == {"market.initial": '"stressed"', "card.in_play": "false"}
        assert varied["scenario"] == plain["scenario"] == "small"
        assert varied["scenario_fingerprint"] != plain["scenario_fingerprint"]
        assert 'changed: market.initial = "stressed"' in called("solve", small, *STRESSED)

    def test_scenarios(self, small: str) -> None:
        found = json.loads(
            called("scenarios", small, "--set", "market.yield_impact=0.05", "--json")
        )
        assert found["changes"] == {"market.yield_impact": "0.05"}
        before = load(small).contents.market.yield_impact
        [number] = [n for n in found["numbers"] if n["varied_from"] is not None]
        assert (number["key"], number["value"], number["varied_from"]) == (
            "market.yield_impact",
            [0.05],
            [before],
        )
        table = called("scenarios", small, "--set", "market.yield_impact=0.05", "--sources")
        assert f"varied from {before:g}" in table

    def test_run_and_its_folder(self, small: str, tmp_path: Path) -> None:
        options = ("--concept", "subgame_perfect", "--no-pictures")
        for changes in ((), STRESSED):
            called("run", small, *changes, "--strategies", SIMPLE, *options)
        folders = sorted(path.name for path in (tmp_path / "results").iterdir())
        varied = load(small).vary({"market.initial": "stressed"})
        assert folders == ["small", f"small-{varied.fingerprint[:8]}"]
        runs = [
            json.loads((tmp_path / "results" / name / "run.json").read_text()) for name in folders
        ]
        assert [one["record"]["receipt"]["changes"] for one in runs] == [
            {},
            {"market.initial": '"stressed"'},
        ]


class TestNothingIsMixed:
    def test_matches_of_a_varied_scenario_are_no_matches_of_the_other(self, small: str) -> None:
        called(
            "play", small, *STRESSED, "--matches", "2", "--strategies", SIMPLE, "--out", "m.jsonl"
        )
        told = called("estimate", small, "m.jsonl", code=2)
        assert "played in another game" in told

    def test_nor_is_an_equilibrium_that_was_kept(self, small: str) -> None:
        solve = ("solve", small, "--concept", "logit")
        called(*solve, *STRESSED, "--grid", "5", "--offers", "4", "--save", "kept.npz")
        assert "solved for another game" in called(*solve, "--from", "kept.npz", code=2)
        called(*solve, *STRESSED, "--from", "kept.npz")

    def test_nor_is_a_tournament_that_goes_on(self, small: str, tmp_path: Path) -> None:
        options = ("--strategies", "boulware,conceder", "--matches", "2", "--out", "t", "--json")
        plain = as_json("tournament", small, *options, "--workers", "1")
        varied = as_json("tournament", small, *STRESSED, *options, "--workers", "1")
        assert plain["receipt"]["changes"] == {}
        assert varied["receipt"]["changes"] == {"market.initial": '"stressed"'}
        assert len(list((tmp_path / "t" / "cells").iterdir())) == 2
        again = as_json("tournament", small, *options, "--workers", "1")
        assert again == plain
        assert not np.array_equal(plain["payoffs"], varied["payoffs"])

    def test_several_scenarios_have_folders_of_their_own(self, small: str, tmp_path: Path) -> None:
        options = ("--strategies", "boulware,conceder", "--matches", "2", "--workers", "1")
        called("tournament", small, "no_card", "--set", "market.rise=0.1", *options)
        names = sorted(path.name for path in (tmp_path / "results").iterdir() if path.is_dir())
        assert [name.rpartition("-")[0] for name in names] == ["no_card", "small"]


class TestMistakes:
    def test_all_of_them_at_once(self, small: str) -> None:
        wrong = ("--set", "market.yeild_impact=1", "--set", "market.rise=5", *STRESSED)
        told = called("solve", small, *wrong, code=2)
        assert "2 problems in the changes to small" in told.replace("\n", " ")
        assert "'market.yield_impact'" in told
        assert "at most 1" in told.replace("\n", " ")

    def test_nothing_to_set_it_in(self) -> None:
        assert "--set needs a scenario" in called("scenarios", *STRESSED, code=2)
        assert "--exploit" in called("check", "boulware", *STRESSED, code=2)


class TestText:
    @pytest.mark.parametrize("value", MANY.values())
    def test_a_value_is_told_as_it_may_be_given(self, value: Any) -> None:
        assert value_of(text_of(value)) == value

    @pytest.mark.parametrize(
        "value",
        [{"a b": 1, "x": [{}, {"y": ""}]}, 'quotes " and \\', "\n\t\x7f\u00e9", "true"],
    )
    def test_so_are_tables_and_odd_texts(self, value: Any) -> None:
        assert value_of(text_of(value)) == value

    def test_bare_words_are_texts_and_nothing_else_is(self) -> None:
        assert value_of(" calm ") == "calm"
        assert value_of("walked_back") == "walked_back"
        assert value_of("true") is True
        for text in ("two words", "1.5.2", "1\nother = 2", "[1", "", "5 %"):
            with pytest.raises(NegotiationError, match="is no value; try a number such as"):
                value_of(text)

    def test_assignments_of_another_form_are_all_told(self) -> None:
        with pytest.raises(NegotiationError) as caught:
            changes_of(["a.b", "=3", "x=", "y=1", "y=2", "z=1 2"])
        lines = str(caught.value).splitlines()
        assert lines[0] == "5 problems in what is to be set:"
        assert [line[:3] for line in lines[1:]] == ["1. ", "2. ", "3. ", "4. ", "5. "]
        assert "y is given twice" in lines[4]
