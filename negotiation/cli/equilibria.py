"""Look for several equilibria of a scenario under private information."""

from __future__ import annotations

import typer

from .console.options import AsJson, ScenarioName
from .console.varied import Changes, print_title, scenario_with


def command(
    scenario: ScenarioName,
    changes: Changes = None,
    precision: float = typer.Option(2.0, help="Precision L per $bn."),
    grid: int = typer.Option(11, help="Nodes of each belief axis, an odd number."),
    offers: int = typer.Option(24, help="Offers on the menu of the solver."),
    as_json: AsJson = False,
) -> None:
    """Search for equilibria that differ: the one on the logit path first, each certified."""
    from ..equilibria.multiplicity.search import equilibria_of
    from ..scenario.compile import compile_game
    from .console.tables import console, notices

    loaded = scenario_with(scenario, changes)
    game = compile_game(loaded)
    with notices().status("Searching ...") as status:
        found = equilibria_of(
            game,
            precision,
            grid,
            offers,
            progress=lambda n, many, name: status.update(f"Searching: {n} of {many}, {name} ..."),
        )
    if as_json:
        from ..results.storage import as_saved

        print(as_saved(found), end="")
        return
    from .console.several import several_tables, several_words

    out = console()
    print_title(out, loaded.contents.title, loaded.name, game.scenario_changes)
    for table in several_tables(found):
        out.print(table)
    for line in several_words(found):
        out.print(line)
    receipt = found.receipt
    out.print(f"scenario {receipt.scenario_fingerprint[:16]}, game {receipt.game_fingerprint[:16]}")
