"""Sizes: what a drawing is fitted into, for a slide or for a printed page.

A drawing is laid out once, whatever its size; here it is enlarged or reduced as a whole, and its
sheet cut to what it is meant for. A printed figure has its title in the text around it, so it goes
without.

>>> fitted('<svg width="480" height="135" viewBox="0 0 480 135"><g/></svg>', SLIDE)[:66]
'<svg xmlns="http://www.w3.org/2000/svg" version="1.1" width="960" '
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ...foundations.errors import NegotiationError, nearest, shown

POINTS_PER_MM = 72.0 / 25.4
_ROOT = re.compile(r"<svg\b([^>]*)>")
_EDGE = re.compile(r'\b(width|height)="([\d.]+)"')
_WHITE = re.compile(r'<rect width="[\d.]+" height="[\d.]+" fill="white"/>')


@dataclass(frozen=True, slots=True)
class Size:
    """A sheet, in points of 1/72 inch."""

    name: str
    """What it is called."""
    words: str
    """What it is, in words."""
    width: float
    """Its greatest width."""
    height: float
    """Its greatest height."""
    is_filled: bool
    """Whether it is as large as that whatever is drawn, or cut to the drawing."""
    has_title: bool
    """Whether the drawing keeps its title."""
    pixels: float
    """Pixels of a PNG per point."""


SLIDE = Size("slide", "a slide, 16 to 9", 960.0, 540.0, True, True, 3.0)
PAPER = Size(
    "paper",
    "a page of A4 laid across, 257 by 170 mm inside its margins, without title",
    257.0 * POINTS_PER_MM,
    170.0 * POINTS_PER_MM,
    False,
    False,
    300.0 / 72.0,
)
SIZES = {size.name: size for size in (SLIDE, PAPER)}
"""The sizes by name."""


def size_named(name: str) -> Size:
    """Return a size; raises ``NegotiationError`` for a name that is none."""
    if name not in SIZES:
        told = "; ".join(f"{one.name}: {one.words}" for one in SIZES.values())
        raise NegotiationError(
            f"there is no size {shown(name)} ({told}); try {nearest(name, SIZES)}"
        )
    return SIZES[name]


def fitted(svg: str, size: Size) -> str:
    """Return a drawing, as SVG text, on a sheet of a size: as large as fits, in the middle."""
    root = _ROOT.search(svg)
    assert root is not None
    wide, tall = _edges(root[1])
    factor = min(size.width / wide, size.height / tall)
    across, down = wide * factor, tall * factor
    if size.is_filled:
        width, height = size.width, size.height
    else:
        width, height = across, down
    content = _WHITE.sub("", svg[root.end() : svg.rindex("</svg>")], count=1)
    sheet = f'width="{width:g}" height="{height:g}"'
    left, top = (max(room, 0.0) / 2 for room in (width - across, height - down))
    place = f"translate({left:.4f},{top:.4f}) scale({factor:.6f})"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" version="1.1" {sheet} '
        f'viewBox="0 0 {width:g} {height:g}"><rect {sheet} fill="white"/>'
        f'<g transform="{place}">{content}</g></svg>'
    )


def _edges(attributes: str) -> tuple[float, float]:
    edges = {name: float(length) for name, length in _EDGE.findall(attributes)}
    return edges["width"], edges["height"]
