"""Run every benchmark: `python -m benchmarks [--quick] [--pictures FOLDER]`.

Each runs in a process of its own, so that its peak memory is its own. A benchmark is a file of this
folder with a function `main`; it takes the options of `benchmarks.options`.
"""

from __future__ import annotations

import argparse
import ast
import subprocess
import sys
from pathlib import Path

from benchmarks.options import options

HERE = Path(__file__).resolve().parent


def benchmarks() -> list[str]:
    """Return the names of the benchmarks: the files that define `main`."""
    return [
        path.stem
        for path in sorted(HERE.glob("[!_]*.py"))
        if any(
            isinstance(node, ast.FunctionDef) and node.name == "main"
            for node in ast.parse(path.read_text(encoding="utf-8")).body
        )
    ]


def run_all() -> int:
    """Run the benchmarks one after the other; return the first exit code that is not 0."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Every benchmark.")
    parser.add_argument("--pictures", type=Path, help="draw each one's curves into this folder")
    asked, rest = parser.parse_known_args()
    options(argparse.ArgumentParser(prog="python -m benchmarks")).parse_args(rest)
    codes = []
    for name in benchmarks():
        picture = ["--picture", str(asked.pictures / f"{name}.svg")] if asked.pictures else []
        print(f"== {name.replace('_', ' ')}", flush=True)
        command = [sys.executable, "-m", f"benchmarks.{name}", *rest, *picture]
        codes.append(subprocess.run(command, cwd=HERE.parent, check=False).returncode)
    return next((code for code in codes if code), 0)


if __name__ == "__main__":
    sys.exit(run_all())
