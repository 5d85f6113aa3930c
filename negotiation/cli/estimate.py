"""Estimate how precise players are: the logit precision behind records of their matches."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from .console.options import AsJson, ScenarioName
from .console.varied import Changes, print_title, scenario_with


def command(  # noqa: PLR0913, PLR0917 - its parameters are the options
    scenario: ScenarioName,
    files: Annotated[
        list[Path],
        typer.Argument(metavar="FILE...", help="What `play` or `run` wrote, or a CSV."),
    ],
    player: Annotated[
        list[str] | None, typer.Option(help="Count this player's choices; may be given again.")
    ] = None,
    strategy: Annotated[
        list[str] | None, typer.Option(help="Count this strategy's choices; may be given again.")
    ] = None,
    grid: Annotated[int, typer.Option(help="Nodes of each belief axis, an odd number.")] = 11,
    offers: Annotated[int, typer.Option(help="Offers on the menu of the solver.")] = 24,
    bounds: Annotated[
        tuple[float, float], typer.Option(help="Where the precision is looked for, per $bn.")
    ] = (0.01, 100.0),
    points: Annotated[
        int, typer.Option(help="Precisions tried first, over the bounds; more is surer.")
    ] = 17,
    branches: Annotated[
        int,
        typer.Option(
            help="Branches of equilibria followed, the principal one included; 1: it alone."
        ),
    ] = 3,
    columns: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE.toml", help="Which columns of a CSV of moves say what, e.g. of oTree."
        ),
    ] = None,
    changes: Changes = None,
    as_json: AsJson = False,
) -> None:
    """Estimate the precision L behind recorded matches, with its 95 % confidence interval."""
    from ..api.estimate import estimate
    from ..engine.matches_in_files import matches_in, types_known
    from ..scenario.compile import compile_game
    from .console.tables import console, notices

    loaded = scenario_with(scenario, changes)
    game = compile_game(loaded)
    records = matches_in(game, files, columns)
    with notices().status("Solving ...") as status:
        found = estimate(
            game,
            records,
            players=player,
            strategies=strategy,
            grid=grid,
            offers=offers,
            bounds=bounds,
            points=points,
            branches=branches,
            progress=lambda tried, precision, fit: status.update(
                f"Solving: {tried} equilibria tried, {precision:.3g} per $bn last ({fit:.1f}) ..."
            ),
        )
    known = types_known(game, records)
    if as_json:
        from ..results.document import FORMAT
        from ..results.storage import as_json as text
        from ..results.storage import as_plain

        properties = {
            "is_identified": found.is_identified,
            "is_unique": found.is_unique,
            "is_smooth": found.is_smooth,
            "times_as_likely": found.times_as_likely,
            "types_known": known,
            "files": [str(path) for path in files],
        }
        print(text({"format": FORMAT, **as_plain(found), **properties}), end="")
        return
    out = console()
    print_title(out, loaded.contents.title, loaded.name, game.scenario_changes)
    out.print(found.story())
    if known:
        out.print(
            f"In {known} of the matches types were known to all; here they are taken to be private."
        )
    receipt = found.receipt
    out.print(f"scenario {receipt.scenario_fingerprint[:16]}, game {receipt.game_fingerprint[:16]}")
