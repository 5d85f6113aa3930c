"""The hindcast: what it asks, that its sketch says where it fails, and that its page is its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from experiments.hindcast import DRAWS, FINER, FORCED, SCENARIO, Hindcast, questions
from negotiation.cli.console.drawing import write_page
from negotiation.explore.forces import CARD, FORCES, PLACEBO
from negotiation.explore.question import Question
from negotiation.foundations.errors import NegotiationError
from negotiation.results.experiment_page import as_page
from negotiation.results.experiment_result import ExperimentResult
from negotiation.results.storage import as_plain, from_plain, load

DOCS = Path(__file__).parents[2] / "docs"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("hindcast")


@pytest.fixture(scope="module")
def sketch(folder: Path) -> ExperimentResult:
    experiment = Hindcast()
    experiment.folder = folder
    return experiment.run(fast=True)


def cells(result: ExperimentResult, table: str, column: str) -> list[str | float]:
    found = result.table(table)
    assert found is not None
    return [row[column] for row in found.rows]


def test_every_force_is_asked_alone_and_left_out() -> None:
    asked = questions()
    for name in FORCES:
        assert {one.off for one in asked[f"{name} alone"]} == {
            tuple(n for n in FORCES if n != name)
        }
        assert {one.off for one in asked[f"all but {name}"]} == {(name,)}
        assert len(asked[f"{name} alone"]) == FORCED >= 60
    assert {one.off for one in asked["none"]} == {tuple(FORCES)}
    assert {one.off for one in asked["placebo"]} == {(PLACEBO,)}


def test_the_draws_are_as_many_as_promised_and_those_with_and_without_pair_up() -> None:
    asked = questions()
    assert len(asked["all"]) == DRAWS >= 500
    assert len(asked["finer"]) == FINER >= 10
    for whole, without in (("all", f"all but {CARD}"), ("finer", "finer, no card")):
        for one, other in zip(asked[whole], asked[without], strict=True):
            assert one.draw == other.draw
            assert one.precision == other.precision
            assert replace(one, certified=False) == other.with_all_forces()
    assert [one.certified for one in asked["all"]] == [n < FINER for n in range(DRAWS)]
    assert {one.scenario for one in asked["all"]} == {SCENARIO}
    assert {one.scenario for one in asked["other"]} == {"uk_may_2025"}


def test_the_sketch_says_first_what_was_wrong_and_that_it_is_one(sketch: ExperimentResult) -> None:
    first, second = sketch.finding.split(". ")[:2]
    assert first == "A sketch from few draws and offers, of no use for conclusions"
    assert second.startswith("The model gave ")
    assert "there was none" in second
    assert "2 draws on 5 nodes for each belief with 4 offers" in sketch.design


def test_all_five_are_told_and_scored_beside_rivals(sketch: ExperimentResult) -> None:
    five = ["date", "car_tariff", "country_tariff", "investment", "rice"]
    assert [row["about"] for row in sketch.rows] == five
    assert list(dict.fromkeys(cells(sketch, "scores", "about"))) == five
    for about in five:
        chances = [
            float(chance)
            for name, chance in zip(
                cells(sketch, "distribution", "about"),
                cells(sketch, "distribution", "chance"),
                strict=True,
            )
            if name == about
        ]
        assert sum(chances) == pytest.approx(1.0)
    assert {"knows nothing", "the day after the vote", "split the difference"} <= set(
        cells(sketch, "scores", "forecaster")
    )


def test_worth_by_part_sums_to_the_whole(sketch: ExperimentResult) -> None:
    table = sketch.table("card")
    assert table is not None
    for player in ("the US", "Japan"):
        rows = [row for row in table.rows if row["to"] == player]
        plain = [row for row in rows if "," not in str(row["through"])]
        whole = next(row for row in plain if row["through"] == "all parts")
        parts = [float(row["mean"]) for row in plain if row is not whole]
        assert sum(parts) == pytest.approx(float(whole["mean"]), abs=1e-9)


def test_what_was_taken_out_is_listed(sketch: ExperimentResult) -> None:
    keys = cells(sketch, "look_ahead", "key")
    assert {"rounds.R8", "sectors.cars.pass_through", "market.yield_impact"} <= set(keys)


def test_a_second_run_asks_nothing_again(
    sketch: ExperimentResult, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(_: object) -> Iterator[None]:
        raise AssertionError("asked again")

    monkeypatch.setattr("negotiation.explore.answering.forecast", never)
    experiment = Hindcast()
    experiment.folder = folder
    assert experiment.run(fast=True) == sketch


def test_talks_that_cannot_be_solved_at_all_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def none(asked: list[Question], *_: object, **__: object) -> list[None]:
        return [None] * len(asked)

    monkeypatch.setattr("negotiation.explore.answering.forecasts", none)
    experiment = Hindcast()
    experiment.folder = tmp_path
    with pytest.raises(NegotiationError, match=r"could not be solved .*answers-fast\.jsonl"):
        experiment.run(fast=True)


def test_the_result_survives_saving(sketch: ExperimentResult) -> None:
    assert from_plain(as_plain(sketch), ExperimentResult) == sketch


def test_the_page_holds_every_table_and_starts_with_the_finding(sketch: ExperimentResult) -> None:
    page = as_page(sketch, {"fan.png": "A fan"})
    assert page.startswith(f"# {sketch.question}\n\n{sketch.finding}\n\n![A fan](fan.png)\n")
    for table in sketch.tables:
        assert f"\n## {table.title}\n" in page
        assert table.note in page
    assert "nan" not in page
    for section in page.split("\n## ")[1:]:
        counts = {line.count("|") for line in section.splitlines() if line.startswith("|")}
        assert len(counts) <= 1, section  # no row has more cells than its heading


def test_the_published_page_is_that_of_the_published_result(tmp_path: Path) -> None:
    """A dated artefact: it tells of the scenarios as they were when it was made."""
    published = load(DOCS / "data" / "hindcast.json", ExperimentResult)
    assert len({row["draw"] for row in published.table("settings").rows}) == FINER  # type: ignore[union-attr]
    assert "500 draws" in published.design
    write_page(published, tmp_path / "hindcast.md")
    written = (tmp_path / "hindcast.md").read_bytes()
    assert written == (DOCS / "findings" / "hindcast.md").read_bytes()
    assert (DOCS / "findings" / "forecast_fan.png").is_file()
