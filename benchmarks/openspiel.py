"""OpenSpiel's seconds for regret minimisation, measured by another Python if need be.

OpenSpiel is optional (`requirements/evolution.in`). The process reads the game first and is then
timed; how much regret is left is computed every few iterations and is not timed.

    python -m benchmarks.openspiel ROUNDS PACKAGES LIMIT REGRET [REGRET ..]
"""

from __future__ import annotations

import importlib
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks.another_python import CHECKOUT, has

LOOKED_AT = 1.1
"""Regret is computed at so many times the iterations of the last time."""


def is_installed(python: str) -> bool:
    """Return whether an interpreter has OpenSpiel and what our own games need."""
    return has(python, "pyspiel")


def seconds(
    python: str, rounds: int, packages: int, limit: float, regrets: Sequence[float]
) -> list[float | None]:
    """Return the CPU seconds until CFR+ leaves no more than each regret; ``None``: the limit.

    Raises ``RuntimeError`` with what the process said if OpenSpiel fails.
    """
    sizes = [str(number) for number in (rounds, packages, limit, *regrets)]
    command = [python, "-m", "benchmarks.openspiel", *sizes]
    done = subprocess.run(command, capture_output=True, text=True, cwd=CHECKOUT, check=False)
    if done.returncode:
        raise RuntimeError(f"OpenSpiel, {rounds} rounds, {packages} packages:\n{done.stderr}")
    found: list[float | None] = json.loads(done.stdout)
    return found


def _task(rounds: int, packages: int, limit: float, regrets: Sequence[float]) -> None:
    from benchmarks.small_games import bargaining
    from negotiation.game.tree import extensive_form
    from negotiation.interop.efg import efg_text

    spiel = importlib.import_module("pyspiel")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "game.efg"
        path.write_text(efg_text(extensive_form(bargaining(rounds, packages))), encoding="utf-8")
        game = spiel.load_game(f"efg_game(filename={path})")
    solver = spiel.CFRPlusSolver(game)
    found: list[float | None] = [None] * len(regrets)
    spent, done, look = 0.0, 0, 1
    while spent < limit and None in found:
        begun = time.process_time()
        while done < look:
            solver.evaluate_and_update_policy()
            done += 1
        spent += time.process_time() - begun
        left = spiel.nash_conv(game, solver.average_policy())
        found = [
            spent if known is None and left <= regret else known
            for known, regret in zip(found, regrets, strict=True)
        ]
        look = max(look + 1, int(look * LOOKED_AT))
    print(json.dumps(found))


if __name__ == "__main__":
    _task(int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3]), [*map(float, sys.argv[4:])])
