"""Gambit's seconds for one game, measured in a process of its own, if need be by another Python.

Gambit (pygambit 17, GPL) is optional, and best kept in an environment of its own; see
`requirements/gambit.in`. The process builds the game first and is then timed.

    python -m benchmarks.gambit equilibrium|quantal_response ROUNDS PACKAGES LIMIT
"""

from __future__ import annotations

import importlib
import io
import math
import resource
import signal
import subprocess
import sys
import time

from benchmarks.another_python import CHECKOUT, has

PRECISION = 1.0


def is_installed(python: str) -> bool:
    """Return whether an interpreter has pygambit and what our own games need."""
    return has(python, "pygambit")


def seconds(python: str, task: str, rounds: int, packages: int, limit: float) -> float | None:
    """Return Gambit's CPU seconds for a game; ``None`` beyond the limit, in CPU seconds too.

    Raises ``RuntimeError`` with what the process said if Gambit fails.
    """
    command = [python, "-m", "benchmarks.gambit", task, str(rounds), str(packages), str(limit)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=CHECKOUT, check=False)
    if done.returncode == -signal.SIGXCPU:
        return None
    if done.returncode:
        raise RuntimeError(f"Gambit, {task}, {rounds} rounds, {packages} packages:\n{done.stderr}")
    return float(done.stdout)


def _task(task: str, rounds: int, packages: int, limit: float) -> None:
    from benchmarks.small_games import bargaining, pie
    from negotiation.game.tree import extensive_form
    from negotiation.interop.efg import efg_text
    from negotiation.interop.gambit import agent_quantal_response

    gambit = importlib.import_module("pygambit")
    if task == "equilibrium":
        tree = extensive_form(pie(rounds, packages), (0, 0))
        game = gambit.read_efg(io.StringIO(efg_text(tree)))
    else:
        tree = extensive_form(bargaining(rounds, packages))
    begun = time.process_time()
    # The system ends the process then: other programs on the machine do not use up the limit.
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    resource.setrlimit(resource.RLIMIT_CPU, (math.ceil(begun + limit), hard))
    if task == "equilibrium":
        gambit.nash.lcp_solve(game, rational=False)
    else:
        agent_quantal_response(tree, PRECISION)
    print(time.process_time() - begun)


if __name__ == "__main__":
    _task(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), float(sys.argv[4]))
