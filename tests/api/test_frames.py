"""Tables taken away: what a result says, as rows and as a data frame."""

from __future__ import annotations

import subprocess
import sys

import pytest

import negotiation as ng

NAME = "uk_may_2025"


def test_a_solution_has_a_row_for_each_case_and_player() -> None:
    solution = ng.solve(NAME)
    frame = solution.to_frame()
    assert len(frame) == 2 * len(solution.cases)
    for n, case in enumerate(solution.cases):
        for i, (player, payoff) in enumerate(case.payoffs.items()):
            row = frame.iloc[2 * n + i]
            assert row["player"] == player
            assert row["total"] == payoff.total
            assert row[list(payoff.parts)].sum() == pytest.approx(payoff.total)
            assert row["type_us"] == case.player_types["us"]
            assert row["another_plan_gains"] == case.certificate.max_gain_busd
    mean = frame.groupby("player")["total"].mean()
    assert set(mean.index) == {"us", "uk"}


def test_a_run_has_the_rows_of_its_solutions_and_its_record_one_for_each_move() -> None:
    run = ng.run(NAME, concepts=["subgame_perfect", "nash_bargaining"])
    frame = run.to_frame()
    assert list(frame["concept"].unique()) == ["subgame_perfect", "nash_bargaining"]
    assert len(frame) == sum(len(one.to_rows()) for one in run.solutions)
    moves = run.record.to_frame()
    assert list(moves["action"]) == [move.action for move in run.record.moves]
    assert moves["date"].is_monotonic_increasing
    assert moves["paid_us"].sum() == pytest.approx(run.record.payoffs["us"].total)


def test_a_tournament_has_a_row_for_each_entrant() -> None:
    found = ng.tournament(NAME, ["boulware", "conceder", "hard_liner"], matches=2, workers=1)
    frame = found.to_frame()
    assert list(frame["rank"]) == [one.rank for one in found.standings]
    assert list(frame["entrant"]) == [one.entrant for one in found.standings]
    assert (frame["score_low"] <= frame["score"]).all()
    assert frame["score"].to_list() == pytest.approx(
        (0.5 * (frame["as_us"] + frame["as_uk"])).to_list()
    )


def test_an_experiment_has_the_rows_of_its_tables() -> None:
    result = ng.ExperimentResult(
        name="mine",
        question="?",
        design="one",
        columns={"a": "a number", "b": "a word"},
        rows=({"a": 1.0, "b": "x"}, {"a": 2.0, "b": "y"}),
        finding="none",
        receipts=(),
        tables=(
            ng.ExperimentTable(name="more", title="More", columns={"c": "c"}, rows=({"c": 3.0},)),
        ),
    )
    assert result.to_frame().to_csv(index=False) == "a,b\n1.0,x\n2.0,y\n"
    assert result.tables[0].to_frame()["c"].to_list() == [3.0]


def test_nothing_else_imports_pandas_and_its_absence_is_told() -> None:
    code = (
        "import sys\nimport negotiation as ng\nfound = ng.solve('uk_may_2025')\n"
        "assert 'pandas' not in sys.modules\nsys.modules['pandas'] = None\n"
        "try:\n    found.to_frame()\nexcept ng.NegotiationError as error:\n    print(error)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert "pandas is not installed; it comes with this package" in done.stdout
