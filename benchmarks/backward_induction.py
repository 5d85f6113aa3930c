"""What exact backward induction costs, against rounds, states and packages, and beside Gambit.

    python -m benchmarks.backward_induction [--quick] [--picture FILE] [--gambit-python PYTHON]

Times are CPU seconds of one process, the best of several runs after one to warm up; *solve* is all
four type pairs, *certificate* the independent judge of all four. The last lines measure 100,000
packages x 10 rounds x 45 states in a process of its own, with its peak memory, and Gambit's
linear-complementarity solver on alternating offers, tree by larger tree, until one exceeds the
limit. It finds one Nash equilibrium, which need not be subgame perfect: Gambit has no solver for
that. Gambit (pygambit 17, GPL) is optional and never imported by the package.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable

import numpy as np

from benchmarks import gambit
from benchmarks.cost_curves import Point, draw
from benchmarks.large_games import large_game
from benchmarks.options import options
from benchmarks.small_games import pie
from negotiation.equilibria.certificates.deviations import largest_gain
from negotiation.equilibria.subgame_perfect import SubgamePerfect
from negotiation.game.game import Game
from negotiation.game.tree import extensive_form

BASE = {"rounds": 5, "states": 45, "packages": 6_720}
TARGET_SECONDS = 0.020
LARGE = {"rounds": 10, "states": 45, "packages": 100_000}
LARGE_TARGETS = {"seconds": 1.0, "gigabytes": 1.0}
MULTIPLES = {
    "rounds": [1, 2, 5, 10, 20, 40],
    "states": [15, 45, 90, 180, 360],
    "packages": [840, 1_680, 6_720, 26_880, 107_520],
}

Row = dict[str, float | str]


def cpu_seconds(run: Callable[[], object], repeats: int) -> float:
    """Return the least CPU time of a run, after one to warm up."""
    run()
    found = []
    for _ in range(repeats):
        begun = time.process_time()
        run()
        found.append(time.process_time() - begun)
    return min(found)


def measure(game: Game, repeats: int, *, certify: bool = True) -> Row:
    """Return the times of solving and certifying a game for all its type pairs."""
    concept = SubgamePerfect()
    profile = concept.profile(game)
    row: Row = {"solve": cpu_seconds(lambda: concept.profile(game), repeats)}
    if certify:
        begun = time.process_time()
        gains = [largest_gain(game, profile, pair).max_gain_busd for pair in game.type_pairs]
        row |= {"certificate": time.process_time() - begun, "largest gain": max(gains)}
    return row


def curves(repeats: int) -> list[Row]:
    """Return times as one size at a time moves away from the base game's."""
    rows: list[Row] = []
    for varied, sizes in MULTIPLES.items():
        for size in sizes:
            shape = BASE | {varied: size}
            found = measure(large_game(**shape), repeats, certify=size <= BASE[varied])
            rows.append({"varied": varied, "size": size, **shape, **found})
    return rows


def print_curves(rows: list[Row]) -> None:
    """Print times, and what doubling a size multiplies them by at the largest sizes."""
    print(f"{'varied':>9} {'size':>8} {'solve ms':>9} {'us per round':>13} {'certificate ms':>15}")
    for row in rows:
        certificate = f"{1e3 * float(row['certificate']):15.0f}" if "certificate" in row else ""
        each = 1e6 * float(row["solve"]) / float(row["rounds"])
        solve = 1e3 * float(row["solve"])
        print(f"{row['varied']:>9} {row['size']:>8} {solve:9.1f} {each:13.0f} {certificate}")
    for varied in MULTIPLES:
        small, large = [row for row in rows if row["varied"] == varied][-2:]
        growth = np.log(float(large["solve"]) / float(small["solve"])) / np.log(
            float(large["size"]) / float(small["size"])
        )
        print(f"time grows as {varied}^{growth:.2f} at the end (1 is linear)")


def large_case() -> Row:
    """Return time and peak memory of the large game in this process."""
    game = large_game(**LARGE)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    begun = time.process_time()
    profile = SubgamePerfect().profile(game)
    seconds = time.process_time() - begun
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    begun = time.process_time()
    gain = largest_gain(game, profile, game.type_pairs[0]).max_gain_busd
    unit = 1e9 if sys.platform == "darwin" else 1e6
    return {
        "seconds": seconds,
        "gigabytes": peak / unit,
        "gigabytes before": before / unit,
        "certificate of one pair": time.process_time() - begun,
        "largest gain": gain,
    }


def beside_gambit(python: str, limit: float, repeats: int) -> None:
    """Print Gambit's and our cost on alternating offers, until Gambit passes the limit."""
    if not gambit.is_installed(python):
        print("pygambit is not installed: no comparison (see --gambit-python)")
        return
    print(f"{'rounds':>6} {'packages':>8} {'nodes':>7} {'Gambit s':>9} {'ours s':>9} {'ratio':>9}")
    for rounds, packages in [(1, 5), (1, 50), (2, 3), (2, 5), (2, 7), (2, 8), (2, 9), (3, 5)]:
        game = pie(rounds, packages)
        found = gambit.seconds(python, "equilibrium", rounds, packages, limit)
        own = float(measure(game, repeats, certify=False)["solve"])
        nodes = extensive_form(game, (0, 0)).number_of_nodes()
        seconds = f"> {limit:.0f}" if found is None else f"{found:.4f}"
        ratio = f"> {limit / own:,.0f}" if found is None else f"{found / own:,.0f}"
        print(f"{rounds:6} {packages:8} {nodes:7,} {seconds:>9} {own:9.5f} {ratio:>9}", flush=True)
        if found is None:
            break


def panels(rows: list[Row]) -> dict[str, list[Point]]:
    """Return the cost curves as panels, one a size."""
    return {
        varied: [
            {"size": row["size"], "seconds": row["solve"], "who": "ours"}
            for row in rows
            if row["varied"] == varied
        ]
        for varied in MULTIPLES
    }


def main() -> None:
    """Measure and print everything."""
    parser = options(argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0]))
    parser.add_argument("--large", action="store_true", help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.large:
        print(json.dumps(large_case()))
        return
    base = measure(large_game(**BASE), 9)
    print(
        f"base size {BASE}, all four type pairs: solve {1e3 * float(base['solve']):.1f} ms "
        f"(promised {1e3 * TARGET_SECONDS:.0f}), certificate {float(base['certificate']):.3f} s, "
        f"largest gain {base['largest gain']}"
    )
    command = [sys.executable, "-m", "benchmarks.backward_induction", "--large"]
    large = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    print(
        f"large {LARGE}, all four type pairs: solve {large['seconds']:.2f} s "
        f"(promised {LARGE_TARGETS['seconds']}), peak {large['gigabytes']:.2f} GB "
        f"(promised {LARGE_TARGETS['gigabytes']}; {large['gigabytes before']:.2f} before solving), "
        f"certificate of one pair {large['certificate of one pair']:.1f} s"
    )
    if chosen.quick:
        return
    rows = curves(5)
    print_curves(rows)
    if chosen.picture:
        draw(panels(rows), chosen.picture, "CPU seconds, four type pairs")
    beside_gambit(chosen.gambit_python, chosen.gambit_seconds, 5)


if __name__ == "__main__":
    main()
