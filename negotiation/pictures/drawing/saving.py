"""Saving a figure as PNG, SVG, PDF and one self-contained HTML page, without a browser.

A figure is laid out once, as SVG; the other formats are made from it, so all show the same. The
same run gives the same bytes. Files are complete or absent.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from ...foundations.errors import MissingLibrary, NegotiationError, nearest
from ...results.experiment_result import ExperimentResult
from ...results.receipt import Receipt
from ...results.run import Run
from ...results.solution import Solution
from ...results.storage import write_whole
from ...results.tournament import Tournament
from ..picture import Picture
from . import theme
from .page import page
from .settled_pdf import settled
from .words import plain

if TYPE_CHECKING:
    from altair import TopLevelMixin as Chart

Drawable = Run | ExperimentResult | Tournament | Solution
"""What pictures are drawn of."""

FORMATS = ("png", "svg", "pdf", "html")
"""The formats that a figure can be saved in; each is also the file's ending."""

SCALE = 2.0
"""Pixels of a PNG per pixel of the layout: sharp on a projector and in print."""

_COUNTED = re.compile(r"\b(clip|gradient_)(\d+)\b")


def save_pictures(
    pictures: Mapping[str, Picture],
    result: Drawable,
    folder: Path,
    formats: Sequence[str] = FORMATS,
) -> tuple[Path, ...]:
    """Draw pictures of a result into a folder, as ``<name>.<format>``; return the files written."""
    written: list[Path] = []
    for name, picture in pictures.items():
        written += save_picture(picture, result, folder / name, formats)
    return tuple(written)


def save_picture(
    picture: Picture,
    result: Drawable,
    stem: Path,
    formats: Sequence[str] = FORMATS,
) -> tuple[Path, ...]:
    """Draw one picture of a result; return the files written, ``stem`` with each format's ending.

    Raises ``NegotiationError`` for an unknown format, ``MissingLibrary`` without the drawing
    libraries, ``CannotWrite`` when a file cannot be stored.
    """
    unknown = [form for form in formats if form not in FORMATS]
    if unknown:
        raise NegotiationError(
            f"there is no picture format {unknown[0]!r}; try {nearest(unknown[0], FORMATS)}"
        )
    svg = as_svg(picture.draw(result))
    written = []
    for form in formats:
        path = stem.with_name(f"{stem.name}.{form}")
        write_whole(path, _content(form, svg, picture, result))
        written.append(path)
    return tuple(written)


def as_svg(chart: Chart) -> str:
    """Return a chart as SVG text, the same for the same chart however many were drawn before."""
    svg: str = _converter().vegalite_to_svg(chart.to_dict())
    # The layout numbers its clippings on and on through a process.
    order = dict.fromkeys(found[0] for found in _COUNTED.finditer(svg))
    first = {name: f"part{n}" for n, name in enumerate(order, 1)}
    return _COUNTED.sub(lambda found: first[found[0]], svg)


def _content(form: str, svg: str, picture: Picture, result: Drawable) -> bytes:
    if form == "svg":
        return svg.encode()
    if form == "png":
        drawn: bytes = _converter().svg_to_png(svg, scale=SCALE)
        return drawn
    if form == "pdf":
        return settled(_converter().svg_to_pdf(svg))
    title, receipt = _origin(result)
    return page(
        svg=svg,
        title=f"{title}: {picture.title}",
        caption=picture.caption(result),
        alt_text=picture.alt_text(result),
        receipt=receipt,
        drawn=drawn_with(),
    ).encode()


def drawn_with() -> str:
    """Return the drawing libraries and their versions."""
    libraries = (theme.drawing_library(), _converter())
    return ", ".join(f"{library.__name__} {library.__version__}" for library in libraries)


def _origin(result: Drawable) -> tuple[str, Receipt]:
    """Return what a page is called after, and what the result was made from."""
    if isinstance(result, Run):
        return result.title, result.record.receipt
    if isinstance(result, Tournament):
        return f"Tournament, {plain(result.scenario)}", result.receipt
    if isinstance(result, Solution):
        name = result.receipt.scenario.rpartition("/")[2]
        return plain(name).capitalize(), result.receipt
    return plain(result.name).capitalize(), result.receipts[-1]


def _converter() -> ModuleType:
    """Return vl-convert, imported late; raises ``MissingLibrary`` where it is absent."""
    try:
        import vl_convert
    except ImportError:
        raise MissingLibrary("vl-convert-python") from None
    return vl_convert
