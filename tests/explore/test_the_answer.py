"""The answer on the first page is the published hindcast's: every figure, to its last digit."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from negotiation.explore.hindcasting import VISIBLE
from negotiation.explore.standing import nearest_package
from negotiation.game.beliefs import Belief
from negotiation.results.experiment_result import ExperimentResult, Row
from negotiation.results.storage import load
from negotiation.scenario.compile import compile_game
from negotiation.scenario.loading import load as load_scenario

ROOT = Path(__file__).parents[2]
SCENARIO = "known_on_6_may"
FIRST_PAGE = (ROOT / "docs" / "index.md").read_text(encoding="utf-8")
ANSWER = " ".join(FIRST_PAGE.replace("\\$", "$").split())
README = " ".join((ROOT / "README.md").read_text(encoding="utf-8").split())
TABLE = re.compile(r"^\| (all forces|none of them|without [^|]+?) \|(.+)\|$", re.MULTILINE)
NAMES = {
    "own stress of the bond market": "own stress",
    "the tariff programme": "tariff programme",
    "the queue of other talks": "queue",
    "the vote of 20 July": "vote",
    "the legal deadline of 9 July": "legal deadline",
}
"""What the page calls a force, where that is more than its name."""


@pytest.fixture(scope="module")
def published() -> ExperimentResult:
    return load(ROOT / "docs" / "data" / "hindcast.json", ExperimentResult)


def amount(busd: float, *, digits: int = 1, plus: str = "") -> str:
    """Return an amount as the page writes it: ``-$1.2bn``."""
    return f"{'-' if busd < 0.0 else plus}${abs(busd):.{digits}f}bn"


def rows_of(result: ExperimentResult, table: str, column: str) -> dict[str, Row]:
    found = result.table(table)
    assert found is not None
    return {str(row[column]): row for row in found.rows}


def test_the_table_of_forces(published: ExperimentResult) -> None:
    forces = rows_of(published, "forces", "forces")
    told = TABLE.findall(FIRST_PAGE)
    assert len(told) == len([name for name in forces if not name.endswith(" alone")])
    for name, cells in told:
        left_out = name.removeprefix("without ").removeprefix("the ")
        left_out = NAMES.get(name.removeprefix("without "), left_out)
        key = {"all forces": "all", "none of them": "none"}.get(name, f"all but {left_out}")
        row = {column: float(cell) for column, cell in forces[key].items() if column != "forces"}
        points, error = 100.0 * row["change"], 100.0 * row["error"]
        change = f"{points:+.0f} ± {error:.0f}" if key != "all" else ""
        by, later, never = (f"{row[name]:.0%}" for name in ("by_16_june", "later", "no_deal"))
        expected = [by, change, later, never]
        assert [cell.strip() for cell in cells.split("|")] == expected, name


def test_what_the_card_is_worth(published: ExperimentResult) -> None:
    table = published.table("card")
    assert table is not None
    worth = {(str(row["to"]), str(row["through"])): row for row in table.rows}
    japan, us = worth["Japan", "all parts"], worth["the US", "all parts"]
    alone = float(worth["Japan", "all parts, a card of words alone"]["mean"])
    low, high = amount(float(japan["low"])), amount(float(japan["high"]), plus="+")
    short = (
        f"having the card is worth {amount(float(japan['mean']))} to Japan on average",
        f"standard error {float(japan['error']):.2f}",
    )
    for words in (
        *short,
        f"between {low} and {high} to Japan in nine of ten",
        f"more than ${VISIBLE:g}bn, in {float(japan['positive']):.0%} of them",
        f"To the US it is worth {amount(float(us['mean']))}",
        f"words alone, that costs nothing, is worth {amount(alone, digits=2)}",
        f"in the middle draw it is {amount(float(japan['median']))}",
    ):
        assert words in ANSWER, words
    positive = f"more than ${VISIBLE:g}bn, in {float(japan['positive']):.0%} of the draws"
    for words in (*short, positive):
        assert words in README, words
    for part, words in (("tariffs", "tariffs"), ("delay", "time"), ("relations", "goodwill")):
        mean = float(worth["Japan", part]["mean"])
        assert f"{words} ({mean:+.1f})" in ANSWER, part


def test_what_it_got_wrong(published: ExperimentResult) -> None:
    date = rows_of(published, "distribution", "value")
    chances = {str(row["about"]): float(row["chance"]) for row in published.rows}
    signed = rows_of(published, "signed", "about")
    deadline = rows_of(published, "deadline", "action")
    early = f"{float(date['2025-06-16']['by']):.0%}"
    [draws] = {one.parameters["draws"] for one in published.receipts if one.scenario == SCENARIO}
    forced = f"{float(rows_of(published, 'forces', 'forces')['all']['by_16_june']):.0%}"
    for words in (
        f"The model gave {early} to a deal by 16 June",
        f"the model gave {early} to one",
        f"give {forced} to a deal by 16 June where all {draws} give {early}",
        f"the signature it gave {chances['date']:.0%}",
        f"execute its threat ({float(deadline['execute']['mean']):.0%})",
        f"rate ({float(deadline['name a new rate']['mean']):.0%})",
        f"Fifteen per cent on cars had a probability of {chances['car_tariff']:.0%}",
        f"on everything else {chances['country_tariff']:.0%}",
        f"a pledge of some $500bn {chances['investment']:.0%}",
        f"rice {chances['rice']:.0%}",
        f"by the US with a probability of {float(signed['acceptable to the US']['mean']):.0%}",
        f"by Japan with {float(signed['acceptable to the partner']['mean']):.0%}",
        f"by both with {float(signed['acceptable to both']['mean']):.1%}",
    ):
        assert words in ANSWER, words
    assert f"It gave {early} to a deal by 16 June" in README
    assert f"the signature it gave {chances['date']:.0%}" in README


@pytest.mark.base_numbers
def test_what_cars_are_worth_to_either_side() -> None:
    """Cars at 15 % and nothing else, agreed in the first round, on average over the types.

    The page says this of the base numbers as they are: whoever changes those says it anew.
    """
    scenario = load_scenario("june_deadline")
    game = compile_game(scenario)
    assert game.packages is not None
    levels = {name: issue.levels for name, issue in scenario.contents.issues.items()}
    start = nearest_package(game, levels, {"car_tariff": levels["car_tariff"][0]})
    cars = nearest_package(game, levels, {"car_tariff": 0.15, "country_tariff": 0.10})
    assert game.packages.terms(cars)["car_tariff"] == "15 %"
    belief, worth = Belief.prior(game), [0.0, 0.0]
    for u, v in game.type_pairs:
        for i in (0, 1):
            values = game.packages.values(i, u, v, 0, game.initial_state)
            worth[i] += belief.probability((u, v)) * float(values[cars] - values[start])
    assert f"costs the US ${-worth[0]:.0f}bn and brings Japan ${worth[1]:.0f}bn" in ANSWER
