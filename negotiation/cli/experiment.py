"""Run an experiment by name: its table, its finding, and a saved result."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .console.options import AsJson, CsvFile, LatexFile, MarkdownFile

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
    csv: CsvFile = None,
    latex: LatexFile = None,
    markdown: MarkdownFile = None,
) -> None:
    """Run an experiment; without a name, list them with their questions."""
    from ..explore.experiment import found_by, load_experiment, names
    from ..results.storage import as_saved, check_place, save
    from .console.table_files import TableFiles
    from .console.tables import console, experiment_sheets, notices, print_told, strong

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
    tables = TableFiles(csv, latex, markdown)
    tables.check()
    with notices().status("Running the experiment ...") as status:
        experiment.progress = _progress(status)
        try:
            result = found_by(experiment, fast=fast)
        except KeyboardInterrupt:
            if (kept := experiment.folder / Path(name).stem).is_dir():
                notices().print(f"What is done is kept in {kept}: the same command goes on there.")
            raise
    written = tables.write(result.to_rows(), result.sheets())
    if out is not None:
        path = out / f"{Path(name).stem}.json"
        save(result, path)
        notices().print(f"saved {path}")
    for path in written.values():
        notices().print(f"saved {path}", soft_wrap=True)
    if page is not None:
        from .console.drawing import write_page

        for path in write_page(result, page):
            notices().print(f"saved {path}")
    if as_json:
        print(as_saved(result), end="")
    else:
        console().print(strong(result.question), result.finding, "", result.design, sep="\n")
        print_told(console(), experiment_sheets(result))


def _progress(status: Status) -> Callable[[int, int], None]:
    """Return who tells how much is done."""

    def tell(done: int, total: int) -> None:
        status.update(f"Running the experiment: {done} of {total} done ...")

    return tell
