"""Solve a scenario: the equilibrium of every type pair, its certificate and payoff parts."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ..foundations.errors import NegotiationError
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
    Method,
    Offers,
    Precision,
    ScenarioName,
    Seed,
    Types,
    assignments,
    formats_of,
    settings_of,
)
from .console.tables import Told
from .console.varied import Changes, print_title, scenario_with

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..game.game import Game, TypePair
    from ..results.solution import Solution


def command(  # noqa: PLR0913, PLR0917 - its parameters are the options
    scenario: ScenarioName,
    changes: Changes = None,
    concept: Concepts = None,
    types: Types = "",
    precision: Precision = None,
    grid: Grid = None,
    offers: Offers = None,
    method: Method = None,
    seed: Seed = 0,  # noqa: ARG001 - every command takes it, and solving draws nothing
    save: Annotated[
        Path | None, typer.Option(help="Keep the equilibrium on beliefs in this file.")
    ] = None,
    source: Annotated[
        Path | None, typer.Option("--from", help="Show the equilibrium that --save kept.")
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(
            help="Folder to keep the solutions in, with what pictures can be drawn of them."
        ),
    ] = None,
    formats: Formats = "png,svg,pdf,html",
    as_json: AsJson = False,
    explain: Explain = False,
    details: Details = False,
    csv: CsvFile = None,
    latex: LatexFile = None,
    markdown: MarkdownFile = None,
) -> None:
    """Solve a scenario or a game of the textbooks: what is done, what it pays, how sure that is."""
    from .console.table_files import TableFiles
    from .console.tables import console, heading, notices, solution_sheets

    if Path(scenario).suffix.lower() == ".csv":
        raise NegotiationError(
            f"{scenario} is a table, no scenario; try `negotiation equilibria {scenario}` for a "
            "payoff matrix, or `negotiation estimate SCENARIO FILE.csv` for moves"
        )
    form = formats_of(formats)
    usual = "logit" if _is_book(scenario) else "subgame_perfect"
    wanted = list(dict.fromkeys(concept or [usual]))
    settings = settings_of(wanted, precision=precision, grid=grid, offers=offers, method=method)
    files = [] if out is None else [_place(out, name, wanted) for name in wanted]
    tables = TableFiles(csv, latex, markdown)
    tables.check()
    _check_places([*files, *([save] if save is not None else [])])
    with notices().status("Solving ..."):
        if _is_book(scenario):
            if save is not None or source is not None:
                raise NegotiationError(
                    f"{scenario}: --save and --from are for equilibria on beliefs of a scenario"
                    "; try --out FOLDER"
                )
            from .console.textbooks import textbook_solutions

            solutions = textbook_solutions(scenario, changes, wanted, types, settings)
        else:
            solutions = _of_scenario(
                scenario, changes, types, concept or [], settings, (source, save)
            )
    _tell_of_what_is_idle(solutions, grid=grid, offers=offers)
    written = [
        path
        for solution, place in zip(solutions, files, strict=False)
        for path in _kept(solution, place, form)
    ]
    is_book = _is_book(scenario)
    sheets = [
        sheet
        for solution in solutions
        for sheet in solution_sheets(
            solution, "" if is_book else heading(solution), details=details
        )
    ]
    rows = [row for solution in solutions for row in solution.to_rows()]
    written += tables.write(rows, sheets).values()
    if as_json:
        from ..results.solutions import Solutions
        from ..results.storage import as_saved

        one = solutions[0] if len(solutions) == 1 else Solutions(solutions=tuple(solutions))
        print(as_saved(one), end="")
    else:
        _show(scenario, changes, solutions, sheets, explain=explain, details=details)
        for path in written:
            console().print(f"wrote {path}", soft_wrap=True)


def _tell_of_what_is_idle(solutions: Sequence[Solution], **given: int | None) -> None:
    """Say which options had nothing to set, as the tree of histories has no grid and no menu."""
    from .console.tables import notices

    idle = [f"--{name} {value}" for name, value in given.items() if value is not None]
    if idle and all(solution.tree is not None for solution in solutions):
        notices().print(f"{' and '.join(idle)}: of no effect on the tree of histories")


def _is_book(name: str) -> bool:
    """Return whether a name is a textbook game's, and no file's."""
    from ..engine.textbook import is_textbook

    return is_textbook(name) and not Path(name).exists()


def _of_scenario(
    scenario: str,
    changes: Changes,
    types: str,
    concepts: list[str],
    settings: dict[str, dict[str, float | str]],
    kept: tuple[Path | None, Path | None],
) -> list[Solution]:
    """Return the solutions of a scenario; ``kept`` are the files to read or keep beliefs."""
    from ..engine.solving import pairs_of, solve_game
    from ..scenario.compile import compile_game

    game = compile_game(scenario_with(scenario, changes))
    pairs = pairs_of(game, assignments(types, "--types"))
    if any(kept):
        return [_on_beliefs(game, concepts, settings, pairs, *kept)]
    return [solve_game(game, name, pairs, **given) for name, given in settings.items()]


def _show(
    scenario: str,
    changes: Changes,
    solutions: Sequence[Solution],
    sheets: Sequence[Told],
    *,
    explain: bool,
    details: bool,
) -> None:
    from ..engine.card_worth import card_worths
    from .console.tables import console, notes_of, notices, print_more, print_short, print_told

    screen, receipt = console(), solutions[0].receipt
    if _is_book(scenario):
        from .console.textbooks import print_story

        print_story(screen, solutions[0])
        print_told(screen, sheets)
        for solution in solutions:
            print_told(screen, notes_of(solution))
        screen.print(f"game {receipt.game_fingerprint[:16]}")
        return
    loaded = scenario_with(scenario, changes)
    with notices().status("Solving without the card ..."):
        worths = card_worths(loaded, solutions)
    print_title(screen, loaded.contents.title, loaded.name, receipt.changes)
    print_short(screen, solutions, loaded, scenario, worths)
    if explain:
        from .console.explaining import print_explained

        print_explained(screen, solutions, loaded)
    print_told(screen, sheets)
    for solution in solutions:
        print_told(screen, notes_of(solution) if details else ())
    screen.print(
        f"scenario {receipt.scenario_fingerprint[:16]}, game {receipt.game_fingerprint[:16]}"
    )
    print_more(screen, explain=explain, details=details)


def _check_places(files: Sequence[Path]) -> None:
    """Raise ``CannotWrite`` for a file that cannot be stored: before long work, not after it."""
    from ..results.storage import check_place

    for path in files:
        check_place(path)


def _place(out: Path, name: str, wanted: Sequence[str]) -> Path:
    """Return the file of one concept's solution; several have folders of their own."""
    return (out if len(wanted) == 1 else out / name) / "solution.json"


