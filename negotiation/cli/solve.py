"""Solve a scenario: the equilibrium of every type pair, its certificate and payoff parts."""

from __future__ import annotations

from typing import Annotated

import typer

from .console.options import (
    AsJson,
    Grid,
    Offers,
    Precision,
    ScenarioName,
    Seed,
    Types,
    assignments,
    settings_of,
)


def command(
    scenario: ScenarioName,
    concept: Annotated[
        list[str] | None, typer.Option(help="Solution concept; may be given again.")
    ] = None,
    types: Types = "",
    precision: Precision = None,
    grid: Grid = None,
    offers: Offers = None,
    seed: Seed = 0,
    as_json: AsJson = False,
) -> None:
    """Solve a scenario: what each pair of types agrees on, what it is worth, how sure that is."""
    from ..engine.solving import pairs_of, solve_game
    from ..scenario.compile import compile_game
    from ..scenario.loading import load
    from .console.tables import notices

    wanted = concept or ["subgame_perfect"]
    settings = settings_of(wanted, precision=precision, grid=grid, offers=offers)
    loaded = load(scenario)
    game = compile_game(loaded)
    pairs = pairs_of(game, assignments(types, "--types"))
    with notices().status("Solving ..."):
        solutions = [solve_game(game, name, pairs, **settings[name]) for name in wanted]
    if as_json:
        from .console.json_object import solved

        print(solved(solutions, seed), end="")
        return
    from .console.tables import console, notes_of, solution_tables, strong

    out = console()
    out.print(strong(loaded.contents.title), f"({loaded.name})")
    for solution in solutions:
        for table in solution_tables(solution, solution.concept.replace("_", " ")):
            out.print(table)
        for note in notes_of(solution):
            out.print(note)
    receipt = solutions[0].receipt
    out.print(f"scenario {receipt.scenario_fingerprint[:16]}, game {receipt.game_fingerprint[:16]}")
