"""The ranking of the shelf: what the finding counts, and whether what is published still stands."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest
from mkdocs.exceptions import PluginError

from docs.hooks import ranking
from negotiation import strategies
from negotiation.cli.experiment import command
from negotiation.explore.experiment import load_experiment
from negotiation.foundations import shelf
from negotiation.results.experiment_result import ExperimentResult
from negotiation.results.storage import load
from negotiation.results.tournament import Tournament
from negotiation.strategies.strategy import Strategy

PUBLISHED = Path(__file__).parents[2] / "docs" / "data" / "which_strategy_wins.json"


@pytest.fixture(scope="module")
def quick(tmp_path_factory: pytest.TempPathFactory) -> tuple[ExperimentResult, Path]:
    folder = tmp_path_factory.mktemp("quick")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        return load_experiment("which_strategy_wins").run(fast=True), folder


def test_rows_are_the_standings_of_two_tournaments(quick: tuple[ExperimentResult, Path]) -> None:
    result, folder = quick
    kept = folder / "results" / "which_strategy_wins"
    first, second = (
        load(kept / f"seed-{seed}-fast" / "tournament.json", Tournament) for seed in (0, 1)
    )
    again = {one.entrant: one for one in second.standings}
    for row, one in zip(result.rows, first.standings, strict=True):
        assert (row["strategy"], row["rank"]) == (one.entrant, one.rank)
        assert (row["low"], row["score"], row["high"]) == (
            one.score.low,
            one.score.mean,
            one.score.high,
        )
        assert row["rank_again"] == again[one.entrant].rank
        assert row["score_again"] == again[one.entrant].score.mean != one.score.mean
    assert {receipt.seed for receipt in result.receipts} == {0, 1}


def test_out_is_where_cells_are_kept_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "which_strategy_wins.py"
    file.write_text(
        (PUBLISHED.parents[2] / "experiments" / file.name)
        .read_text()
        .replace('"never_presses", "threaten_and_mean_it"', "")
    )
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    command(name=str(file), fast=True, out=tmp_path / "there", as_json=True)
    assert not list((tmp_path / "here").iterdir())
    assert {path.name for path in (tmp_path / "there").iterdir()} == {
        "which_strategy_wins",
        "which_strategy_wins.json",
    }


def test_the_finding_counts_pairs_that_turn_round(quick: tuple[ExperimentResult, Path]) -> None:
    _, folder = quick
    module = load_experiment("which_strategy_wins").run.__globals__
    kept = folder / "results" / "which_strategy_wins" / "seed-0-fast" / "tournament.json"
    found = load(kept, Tournament)
    apart = replace(found, standings=tuple(replace(one, tied_with=()) for one in found.standings))
    names = [one.entrant for one in apart.standings]
    turned = replace(
        apart,
        standings=tuple(
            replace(one, rank=1 + names[::-1].index(one.entrant)) for one in apart.standings[::-1]
        ),
    )
    assert "separate 10 the same way and 0 the other" in module["finding"](apart, apart)
    assert "separate 0 the same way and 10 the other" in module["finding"](apart, turned)
    assert "10 are separated in one run only" in module["finding"](
        apart,
        replace(
            apart,
            standings=tuple(
                replace(one, tied_with=tuple(n for n in names if n != one.entrant))
                for one in apart.standings
            ),
        ),
    )


def test_what_is_published_says_of_which_scenario_and_day_it_is() -> None:
    """It is not remade when a number changes: it tells of the scenario that it names."""
    published = load(PUBLISHED, ExperimentResult)
    [(scenario, fingerprint)] = {
        (one.scenario, one.scenario_fingerprint) for one in published.receipts
    }
    assert re.fullmatch("[0-9a-f]{64}", fingerprint)
    source = (PUBLISHED.parents[1] / ranking.PAGE).read_text(encoding="utf-8")
    page = SimpleNamespace(file=SimpleNamespace(src_uri=ranking.PAGE))
    written = ranking.on_page_markdown(source, page)
    assert written == source == ranking.refreshed(source)  # the page is whole as a file, too
    assert len(re.findall(r"^\| \d+ \| ", source, flags=re.MULTILINE)) == len(published.rows)
    with pytest.raises(PluginError, match=r"run python -m docs\.hooks\.ranking"):
        ranking.on_page_markdown(source.replace("| 1 | ", "| 2 | ", 1), page)
    made = ranking.MARK.search(source)
    assert made is not None
    day = date.fromisoformat(made[1])
    assert f"Made on {day.day} {day:%B %Y} for `{scenario}` as it was then" in written
    assert f"of fingerprint `{fingerprint}`" in written
    assert published.finding in written
    assert ranking.on_page_markdown(source, SimpleNamespace(file=SimpleNamespace(src_uri="x")))


def test_a_ranking_without_a_day_or_of_two_scenarios_is_not_published() -> None:
    published = load(PUBLISHED, ExperimentResult)
    page = SimpleNamespace(file=SimpleNamespace(src_uri=ranking.PAGE))
    with pytest.raises(PluginError, match="of which day"):
        ranking.on_page_markdown("<!-- the ranking begins --><!-- the ranking ends -->", page)
    first, second = published.receipts
    for other in ("0" * 64, ""):
        receipts = (replace(first, scenario_fingerprint=other), second)
        with pytest.raises(PluginError, match="one scenario with a fingerprint"):
            ranking.made_for(replace(published, receipts=receipts), date(2025, 5, 15))


def test_what_is_published_is_of_the_whole_shelf() -> None:
    published = load(PUBLISHED, ExperimentResult)
    assert {row["strategy"] for row in published.rows} == set(
        shelf.name_to_class(strategies, Strategy)
    )
    assert "and 0 the other way round" in published.finding
