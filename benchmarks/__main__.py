"""Run every benchmark: `python -m benchmarks [--quick] [--picture FOLDER]`.

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
    description = "Every benchmark; --picture names a folder for the pictures of all of them."
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=description)
    asked = options(parser).parse_args()
    codes = []
    for name in benchmarks():
        print(f"== {name.replace('_', ' ')}", flush=True)
        command = [sys.executable, "-m", f"benchmarks.{name}"]
        command += ["--gambit-python", asked.gambit_python]
        command += ["--openspiel-python", asked.openspiel_python]
        command += ["--gambit-seconds", str(asked.gambit_seconds)]
        command += ["--quick"] if asked.quick else []
        command += ["--picture", str(asked.picture / f"{name}.svg")] if asked.picture else []
        codes.append(subprocess.run(command, check=False).returncode)
    return next((code for code in codes if code), 0)


if __name__ == "__main__":
    sys.exit(run_all())
