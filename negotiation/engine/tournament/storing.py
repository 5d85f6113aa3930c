"""Cells in files: each is whole or absent, and carries the fingerprint of what decides it.

A seal over its numbers tells a cell that was changed; shapes and ranges are those that the plan
allows. What is not so is played anew.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from ...foundations.fingerprints import fingerprint
from ...results.storage import write_whole
from .cell import Cell
from .plan import Plan

LONGEST = 80
"""A longer name is cut in the name of a file."""
ARRAYS = ("payoffs", "ending_round", "package")


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
    write_whole(cell_path(folder, plan, a, b), content_of(plan.cell_fingerprint(a, b), cell))


def content_of(decided_by: str, cell: Cell) -> bytes:
    """Return the file of a cell, as bytes; ``decided_by`` is the fingerprint of what decides it."""
    content = io.BytesIO()
    arrays = {name: getattr(cell, name) for name in ARRAYS}
    np.savez_compressed(
        content,
        decided_by=np.array(decided_by),
        seal=np.array(_seal(decided_by, arrays)),
        **arrays,
    )
    return content.getvalue()


def load_cell(folder: Path, plan: Plan, a: int, b: int) -> Cell | None:
    """Return a cell as it was played; ``None`` if it was not, or for another plan."""
    try:
        content = cell_path(folder, plan, a, b).read_bytes()
    except OSError:
        return None
    return cell_in(content, plan, a, b)


def cell_in(content: bytes, plan: Plan, a: int, b: int) -> Cell | None:
    """Return the cell that the bytes of a file hold; ``None`` if they hold none of this plan."""
    try:
        stream = io.BytesIO(content)
        with zipfile.ZipFile(stream) as held:
            if held.testzip() is not None:  # before numpy believes what a header says of sizes
                return None
        stream.seek(0)
        with np.load(stream, allow_pickle=False) as arrays:
            decided_by = plan.cell_fingerprint(a, b)
            found = {name: arrays[name] for name in ARRAYS}
            is_sealed = str(arrays["seal"]) == _seal(decided_by, found)
            if str(arrays["decided_by"]) != decided_by or not is_sealed:
                return None
            return Cell(**found) if _is_possible(found, plan) else None
    except Exception:  # a spoilt archive may raise anything: the cell is played anew
        return None


def _seal(decided_by: str, arrays: Mapping[str, Any]) -> str:
    """Return the digest of a cell's numbers and of what decides them."""
    return fingerprint((decided_by, *(np.asarray(arrays[name]) for name in ARRAYS)))


def _is_possible(arrays: Mapping[str, Any], plan: Plan) -> bool:
    """Return whether numbers have the shapes and ranges that a cell of the plan has."""
    payoffs, ending, package = (arrays[name] for name in ARRAYS)
    shape = plan.type_pairs, plan.matches
    return bool(
        payoffs.dtype == np.float64
        and payoffs.shape == (*shape, 2)
        and np.isfinite(payoffs).all()
        and all(one.dtype == np.int64 and one.shape == shape for one in (ending, package))
        and ((ending >= 0) & (ending < plan.rounds)).all()
        and ((package >= -1) & (package < plan.packages)).all()
    )
