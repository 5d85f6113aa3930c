"""Rows by rank: intervals with their means, arrows where they leave the axis, grounds and keys."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ...results.tournament import Interval, Tournament
from . import theme, words
from .bulk import half_width, stretch
from .field import named_axis, with_interval
from .label_places import text_width

_ROW, _LEAST, _MANY = 30, 22, 20
"""Height of a row, that of one among many, in pixels; more rows than the last are many."""
_TOP = 1.5
"""The rows above the middle of the first one; keys and heads of columns stand there."""
_GROUND = "#f6ecd9"
_ARROW = 70
"""Size of an arrow; how far it stands from the edge, in pixels, is below."""
_EDGE = 6
_CLEAR = 8
"""What is left free at either side of words in a row, in pixels."""


@dataclass(frozen=True, slots=True)
class Panel:
    """A panel whose rows are ranks: its position scales, and how wide it is."""

    x: dict[str, Any]
    """The scale across."""
    y: dict[str, Any]
    """The scale down: 0 is the first row."""
    low: float
    """The left end of the axis."""
    high: float
    """The right end."""
    width: int
    """Pixels across."""
    count: int
    """How many rows there are."""

    @property
    def height(self) -> int:
        """Pixels down."""
        return round((self.count - 0.5 + _TOP) * (_LEAST if self.count > _MANY else _ROW))

    def pixel(self, amount: float) -> float:
        """Return how far from the left an amount is drawn."""
        return (amount - self.low) / (self.high - self.low) * self.width

    def amount(self, pixel: float) -> float:
        """Return the amount that is drawn so far from the left."""
        return self.low + pixel / self.width * (self.high - self.low)

    def shows(self, one: Interval) -> bool:
        """Return whether a mean is on the axis."""
        return self.low <= one.mean <= self.high

    def finished(self, layers: list[Any], heading: str, *, dx: float = 0.0) -> Any:
        """Return the layers as one chart under a heading."""
        drawn = theme.drawing_library().layer(*layers)
        title = {"text": heading, "dx": dx}
        return drawn.properties(width=self.width, height=self.height, title=title)


def panel(
    found: Tournament, intervals: Sequence[Interval], title: str, width: int, *, named: bool
) -> Panel:
    """Return a panel for intervals; ``title`` is that of the axis; rows may be ``named``."""
    low, high = stretch(intervals)
    extent = max(high - low, 1.0)
    low, high = low - 0.06 * extent, low + 1.04 * extent
    axis = {"title": title, "tickCount": 6, "grid": False}
    x, count = theme.quantity("mean", (low, high), axis), len(found.standings)
    return Panel(x, _down(count, _named_rows(found) if named else None), low, high, width, count)


def column(count: int, width: int) -> Panel:
    """Return a panel for words: it has no axis."""
    return Panel(theme.quantity("mean", (0, width), None), _down(count), 0.0, width, width, count)


def _down(count: int, axis: dict[str, Any] | None = None) -> dict[str, Any]:
    return theme.quantity("row", (count - 0.5, -_TOP), axis)


def _named_rows(found: Tournament) -> dict[str, Any]:
    """Return the axis that calls every row by rank and name."""
    names = [f"{one.rank}. {words.plain(one.entrant)}" for one in found.standings]
    return named_axis(names, labelFontSize=theme.TEXT, labelLimit=330)


def plus_minus(one: Interval) -> str:
    """Return half an interval's width, e.g. ``±0.4``; with two digits where one would say 0."""
    half = half_width(one)
    text = f"{half:.1f}"
    return f"\N{PLUS-MINUS SIGN}{text if float(text) > 0.0 else f'{half:.2f}'}"


def ground(on: Panel, shaded: int) -> list[Any]:
    """Return the ground of the first rows, and lines between rows."""
    ends = {"low": on.low, "high": on.high}
    box = {"x": {**on.x, "field": "low"}, "x2": {"field": "high"}}
    box |= {"y": {**on.y, "field": "above"}, "y2": {"field": "below"}}
    rows = [{**ends, "above": n - 0.5, "below": n + 0.5} for n in range(shaded)]
    lines = [{**ends, "above": n - 0.5} for n in range(1, on.count)]
    layers = [theme.marks("rect", rows, box, color=_GROUND)]
    if lines:
        line = {key: box[key] for key in ("x", "x2", "y")}
        layers.append(theme.marks("rule", lines, line, color=theme.HAIR))
    return layers


