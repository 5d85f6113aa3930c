"""Every scenario that is shipped: loads, is sourced, compiles and leaves something to agree on."""

from __future__ import annotations

import tomllib

import pytest

from negotiation.equilibria.views.bargaining_problem import bargaining_problem
from negotiation.game.game import Game
from negotiation.scenario.bibliography import references
from negotiation.scenario.compile import compile_game
from negotiation.scenario.library import available
from negotiation.scenario.loading import load
from negotiation.scenario.schema import Scenario

NAMES = sorted(available())


@pytest.fixture(scope="module", params=NAMES)
def scenario(request: pytest.FixtureRequest) -> Scenario:
    return load(request.param)


@pytest.fixture(scope="module")
def game(scenario: Scenario) -> Game:
    return compile_game(scenario)


def test_the_library_has_the_base_and_its_counterfactuals() -> None:
    wanted = {
        "june_deadline",
        "long_summer",
        "no_card",
        "early_card",
        "late_card",
        "no_elections",
        "hard_deadline",
        "china_follows",
        "courts_strike",
        "priced_card",
    }
    assert wanted <= set(NAMES)


def test_it_has_a_title_and_a_story_of_its_own(scenario: Scenario) -> None:
    assert scenario.contents.title.strip()
    assert len(scenario.contents.story.split()) >= 10
    with available()[scenario.name].open("rb") as file:
        own = tomllib.load(file)
    assert {"title", "story"} <= set(own)


def test_every_number_has_a_source_and_lies_in_its_range(scenario: Scenario) -> None:
    known = references()
    for number in scenario.numbers:
        assert set(number.source) <= set(known), number.key
        assert number.confidence in ("high", "medium", "low"), number.key
        if number.low is not None and number.high is not None:
            assert number.low <= number.value[0] <= number.high, number.key


def test_an_assumption_alone_is_never_held_with_high_confidence(scenario: Scenario) -> None:
    points = {n.key for n in scenario.numbers if n.low is not None and n.low == n.high}
    bold = [
        n.key
        for n in scenario.numbers
        if n.source == ("assumption",) and n.confidence == "high" and n.key not in points
    ]
    assert not bold


def test_it_loads_to_the_same_fingerprint_again(scenario: Scenario) -> None:
    assert load(scenario.name).fingerprint == scenario.fingerprint
    assert load(scenario.name) == scenario


def test_both_sides_can_gain_from_some_package(scenario: Scenario, game: Game) -> None:
    """The agreement zone is not empty for some pair of types, or the story says that it is."""
    zones = [bargaining_problem(game, pair).is_feasible for pair in game.type_pairs]
    assert any(zones) or "no agreement" in scenario.contents.story.lower()


def test_fingerprints_of_all_scenarios_differ() -> None:
    scenarios = [load(name) for name in NAMES]
    assert len({s.fingerprint for s in scenarios}) == len(NAMES)
    assert len({compile_game(s).fingerprint for s in scenarios}) == len(NAMES)


def test_every_reference_reads_as_a_citation() -> None:
    for key, entry in references().items():
        assert entry.citation != key
        assert not set(entry.citation) & set("{}\\"), key
