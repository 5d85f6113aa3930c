"""The main job: solve a scenario, play it, and leave a result, a table and pictures behind."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ..foundations.wording import money
from .console.options import (
    AsJson,
    Concepts,
    CsvFile,
    Details,
    Explain,
    Formats,
    Grid,
    LatexFile,
    MarkdownFile,
    Offers,
    Precision,
    ScenarioName,
    Seed,
    Types,
    assignments,
    formats_of,
    settings_of,
)
from .console.tables import Told, heading, print_more
from .console.varied import Changes, print_title, scenario_with, usual_folder

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..engine.card_worth import CardWorth
    from ..results.profile import Profile
    from ..results.run import Run
    from ..results.solution import Solution
    from ..scenario.schema import Scenario


def command(  # noqa: PLR0913, PLR0917 - its parameters are the options
    scenario: ScenarioName = "june_deadline",
    changes: Changes = None,
    types: Types = "",
    strategies: Annotated[
        str,
        typer.Option(
            metavar="PLAYER=STRATEGY,..",
            help="Names, files or FILE.py:Class, e.g. japan=boulware(beta=0.5).",
        ),
    ] = "",
    concept: Concepts = None,
    precision: Precision = None,
    grid: Grid = None,
    offers: Offers = None,
    seed: Seed = 0,
    out: Annotated[
        Path | None, typer.Option(help="Folder for the results; results/SCENARIO by default.")
    ] = None,
    pictures: Annotated[bool, typer.Option(help="Whether to draw the pictures.")] = True,
    formats: Formats = "png,svg,pdf,html",
    as_json: AsJson = False,
    explain: Explain = False,
    details: Details = False,
    csv: CsvFile = None,
    latex: LatexFile = None,
    markdown: MarkdownFile = None,
) -> None:
    """Play and solve a scenario: timeline, equilibrium, certificate, payoff parts, pictures."""
    from ..engine.running import ANSWERS, run, talks_table
    from ..engine.seating import concepts_followed
    from ..results.storage import check_place, save, write_whole
    from ..results.table import as_csv
    from .console.first_answer import first_answer
    from .console.table_files import TableFiles
    from .console.tables import notices, solution_sheets

    wanted = formats_of(formats) if pictures else ()
    who = assignments(types, "--types")
    how = assignments(strategies, "--strategies")
    profiles: dict[str, Profile] = {}  # solved once, for the play and for its table
    names = concept or list(ANSWERS)
    taking = [*names, *concepts_followed(how.values())]
    settings = settings_of(taking, precision=precision, grid=grid, offers=offers)
    loaded = scenario_with(scenario, changes)
    folder = out if out is not None else usual_folder(loaded)
    files = {"run": folder / "run.json"}
    check_place(files["run"])
    tables = TableFiles(csv, latex, markdown)
    tables.check()
    with notices().status("Solving and playing ..."):
        result = run(
            loaded,
            seed=seed,
            types=who,
            strategies=how,
            concepts=names,
            settings=settings,
            profiles=profiles,
            solved=first_answer(notices(), loaded, scenario, names),
        )
    save(result, files["run"])
    with _told("No table of the talks"):
        rows = talks_table(loaded, seed=seed, types=who, strategies=how, profiles=profiles)
        write_whole(folder / "talks.csv", as_csv(rows).encode())
        files["talks.csv"] = folder / "talks.csv"
    worths = _worths(loaded, result, needed=bool(wanted) or not as_json)
    if wanted:
        files |= _drawn(result, folder, wanted, loaded, scenario, worths)
    sheets = [
        sheet
        for solution in result.solutions
        for sheet in solution_sheets(solution, heading(solution), details=details)
    ]
    files |= tables.write(result.to_rows(), sheets)
    if as_json:
        _print_as_json(result, files)
    else:
        _open(result, loaded, scenario, worths)
        _show(result, loaded, files, sheets, explain=explain, details=details)


@contextmanager
def _told(lacking: str) -> Iterator[None]:
    """Say what is lacking where a library is not installed, and go on without it."""
    from ..foundations.errors import MissingLibrary
    from .console.tables import notices

    try:
        yield
    except MissingLibrary as error:
        notices().print(f"{lacking}: {error}", soft_wrap=True)


def _drawn(
    result: Run,
    folder: Path,
    wanted: tuple[str, ...],
    scenario: Scenario,
    asked: str,
    worths: Sequence[CardWorth],
) -> dict[str, Path]:
    """Draw the pictures and the report; return their files, none without the libraries."""
    from .console.tables import notices

    files: dict[str, Path] = {}
    with _told("No pictures"):
        from .console.reporting import draw_run

        with notices().status("Drawing the pictures ..."):
            files = draw_run(result, folder, wanted, scenario, asked, worths)
    return files


def _worths(scenario: Scenario, result: Run, *, needed: bool) -> Sequence[CardWorth]:
    """Return what the card is worth under each solution of a run."""
    from ..engine.card_worth import card_worths
    from .console.tables import notices

    with notices().status("Solving without the card ..."):
        return card_worths(scenario, result.solutions) if needed else ()


def _print_as_json(result: Run, files: dict[str, Path]) -> None:
    """Print a run for machines, and beside it which files there are."""
    from ..results.storage import as_saved
    from .console.tables import notices

    print(as_saved(result), end="")
    for path in files.values():
        notices().print(f"wrote {path}", soft_wrap=True)


def _open(result: Run, scenario: Scenario, asked: str, worths: Sequence[CardWorth]) -> None:
    """Print the story and the answer in short."""
    from .console.tables import console, print_short

    out = console()
    print_title(out, result.title, result.scenario, result.record.receipt.changes)
    out.print(result.story, end="\n\n")
    print_short(out, result.solutions, scenario, asked, worths)


def _show(
    result: Run,
    scenario: Scenario,
    files: dict[str, Path],
    sheets: Sequence[Told],
    *,
    explain: bool,
    details: bool,
) -> None:
    from .console.explaining import print_explained
    from .console.tables import console, notes_of, print_told, strong

    out = console()
    if explain:
        print_explained(out, result.solutions, scenario)
    print_told(out, sheets)
    if details:
        for solution in result.solutions:
            out.print(strong(f"How good this is: {heading(solution)}"))
            print_told(out, [*_certificate(solution), *notes_of(solution)])
            out.print()
    out.print(strong("One play of the talks, by two strategies (an example, not the equilibrium)"))
    out.print(result.record.story())
    out.print()
    receipt = result.solutions[0].receipt
    out.print(
        f"scenario {receipt.scenario_fingerprint[:16]}, game {receipt.game_fingerprint[:16]}, "
        f"seed {result.record.receipt.seed}"
    )
    out.print(strong("Files"))
    for name, path in files.items():
        out.print(f"  {name}: {path}", soft_wrap=True)
    print_more(out, explain=explain, details=details)


def _certificate(solution: Solution) -> list[str]:
    """Return the certificate in a sentence, where the notes do not tell of it."""
    if solution.is_private:
        return []
    worst = max(case.certificate.max_gain_busd for case in solution.cases)
    return [f"certificate: {solution.cases[0].certificate.method}: at most {money(worst, 2)}"]
