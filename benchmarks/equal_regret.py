"""Our logit equilibria beside OpenSpiel's CFR+ in C++: CPU seconds at equal regret.

    python -m benchmarks.equal_regret [--quick] [--openspiel-python PYTHON]

Regret is what the players gain by their best replies, summed over both (NashConv): ours is that of
a logit equilibrium, on the tree of histories or on a *grid* of 11 x 11 beliefs, from the exact
certificate, which is not timed; CFR+ goes on until it leaves no more. The two do not seek the same.
At a finite precision players are meant to err, the equilibrium is one after every history, and CFR+
is bound to none in games that are not zero-sum. Ours are the best of two after one to compile and
warm up.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Mapping
from typing import TypeVar

from benchmarks import openspiel
from benchmarks.options import options
from benchmarks.small_games import bargaining
from negotiation.equilibria.certificates.by_history import certify_by_history
from negotiation.equilibria.certificates.explicit_tree import exact_certificate
from negotiation.equilibria.explicit.solving import solve_explicit
from negotiation.equilibria.logit import Logit
from negotiation.equilibria.signalling.menu import menu_of
from negotiation.game.game import Game

SIZES = [(1, 5), (2, 5), (3, 5)]
"""Rounds and packages; two types a side."""
GRID = 11
"""Nodes of a belief axis."""
PRECISIONS = (5.0, 20.0, 100.0, 1000.0)
LIMIT = 20.0
"""CPU seconds that CFR+ is given."""

Found = TypeVar("Found")


def on_tree(game: Game, precision: float) -> tuple[float, float]:
    """Return the CPU seconds of a logit equilibrium by history, and the regret that it leaves."""
    spent, found = timed(lambda: solve_explicit(game, precision))
    return spent, regret_of(game, certify_by_history(game, found, found.values).at_start)


def on_grid(game: Game, precision: float) -> tuple[float, float]:
    """Return the CPU seconds of a logit equilibrium by belief, and the regret that it leaves."""
    assert game.packages is not None
    menu, concept = menu_of(game, game.packages.count), Logit(precision, GRID)
    spent, found = timed(lambda: concept.solved_with(game, menu))
    return spent, regret_of(game, exact_certificate(game, found).at_start)


def timed(solve: Callable[[], Found]) -> tuple[float, Found]:
    """Return the CPU seconds of a solution, the best of two after one, and the solution."""
    spent = []
    for _ in range(3):
        begun = time.process_time()
        found = solve()
        spent.append(time.process_time() - begun)
    return min(spent[1:]), found


def regret_of(game: Game, gains: Mapping[str, Mapping[str, float]]) -> float:
    """Return what the players' types gain by their best replies, weighed and summed."""
    return sum(
        float(chance) * gains[player][name]
        for player, names, prior in zip(game.players, game.types, game.prior, strict=True)
        for name, chance in zip(names, prior, strict=True)
    )


def main() -> None:
    """Print both programs' seconds, game by game and precision by precision."""
    asked = options(argparse.ArgumentParser(description=__doc__.partition("\n")[0])).parse_args()
    there = openspiel.is_installed(asked.openspiel_python)
    if not there:
        print("OpenSpiel is not installed: ours alone (see --openspiel-python)")
    print(
        f"{'rounds':>6} {'offers':>6} {'way':>5} {'L':>6} {'regret':>9} {'ours s':>8} "
        f"{'CFR+ s':>8} ratio"
    )
    for rounds, packages in SIZES[:1] if asked.quick else SIZES:
        game, found = bargaining(rounds, packages), []
        for way, solve in (("tree", on_tree), ("grid", on_grid)):
            found += [(way, precision, *solve(game, precision)) for precision in PRECISIONS]
        theirs: list[float | None] = [None] * len(found)
        if there:
            left = [regret for *_, regret in found]
            theirs = openspiel.seconds(asked.openspiel_python, rounds, packages, LIMIT, left)
        for (way, precision, spent, regret), other in zip(found, theirs, strict=True):
            line = (
                f"{rounds:>6} {packages:>6} {way:>5} {precision:>6g} {regret:>9.2e} {spent:>8.4f} "
            )
            if other is not None:
                line += f"{other:>8.4f} {other / spent:>5.2f}"
            elif there:
                line += f"    > {LIMIT:.0f} > {LIMIT / spent:.0f}"
            print(line, flush=True)


if __name__ == "__main__":
    main()