def zero(on: Panel) -> Any:
    """Return the upright line at zero."""
    rows = [{"mean": 0.0, "row": -0.5, "below": on.count - 0.5}]
    upright = {"x": on.x, "y": on.y, "y2": {"field": "below"}}
    return theme.marks("rule", rows, upright, color=theme.MUTED, strokeDash=[2, 3])


def row(on: Panel, at: float, one: Interval, told: str) -> dict[str, Any]:
    """Return a row of a table: an interval as far as the axis shows it, and its words."""
    return {
        "row": at,
        "mean": one.mean,
        "low": max(one.low, on.low),
        "high": min(one.high, on.high),
        "left": one.low < on.low,
        "right": one.high > on.high,
        "on": on.shows(one),
        "words": f"{told}: {with_interval(one)} $bn",
    }


def whiskers(on: Panel, rows: list[dict[str, Any]], look: dict[str, Any]) -> list[Any]:
    """Return intervals as lines, and their means as points; ``look`` is the points'."""
    told = {"description": theme.words_of("words"), "tooltip": theme.words_of("words")}
    line = {"x": {**on.x, "field": "low"}, "x2": {"field": "high"}, "y": on.y}
    point = {"x": on.x, "y": on.y} | told
    layers: list[Any] = []
    seen = [each for each in rows if each["low"] < each["high"]]
    if seen:
        layers.append(theme.marks("rule", seen, line, color=look["stroke"], strokeWidth=2))
    for side, end, inwards in (("left", on.low, _EDGE), ("right", on.high, -_EDGE)):
        beyond = [{**each, "mean": end} for each in rows if each[side]]
        if beyond:
            arrow = {"shape": f"triangle-{side}", "size": _ARROW, "fill": look["stroke"]}
            arrow |= {"opacity": 1, "strokeWidth": 0, "xOffset": inwards}
            layers.append(theme.marks("point", beyond, point, heard=True, **arrow))
    shown = [each for each in rows if each["on"]]
    if shown:
        look = {"opacity": 1, "strokeWidth": 1.8, **look}
        layers.append(theme.marks("point", shown, point, heard=True, **look))
    return layers


def beside_arrows(on: Panel, at: int, notes: list[tuple[str, str]], busy: list[Any]) -> list[Any]:
    """Return words beside the left arrows of a row, each in its colour, where nothing is drawn.

    ``busy`` are the rows whose marks share the place; words that find no room are left out, since
    the numbers stand in a column or in the words of the marks.
    """
    wide = sum(text_width(text, theme.SMALL) for text, _ in notes) + _CLEAR * (len(notes) - 1)
    taken = [
        (on.pixel(each["low"]) - _CLEAR, on.pixel(each["high"]) + _CLEAR)
        for each in busy
        if each["low"] < each["high"] or each["on"]
    ]
    first = 2.0 * _EDGE + 4.0
    starts = [first, *sorted(right for _, right in taken)]
    free = (
        start
        for start in starts
        if start >= first
        and start + wide <= on.width
        and all(start + wide <= left or right <= start for left, right in taken)
    )
    start = next(free, None)
    layers: list[Any] = []
    if start is None:
        return layers
    for text, colour in notes:
        rows = [{"mean": on.amount(start), "row": float(at), "text": text}]
        look: dict[str, Any] = {"align": "left", "fontSize": theme.SMALL}
        layers.append(written(on, rows, stroke="white", strokeWidth=4, **look))
        layers.append(written(on, rows, color=colour, **look))
        start += text_width(text, theme.SMALL) + _CLEAR
    return layers


def written(on: Panel, rows: list[dict[str, Any]], **look: Any) -> Any:
    """Return words at their places."""
    text = {"x": on.x, "y": on.y, "text": theme.words_of("text")}
    return theme.marks("text", rows, text, baseline="middle", **look)


def key(on: Panel, names: Sequence[str], looks: Sequence[dict[str, Any]]) -> list[Any]:
    """Return what the marks of a panel say, above its first row."""
    layers: list[Any] = []
    start = 8.0
    for name, look in zip(names, looks, strict=True):
        rows = [{"mean": on.amount(start), "row": -1.0, "text": name}]
        shown: dict[str, Any] = {"size": 70, "opacity": 1, "strokeWidth": 1.8, **look}
        layers.append(theme.marks("point", rows, {"x": on.x, "y": on.y}, **shown))
        layers.append(written(on, rows, color=look["stroke"], align="left", dx=10))
        start += 0.9 * text_width(name, theme.TEXT) + 30
    return layers