def _kept(solution: Solution, place: Path, formats: Sequence[str]) -> list[Path]:
    """Keep a solution and the pictures that can be drawn of it; return the files."""
    from ..api.draw import pictures_of
    from ..foundations.errors import MissingLibrary
    from ..results.storage import save
    from .console.drawing import draw_all
    from .console.tables import notices

    save(solution, place)
    try:
        drawn = draw_all(solution, place.parent, formats)
        lacks = {picture.lacks(solution) for picture in pictures_of(solution).values()}
        if not drawn and lacks:
            notices().print(f"No pictures: {'; '.join(sorted(lacks))}", soft_wrap=True)
        return [place, *drawn.values()]
    except MissingLibrary as error:
        notices().print(f"No pictures: {error}")
        return [place]


def _on_beliefs(
    game: Game,
    concepts: list[str],
    settings: dict[str, dict[str, float | str]],
    pairs: Sequence[TypePair],
    source: Path | None,
    save: Path | None,
) -> Solution:
    """Return the solution of a profile that is read from a file or kept in one."""
    from ..engine.solving import concept_for, told_in_full
    from ..equilibria.certificates.private import certify
    from ..equilibria.logit import Logit, told
    from ..equilibria.perfect_bayesian import PerfectBayesian
    from ..equilibria.signalling.saving import load_profile, save_profile

    if source is not None:
        given = [f"--{name}" for named in settings.values() for name in named]
        if given:
            raise NegotiationError(
                f"{' and '.join(given)}: {source} is solved already; try without --from"
            )
        kept = load_profile(source, game)
        if concepts not in ([], [kept.concept]):
            raise NegotiationError(
                f"--concept {', '.join(concepts)}: {source} holds {kept.concept}; "
                "try without --concept"
            )
        profile, concept, notes = kept.profile, kept.concept, kept.notes
        certificate = certify(game, profile, profile.value())
    else:
        concept = concepts[0] if concepts else "subgame_perfect"
        member = concept_for(game, concept, settings.get(concept, {}))
        if isinstance(member, (Logit, PerfectBayesian)) and member.method == "tree":
            raise NegotiationError(
                "--method tree: --save keeps an equilibrium on beliefs; try --out"
            )
        if len(concepts) > 1 or not isinstance(member, (Logit, PerfectBayesian)):
            raise NegotiationError(
                f"--save keeps one equilibrium on beliefs, not {', '.join(concepts) or concept}; "
                "try --concept logit"
            )
        notes = ()
        if isinstance(member, PerfectBayesian):
            profile, certificate, note = member.answer(game)
            notes = (note,)
        else:
            profile = member.profile(game)
            certificate = certify(game, profile, profile.value())
    why = "what --save keeps and --from reads"
    solution = told_in_full(
        game, told(concept, profile, certificate, pairs, profile.menu.size, notes, why)
    )
    if save is not None:
        save_profile(profile, save, concept=concept, notes=notes)
    return solution
