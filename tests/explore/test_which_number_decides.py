"""Numbers moved one at a time: the worth is that of a plain solution at the end of the range."""

from __future__ import annotations

import re
from pathlib import Path
from typing import ClassVar

import pytest

from experiments.which_number_decides import (
    NO_CARD,
    SOME,
    VISIBLE,
    Swing,
    WhichNumberDecides,
    worth,
    worth_at,
)
from negotiation.cli.console.drawing import write_page
from negotiation.engine.solving import solve_game
from negotiation.game.beliefs import Belief
from negotiation.results.experiment_result import ExperimentResult
from negotiation.results.storage import as_plain, from_plain
from negotiation.results.storage import load as load_result
from negotiation.scenario.compile import compile_game
from negotiation.scenario.loading import load
from negotiation.scenario.schema import Scenario

DOCS = Path(__file__).parents[2] / "docs"


@pytest.fixture(scope="module")
def result() -> ExperimentResult:
    return WhichNumberDecides().run(fast=True)


def plain_worth(scenario: Scenario) -> float:
    """Return Japan's payoff with the card less that without, from whole solutions."""
    payoffs = []
    for one in (scenario, scenario.vary(NO_CARD)):
        game = compile_game(one)
        belief = Belief.prior(game)
        payoffs.append(
            sum(
                belief.probability(game.find_types(case.player_types)) * case.payoffs["japan"].total
                for case in solve_game(game).cases
            )
        )
    return payoffs[0] - payoffs[1]


def test_the_talks_without_a_card_are_those_of_the_scenario_without_one() -> None:
    one, other = load("june_deadline").vary(NO_CARD).contents, load("no_card").contents
    assert (one.card, one.reserves, one.market) == (other.card, other.reserves, other.market)


@pytest.mark.parametrize("key", SOME)
def test_the_worth_at_an_end_is_what_plain_solutions_give(key: str) -> None:
    base = load("june_deadline")
    low = base.key_to_number[key].low
    assert low is not None
    at_low = plain_worth(base.vary({key: low}))
    assert worth_at(base, key, "low") == pytest.approx(at_low, abs=1e-9)


def test_a_row_tells_its_number_and_both_ends(result: ExperimentResult) -> None:
    """Few of the numbers have a row where the card is worth little: all that do are looked at."""
    base = load("june_deadline")
    start = worth(base)
    ends = {key: [worth_at(base, key, end) for end in ("low", "high")] for key in SOME}
    assert [str(row["number"]) for row in result.rows] == [
        key
        for key in sorted(SOME, key=lambda key: -Swing(key, *ends[key]).change(start))
        if Swing(key, *ends[key]).change(start) >= VISIBLE
    ]
    for row in result.rows:
        number = base.key_to_number[str(row["number"])]
        assert row["value"] == f"{number.value[0]:g}"
        assert row["range"] == f"{number.low:g} to {number.high:g}"
        told = [None if row[end] == "" else row[end] for end in ("at_low", "at_high")]
        assert told == ends[number.key]
        assert float(row["certificate"]) < 1e-6


def test_rows_are_what_moves_it_the_most_first(result: ExperimentResult) -> None:
    changes = [float(row["change"]) for row in result.rows]
    assert changes == sorted(changes, reverse=True)
    assert all(change >= VISIBLE for change in changes)
    assert {str(row["number"]) for row in result.rows} <= set(SOME)
    assert f"of {len(SOME)} numbers change that" in result.finding
    assert from_plain(as_plain(result), ExperimentResult) == result


def test_the_published_page_is_that_of_the_published_result(tmp_path: Path) -> None:
    """A dated artefact: it tells of the base scenario as it was when it was made."""
    published = load_result(DOCS / "data" / "which_number_decides.json", ExperimentResult)
    write_page(published, tmp_path / "which_number_decides.md")
    written = (tmp_path / "which_number_decides.md").read_bytes()
    assert written == (DOCS / "findings" / "which_number_decides.md").read_bytes()
    readme = " ".join((DOCS.parent / "README.md").read_text(encoding="utf-8").split())
    [ranges] = re.findall(r"of (\d+) numbers change", published.finding)
    assert f"{len(published.rows)} of the {ranges} numbers that have a range" in readme
    [(whole, rest)] = re.findall(r"has (\d+); the other (\d+) are lists of levels", readme)
    assert int(whole) - int(rest) == int(ranges)


@pytest.mark.base_numbers
def test_the_readme_says_how_many_numbers_there_are() -> None:
    """The page says this of the base scenario as it is: whoever adds a number says it anew."""
    readme = (DOCS.parent / "README.md").read_text(encoding="utf-8")
    numbers = load("june_deadline").numbers
    fixed = [number for number in numbers if number.low is None or number.low == number.high]
    assert f"has {len(numbers)}; the other {len(fixed)} are lists of levels" in readme


class TestSwing:
    swing: ClassVar[Swing] = Swing("x", 0.1, 0.9)

    def test_the_larger_change_counts_and_is_at_its_end(self) -> None:
        assert self.swing.change(0.2) == pytest.approx(0.7)
        assert self.swing.end(0.2) == "high"
        assert self.swing.end(0.8) == "low"

    def test_an_end_that_contradicts_the_others_changes_nothing(self) -> None:
        assert Swing("x", None, 0.5).change(0.2) == pytest.approx(0.3)
        assert Swing("x", None, None).change(0.2) == 0.0
