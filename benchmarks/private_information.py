"""What logit equilibrium on beliefs costs, against rounds, states, offers and the grid.

    python -m benchmarks.private_information [--quick] [--picture FILE] [--gambit-python PYTHON]

Seconds are wall time with all threads, the best of two after one solve to compile and warm up, the
menu made beforehand; *CPU* is the processor time of all threads. The large game is 10 rounds, 45
public states, 60 offers and 21 x 21 beliefs at precision 5, with random payoffs; the base scenario
is solved with 24 offers at 11 x 11 beliefs, where equilibria are many and paths must be followed,
with 12 at 7 x 7, and as a whole profile, whose menu grows in three solves. *Fresh* is the first
solve of a checkout that has compiled nothing yet, in a process of its own.
Gambit's agent quantal responses come last, game by larger game, beside ours
(`benchmarks.quantal_responses`).
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass

from benchmarks.cost_curves import Point, draw
from benchmarks.large_games import large_game
from benchmarks.options import options
from benchmarks.quantal_responses import beside_gambit
from negotiation.equilibria.logit import Logit
from negotiation.equilibria.signalling.menu import menu_of
from negotiation.game.game import Game
from negotiation.scenario.compile import compile_game
from negotiation.scenario.loading import load

BASE = {"rounds": 5, "states": 45, "packages": 24}
GRID, PRECISION = 11, 5.0
MULTIPLES = {"rounds": [2, 5, 10], "states": [15, 45, 90], "packages": [12, 24, 48]}
GRIDS = [11, 15, 21]
LARGE = {"rounds": 10, "states": 45, "packages": 60}
FIRST = """
from negotiation.equilibria.logit import Logit
from negotiation.equilibria.signalling.menu import menu_of
from negotiation.scenario.compile import compile_game
from negotiation.scenario.loading import load
game = compile_game(load("june_deadline"))
Logit(2.0, 7, 12).solved_with(game, menu_of(game, 12))
"""


@dataclass(frozen=True)
class Measured:
    """What solving a game took, and how well it was solved."""

    wall: float
    cpu: float
    residual: float
    counts: tuple[int, ...]

    def line(self) -> str:
        """Return it in words."""
        roots, several, lost, unsolved = self.counts
        return (
            f"{self.wall:8.2f} s {self.cpu:8.2f} CPU s {self.cpu / roots * 1e9:6.0f} ns a root "
            f"residual {self.residual:.0e}, several at {several}, lost {lost}, unsolved {unsolved}"
        )


def measure(game: Game, grid: int, offers: int, precision: float, repeats: int) -> Measured:
    """Return the best times of several solves, after one to warm up."""
    concept = Logit(precision, grid, offers)
    menu = menu_of(game, offers)
    concept.solved_with(game, menu)
    wall, cpu = [], []
    for _ in range(repeats):
        begun, begun_cpu = time.perf_counter(), time.process_time()
        profile = concept.solved_with(game, menu)
        wall.append(time.perf_counter() - begun)
        cpu.append(time.process_time() - begun_cpu)
    counts = tuple(map(int, profile.tally.counts))
    return Measured(min(wall), min(cpu), float(profile.residual), counts)


def curves(repeats: int) -> dict[str, list[Point]]:
    """Print and return what the solver costs as one size at a time moves from the base game's."""
    panels: dict[str, list[Point]] = {}
    for varied, sizes in [*MULTIPLES.items(), ("grid", GRIDS)]:
        name = "offers" if varied == "packages" else varied
        points = panels.setdefault(name, [])
        for size in sizes:
            shape = BASE if varied == "grid" else BASE | {varied: size}
            grid = size if varied == "grid" else GRID
            found = measure(large_game(**shape), grid, shape["packages"], PRECISION, repeats)
            points.append({"size": size, "seconds": found.cpu, "who": "ours, on the grid"})
            print(f"{name:>9} {size:>5} {found.line()}", flush=True)
    return panels


def fresh() -> tuple[float, float]:
    """Return the CPU seconds of the first solve, with all its loops to be compiled and without."""
    spent = []
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(2):
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            given = {**os.environ, "NUMBA_CACHE_DIR": folder}
            subprocess.run([sys.executable, "-c", FIRST], check=True, env=given)
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            spent.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return spent[0], spent[1]


def main() -> None:
    """Print every measurement, and draw the costs if asked to."""
    asked = options(argparse.ArgumentParser(description=__doc__.partition("\n")[0])).parse_args()
    repeats = 1 if asked.quick else 2
    panels = curves(repeats)
    base = compile_game(load("june_deadline"))
    for precision in (2.0, 5.0):
        for grid, offers in ((7, 12), (GRID, BASE["packages"])):
            found = measure(base, grid, offers, precision, repeats)
            name = f"base scenario, L = {precision:g}, {offers} offers, {grid} x {grid}"
            print(f"{name} {found.line()}", flush=True)
    Logit().profile(base)
    begun = time.process_time()
    Logit().profile(base)
    print(f"base scenario, a whole profile {time.process_time() - begun:.2f} CPU s", flush=True)
    compiling, kept = fresh()
    print(f"fresh: {compiling:.1f} CPU s, then {kept:.1f}", flush=True)
    if not asked.quick:
        print(f"large {measure(large_game(**LARGE), 21, 60, PRECISION, repeats).line()}")
    unit = 1e9 if sys.platform == "darwin" else 1e6
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit
    print(f"peak memory {peak:.2f} GB", flush=True)
    if not asked.quick:
        panels |= beside_gambit(asked.gambit_python, asked.gambit_seconds)
    if asked.picture:
        draw(panels, asked.picture, "CPU seconds")


if __name__ == "__main__":
    main()
