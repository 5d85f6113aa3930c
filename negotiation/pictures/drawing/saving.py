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
from .sizes import Size, fitted
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
    size: Size | None = None,
) -> tuple[Path, ...]:
    """Draw pictures of a result into a folder; return the files written.

    They are ``<name>.<format>``, or of a size ``<name>-<size>.<format>``.
    """
    written: list[Path] = []
    for name, picture in pictures.items():
        stem = folder / (name if size is None else f"{name}-{size.name}")
        written += save_picture(picture, result, stem, formats, size)
    return tuple(written)


def save_picture(
    picture: Picture,
    result: Drawable,
    stem: Path,
    formats: Sequence[str] = FORMATS,
    size: Size | None = None,
) -> tuple[Path, ...]:
    """Draw one picture of a result; return the files written, ``stem`` with each format's ending.

    By default a sheet is as large as what is drawn. Raises ``NegotiationError`` for an unknown
    format and for a page of a size, which is for the screen, ``MissingLibrary`` without the drawing
    libraries, ``CannotWrite`` when a file cannot be stored.
    """
    unknown = [form for form in formats if form not in FORMATS]
    if unknown:
        raise NegotiationError(
            f"there is no picture format {unknown[0]!r}; try {nearest(unknown[0], FORMATS)}"
        )
    if size is not None and "html" in formats:
        raise NegotiationError(
            f"a page (html) has no size, as the screen that shows it decides; try {size.name} with "
            "png, svg or pdf"
        )
    svg = sized(picture, result, size)
    written = []
    for form in formats:
        path = stem.with_name(f"{stem.name}.{form}")
        pixels = SCALE if size is None else size.pixels
        write_whole(path, _content(form, svg, picture, result, pixels))
        written.append(path)
    return tuple(written)


def sized(picture: Picture, result: Drawable, size: Size | None) -> str:
    """Return a picture of a result as SVG text, on a sheet of a size."""
    chart = picture.draw(result)
    if size is None:
        return as_svg(chart)
    return fitted(as_svg(chart, has_title=size.has_title), size)


def as_svg(chart: Chart, *, has_title: bool = True) -> str:
    """Return a chart as SVG text, the same for the same chart however many were drawn before."""
    specification = chart.to_dict()
    if not has_title:
        del specification["title"]
    svg: str = _converter().vegalite_to_svg(specification)
    # The layout numbers its clippings on and on through a process.
    order = dict.fromkeys(found[0] for found in _COUNTED.finditer(svg))
    first = {name: f"part{n}" for n, name in enumerate(order, 1)}
    return _COUNTED.sub(lambda found: first[found[0]], svg)


def _content(form: str, svg: str, picture: Picture, result: Drawable, pixels: float) -> bytes:
    if form == "svg":
        return svg.encode()
    if form == "png":
        drawn: bytes = _converter().svg_to_png(svg, scale=pixels)
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
