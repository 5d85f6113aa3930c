"""Every table that a command prints fits the screen: no number is cut, no word is broken."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some
from rich.console import Console
from rich.table import Table

from negotiation.cli import scenarios
from negotiation.cli.console.fitting import FitTables, Fitted, sheet_of
from negotiation.cli.console.placings import placings_table
from negotiation.cli.console.private import signals_sheet
from negotiation.cli.console.several import several_sheets
from negotiation.cli.console.standings import standings_table
from negotiation.cli.console.tables import console, experiment_sheets, solution_sheets
from negotiation.game.textbook.beer_quiche import BEER
from negotiation.results.circuit import Circuit, Placing
from negotiation.results.closed_form import ClosedForm
from negotiation.results.expectations import Signal
from negotiation.results.experiment_result import ExperimentResult
from negotiation.results.many_equilibria import FoundEquilibrium, ManyEquilibria
from negotiation.results.sheet import Sheet
from negotiation.results.solution import Solution
from negotiation.results.storage import load
from tests.cli.test_certificate_in_words import pooling
from tests.pictures.example_run import example_run
from tests.pictures.example_solution import example_solution
from tests.pictures.example_tournament import example_tournament

ROOT = Path(__file__).resolve().parents[2]
WIDTHS = (120, 80, 60)


def printed(table: Sheet | Table, width: int) -> str:
    """Return what a console of some width prints of a table."""
    out = Console(file=io.StringIO(), width=width, highlight=False, markup=False)
    out.push_render_hook(FitTables())
    out.print(Fitted(table) if isinstance(table, Sheet) else table)
    assert isinstance(out.file, io.StringIO)
    return out.file.getvalue()


def assert_whole(table: Sheet | Table, width: int) -> None:
    """Assert that a table fits, that its numbers are whole and that no word is broken."""
    sheet = table if isinstance(table, Sheet) else sheet_of(table)
    text = printed(table, width)
    assert "…" not in text
    assert max(map(len, text.splitlines())) <= width
    found = text.split()
    rows = (sheet.headings[2:], *sheet.rows)  # what heads a block needs no heading of its own
    words = [word for row in rows for cell in row for word in cell.split()]
    missing = {word for word in words if word not in found and f"{word}," not in found}
    assert missing == set()
    for row in sheet.rows:
        for cell, is_number in zip(row, sheet.numeric, strict=True):
            assert not is_number or all(line.strip() in text for line in cell.split("\n"))


def solutions() -> list[Solution]:
    """Return made-up solutions: known types, private ones, no deal, and a tree with its theory."""
    run, failed = example_run(), example_run(agreed=False, partner=("south_korea", "Korea"))
    known, private = run.solutions
    assert private.expectations is not None
    signals = tuple(
        Signal(
            round="G7",
            date=date(2025, 6, 16),
            stage="card posture",
            player="japan",
            action=action,
            chance_by_type={"guardian": 0.9, "resolute": 0.1},
            belief_before=0.3,
            belief_after=0.123,
        )
        for action in ("walked_back", "threatened")
    )
    private = replace(private, expectations=replace(private.expectations, signals=signals))
    theory = ClosedForm(
        what="P(strong) after beer",
        formula="p / (1 - p)",
        source="Cho and Kreps (1987), Quarterly Journal of Economics 102, 179-221",
        theory=0.5,
        computed=0.4993,
    )
    with_no_deal = replace(
        known,
        cases=tuple(
            replace(case, no_deal=dict.fromkeys(case.payoffs, -12.345)) for case in known.cases
        ),
    )
    return [with_no_deal, private, *failed.solutions, replace(example_solution(), theory=(theory,))]


def several() -> ManyEquilibria:
    """Return two made-up equilibria."""
    types = {"us": ("sensitive", "tolerant"), "japan": ("guardian", "resolute")}
    by_type = {player: dict.fromkeys(names, -10.25) for player, names in types.items()}
    judged = replace(pooling(BEER), at_start_busd=by_type)
    moves = {
        p: {n: {"walked_back": 0.4, "quiet": 0.6} for n in names} for p, names in types.items()
    }
    one = FoundEquilibrium(
        selections=("the logit path",),
        is_principal=True,
        values_busd=by_type,
        agreed_by=np.linspace(0.1, 1.0, 5),
        first_moves=moves,
        several=3,
        residual=1e-12,
        path_error_busd=0.01,
        certificate=judged,
    )
    return ManyEquilibria(
        rounds=("R3", "R4", "R5", "R6", "G7"),
        dates=tuple(date(2025, 6, 1 + n) for n in range(5)),
        tried=12,
        found=(one, replace(one, is_principal=False)),
        differ_by="anything",
        receipt=example_run().record.receipt,
        no_deal_busd=by_type,
    )


def circuit() -> Circuit:
    """Return a made-up ranking over scenarios."""
    names = ("june_deadline", "long_summer", "china_follows", "hard_deadline")
    tournament = example_tournament()
    return Circuit(
        scenarios=names,
        entrants=tournament.entrants,
        matches=40,
        placings=tuple(
            Placing(
                entrant=one.entrant,
                rank=one.rank,
                score=one.score,
                tied_with=one.tied_with,
                ranks=(1, 22, 3, 14),
                scores=(1.0, 2.0, 3.0, 4.0),
            )
            for one in tournament.standings
        ),
        receipts=(tournament.receipt,),
    )


def every_table() -> Iterable[tuple[str, Callable[[], list[Sheet | Table]]]]:
    """Return the tables of every command that prints any."""
    yield (
        "solve and run",
        lambda: [
            sheet
            for solution in solutions()
            for sheet in solution_sheets(solution)
            if isinstance(sheet, Sheet)
        ],
    )
    yield "equilibria", lambda: list(several_sheets(several()))
    yield "tournament", lambda: [standings_table(example_tournament(entrants=12))]
    yield "tournaments", lambda: [placings_table(circuit())]
    for path in sorted((ROOT / "docs" / "data").glob("*.json")):
        yield (
            f"experiment {path.stem}",
            lambda path=path: [  # type: ignore[misc]  # bound at once
                sheet
                for sheet in experiment_sheets(load(path, ExperimentResult))
                if isinstance(sheet, Sheet)
            ],
        )


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("tables", [pytest.param(make, id=name) for name, make in every_table()])
def test_every_table_of_every_command_fits(
    tables: Callable[[], list[Sheet | Table]], width: int
) -> None:
    shown = tables()
    assert shown
    for table in shown:
        assert_whole(table, width)


def test_the_signals_and_the_tree_are_among_what_is_tried() -> None:
    titles = [s.title for one in solutions() for s in solution_sheets(one) if isinstance(s, Sheet)]
    assert "What the moves reveal" in titles
    assert "What is done after each history, by type" in titles
    assert any(title.startswith("What theory says") for title in titles)
    found = solutions()[1].expectations
    assert found is not None
    assert len(signals_sheet(found).rows) == 2


@pytest.mark.parametrize("width", [80, 60])
def test_a_command_that_makes_its_own_tables_is_fitted_too(
    width: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    scenarios.command()
    text = capsys.readouterr().out
    assert "june_deadline" in text.split()
    assert "textbook/beer_quiche" in text.split()
    assert max(map(len, text.splitlines())) <= width


@given(
    amounts=some.lists(
        some.tuples(some.floats(-1e6, 1e6), some.floats(-1e6, 1e6)), min_size=1, max_size=6
    ),
    columns=some.integers(1, 9),
    width=some.integers(24, 140),
    is_grouped=some.booleans(),
)
def test_numbers_are_whole_at_any_width(
    amounts: list[tuple[float, float]], columns: int, width: int, is_grouped: bool
) -> None:
    rows = [
        (
            "" if n and is_grouped else "sensitive / guardian",
            "Japan",
            *(f"{pair[k % 2]:+.2f}" for k in range(columns)),
        )
        for n, pair in enumerate(amounts)
    ]
    sheet = Sheet(
        title="",
        headings=("types", "player", *(f"part {k}" for k in range(columns))),
        rows=tuple(rows),
        numeric=(False, False, *(True for _ in range(columns))),
    )
    text = printed(sheet, width)
    assert "…" not in text
    found = text.split()
    for row in rows:
        for cell in row[2:]:
            assert found.count(cell) >= sum(other.count(cell) for other in rows)


def test_a_pipe_has_120_columns_unless_it_is_told_otherwise(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for given_width, width in {"80": 80, "": 120, "0": 120, "many": 120}.items():
        monkeypatch.setenv("COLUMNS", given_width)
        assert console().width == width


def test_a_sheet_refuses_rows_of_another_length() -> None:
    with pytest.raises(ValueError, match="2 headings"):
        Sheet(title="", headings=("a", "b"), rows=(("1",),), numeric=(True, False))
