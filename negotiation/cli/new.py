"""Write a commented start: of a strategy, an experiment or a scenario of one's own."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def command(
    kind: Annotated[str, typer.Argument(help="strategy, experiment or scenario.")],
    name: Annotated[str, typer.Argument(metavar="NAME", help="Of the file, such as my_idea.")],
    out: Annotated[Path, typer.Option(help="Folder for the file; this one by default.")] = Path(),
) -> None:
    """Write a commented start of a strategy, an experiment or a scenario, which runs as it is."""
    from ..foundations.errors import CannotWrite
    from ..results.storage import write_whole
    from .console.starts import start_of
    from .console.tables import console

    file, text = start_of(kind, name)
    place = out / file
    if place.exists() or place.is_symlink():
        raise CannotWrite(f"{place} is there already, and stays as it is; try another name")
    write_whole(place, text.encode())
    shown = console()
    shown.print(f"wrote {place}", soft_wrap=True)
    shown.print("Its first lines say what to do with it.")
