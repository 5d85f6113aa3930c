"""Agent quantal responses: Gambit's seconds and ours on the same games, until Gambit's are 60.

Offers and answers between two players with two private types each, at precision 1. Gambit follows
the branch on the tree of histories; so does our explicit solver (*tree*), while the solver on
beliefs (*grid*: 11 x 11) takes every belief at every stage at once, on and off the path, and does
not list histories at all. Ours are the best of two after one to warm up; all are CPU seconds.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from benchmarks import gambit
from benchmarks.cost_curves import Point
from benchmarks.small_games import bargaining
from negotiation.equilibria.explicit.solving import solve_explicit
from negotiation.equilibria.logit import Logit
from negotiation.equilibria.signalling.menu import menu_of
from negotiation.game.tree import extensive_form

SIZES = {
    "rounds, 2 offers": [(rounds, 2) for rounds in range(1, 9)],
    "offers, 2 rounds": [(2, packages) for packages in (1, 2, 4, 6, 8, 10, 12, 16, 24)],
}
GRID = 11


def beside_gambit(python: str, limit: float) -> dict[str, list[Point]]:
    """Print and return what the same games cost Gambit and us, by what varies."""
    if not gambit.is_installed(python):
        print("pygambit is not installed: no comparison (see --gambit-python)")
        return {}
    print(
        f"agent quantal responses, precision {gambit.PRECISION:g}, "
        f"until Gambit passes {limit:.0f} s"
    )
    print(
        f"{'rounds':>6} {'offers':>6} {'nodes':>6} {'Gambit s':>9} {'grid s':>8} {'ratio':>7} "
        f"{'tree s':>8} {'ratio':>7}"
    )
    panels: dict[str, list[Point]] = {}
    for varied, sizes in SIZES.items():
        points = panels.setdefault(varied, [])
        for rounds, packages in sizes:
            theirs = gambit.seconds(python, "quantal_response", rounds, packages, limit)
            nodes, grid, tree = ours(rounds, packages)
            ratios = [_ratio(theirs, own, limit) for own in (grid, tree)]
            said = f"> {limit:.0f}" if theirs is None else f"{theirs:.3f}"
            print(
                f"{rounds:6} {packages:6} {nodes:6,} {said:>9} {grid:8.3f} {ratios[0]:>7} "
                f"{tree:8.3f} {ratios[1]:>7}",
                flush=True,
            )
            size = rounds if varied.startswith("rounds") else packages
            found = {"Gambit": theirs, "ours, on the grid": grid, "ours, on the tree": tree}
            points += [
                {"size": size, "seconds": taken, "who": who}
                for who, taken in found.items()
                if taken is not None
            ]
            if theirs is None:
                break
    return panels


def ours(rounds: int, packages: int) -> tuple[int, float, float]:
    """Return a game's nodes, and our CPU seconds on the grid and on the tree."""
    game = bargaining(rounds, packages)
    concept, menu = Logit(gambit.PRECISION, GRID, packages), menu_of(game, packages)
    return (
        extensive_form(game).number_of_nodes(),
        _best(lambda: concept.solved_with(game, menu)),
        _best(lambda: solve_explicit(game, gambit.PRECISION)),
    )


def _best(run: Callable[[], object]) -> float:
    run()
    found = []
    for _ in range(2):
        begun = time.process_time()
        run()
        found.append(time.process_time() - begun)
    return min(found)


def _ratio(theirs: float | None, own: float, limit: float) -> str:
    return f"> {limit / own:,.0f}" if theirs is None else f"{theirs / own:,.1f}"
