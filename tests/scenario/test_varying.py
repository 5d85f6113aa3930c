"""Changing numbers from Python: what changes, what is said of it, what is refused and how."""

from __future__ import annotations

import dataclasses
import pickle
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import negotiation
from negotiation.foundations.errors import ProblemsFound
from negotiation.scenario.compile import compile_game
from negotiation.scenario.library import available
from negotiation.scenario.loading import load, scenario_of
from negotiation.scenario.schema import Scenario
from tests.scenario.conftest import write_toml

IMPACT = "market.yield_impact"
MANY: dict[str, Any] = {
    IMPACT: 0.05,
    "us.types.sensitive.tolerance_bp": 40.0,
    "us.types.sensitive.prior": 0.2,
    "card.in_play": False,
    "card.available_from": date(2025, 5, 20),
    "issues.investment.levels": [0, 100, 400, 550],
    "issues.country_tariff.sectors": ["other", "machinery", "electronics", "farm", "energy"],
    "market.initial": "stressed",
    "rounds.2.day": date(2025, 5, 31),
    "us.postures.pressing.rung": 3,
}


@pytest.fixture(scope="module")
def base() -> Scenario:
    """Return the base scenario."""
    return load("june_deadline")


class TestWhatChanges:
    def test_every_kind_of_value_is_changed_and_the_original_is_not(self, base: Scenario) -> None:
        varied = base.vary(MANY)
        assert set(varied.changes) == set(MANY)
        s = varied.contents
        assert s.market.yield_impact == 0.05
        assert s.us.types["sensitive"].tolerance_bp == 40.0
        assert (s.us.types["sensitive"].prior, s.us.types["tolerant"].prior) == (0.2, 0.8)
        assert s.card.in_play is False
        assert s.card.available_from == date(2025, 5, 20)
        assert s.issues["investment"].levels == (0.0, 100.0, 400.0, 550.0)
        assert s.issues["country_tariff"].sectors_set()[0] == "other"
        assert s.market.initial == "stressed"
        days = [r.day for r in base.contents.rounds]
        assert [r.day for r in s.rounds] == [days[0], date(2025, 5, 31), *days[2:]]
        assert s.us.postures["pressing"].rung == 3
        assert base == load("june_deadline")
        assert (
            base.contents.market.yield_impact == base.text.merged["market"]["yield_impact"]["value"]
        )
        assert base.changes == {}

    def test_a_varied_number_says_what_it_was_and_keeps_its_source(self, base: Scenario) -> None:
        number = base.vary({IMPACT: 0.05}).key_to_number[IMPACT]
        before = base.key_to_number[IMPACT]
        assert (number.value, number.varied_from) == ((0.05,), before.value)
        assert dataclasses.replace(number, value=before.value, varied_from=None) == before
        varied = [n.key for n in base.vary(MANY).numbers if n.varied_from is not None]
        assert set(varied) == {key for key in MANY if key in base.key_to_number}

    def test_it_can_be_told_from_the_original(self, base: Scenario) -> None:
        varied = base.vary({IMPACT: 0.05})
        assert varied.name == base.name
        assert varied.changes == {IMPACT: 0.05}
        assert varied != base
        assert varied.fingerprint != base.fingerprint
        game, varied_game = compile_game(base), compile_game(varied)
        assert varied_game.scenario_fingerprint == varied.fingerprint
        assert varied_game.fingerprint != game.fingerprint
        flag = base.vary({"card.available_until": date(2026, 1, 1)})
        assert flag.fingerprint != base.fingerprint

    def test_nothing_changed_is_the_original(self, base: Scenario) -> None:
        assert base.vary({}) == base
        same = (IMPACT, "card.in_play", "us.postures.holding.rung")
        assert base.vary({key: _said(base, key) for key in same}) == base
        back = {key: _said(base, key) for key in MANY}
        again = base.vary(MANY).vary(back)
        assert again == base
        assert (again.changes, again.fingerprint) == ({}, base.fingerprint)

    def test_what_it_tells_is_a_copy(self, base: Scenario) -> None:
        varied = base.vary({IMPACT: {"value": 0.05, "note": "low"}})
        varied.changes[IMPACT]["value"] = 0.5
        assert varied.changes == {IMPACT: {"value": 0.05, "note": "low"}}
        assert varied.vary({"market.rise": 0.1}).contents.market.yield_impact == 0.05

    def test_changes_compose(self, base: Scenario) -> None:
        step_by_step = base
        for key, value in MANY.items():
            step_by_step = step_by_step.vary({key: value})
        assert step_by_step == base.vary(MANY)
        assert load("june_deadline").vary(step_by_step.changes) == step_by_step
        assert base.vary({IMPACT: 0.1}).vary({IMPACT: 0.2}) == base.vary({IMPACT: 0.2})
        assert base.vary({IMPACT: 0.1}).vary({"market.rise": 0.1}).changes == {
            IMPACT: 0.1,
            "market.rise": 0.1,
        }

    def test_a_file_that_says_the_same_has_the_same_contents(
        self, base: Scenario, tmp_path: Path
    ) -> None:
        table = {"value": 0.05, "source": "assumption", "confidence": "low"}
        name = write_toml(
            {"inherits": "june_deadline", "market": {"yield_impact": table}}, tmp_path / "file.toml"
        )
        assert load(name).contents == base.vary({IMPACT: 0.05}).contents

    def test_tables_like_the_one_changed_stay_as_they_are(self, base: Scenario) -> None:
        sectors = base.vary({"sectors.machinery.pass_through": 0.9}).contents.sectors
        before = base.contents.sectors["machinery"].pass_through
        assert base.contents.sectors["farm"].pass_through == before != 0.9
        assert (sectors["machinery"].pass_through, sectors["farm"].pass_through) == (0.9, before)
        assert base.vary({"sectors.farm.pass_through": 0.9}).changes == {
            "sectors.farm.pass_through": 0.9
        }

    def test_it_survives_pickling(self, base: Scenario) -> None:
        varied = base.vary(MANY)
        again = pickle.loads(pickle.dumps(varied))
        assert again == varied
        assert again.vary({"market.rise": 0.1}) == varied.vary({"market.rise": 0.1})

    @pytest.mark.parametrize("name", available())
    def test_every_number_of_every_scenario_has_a_key_that_works(self, name: str) -> None:
        scenario = load(name)
        ends = {n.key: n.high for n in scenario.numbers if n.low is not None}
        varied = scenario.vary(ends)
        assert all(varied.key_to_number[key].value == (end,) for key, end in ends.items())


