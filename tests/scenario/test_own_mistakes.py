"""Mistakes of whoever writes a file of their own: told where they are, wrong magnitudes too."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from negotiation.foundations.errors import NegotiationError, ProblemsFound
from negotiation.scenario.compile import compile_game
from negotiation.scenario.loading import load


def written(folder: Path, text: str, base: str = "june_deadline") -> Path:
    path = folder / "own.toml"
    path.write_text(f'inherits = "{base}"\n{text}', encoding="utf-8")
    return path


def problems(path: Path) -> list[str]:
    with pytest.raises(ProblemsFound) as caught:
        load(path)
    return [problem.line() for problem in caught.value.problems]


class TestMagnitudes:
    """Millions for billions and units for thousands are the commonest mistakes of all."""

    def test_imports_are_not_more_than_all_that_the_us_imports(self, tmp_path: Path) -> None:
        text = (
            "[sectors.cars]\nbase_flow_busd_per_year = { value = 43000.0, range = [40000.0, "
            '46000.0], source = "assumption", confidence = "low" }\n'
        )
        lines = problems(written(tmp_path, text))
        assert any("base_flow_busd_per_year" in line and "3500" in line for line in lines)

    @pytest.mark.parametrize(
        ("units", "inside", "words"),
        [
            (101.0, 0.10, ()),
            (1.43, 0.10, ("base_units", "the units differ")),
            (101.0, 0.30, ("in_quota_rate", "nobody would use the quota")),
        ],
    )
    def test_a_quota_is_in_the_unit_of_what_is_imported_and_spares_something(
        self, tmp_path: Path, units: float, inside: float, words: tuple[str, ...]
    ) -> None:
        number = 'range = [{0}, {0}], source = "assumption", confidence = "low" }}\n'
        text = (
            f"[issues.car_quota]\nbase_units = {{ value = {units}, {number.format(units)}"
            f"in_quota_rate = {{ value = {inside}, {number.format(inside)}"
        )
        path = written(tmp_path, text, base="uk_may_2025")
        if not words:
            assert "car_quota" in load(path).contents.issues
            return
        [line] = problems(path)
        assert all(word in line for word in words)


class TestWhereAMistakeIs:
    """A key that is missing is told of the file that has its table, whoever else has the key."""

    def test_in_a_list_that_replaces_another(self, tmp_path: Path) -> None:
        text = '[[calendar]]\nday = 2025-07-09\nkind = "deadline"\n'
        lines = problems(written(tmp_path, text))
        assert any(line.startswith("own.toml: calendar.1.label: missing") for line in lines)

    def test_in_a_table_that_was_left_out_and_is_given_anew(self, tmp_path: Path) -> None:
        text = (
            'leave_out = ["issues.rice"]\n[issues.rice]\n'
            'levels = { values = [0.0, 60.0], source = "assumption", confidence = "low" }\n'
        )
        lines = problems(written(tmp_path, text))
        assert any(line.startswith("own.toml: issues.rice.kind: missing") for line in lines)

    def test_a_note_does_not_stay_on_another_number(self, tmp_path: Path) -> None:
        number = 'yield_impact = { value = 0.05, source = "imf_2017", confidence = "low" }\n'
        mine = load(written(tmp_path, f"[market]\n{number}"))
        assert load("june_deadline").key_to_number["market.yield_impact"].note
        assert mine.key_to_number["market.yield_impact"].note == ""
        varied = load("june_deadline").vary(
            {"market.yield_impact": {"value": 0.05, "source": "imf_2017"}}
        )
        assert varied.key_to_number["market.yield_impact"].note == ""
        moved = load("june_deadline").vary({"market.yield_impact": 0.05})
        assert moved.key_to_number["market.yield_impact"].note


class TestGivenTwice:
    @pytest.mark.parametrize(
        "changes",
        [
            {"market.yield_impact": 0.05, "market.yield_impact.value": 0.06},
            {"market.yield_impact": 0.05, "market": {"yield_impact": 0.06}},
            {"card.in_play": False, "card": {"in_play": True}},
        ],
    )
    def test_one_place_has_one_value(self, changes: dict[str, Any]) -> None:
        with pytest.raises(ProblemsFound, match="given twice"):
            load("june_deadline").vary(changes)

    def test_a_later_variation_may_say_otherwise(self) -> None:
        base = load("june_deadline")
        varied = base.vary({"market.yield_impact": 0.05}).vary({"market.yield_impact": 0.06})
        assert varied.contents.market.yield_impact == 0.06
        parts = {"market.yield_impact.value": 0.06, "market.yield_impact.source": "imf_2017"}
        assert base.vary(parts).key_to_number["market.yield_impact"].source == ("imf_2017",)

    @pytest.mark.parametrize("key", ["market.yield_impact.", ".market.yield_impact"])
    def test_a_dot_too_many_is_no_key(self, key: str) -> None:
        with pytest.raises(ProblemsFound, match="unknown key"):
            load("june_deadline").vary({key: 0.06})


class TestFilesOfTheWrongForm:
    @pytest.mark.parametrize("listed", ["5", '[["cars"]]', '"cars"'])
    def test_sectors_that_are_no_names(self, tmp_path: Path, listed: str) -> None:
        lines = problems(written(tmp_path, f"[issues.car_tariff]\nsectors = {listed}\n"))
        assert any("issues.car_tariff.sectors" in line for line in lines)

    @pytest.mark.parametrize("parent", ['""', "3", '"' + "a" * 5000 + '"', '"june_deadlin"'])
    def test_what_is_inherited_is_told_with_its_file(self, tmp_path: Path, parent: str) -> None:
        path = tmp_path / "own.toml"
        path.write_text(f"inherits = {parent}\n", encoding="utf-8")
        with pytest.raises(NegotiationError, match=r"own\.toml: inherits"):
            load(path)

    def test_tables_in_tables_without_end(self, tmp_path: Path) -> None:
        path = written(tmp_path, f"[{'.'.join('a' * 900)}]\nx = 1\n")
        with pytest.raises(NegotiationError, match=r"own\.toml"):
            load(path)

    def test_a_name_that_is_no_unicode(self, tmp_path: Path) -> None:
        path = written(tmp_path, 'title = "T"\nstory = "S"\n')
        other = Path(os.fsdecode(os.fsencode(tmp_path) + b"/q\xff.toml"))
        path.rename(other)
        game = compile_game(load(other))
        assert len(game.fingerprint) == 64
