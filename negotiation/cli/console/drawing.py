"""Drawing the pictures of a run from the shelf."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from ... import pictures as picture_shelf
from ...foundations import shelf
from ...pictures.drawing.saving import save_pictures
from ...pictures.picture import Picture
from ...results.run import Run


def draw_all(
    run: Run, folder: Path, formats: Sequence[str], names: Sequence[str] = ()
) -> dict[str, Path]:
    """Draw the named pictures of a run; return the files by name and format.

    By default all are drawn for which the run lacks nothing.
    """
    if names:
        chosen = {name: shelf.pick(picture_shelf, Picture, name) for name in names}
    else:
        chosen = {
            name: kind
            for name, kind in shelf.name_to_class(picture_shelf, Picture).items()
            if not kind().lacks(run)
        }
    drawn = save_pictures({name: kind() for name, kind in chosen.items()}, run, folder, formats)
    return {path.name: path for path in drawn}
