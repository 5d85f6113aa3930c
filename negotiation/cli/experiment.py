"""Run an experiment by name: its table, its finding, and a saved result."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .console.options import AsJson

if TYPE_CHECKING:
    from rich.status import Status


def command(
    name: Annotated[
        str, typer.Argument(metavar="[NAME]", help="Name or path; none lists them.")
    ] = "",
    fast: Annotated[
        bool, typer.Option("--fast", help="A sketch: a smaller design, in seconds.")
    ] = False,
    out: Annotated[
        Path | None, typer.Option(help="Folder for the saved result, and what is kept on the way.")
    ] = None,
    page: Annotated[
        Path | None,
        typer.Option(help="File for the result as a page in Markdown; its pictures go beside it."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Run an experiment; without a name, list them with their questions."""
    from ..explore.experiment import found_by, load_experiment, names
    from ..results.storage import as_saved, check_place, save
    from .console.tables import console, notices, strong

    if not name:
        for known in names():
            console().print(strong(known), load_experiment(known).question, sep="  ")
        return
    experiment = load_experiment(name)
    if out is not None:
        check_place(out / f"{Path(name).stem}.json")
        experiment.folder = out
    if page is not None:
        from .console.drawing import check_page

        check_page(page)
    with notices().status("Running the experiment ...") as status:
        experiment.progress = _progress(status)
        try:
            result = found_by(experiment, fast=fast)
        except KeyboardInterrupt:
            if (kept := experiment.folder / Path(name).stem).is_dir():
                notices().print(f"What is done is kept in {kept}: the same command goes on there.")
            raise
    if out is not None:
        path = out / f"{Path(name).stem}.json"
        save(result, path)
        notices().print(f"saved {path}")
    if page is not None:
        from .console.drawing import write_page

        for path in write_page(result, page):
            notices().print(f"saved {path}")
    if as_json:
        print(as_saved(result), end="")
    else:
        from .console.tables import experiment_tables

        console().print(strong(result.question), result.finding, "", result.design, sep="\n")
        for shown in experiment_tables(result):
            console().print(shown)


def _progress(status: Status) -> Callable[[int, int], None]:
    """Return who tells how much is done."""

    def tell(done: int, total: int) -> None:
        status.update(f"Running the experiment: {done} of {total} done ...")

    return tell
