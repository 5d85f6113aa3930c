"""What was known when: later sources are refused, and what a base knew too early is listed."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from negotiation.foundations.errors import NegotiationError, ProblemsFound
from negotiation.scenario.bibliography import Reference, references
from negotiation.scenario.loading import load
from negotiation.scenario.look_ahead import TakenOut, judged_anew, taken_out
from negotiation.scenario.public_knowledge import EXEMPT, is_known
from negotiation.scenario.schema import Scenario
from negotiation.scenario.sourced_number import SourcedNumber
from tests.scenario.conftest import Tree, write_toml

Child = Callable[..., str]

SIX_MAY = date(2025, 5, 6)
HINDSIGHT = {
    "sectors.cars.pass_through",
    "sectors.machinery.pass_through",
    "welfare.idle_factor_share",
    "issues.rice.levels",
    "issues.investment.levels",
    "issues.purchases.levels",
    "reserves.holdings_busd",
    "queue.rates.country_tariff",
    "commitments.pledge_us_share",
}
REALISED = {"rounds.R3", "rounds.R5", "rounds.R6", "rounds.R8", "rounds.R9"}


@pytest.fixture(scope="module")
def base() -> Scenario:
    return load("june_deadline")


@pytest.fixture(scope="module")
def frozen() -> Scenario:
    return load("known_on_6_may")


@pytest.fixture(scope="module")
def listed(base: Scenario, frozen: Scenario) -> dict[str, TakenOut]:
    return {found.key: found for found in taken_out(base, frozen)}


@pytest.fixture
def child(tmp_path: Path) -> Child:
    """Return a function that writes a file which changes the frozen scenario."""

    def write(changes: dict[str, Any], parent: str = "known_on_6_may") -> str:
        tree: Tree = {"inherits": parent}
        for place, value in changes.items():
            *tables, last = place.split(".")
            table = tree
            for name in tables:
                table = table.setdefault(name, {})
            table[last] = value
        return write_toml(tree, tmp_path / "child.toml")

    return write


def as_written(number: SourcedNumber) -> dict[str, Any]:
    """Return a number as a scenario file writes it."""
    written: dict[str, Any] = {
        "unit": number.unit,
        "source": list(number.source),
        "confidence": number.confidence,
    }
    if number.low is None:
        return {"values": list(number.value), **written}
    return {"value": number.value[0], "range": [number.low, number.high], **written}


def late_sources(number: SourcedNumber, known: dict[str, Reference]) -> list[str]:
    return [
        key
        for key in number.source
        if key not in EXEMPT and not is_known(known[key].public_since, SIX_MAY)
    ]


def refused(name: str) -> dict[str, list[str]]:
    """Return the lines of the look-ahead that a file is refused for, by place."""
    with pytest.raises(ProblemsFound) as caught:
        load(name)
    found: dict[str, list[str]] = {}
    for problem in caught.value.problems:
        found.setdefault(problem.where.split(": ", 1)[1], []).append(problem.line())
    return found


class TestRefusing:
    def test_the_frozen_scenario_loads_and_rests_on_nothing_later(self, frozen: Scenario) -> None:
        assert frozen.contents.known_on == SIX_MAY
        late = {key: day for key, day in frozen.public_since.items() if day and day > SIX_MAY}
        assert not late
        undated = {key for key, day in frozen.public_since.items() if day is None}
        assert undated <= set(EXEMPT)

    def test_the_base_is_not_frozen_and_may_rest_on_anything(self, base: Scenario) -> None:
        assert base.contents.known_on is None
        assert any(day and day > SIX_MAY for day in base.public_since.values())

    def test_each_later_source_is_refused(self, child: Child, frozen: Scenario) -> None:
        later = [
            key
            for key, entry in references().items()
            if key not in EXEMPT and not is_known(entry.public_since, SIX_MAY)
        ]
        assert len(later) > 8
        numbers = [number for number in frozen.numbers if number.low is not None]
        changes = {number.key: {"source": key} for number, key in zip(numbers, later, strict=False)}
        found = refused(child(changes))
        assert set(found) == {f"{place}.source" for place in changes}
        for place, change in changes.items():
            (line,) = found[f"{place}.source"]
            assert f"look-ahead: {change['source']}" in line

    def test_each_number_of_the_base_with_a_later_source_is_refused(
        self, child: Child, base: Scenario
    ) -> None:
        known = references()
        late = {n.key: n for n in base.numbers if late_sources(n, known)}
        assert set(late) >= HINDSIGHT
        found = refused(child({key: as_written(number) for key, number in late.items()}))
        for key, number in late.items():
            lines = found.pop(f"{key}.source")
            assert len(lines) == len(late_sources(number, known)), key
        assert not found

    @pytest.mark.parametrize("key", sorted(HINDSIGHT))
    def test_one_number_put_back_is_enough(self, child: Child, base: Scenario, key: str) -> None:
        (number,) = (n for n in base.numbers if n.key == key)
        found = refused(child({key: as_written(number)}))
        assert f"{key}.source" in found
        copies = key.rsplit(".", maxsplit=1)[-1]  # tables that are "like" the one changed
        assert all(place.endswith(f".{copies}.source") for place in found)

    def test_the_line_says_what_where_and_what_to_try(self, child: Child) -> None:
        place = "sectors.cars.pass_through"
        (line,) = refused(child({place: {"source": "boj_cgpi_2025"}}))[f"{place}.source"]
        assert re.fullmatch(
            r"child\.toml: sectors\.cars\.pass_through\.source: look-ahead: boj_cgpi_2025 became "
            r"public later than known_on \(value: 2025-07-10\); allowed: a source dated "
            r"2025-05-06 or earlier; assumption; try: .+",
            line,
        )

    def test_an_assumption_and_a_counterfactual_are_exempt(self, child: Child) -> None:
        for source in EXEMPT:
            changed = load(child({"market.rise": {"value": 0.1, "source": source}}))
            assert changed.contents.market.rise == 0.1

    def test_a_source_without_a_date_is_refused(self, child: Child, tmp_path: Path) -> None:
        folder = tmp_path / "scenarios"
        folder.mkdir()
        entry = "@misc{rumour,\n  author = {Nobody},\n  title = {Heard}\n}\n"
        (folder / "REFERENCES.bib").write_text(entry, encoding="utf-8")
        name = child({"market.rise": {"source": "rumour"}})
        with pytest.MonkeyPatch.context() as patch:
            patch.chdir(tmp_path)
            (line,) = refused(name)["market.rise.source"]
            assert "rumour has no date in REFERENCES.bib that can be read" in line
            load(child({"market.rise": {"source": "rumour"}}, "june_deadline"))

    def test_an_unknown_source_is_reported_once(self, child: Child) -> None:
        (line,) = refused(child({"market.rise": {"source": "nobody_1999"}}))["market.rise.source"]
        assert "not in REFERENCES.bib" in line

    def test_known_on_has_to_be_a_date(self, child: Child) -> None:
        (line,) = refused(child({"known_on": "6 May"}))["known_on"]
        assert "a date" in line

    def test_an_earlier_day_refuses_more_and_a_later_one_less(self, child: Child) -> None:
        assert "card.postures.hinted.market_pressure.source" in refused(
            child({"known_on": date(2025, 5, 1)})
        )
        load(child({"known_on": date(2026, 12, 31)}, "june_deadline"))


class TestTakenOut:
    def test_it_lists_the_hindsight_of_the_base(self, listed: dict[str, TakenOut]) -> None:
        assert set(listed) >= HINDSIGHT
        assert set(listed) >= REALISED
        assert "first_day" in listed
        assert "horizon" not in listed, "a date that both have"

    def test_it_is_every_number_with_a_later_source(
        self, base: Scenario, listed: dict[str, TakenOut]
    ) -> None:
        known = references()
        late = {n.key for n in base.numbers if late_sources(n, known)}
        assert late == {key for key, found in listed.items() if found.base_source}

    def test_a_number_says_what_it_was_and_what_it_is(
        self, base: Scenario, frozen: Scenario, listed: dict[str, TakenOut]
    ) -> None:
        key = "sectors.cars.pass_through"
        cars, one, other = listed[key], base.key_to_number[key], frozen.key_to_number[key]
        assert (cars.base_value, cars.frozen_value) == (one.value, other.value)
        assert (cars.base_source, cars.frozen_source) == (one.source, other.source)
        assert "boj_cgpi_2025" in cars.base_source
        assert cars.public_since == date(2025, 7, 10)
        assert cars.base_value != cars.frozen_value
        assert cars.base_range == (one.low, one.high) != cars.frozen_range

    def test_a_value_that_stays_on_an_earlier_source_is_listed_as_unchanged(
        self, base: Scenario, child: Child
    ) -> None:
        key = "sectors.machinery.base_flow_busd_per_year"
        (value,) = base.key_to_number[key].value
        same = load(child({key: {"value": value, "source": "census_2025"}}))
        flow = {found.key: found for found in taken_out(base, same)}[key]
        assert flow.base_value == flow.frozen_value == (value,)

    def test_levels_are_listed_whole(
        self, base: Scenario, frozen: Scenario, listed: dict[str, TakenOut]
    ) -> None:
        pledge = listed["issues.investment.levels"]
        assert pledge.base_value == base.contents.issues["investment"].levels
        assert pledge.frozen_value == frozen.contents.issues["investment"].levels
        assert isinstance(pledge.frozen_value, tuple)
        assert 550.0 not in pledge.frozen_value, "the pledge of July"

    def test_a_realised_round_has_nothing_in_its_place(self, listed: dict[str, TakenOut]) -> None:
        assert listed["rounds.R8"].base_value == date(2025, 7, 22)
        assert listed["rounds.R8"].frozen_value is None
        assert "rounds.R4" not in listed, "30 May is a round of both"
        assert not any(key.startswith("calendar") for key in listed)

    def test_a_date_of_the_calendar_that_moves_is_listed(
        self, base: Scenario, child: Child
    ) -> None:
        marks = [
            {"day": date(2025, 7, 9), "label": "90-day pause ends", "kind": "deadline"},
            {"day": date(2025, 7, 27), "label": "Japan: upper house", "kind": "election"},
        ]
        found = {t.key: t for t in taken_out(base, load(child({"calendar": marks})))}
        assert found["calendar.Japan: upper house"].base_value == date(2025, 7, 20)
        assert found["calendar.Japan: upper house"].frozen_value == date(2025, 7, 27)
        assert found["calendar.US: midterms"].frozen_value is None
        assert "calendar.90-day pause ends" not in found

    def test_nothing_is_taken_out_of_the_frozen_scenario_itself(self, frozen: Scenario) -> None:
        assert taken_out(frozen, frozen) == ()

    def test_a_number_that_is_gone_has_nothing_in_its_place(self, frozen: Scenario) -> None:
        answering = load("retaliation")
        found = {t.key: t for t in taken_out(answering, frozen)}["retaliation.rate"]
        assert found.frozen_value is None
        assert found.frozen_source == ()
        assert found.frozen_range is None

    def test_a_source_without_a_date_has_no_day(self, base: Scenario, frozen: Scenario) -> None:
        references = {**base.text.references, "tic_2026": Reference(key="tic_2026", fields={})}
        undated = replace(base, text=replace(base.text, references=references))
        found = {t.key: t for t in taken_out(undated, frozen)}
        assert found["reserves.holdings_busd"].public_since is None

    def test_what_is_judged_anew_need_not_have_been(
        self, base: Scenario, frozen: Scenario, listed: dict[str, TakenOut]
    ) -> None:
        """With what is taken out, it is every number that the two have in a different way."""
        found = {one.key: one for one in judged_anew(base, frozen)}
        assert "queue.arrival" in found
        assert found["queue.arrival"].base_value != found["queue.arrival"].frozen_value
        assert not set(found) & set(listed)
        instead = frozen.key_to_number
        for number in base.numbers:
            other = instead.get(number.key)
            same = other is not None and (number.value, number.low, number.high) == (
                other.value, other.low, other.high
            )  # fmt: skip
            assert same or number.key in set(found) | set(listed), number.key

    def test_a_scenario_that_is_not_frozen_is_turned_away(self, base: Scenario) -> None:
        with pytest.raises(NegotiationError, match="try adding known_on = 2025-05-15"):
            taken_out(base, base)
