"""Play strategies against each other, each in both seats, and rank them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from .console.options import (
    AsJson,
    CsvFile,
    Grid,
    LatexFile,
    MarkdownFile,
    Offers,
    Precision,
    Seed,
    settings_of,
)
from .console.varied import Changes, folder_name, scenario_with, usual_folder

if TYPE_CHECKING:
    from rich.table import Table

    from ..engine.tournament.plan import Entrant
    from ..results.circuit import Circuit
    from ..results.tournament import Tournament
    from ..scenario.schema import Scenario
    from .console.table_files import TableFiles


def command(  # noqa: PLR0913, PLR0917 - its parameters are the options
    scenario: Annotated[
        list[str] | None,
        typer.Argument(metavar="SCENARIO..", help="Names or paths; june_deadline by default."),
    ] = None,
    changes: Changes = None,
    strategies: Annotated[
        str, typer.Option(metavar="STRATEGY,..", help="Who takes part; the whole shelf by default.")
    ] = "",
    enter: Annotated[
        list[str] | None,
        typer.Option(metavar="FILE[:CLASS]", help="A strategy of your own; may be given again."),
    ] = None,
    matches: Annotated[
        int, typer.Option(help="Matches of each pair of types in each cell.", min=2)
    ] = 100,
    seed: Seed = 0,
    workers: Annotated[
        int | None, typer.Option(help="Processes; as many as there are cores by default.", min=1)
    ] = None,
    precision: Precision = None,
    grid: Grid = None,
    offers: Offers = None,
    seconds: Annotated[
        float,
        typer.Option(
            help="Seconds that a strategy of yours may take for one answer.", min=0.01, max=3600.0
        ),
    ] = 10.0,
    noise: Annotated[
        float,
        typer.Option(help="Probability that an action is any legal one.", min=0.0, max=0.99),
    ] = 0.0,
    end_probability: Annotated[
        float,
        typer.Option(
            help="Probability that talks break off before a round; it pays what walking out pays.",
            min=0.0,
            max=0.99,
        ),
    ] = 0.0,
    self_play: Annotated[
        bool,
        typer.Option("--self-play/--no-self-play", help="Count talks against itself for a score."),
    ] = True,
    alpha_rank: Annotated[
        bool, typer.Option("--alpha-rank", help="Rank by alpha-rank too.")
    ] = False,
    out: Annotated[
        Path | None,
        typer.Option(
            help="Folder; results/SCENARIO/tournament by default. For several, one in it for each."
        ),
    ] = None,
    as_json: AsJson = False,
    csv: CsvFile = None,
    latex: LatexFile = None,
    markdown: MarkdownFile = None,
) -> None:
    """Play a tournament, in one scenario or in several with a ranking over all.

    Stopped at any moment, the same command goes on where it was.
    """
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )

    from ..engine.strategy_choice import split_list
    from ..engine.tournament.entering import entrants_named
    from .console.table_files import TableFiles
    from .console.tables import notices

    tables = TableFiles(csv, latex, markdown)
    tables.check()
    given = tuple(scenario_with(name, changes) for name in scenario or ("june_deadline",))
    if alpha_rank:
        check_alpha_rank(given)
    names = split_list(strategies)
    field = entrants_named(names, enter or ())
    followed = sorted({one.follows for one in field if one.follows is not None})
    settings = settings_of(followed, precision=precision, grid=grid, offers=offers)
    told_at = notices()
    bar = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
        console=told_at,
        transient=True,
        disable=not told_at.is_terminal,
    )
    with bar:
        task = bar.add_task("Solving what followers follow ...", total=None)

        def told(done: int, total: int, last: str) -> None:
            words = last.replace("_", " ")
            if bar.tasks[task].completed == done:  # none more: who is being played, and how long
                told_at.print(words)
            bar.update(task, completed=done, total=total, description=words)

        play = partial(_one, alpha_rank) if len(given) == 1 else _several
        shown = play(
            given,
            field,
            out,
            matches=matches,
            seed=seed,
            workers=workers,
            settings={concept: chosen for concept, chosen in settings.items() if chosen},
            seconds=seconds,
            noise=noise,
            end_probability=end_probability,
            self_play=self_play,
            progress=told,
        )
    shown(as_json, tables)


def check_alpha_rank(scenarios: tuple[Scenario, ...]) -> None:
    """Raise before anything is played if alpha-rank cannot be computed."""
    from ..foundations.errors import NegotiationError

    if len(scenarios) > 1:
        raise NegotiationError(
            "--alpha-rank ranks within one scenario; try it with each of them by itself"
        )


def _one(
    alpha_rank: bool,
    scenarios: tuple[Scenario, ...],
    field: tuple[Entrant, ...],
    out: Path | None,
    **options: Any,
) -> Callable[[bool, TableFiles], None]:
    """Play in one scenario; return what shows the standings."""
    from ..engine.tournament.running import RESULT, run_tournament
    from .console.standings import fault_words, standings_table, standings_words

    [scenario] = scenarios
    folder = out if out is not None else usual_folder(scenario) / "tournament"
    found = run_tournament(scenario, field, folder, alpha_rank=alpha_rank, **options)
    told = f"saved {folder / RESULT}; `negotiation picture` draws it"
    return lambda as_json, tables: _show(
        found,
        as_json,
        [standings_table(found), *standings_words(found), *fault_words(found.faults), told],
        tables,
    )


def _several(
    scenarios: tuple[Scenario, ...], field: tuple[Entrant, ...], out: Path | None, **options: Any
) -> Callable[[bool, TableFiles], None]:
    """Play in several scenarios; return what shows the ranking over all."""
    from ..engine.tournament.circuit import RESULT, run_circuit
    from ..engine.tournament.running import RESULT as EACH
    from ..results.storage import save
    from .console.placings import placings_table
    from .console.standings import fault_words

    result = (out if out is not None else Path("results")) / RESULT
    folder_of = {one.name: _folder(one, out) for one in scenarios}.__getitem__
    found = run_circuit(scenarios, field, folder_of, **options)
    save(found, result)
    told = f"saved {result}; each scenario's own: {_folders(out) / EACH}"
    return lambda as_json, tables: _show(
        found, as_json, [placings_table(found), *fault_words(found.faults), told], tables
    )


def _folder(scenario: Scenario, out: Path | None) -> Path:
    """Return the folder of one of several scenarios."""
    return _folders(out, folder_name(scenario))


def _folders(out: Path | None, name: str = "SCENARIO") -> Path:
    return Path("results") / name / "tournament" if out is None else out / name


def _show(
    found: Tournament | Circuit, as_json: bool, lines: Sequence[Table | str], tables: TableFiles
) -> None:
    from rich.table import Table

    from .console.fitting import sheet_of

    written = tables.write(
        found.to_rows(), [sheet_of(line) for line in lines if isinstance(line, Table)]
    )
    if as_json:
        from ..results.storage import as_saved

        print(as_saved(found), end="")
        return
    from .console.tables import console

    shown = console()
    for line in lines:
        shown.print(line, soft_wrap=isinstance(line, str))
    for path in written.values():
        shown.print(f"saved {path}", soft_wrap=True)
