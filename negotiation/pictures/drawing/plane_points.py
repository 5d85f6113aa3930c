"""The named points of a payoff plane, each with its name written beside it."""

from __future__ import annotations

from math import hypot
from typing import Any

import numpy as np

from ...foundations.wording import in_words
from ...results.landscape import Landscape
from . import theme, words
from .label_places import places, text_width
from .plane_layers import Plane
from .thinning import Window

_SHAPES = ("circle", "triangle-up", "square", "triangle-down", "triangle-right", "triangle-left")
_MERGED_BELOW = 4.0
"""Points closer than this many pixels become one mark with a common name."""
_LINE = 24
"""Letters in a line of a common name."""
_LINE_HEIGHT = 17
"""Of a common name, in pixels."""
_LEADER_ABOVE = 14.0
"""Names further than this many pixels from their point are tied to it by a line."""


def named_points(landscape: Landscape, plane: Plane) -> list[Any]:
    """Return the disagreement point, the bargaining solutions and the equilibrium."""
    marks = _placed(_merged(_marks(landscape), plane.window), landscape, plane.window)
    table = plane.sheet.rows(marks)
    points = plane.axes() | {
        "shape": theme.literal("shape"),
        "size": theme.literal("size", "quantitative"),
        "fill": theme.literal("fill"),
        "stroke": theme.literal("ink"),
        "description": theme.words_of("words"),
        "tooltip": theme.words_of("words"),
    }
    names = plane.axes("label_x", "label_y") | {"text": theme.words_of("name")}
    tied = [mark for mark in marks if mark["away"] > _LEADER_ABOVE]
    ties = plane.axes() | {"x2": {"field": "touch_x"}, "y2": {"field": "touch_y"}}
    write: dict[str, Any] = {"baseline": "middle", "lineBreak": "\n", "lineHeight": _LINE_HEIGHT}
    layers = [theme.marks("point", table, points, heard=True, opacity=1, strokeWidth=2)]
    if tied:
        layers.insert(0, theme.marks("rule", tied, ties, color=theme.INK, strokeWidth=1))
    for align in ("left", "center", "right"):
        own = [mark for mark in marks if mark["align"] == align]
        look = write | {"align": align}
        if own:
            layers += [
                theme.marks("text", own, names, **look, stroke="white", strokeWidth=4),
                theme.marks("text", own, names | {"color": theme.literal("ink")}, **look),
            ]
    return layers


def _marks(landscape: Landscape) -> list[dict[str, Any]]:
    """Return one row per point, the equilibrium first: its label has the first choice of place."""
    marks = []
    shapes = iter(_SHAPES * 3)
    for name, (x, y) in landscape.points.items():
        is_equilibrium = name == "equilibrium" or "perfect" in name
        package = landscape.packages.get(name)
        payoffs = ", ".join(
            f"{player} {words.signed(amount)}"
            for player, amount in zip(landscape.players, (x, y), strict=True)
        )
        marks.append(
            {
                "x": x,
                "y": y,
                "name": "equilibrium (expected)" if is_equilibrium else words.concept(name),
                "shape": "diamond" if is_equilibrium else next(shapes),
                "size": 190 if is_equilibrium else 90,
                "fill": theme.ACCENT if is_equilibrium else "white",
                "ink": "#8a5800" if is_equilibrium else theme.INK,
                "words": f"{words.concept(name)}: {payoffs} $bn"
                + (f"; {in_words(package)}" if package else ""),
                "first": not is_equilibrium,
            }
        )
    d = landscape.disagreement_point
    marks.append(
        {
            "x": d[0],
            "y": d[1],
            "name": "disagreement",
            "shape": "cross",
            "size": 130,
            "fill": theme.INK,
            "ink": theme.INK,
            "words": "disagreement: "
            + ", ".join(
                f"{player} {words.signed(amount)}"
                for player, amount in zip(landscape.players, d, strict=True)
            )
            + " $bn",
            "first": True,
        }
    )
    return sorted(marks, key=lambda mark: bool(mark.pop("first")))


def _merged(marks: list[dict[str, Any]], window: Window) -> list[dict[str, Any]]:
    """Return the marks with those on the same spot made one, named together."""
    kept: list[dict[str, Any]] = []
    for mark in marks:
        spots = window.pixels(
            np.array([[m["x"] for m in [*kept, mark]], [m["y"] for m in [*kept, mark]]])
        )
        twin = next(
            (
                other
                for other, spot in zip(kept, spots[:-1], strict=True)
                if hypot(*(spot - spots[-1])) < _MERGED_BELOW
            ),
            None,
        )
        if twin is None:
            kept.append(dict(mark))
        else:
            last = twin["name"].rpartition("\n")[2]
            gap = " " if len(last) + len(mark["name"]) < _LINE else "\n"
            twin["name"] += f",{gap}{mark['name']}"
            twin["words"] += f"; {mark['words']}"
    return kept


def _placed(
    marks: list[dict[str, Any]], landscape: Landscape, window: Window
) -> list[dict[str, Any]]:
    """Return the marks with the places of their names."""
    anchors = window.pixels(
        np.array([[mark["x"] for mark in marks], [mark["y"] for mark in marks]])
    )
    # Covering the frontier is three times as bad as covering a dot of the zone.
    covered = [*landscape.frontier] * 3 + [*landscape.zone]
    at = places(
        [(float(x), float(y)) for x, y in anchors],
        [mark["name"] for mark in marks],
        width=window.width,
        height=window.height,
        font_size=theme.TEXT,
        clutter=window.pixels(landscape.payoffs[:, covered]),
    )
    placed = []
    for mark, place, (x, y) in zip(marks, at, anchors, strict=True):
        # A name begins or ends beside its point, so that its true width does not matter.
        right = place.left + text_width(mark["name"], theme.TEXT)
        align, edge = "center", (place.left + right) / 2
        if place.left >= x:
            align, edge = "left", place.left
        elif right <= x:
            align, edge = "right", right
        over = _LINE_HEIGHT / 2 * mark["name"].count("\n")  # lines run on below the first
        label_x, label_y = window.values(edge, place.middle - over)
        touch_x, touch_y = window.values(*place.touch)
        away = hypot(x - place.touch[0], y - place.touch[1])
        placed.append(
            mark
            | {"label_x": label_x, "label_y": label_y, "touch_x": touch_x, "touch_y": touch_y}
            | {"away": away, "align": align}
        )
    return placed