def _said(scenario: Scenario, key: str) -> Any:
    """Return what a scenario says at a key, from its contents."""
    place: Any = scenario.contents
    for name in key.split("."):
        if isinstance(place, tuple):
            place = place[int(name) - 1]
        else:
            place = place[name] if hasattr(place, "keys") else getattr(place, name)
    return place


class TestTables:
    def test_a_number_with_its_range_and_source(self, base: Scenario) -> None:
        wide = {"value": 2.0, "range": [0.05, 2.0], "source": "assumption", "confidence": "low"}
        varied = base.vary({IMPACT: wide})
        number = varied.key_to_number[IMPACT]
        assert (number.value, number.low, number.high) == ((2.0,), 0.05, 2.0)
        before = base.key_to_number[IMPACT].value
        assert (number.source, number.varied_from) == (("assumption",), before)
        assert varied.changes == {IMPACT: wide}
        assert varied.vary({IMPACT: 1.5}).key_to_number[IMPACT].value == (1.5,)
        part = {f"{IMPACT}.range": [0.05, 2.0], f"{IMPACT}.source": "assumption", IMPACT: 1.5}
        assert base.vary(part).key_to_number[IMPACT].high == 2.0

    def test_a_table_is_its_keys(self, base: Scenario) -> None:
        table = {"market": {"rise": 0.1, "levels": {"calm.yield_bp": 1.0}, "initial": "stressed"}}
        keys = {
            "market.rise": 0.1,
            "market.levels.calm.yield_bp": 1.0,
            "market.initial": "stressed",
        }
        assert base.vary(table) == base.vary(keys)
        assert base.vary({"rounds": {"2": {"name": "second"}}}).changes == {
            "rounds.2.name": "second"
        }

    def test_a_new_entry_is_given_whole(self, base: Scenario) -> None:
        levels = {"values": [0.0, 5.0], "unit": "$bn", "source": "assumption", "confidence": "low"}
        fund = {"kind": "pledge", "title": "Another fund", "levels": levels}
        varied = base.vary({"issues.fund": fund})
        assert varied.contents.issues["fund"].levels == (0.0, 5.0)
        assert varied.key_to_number["issues.fund.levels"].varied_from == ()
        more = varied.vary({"issues.fund.levels": [0.0, 5.0, 9.0]})
        assert more.contents.issues["fund"].levels == (0.0, 5.0, 9.0)
        assert base.vary(more.changes) == more
        both = {"sectors.fish": {"like": "steel"}, "issues.steel_tariff.sectors": ["steel", "fish"]}
        alike = base.vary(both)
        assert alike.contents.sectors["fish"] == base.contents.sectors["steel"]
        with pytest.raises(ProblemsFound, match=r"sectors.fish.rate_in_force: missing"):
            base.vary({"sectors.fish": {"like": "steel"}})  # no issue says its rate

    def test_a_list_goes_over_what_was_changed_in_it(self, base: Scenario) -> None:
        rounds = [{"name": "only", "day": date(2025, 6, 1), "proposer": "us"}]
        varied = base.vary({"rounds.2.name": "x"}).vary({"rounds": rounds})
        assert [r.name for r in varied.contents.rounds] == ["only"]
        later = varied.vary({"rounds.1.name": "y"})
        assert [r.name for r in later.contents.rounds] == ["y"]
        assert base.vary(later.changes) == later

    def test_a_table_that_no_file_has_may_be_added(self, base: Scenario) -> None:
        whole = load("retaliation").text.merged["retaliation"]
        assert base.vary({"retaliation": whole}).contents.retaliation is not None
        with pytest.raises(ProblemsFound, match="a number that the files do not give"):
            base.vary({"retaliation.rate": 0.2})
        with pytest.raises(ProblemsFound, match="a number that the files do not give"):
            base.vary({"sectors.cars.rate_in_force": 0.2})


