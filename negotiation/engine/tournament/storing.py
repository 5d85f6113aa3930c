"""Cells in files: each is whole or absent, and carries the fingerprint of what decides it."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import numpy as np

from ...foundations.fingerprints import fingerprint
from ...results.storage import write_whole
from .cell import Cell
from .plan import Plan

LONGEST = 80
"""A longer name is cut in the name of a file."""


def cell_path(folder: Path, plan: Plan, a: int, b: int) -> Path:
    """Return the file of one cell.

    Tournaments of other games, seeds, settings or lengths in the same folder have other files.
    """
    names = [_in_file(plan.entrants[n].name) for n in (a, b)]
    return folder / "cells" / plan.short_name(a, b) / f"{'--'.join(names)}.npz"


def _in_file(name: str) -> str:
    """Return a strategy's name as a file can have it; two names have two files."""
    plain = re.sub(r"[^\w(),.= -]", "_", name).replace(" ", "")
    if plain == name and len(name) <= LONGEST:
        return name
    return f"{plain[:LONGEST]}-{fingerprint(name)[:8]}"


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
        content = io.BytesIO(cell_path(folder, plan, a, b).read_bytes())
        with zipfile.ZipFile(content) as held:
            if held.testzip() is not None:  # before numpy believes what a header says of sizes
                return None
        content.seek(0)
        with np.load(content, allow_pickle=False) as arrays:
            if str(arrays["decided_by"]) != plan.cell_fingerprint(a, b):
                return None
            found = {name: arrays[name] for name in ("payoffs", "ending_round", "package")}
            whole = all(np.isfinite(array).all() for array in found.values())
            return Cell(**found) if whole else None
    except Exception:  # a spoilt archive may raise anything: the cell is played anew
        return None
