"""Play strategies against each other, each in both seats, and rank them."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from .console.options import AsJson, Grid, Offers, Precision, ScenarioName, Seed, settings_of


def command(  # noqa: PLR0913, PLR0917 - its parameters are the options
    scenario: ScenarioName = "june_deadline",
    strategies: Annotated[
        str, typer.Option(metavar="NAME,..", help="Who takes part; the whole shelf by default.")
    ] = "",
    enter: Annotated[
        list[str] | None,
        typer.Option(metavar="FILE[:CLASS]", help="A strategy of your own; may be given again."),
    ] = None,
    matches: Annotated[
        int, typer.Option(help="Matches of each pair of types in each cell.", min=1)
    ] = 100,
    seed: Seed = 0,
    workers: Annotated[
        int | None, typer.Option(help="Processes; as many as there are cores by default.", min=1)
    ] = None,
    precision: Precision = None,
    grid: Grid = None,
    offers: Offers = None,
    out: Annotated[
        Path | None, typer.Option(help="Folder; results/SCENARIO/tournament by default.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Play a tournament; stopped at any moment, the same command goes on where it was."""
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )

    from ..engine.tournament.entering import entrants_named
    from ..engine.tournament.running import RESULT, run_tournament
    from ..scenario.loading import load
    from .console.tables import console, notices

    name = load(scenario).name
    folder = out if out is not None else Path("results") / name / "tournament"
    names = [piece.strip() for piece in strategies.split(",") if piece.strip()]
    settings = settings_of(
        ("logit", "perfect_bayesian"), precision=precision, grid=grid, offers=offers
    )
    bar = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
        console=notices(),
        transient=True,
    )
    with bar:
        task = bar.add_task("Solving what followers follow ...", total=None)
        found = run_tournament(
            scenario,
            entrants_named(names, enter or ()),
            folder,
            matches=matches,
            seed=seed,
            workers=workers,
            settings={concept: given for concept, given in settings.items() if given},
            progress=lambda done, total, last: bar.update(
                task, completed=done, total=total, description=last.replace("_", " ")
            ),
        )
    if as_json:
        from ..results.storage import as_json as text
        from ..results.storage import as_plain
        from .console.json_object import FORMAT

        print(text({"format": FORMAT, **as_plain(found)}), end="")
        return
    from .console.standings import standings_table, standings_words

    shown = console()
    shown.print(standings_table(found))
    for line in standings_words(found):
        shown.print(line)
    shown.print(f"saved {folder / RESULT}; `negotiation picture` draws it", soft_wrap=True)
