"""Cells in files: whatever is not a whole cell of ours is absent."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from negotiation.engine.tournament.cell import Cell
from negotiation.engine.tournament.storing import cell_path, load_cell, save_cell
from tests.engine.tournament.small import few_plan

CORRUPTIONS = 1500


def small_cell() -> Cell:
    draw = np.random.default_rng(0)
    return Cell(
        payoffs=draw.normal(size=(4, 4, 2)),
        ending_round=draw.integers(0, 5, size=(4, 4)),
        package=draw.integers(-1, 9, size=(4, 4)),
    )


def corrupted(whole: bytes, draw: np.random.Generator) -> bytes:
    """Return a file of which bytes were flipped, cut out, put in, or lost at the end."""
    content = bytearray(whole)
    at, length = int(draw.integers(len(content))), int(draw.integers(1, 9))
    match draw.integers(4):
        case 0:
            for _ in range(length):
                content[int(draw.integers(len(content)))] ^= 1 << int(draw.integers(8))
        case 1:
            del content[at : at + length]
        case 2:
            content[at:at] = draw.bytes(length)
        case _:
            del content[at:]
    return bytes(content)


def test_a_corrupted_cell_is_absent_or_what_it_was(tmp_path: Path) -> None:
    plan, cell, draw = few_plan(), small_cell(), np.random.default_rng(1)
    save_cell(tmp_path, plan, 0, 1, cell)
    path = cell_path(tmp_path, plan, 0, 1)
    whole, absent = path.read_bytes(), 0
    assert load_cell(tmp_path, plan, 0, 1) == cell
    for _ in range(CORRUPTIONS):
        path.write_bytes(corrupted(whole, draw))
        found = load_cell(tmp_path, plan, 0, 1)
        absent += found is None
        assert found is None or found == cell
    assert absent > CORRUPTIONS / 2


@pytest.mark.parametrize("content", [b"", b"PK", b"\x93NUMPY\x01\x00", b"nothing of ours"])
def test_another_file_in_a_cells_place_is_no_cell(content: bytes, tmp_path: Path) -> None:
    plan = few_plan()
    path = cell_path(tmp_path, plan, 0, 0)
    path.parent.mkdir(parents=True)
    path.write_bytes(content)
    assert load_cell(tmp_path, plan, 0, 0) is None


@pytest.mark.parametrize(
    "spoilt",
    [
        {"ending_round": np.full((4, 4), -5)},
        {"ending_round": np.full((4, 4), 5)},
        {"package": np.full((4, 4), 10**9)},
        {"payoffs": np.full((4, 4, 2), np.nan)},
        {"payoffs": np.zeros((4, 3, 2))},
        {"payoffs": np.full((4, 4, 2), "1000")},
    ],
)
def test_a_cell_that_cannot_be_is_none(spoilt: dict[str, np.ndarray], tmp_path: Path) -> None:
    plan, cell = few_plan(), small_cell()
    save_cell(tmp_path, plan, 0, 1, replace(cell, **spoilt))  # sealed, and yet impossible
    assert load_cell(tmp_path, plan, 0, 1) is None


def test_numbers_that_were_changed_break_the_seal(tmp_path: Path) -> None:
    plan, cell = few_plan(), small_cell()
    save_cell(tmp_path, plan, 0, 1, cell)
    path = cell_path(tmp_path, plan, 0, 1)
    with np.load(path) as arrays:
        held = dict(arrays)
    np.savez(path, **held)
    assert load_cell(tmp_path, plan, 0, 1) == cell
    np.savez(path, **held | {"payoffs": np.full((4, 4, 2), 1000.0)})
    assert load_cell(tmp_path, plan, 0, 1) is None
