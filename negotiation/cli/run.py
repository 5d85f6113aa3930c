"""The main job: solve a scenario, play it, and leave a result, a table and pictures behind."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .console.options import (
    AsJson,
    Formats,
    Grid,
    Offers,
    Precision,
    ScenarioName,
    Seed,
    Types,
    assignments,
    formats_of,
    settings_of,
)
from .console.varied import Changes, print_title, scenario_with, usual_folder

if TYPE_CHECKING:
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
    concept: Annotated[
        list[str] | None, typer.Option(help="Solution concept; may be given again.")
    ] = None,
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
) -> None:
    """Play and solve a scenario: timeline, equilibrium, certificate, payoff parts, pictures."""
    from ..engine.running import ANSWERS, run, talks_table
    from ..engine.seating import concepts_followed
    from ..foundations.errors import MissingLibrary
    from ..results.storage import as_saved, check_place, save, write_whole
    from ..results.table import as_csv
    from .console.tables import notices

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
    with notices().status("Solving and playing ..."):
        result = run(
            loaded,
            seed=seed,
            types=who,
            strategies=how,
            concepts=names,
            settings=settings,
            profiles=profiles,
        )
    save(result, files["run"])
    try:
        rows = talks_table(loaded, seed=seed, types=who, strategies=how, profiles=profiles)
        files["talks.csv"] = folder / "talks.csv"
        write_whole(files["talks.csv"], as_csv(rows).encode())
    except MissingLibrary as error:
        notices().print(f"No table of the talks: {error}", soft_wrap=True)
    if wanted:
        from .console.reporting import draw_run

        try:
            with notices().status("Drawing the pictures ..."):
                files |= draw_run(result, folder, wanted, loaded, scenario)
        except MissingLibrary as error:
            notices().print(f"No pictures: {error}")
    if as_json:
        print(as_saved(result), end="")
        for path in files.values():
            notices().print(f"wrote {path}", soft_wrap=True)
    else:
        _show(result, loaded, scenario, files)


def _show(result: Run, scenario: Scenario, asked: str, files: dict[str, Path]) -> None:
    from .console.in_short import in_short
    from .console.tables import console, gain, solution_tables, strong

    out = console()
    print_title(out, result.title, result.scenario, result.record.receipt.changes)
    out.print(result.story, end="\n\n")
    out.print(strong("In short"))
    for line in in_short(result, scenario, asked):
        heading, _, rest = line.partition(":")
        out.print(strong(f"{heading}:"), rest.strip())
    out.print()
    out.print(strong("One play of the talks, by two strategies (the equilibria follow)"))
    out.print(result.record.story())
    out.print()
    for solution in result.solutions:
        for table in solution_tables(solution, _heading(solution)):
            out.print(table)
        method = solution.cases[0].certificate.method
        worst = max(case.certificate.max_gain_busd for case in solution.cases)
        if solution.expectations is not None:
            out.print(solution.expectations.selected.in_words)
        if solution.accuracy is not None:
            out.print(solution.accuracy.in_words)
        out.print(f"certificate: {method}: at most {gain(worst)} $bn")
    receipt = result.solutions[0].receipt
    out.print(
        f"scenario {receipt.scenario_fingerprint[:16]}, game {receipt.game_fingerprint[:16]}, "
        f"seed {result.record.receipt.seed}"
    )
    out.print(strong("Files"))
    for name, path in files.items():
        out.print(f"  {name}: {path}")


def _heading(solution: Solution) -> str:
    """Return a concept's name, and who knows what."""
    is_private = solution.private_certificate is not None or solution.tree is not None
    known = "each knows only its own type" if is_private else "both know both types"
    return f"{solution.concept.replace('_', ' ')}: {known}"
