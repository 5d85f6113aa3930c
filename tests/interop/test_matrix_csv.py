"""Payoff matrices from a CSV: read, refused in words, and solved by command."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner

from negotiation.cli import application
from negotiation.foundations.errors import NegotiationError
from negotiation.interop.matrix_csv import read_matrix


@pytest.mark.parametrize(
    ("text", "rows", "columns"),
    [
        ("3/1,0/0\n0/0,1/3\n", ("row 1", "row 2"), ("column 1", "column 2")),
        (",a,b\nup,3 1,0 0\ndown,0 0,1 3\n", ("up", "down"), ("a", "b")),
        ("a,b\n3|1,0|0\n0|0,1|3\n", ("row 1", "row 2"), ("a", "b")),
        ("up,3/1,0/0\ndown,0/0,1/3\n", ("up", "down"), ("column 1", "column 2")),
    ],
)
def test_both_payoffs_and_names_are_read(
    text: str, rows: tuple[str, ...], columns: tuple[str, ...]
) -> None:
    found = read_matrix(text)
    assert found.actions == (rows, columns)
    assert not found.is_zero_sum
    np.testing.assert_array_equal(found.payoffs, [[[3, 0], [0, 1]], [[1, 0], [0, 3]]])


def test_one_payoff_a_cell_is_a_zero_sum_game() -> None:
    found = read_matrix("3,1\n0,2\n")
    assert found.is_zero_sum
    np.testing.assert_array_equal(found.payoffs, [[[3, 1], [0, 2]], [[-3, -1], [0, -2]]])


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "holds no payoffs"),
        ("1,2\n3\n", "differ in length"),
        ("1,2/3\n3,4\n", "some two"),
        ("1,2\n3,much\n", "row 2, column 2 of the matrix is 'much'"),
        ("1,nan\n3,4\n", "row 1, column 2"),
        ("a,b\n", "holds no payoffs"),
    ],
)
def test_what_is_no_matrix_is_told(text: str, said: str) -> None:
    with pytest.raises(NegotiationError, match=said):
        read_matrix(text)


def asked(*arguments: str) -> str:
    done = CliRunner().invoke(application(), ["equilibria", *arguments])
    assert done.exit_code == 0, done.output
    return done.output


def test_the_command_lists_all_equilibria(tmp_path: Path) -> None:
    path = tmp_path / "matrix.csv"
    path.write_text("3,1\n0,2\n", encoding="utf-8")
    told = " ".join(asked(str(path)).split())
    assert "row 1 0.5, row 2 0.5 against column 1 0.25, column 2 0.75: pays 1.5 and -1.5" in told
    assert "Nashpy" not in told
    (one,) = json.loads(asked(str(path), "--json"))["found"]
    assert one["row"] == pytest.approx([0.5, 0.5])
    path.write_text("3/1,0/0\n0/0,1/3\n", encoding="utf-8")
    assert len(json.loads(asked(str(path), "--json"))["found"]) == 3


def test_solve_says_what_a_csv_is(tmp_path: Path) -> None:
    done = CliRunner().invoke(application(), ["solve", str(tmp_path / "matrix.csv")])
    assert done.exit_code == 2
    assert "negotiation equilibria" in done.output
