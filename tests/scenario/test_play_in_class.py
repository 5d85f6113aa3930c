"""The teacher's page: its calendar, its chances and its answers are the model's."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import negotiation as ng
from negotiation.engine.textbook import solve_textbook

PAGE = (Path(__file__).parents[2] / "docs" / "play_in_class.md").read_text(encoding="utf-8")
WORDS = " ".join(PAGE.split())


def test_the_calendar_is_the_scenario_s() -> None:
    rows = re.findall(r"^\| (\d+ \w+) \| round (\w+).* \| (.*) \|$", PAGE, flags=re.MULTILINE)
    rounds = ng.load("june_deadline").contents.rounds
    called = {"us": "the US", "japan": "Japan"}
    assert rows == [
        (f"{one.day.day} {one.day:%B}", one.name, called[one.proposer]) for one in rounds
    ]


def test_the_briefings_tell_the_chances_and_the_weights() -> None:
    contents = ng.load("june_deadline").contents
    us, japan = contents.us.types, contents.partner.types
    at_the_table = ng.solve("june_deadline").prior
    chances = [
        f"the US is *sensitive* with a probability of {at_the_table['us']['sensitive']:.0%}",
        f"*tolerant* with {at_the_table['us']['tolerant']:.0%}",
        f"Japan is a *guardian* with {at_the_table['japan']['guardian']:.0%}",
        f"*resolute* with {at_the_table['japan']['resolute']:.0%}.",
        f"it was {japan['guardian'].prior:.0%} and {japan['resolute'].prior:.0%}:",
        f"more than {us['sensitive'].tolerance_bp:.0f} basis points",
        f"rise by {us['tolerant'].tolerance_bp:.0f} basis points",
    ]
    for words in chances:
        assert words in WORDS
    assert us["tolerant"].red_line_weight > 2.5 * us["sensitive"].red_line_weight
    assert us["tolerant"].credibility > us["sensitive"].credibility
    assert 1.8 < japan["resolute"].mandate_weight / japan["guardian"].mandate_weight < 2.3
    assert us["tolerant"].audience_weight > us["sensitive"].audience_weight
    assert japan["guardian"].reserve_weight == 1.0
    assert japan["resolute"].reserve_weight < 0.3
    assert japan["resolute"].audience_weight > japan["guardian"].audience_weight


def test_the_answer_of_the_first_exercise() -> None:
    prior = ng.load("june_deadline").contents.partner.types["resolute"].prior
    belief = ng.Belief(((1.0,), (1.0 - prior, prior)))
    told = belief.updated(1, (0.2, 0.6)).of[1][1]
    assert f"= {told:.4f}, so {told:.0%}." in WORDS
    assert belief.updated(1, (0.4, 0.4)).of[1][1] == pytest.approx(prior)


@pytest.mark.base_numbers
def test_the_answer_of_the_second_exercise() -> None:
    rows = re.findall(r"^\| (\w+) \| (\w+) \| ([+-].*) \|$", PAGE, flags=re.MULTILINE)
    told = {row[:2]: row[2].split(" | ") for row in rows}
    with_it, without = (
        {
            tuple(case.player_types.values()): case.payoffs["japan"].total
            for case in ng.solve(name).cases
        }
        for name in ("june_deadline", "no_card")
    )
    assert told == {
        types: [
            f"{paid:.2f}",
            f"{without[types]:.2f}",
            f"{paid - without[types]:+.2f}",
        ]
        for types, paid in with_it.items()
    }


@pytest.mark.parametrize(("strong", "pools"), [(0.9, True), (0.4, False), (0.21, False)])
def test_the_answer_of_the_third_exercise(*, strong: float, pools: bool) -> None:
    found = solve_textbook(
        "textbook/beer_quiche", "perfect_bayesian", changes={"strong": strong}
    ).theory
    numbers = {one.what: one.computed for one in found}
    assert all(abs(one.difference) < 1e-3 for one in found)
    weak = next(number for what, number in numbers.items() if "weak" in what and "beer" in what)
    assert weak == pytest.approx(1.0 if pools else strong / (1.0 - strong), abs=1e-3)
    if not pools:
        assert f"the weak order beer with a probability of {weak:.2f}" in WORDS
