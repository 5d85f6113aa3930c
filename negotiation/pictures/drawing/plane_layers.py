"""The layers of a payoff plane, from the ground up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...results.landscape import Landscape
from . import theme
from .thinning import Window

_ZONE_GROUND, _ZONE_WORD = "#eef3e6", "#5d6b48"
_ZONE_DOT, _CLOUD_DOT = "#75835f", "#d0d4d8"
_FRONTIER = "#3c4147"
_THIN, _THICK = 1.2, 3.0


@dataclass(frozen=True, slots=True)
class Plane:
    """A window of the payoff plane with the words on its axes."""

    window: Window
    """What is shown."""
    titles: tuple[str, str] | None
    """Titles of both axes, units included; ``None`` on a small map."""
    sheet: theme.Sheet
    """Where the figure keeps its tables."""

    def axes(self, x: str = "x", y: str = "y") -> dict[str, Any]:
        """Return the encoding of two columns as both players' payoffs.

        Every layer must carry the same axis: one that is silent would silence the others' titles.
        """
        encoding: dict[str, Any] = {}
        for i, (channel, column) in enumerate((("x", x), ("y", y))):
            axis = {
                "title": None if self.titles is None else self.titles[i],
                "titleColor": theme.COLOURS[i],
                "titleFontWeight": "bold",
                "grid": False,
                "tickCount": 3 if self.titles is None else 7,
            }
            domain = (self.window.low[i], self.window.high[i])
            encoding[channel] = theme.quantity(column, domain, axis)
        return encoding

    def boxes(self) -> dict[str, Any]:
        """Return the encoding of rectangles and lines from (x, y) to (x2, y2)."""
        return self.axes() | {"x2": {"field": "x2"}, "y2": {"field": "y2"}}


def ground(landscape: Landscape, plane: Plane) -> list[Any]:
    """Return the shaded region in which both gain, and the lines of the value 0."""
    low, high = plane.window.low, plane.window.high
    d = landscape.disagreement_point
    region = [{"x": d[0], "x2": high[0], "y": d[1], "y2": high[1]}]
    zero = [{"x": 0.0, "y": low[1], "x2": 0.0, "y2": high[1]}]
    zero += [{"x": low[0], "y": 0.0, "x2": high[0], "y2": 0.0}]
    word = [{"x": high[0], "y": high[1], "text": "both gain"}]
    return [
        theme.marks("rect", region, plane.boxes(), color=_ZONE_GROUND),
        theme.marks("rule", zero, plane.boxes(), color=theme.FAINT, strokeDash=[2, 3]),
        theme.marks(
            "text",
            word,
            plane.axes() | {"text": theme.words_of("text")},
            align="right",
            baseline="top",
            dx=-6,
            dy=6,
            color=_ZONE_WORD,
            fontSize=theme.SMALL,
        ),
    ]


def cloud(landscape: Landscape, plane: Plane, shown: NDArray[np.int64]) -> list[Any]:
    """Return the packages ``shown`` [n], those of the agreement zone darker and on top."""
    zone = np.isin(shown, np.array(landscape.zone, dtype=np.int64))
    return [
        _dots(landscape, plane, shown[chosen], colour, size=9)
        for chosen, colour in ((~zone, _CLOUD_DOT), (zone, _ZONE_DOT))
        if chosen.any()
    ]


def _dots(
    landscape: Landscape, plane: Plane, packages: NDArray[np.int64], colour: str, *, size: int
) -> Any:
    rows = _rows(landscape, packages.tolist())
    return theme.marks(
        "point",
        plane.sheet.rows(rows),
        plane.axes(),
        shape="circle",
        filled=True,
        size=size,
        color=colour,
        opacity=1,
    )


def _rows(landscape: Landscape, packages: list[int]) -> list[dict[str, Any]]:
    return [
        {
            "x": float(landscape.payoffs[0, p]),
            "y": float(landscape.payoffs[1, p]),
            "package": p,
        }
        for p in packages
    ]


def frontier(landscape: Landscape, plane: Plane) -> list[Any]:
    """Return the frontier as a stair, thick where both gain.

    Between two frontier packages there is nothing to agree on, so the line falls first and runs on
    after: no package lies above it.
    """
    zone = set(landscape.zone)
    curve = [p for p in landscape.frontier if p in zone]
    order = {"field": "x", "type": "quantitative"}
    return [
        theme.marks(
            "line",
            plane.sheet.rows(_rows(landscape, list(packages))),
            plane.axes() | {"order": order},
            interpolate="step-before",
            color=_FRONTIER,
            strokeWidth=width,
            clip=True,
        )
        for packages, width in ((landscape.frontier, _THIN), (curve, _THICK))
        if packages
    ]


def overview(landscape: Landscape, near: Window, plane: Plane, shown: NDArray[np.int64]) -> Any:
    """Return the small map of all packages, with the large view's window."""
    view = [{"x": near.low[0], "x2": near.high[0], "y": near.low[1], "y2": near.high[1]}]
    box = theme.marks(
        "rect", view, plane.boxes(), color="transparent", stroke=theme.INK, strokeWidth=1.2
    )
    dots = _dots(landscape, plane, shown, _CLOUD_DOT, size=5)
    return theme.drawing_library().layer(dots, box)


def key() -> Any:
    """Return the key of the marks that carry no name of their own."""
    names = ("package", "better for both", "Pareto frontier", "contract curve")
    rows = [
        {"x": 8.0, "y": 10.0 + 20.0 * n, "left": 0.0, "right": 16.0, "name": name}
        for n, name in enumerate(names)
    ]
    place = {
        "x": theme.quantity("x", (0, 100), None),
        "y": theme.quantity("y", (80, 0), None),
    }
    line = place | {"x": theme.quantity("left", (0, 100), None), "x2": {"field": "right"}}
    text = theme.marks(
        "text",
        rows,
        place | {"text": theme.words_of("name")},
        align="left",
        baseline="middle",
        dx=14,
        fontSize=theme.SMALL,
    )
    dots = [
        theme.marks(
            "point", [row], place, shape="circle", filled=True, size=22, color=colour, opacity=1
        )
        for row, colour in zip(rows[:2], (_CLOUD_DOT, _ZONE_DOT), strict=True)
    ]
    lines = [
        theme.marks("rule", [row], line, color=_FRONTIER, strokeWidth=width)
        for row, width in zip(rows[2:], (_THIN, _THICK), strict=True)
    ]
    return theme.drawing_library().layer(text, *dots, *lines).properties(width=100, height=80)
