"""Drawing the pictures of a saved result from the shelf."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from ... import pictures as picture_shelf
from ...api.draw import pictures_of
from ...api.results import read_result
from ...foundations import shelf
from ...foundations.errors import NegotiationError
from ...pictures.drawing.saving import save_pictures
from ...pictures.drawing.sizes import Size
from ...pictures.picture import Picture
from ...results.circuit import Circuit
from ...results.experiment_page import as_page
from ...results.experiment_result import ExperimentResult
from ...results.many_equilibria import ManyEquilibria
from ...results.run import Run
from ...results.solution import Solution
from ...results.solutions import Solutions
from ...results.storage import check_place, write_whole
from ...results.tournament import Tournament
from .drawable_files import another_kind, drawn_kinds, why_not_read

Result = Run | ExperimentResult | Tournament | Solution


def draw_all(
    result: Result,
    folder: Path,
    formats: Sequence[str],
    names: Sequence[str] = (),
    size: Size | None = None,
) -> dict[str, Path]:
    """Draw the named pictures of a result; return the files by name and format.

    By default all are drawn for which the result lacks nothing. Raises ``NegotiationError`` for a
    named picture of another kind of result.
    """
    fitting = pictures_of(result)
    chosen = {name: shelf.pick(picture_shelf, Picture, name)() for name in names}
    for name, picture in chosen.items():
        if not isinstance(result, picture.accepts):
            raise another_kind(name, result)
    if not names:
        chosen = {name: picture for name, picture in fitting.items() if not picture.lacks(result)}
    drawn = save_pictures(chosen, result, folder, formats, size)
    return {path.name: path for path in drawn}


def check_page(page: Path) -> None:
    """Raise an error if a page, or a picture beside it, cannot be written here: before any work."""
    if page.suffix.lower() not in {".md", ".markdown"}:
        raise NegotiationError(f"--page {page}: a page is Markdown; try {page.stem or 'page'}.md")
    check_place(page)
    for name, kind in shelf.name_to_class(picture_shelf, Picture).items():
        if issubclass(ExperimentResult, kind.accepts):
            check_place(page.parent / f"{name}.png")


def write_page(result: ExperimentResult, page: Path) -> list[Path]:
    """Write an experiment's page, and its pictures beside it; return the files."""
    fitting = {
        name: picture for name, picture in pictures_of(result).items() if not picture.lacks(result)
    }
    drawn = save_pictures(fitting, result, page.parent, ["png"])
    words = {f"{name}.png": picture.alt_text(result) for name, picture in fitting.items()}
    write_whole(page, as_page(result, words).encode())
    return [page, *drawn]


def load_result(path: Path) -> Result:
    """Return a saved result that pictures draw.

    Raises ``NegotiationError`` if the file holds none: which kind of file it is, and what to try.
    """
    try:
        found: Result | Circuit | Solutions | ManyEquilibria = read_result(path)
    except NegotiationError as error:
        raise why_not_read(path, error) from error
    if isinstance(found, Solutions):
        raise NegotiationError(
            f"{path} holds several solutions, and pictures draw one"
            "; try `negotiation solve` with one --concept, or `negotiation run`"
        )
    if isinstance(found, ManyEquilibria):
        raise NegotiationError(f"{path} holds equilibria, which no picture draws\n{drawn_kinds()}")
    if isinstance(found, Circuit):
        raise NegotiationError(
            f"{path} ranks over several scenarios, and has no picture"
            "; try the tournament.json of one of them"
        )
    return found
