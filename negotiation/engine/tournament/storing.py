"""Cells in files: each is whole or absent, and carries the fingerprint of what decides it."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import numpy as np

from ...results.storage import write_whole
from .cell import Cell
from .plan import Plan


def cell_path(folder: Path, plan: Plan, a: int, b: int) -> Path:
    """Return the file of one cell.

    Tournaments of other games, seeds, settings or lengths in the same folder have other files.
    """
    names = plan.entrants[a].name, plan.entrants[b].name
    return folder / "cells" / plan.short_name / f"{'--'.join(names)}.npz"


def save_cell(folder: Path, plan: Plan, a: int, b: int, cell: Cell) -> None:
    """Write a cell, completely or not at all."""
    content = io.BytesIO()
    np.savez_compressed(
        content,
        decided_by=np.array(plan.cell_fingerprint(a, b)),
        payoffs=cell.payoffs,
        ending_round=cell.ending_round,
        package=cell.package,
    )
    write_whole(cell_path(folder, plan, a, b), content.getvalue())


def load_cell(folder: Path, plan: Plan, a: int, b: int) -> Cell | None:
    """Return a cell as it was played; ``None`` if it was not, or for another plan."""
    try:
        with np.load(cell_path(folder, plan, a, b), allow_pickle=False) as held:
            if str(held["decided_by"]) != plan.cell_fingerprint(a, b):
                return None
            return Cell(
                payoffs=held["payoffs"],
                ending_round=held["ending_round"],
                package=held["package"],
            )
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile):
        return None  # absent, or not ours: it is played anew
