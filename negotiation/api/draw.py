"""Drawing: a picture of a result, to show or to keep."""

from __future__ import annotations

from os import PathLike
from pathlib import Path
from typing import Any

from .. import pictures
from ..foundations import shelf
from ..foundations.errors import NegotiationError, shown
from ..pictures.drawing.saving import FORMATS, save_picture
from ..pictures.drawing.sizes import size_named
from ..pictures.picture import Picture
from .arguments import path_of


def draw(
    result: Any, picture: str, out: str | PathLike[str] | None = None, *, size: str | None = None
) -> Any:
    """Return a picture of a result, as an Altair chart that a notebook shows by itself.

    Parameters
    ----------
    result
        What `run`, `tournament`, `experiment` or `read_result` returned.
    picture
        The picture's name, e.g. ``"timeline"``, or a file with one of your own; `available` lists
        them.
    out
        A file to write it to as well; its ending says how: ``.png``, ``.svg``, ``.pdf``, ``.html``.
    size
        What the file is for: ``"slide"`` fits it into 16 to 9, ``"paper"`` into a page of A4 laid
        across, without its title. By default it is as large as what is drawn.

    Raises ``NegotiationError`` for an unknown name or size, for a result that lacks what is drawn
    and for an ending that is none, ``MissingLibrary`` without the drawing libraries,
    ``CannotWrite`` where the file cannot be stored, ``TypeError`` for what means nothing.
    """
    if not isinstance(picture, str):
        raise TypeError(f"a picture is given by its name, not {shown(picture)}; try 'timeline'")
    if not isinstance(size, str | None):
        raise TypeError(f"a size is given by its name, not {shown(size)}; try 'slide'")
    sheet = None if size is None else size_named(size)
    chosen = shelf.pick(pictures, Picture, picture)()
    if not isinstance(result, chosen.accepts):
        raise NegotiationError(
            f"{picture} draws a {chosen.accepts.__name__}, not a {type(result).__name__}; try "
            f"{' or '.join(pictures_of(result)) or 'the result of negotiation.run'}"
        )
    drawn: Any = result
    lacking = chosen.lacks(drawn)
    if lacking:
        raise NegotiationError(lacking)
    if out is not None:
        file = path_of("a file", out, f"{picture}.png")
        form = file.suffix.removeprefix(".").lower()
        if form not in FORMATS:
            raise NegotiationError(
                f"{file}: a picture's file ends in {', '.join(f'.{one}' for one in FORMATS)}; try "
                f"{Path(file.stem or picture).with_suffix('.png')}"
            )
        save_picture(chosen, drawn, file.with_suffix(""), [form], sheet)
    return chosen.draw(drawn)


def pictures_of(result: object) -> dict[str, Picture]:
    """Return the pictures, by name, that draw results of a kind; one may lack what they show."""
    kinds = shelf.name_to_class(pictures, Picture)
    return {name: kind() for name, kind in kinds.items() if isinstance(result, kind.accepts)}
