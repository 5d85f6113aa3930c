"""Another Python that runs a part of a benchmark, where a program is kept apart from ours."""

from __future__ import annotations

import subprocess
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[1]
"""Where it must run to find the benchmarks."""


def has(python: str, package: str) -> bool:
    """Return whether an interpreter has a package and what our own games need."""
    code = f"import {package}, networkx, numpy"
    try:
        tried = subprocess.run([python, "-c", code], capture_output=True, check=False)
    except OSError:
        return False
    return tried.returncode == 0
