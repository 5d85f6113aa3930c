"""How long one waits before anything is solved: for an import, a command and a draw.

    python -m benchmarks.start_up [--quick]

Processes are fresh and the best of several is told, because other programs share the machine: the
seconds from start to end, and those of the processor. Bytecode is kept, as on a user's second day.
A draw is one more of the base scenario, all its numbers from their ranges, in a process that has
drawn before.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time

from benchmarks.another_python import CHECKOUT
from benchmarks.options import options
from negotiation.scenario.drawing import drawn
from negotiation.scenario.loading import load

PROCESSES = {
    "python, nothing else": ("-c", "pass"),
    "import negotiation": ("-c", "import negotiation"),
    "negotiation scenarios": ("-m", "negotiation", "scenarios"),
    "negotiation solve june_deadline": ("-m", "negotiation", "solve", "june_deadline"),
}
"""What is started, and the arguments of the interpreter."""


def process(arguments: tuple[str, ...], times: int) -> tuple[float, float]:
    """Return the fewest seconds and processor seconds of a process that is started some times."""
    with tempfile.TemporaryDirectory() as folder:
        # Not beside the sources: some environments forbid bytecode there.
        environment = {**os.environ, "PYTHONPYCACHEPREFIX": folder}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        measured = []
        for _ in range(times + 1):
            before, begun = os.times(), time.perf_counter()
            command = [sys.executable, *arguments]
            subprocess.run(command, cwd=CHECKOUT, env=environment, check=True, capture_output=True)
            wall, after = time.perf_counter() - begun, os.times()
            cpu = after.children_user + after.children_system
            measured.append((wall, cpu - before.children_user - before.children_system))
    walls, cpus = zip(*measured[1:], strict=True)  # the first compiles
    return min(walls), min(cpus)


def draw(times: int) -> float:
    """Return the fewest processor seconds of a draw."""
    base, seconds = load("june_deadline"), []
    for number in range(times + 1):
        begun = time.process_time()
        drawn(base, 0, number)
        seconds.append(time.process_time() - begun)
    return min(seconds[1:])


def main() -> None:
    """Measure and print."""
    parser = options(argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0]))
    times = 1 if parser.parse_args().quick else 5
    for name, arguments in PROCESSES.items():
        wall, cpu = process(arguments, times)
        print(f"{name:32} {wall:6.3f} s {cpu:6.3f} CPU s")
    print(f"{'a draw of june_deadline':32} {'':8} {draw(10 * times):6.4f} CPU s")


if __name__ == "__main__":
    main()
