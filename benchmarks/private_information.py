"""What logit equilibrium on beliefs costs, against rounds, states, offers and the grid.

    python -m benchmarks.private_information [--quick]

Seconds are wall time with all threads, the best of two after one solve to compile and warm up, the
menu made beforehand; *CPU* is the processor time of all threads. The large game is 10 rounds, 45
public states, 60 offers and 21 x 21 beliefs at precision 5, with random payoffs; the base scenario
is solved with 24 offers at 11 x 11 beliefs, where equilibria are many and paths must be followed.
Gambit's agent quantal responses stop at a few hundred nodes (`tests/interop/gambit`).
"""

from __future__ import annotations

import argparse
import resource
import sys
import time

from benchmarks.large_games import large_game
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


def measure(game: Game, grid: int, offers: int, precision: float, repeats: int) -> str:
    """Return a line of times, roots per second and the largest error."""
    concept = Logit(precision, grid, offers)
    menu = menu_of(game, offers)
    concept.solved_with(game, menu)
    wall, cpu = [], []
    for _ in range(repeats):
        begun, begun_cpu = time.perf_counter(), time.process_time()
        profile = concept.solved_with(game, menu)
        wall.append(time.perf_counter() - begun)
        cpu.append(time.process_time() - begun_cpu)
    roots, several, lost, unsolved = profile.tally.counts
    return (
        f"{min(wall):8.2f} s {min(cpu):8.2f} CPU s {roots / min(wall) / 1e6:7.2f} M roots/s "
        f"residual {profile.residual:.0e}, several at {several}, lost {lost}, unsolved {unsolved}"
    )


def main() -> None:
    """Print every measurement."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--quick", action="store_true", help="one repeat, and no large game")
    quick = parser.parse_args().quick
    repeats = 1 if quick else 2
    for varied, sizes in MULTIPLES.items():
        for size in sizes:
            shape = BASE | {varied: size}
            line = measure(large_game(**shape), GRID, shape["packages"], PRECISION, repeats)
            print(f"{varied:>9} {size:>5} {line}", flush=True)
    for grid in GRIDS:
        line = measure(large_game(**BASE), grid, BASE["packages"], PRECISION, repeats)
        print(f"{'grid':>9} {grid:>5} {line}", flush=True)
    base = compile_game(load("june_deadline"))
    for precision in (2.0, 5.0):
        line = measure(base, GRID, BASE["packages"], precision, repeats)
        print(f"base scenario, L = {precision:g} {line}", flush=True)
    if not quick:
        print(f"large {measure(large_game(**LARGE), 21, 60, PRECISION, repeats)}")
    unit = 1e9 if sys.platform == "darwin" else 1e6
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit
    print(f"peak memory {peak:.2f} GB")


if __name__ == "__main__":
    main()