class TestKindsOfNumbers:
    @pytest.mark.parametrize(
        "value", [np.float64(0.5), np.float32(0.5), np.array(0.5), {"value": np.float64(0.5)}, 0.5]
    )
    def test_numpy_numbers_are_numbers(self, base: Scenario, value: Any) -> None:
        assert base.vary({IMPACT: value}) == base.vary({IMPACT: 0.5})

    def test_so_are_its_arrays_and_flags(self, base: Scenario) -> None:
        levels = "issues.investment.levels"
        assert base.vary({levels: np.array([0, 400])}) == base.vary({levels: (0.0, 400.0)})
        assert base.vary({"card.in_play": np.False_}) == base.vary({"card.in_play": False})
        assert base.vary({IMPACT: np.int64(1)}) == base.vary({IMPACT: 1})


def test_a_scenario_stands_wherever_a_name_does(base: Scenario) -> None:
    assert scenario_of(base) is base
    assert scenario_of("june_deadline") == base
    varied = base.vary({"rounds": [{"name": "G7", "day": date(2025, 6, 16), "proposer": "us"}]})
    solution = negotiation.solve(varied)
    assert solution.receipt.scenario_fingerprint == varied.fingerprint
    assert solution.receipt.changes == {
        "rounds": '[{ name = "G7", day = 2025-06-16, proposer = "us" }]'
    }
