"""The ranking of the shelf: what the finding counts, and whether what is published still stands."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from negotiation import strategies
from negotiation.cli.experiment import command
from negotiation.explore.experiment import load_experiment
from negotiation.foundations import shelf
from negotiation.results.experiment_result import ExperimentResult
from negotiation.results.storage import load
from negotiation.results.tournament import Tournament
from negotiation.scenario.compile import compile_game
from negotiation.scenario.loading import load as load_scenario
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


def test_what_is_published_is_of_this_scenario_and_of_the_whole_shelf() -> None:
    published = load(PUBLISHED, ExperimentResult)
    game = compile_game(load_scenario("june_deadline"))
    assert {one.game_fingerprint for one in published.receipts} == {game.fingerprint}
    assert {row["strategy"] for row in published.rows} == set(
        shelf.name_to_class(strategies, Strategy)
    )
    assert "and 0 the other way round" in published.finding
