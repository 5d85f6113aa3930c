"""Draw the pictures of a saved result again."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from .console.options import Formats, formats_of


def command(
    result: Annotated[
        Path,
        typer.Argument(
            metavar="RESULT", help="A saved run.json, tournament.json, or an experiment's result."
        ),
    ],
    picture: Annotated[
        list[str] | None, typer.Option(help="Picture by name; may be given again. All by default.")
    ] = None,
    formats: Formats = "png,svg,pdf,html",
    size: Annotated[
        str,
        typer.Option(
            metavar="slide|paper",
            help="Fit them into a slide (16 to 9), or into a page of A4 across, without titles.",
        ),
    ] = "",
    report: Annotated[
        bool,
        typer.Option("--report", help="Of a run, write one page with all pictures: report.html."),
    ] = False,
    out: Annotated[Path | None, typer.Option(help="Folder; beside the result by default.")] = None,
) -> None:
    """Draw the pictures of a saved run, of a tournament, or of an experiment's map."""
    from ..foundations.errors import NegotiationError
    from ..pictures.drawing.sizes import size_named
    from ..results.run import Run
    from .console.drawable_files import why_not_drawn
    from .console.drawing import draw_all, load_result
    from .console.tables import notices

    wanted = formats_of(formats)
    sheet = size_named(size) if size else None
    if sheet is not None:  # a page of HTML is for the screen
        wanted = tuple(form for form in wanted if form != "html") or wanted
    loaded = load_result(result)
    if report:
        if not isinstance(loaded, Run):
            raise NegotiationError(
                f"--report: {result} holds no run; try the run.json that `negotiation run` saved"
            )
        from .console.reporting import write_report

        with notices().status("Writing the report ..."):
            print(write_report(loaded, out or result.parent))
        return
    try:
        with notices().status("Drawing the pictures ..."):
            files = draw_all(loaded, out or result.parent, wanted, picture or (), sheet)
    except (ArithmeticError, LookupError, TypeError, ValueError) as error:
        # What was saved by this program draws; a file may have been changed since.
        raise NegotiationError(
            f"{result} does not hold together ({type(error).__name__}: {error}); "
            "try making the result again"
        ) from error
    if not files:
        raise why_not_drawn(result, loaded)
    for path in files.values():
        print(path)
