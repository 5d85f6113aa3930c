"""Draw the pictures of a saved run again."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from .console.options import Formats, formats_of


def command(
    result: Annotated[Path, typer.Argument(metavar="RESULT", help="A saved run.json.")],
    picture: Annotated[
        list[str] | None, typer.Option(help="Picture by name; may be given again. All by default.")
    ] = None,
    formats: Formats = "png,svg,pdf,html",
    out: Annotated[Path | None, typer.Option(help="Folder; beside the result by default.")] = None,
) -> None:
    """Draw the pictures of a saved run: timeline, payoff plane, payoff parts."""
    from ..results.run import Run
    from ..results.storage import load
    from .console.drawing import draw_all
    from .console.tables import notices

    wanted = formats_of(formats)
    run = load(result, Run)
    with notices().status("Drawing the pictures ..."):
        files = draw_all(run, out if out is not None else result.parent, wanted, picture or ())
    for path in files.values():
        print(path)
