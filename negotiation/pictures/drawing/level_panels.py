"""Small panels of terms: how likely each level is in a deal, and which one was agreed."""

from __future__ import annotations

from typing import Any

from . import theme
from .chances import percent_axis
from .fan_panel import LINE, OUTCOME_INK
from .forecast_bins import Bin, Bins, told
from .label_places import text_width

_WIDTH, _HEIGHT = 206, 150
"""Least width of a panel, and its height, in pixels."""
_COLUMN = 28
"""Least width of a column, in pixels."""
_TINT = "#fbeed6"
"""The column of the level that was agreed."""


def levels(term: Bins, *, axis: bool) -> Any:
    """Return the panel of one term; with ``axis`` it names what its bars measure."""
    count = len(term.bins)
    width = max(_WIDTH, _COLUMN * count)
    x = theme.quantity("x", (-0.5, count - 0.5), _axis(term))
    y = percent_axis("probability in a deal (%)" if axis else None)
    y["axis"] = y["axis"] | {"values": [0, 50, 100], "tickCount": 3}
    bars = [_bar(term, n, one) for n, one in enumerate(term.bins)]
    agreed = [bar for bar in bars if bar["happened"]]
    others = [bar for bar in bars if not bar["happened"]]
    box = {"x": {**x, "field": "left"}, "x2": {"field": "right"}, "y": y, "y2": {"field": "floor"}}
    said = {"description": theme.words_of("words"), "tooltip": theme.words_of("words")}
    behind = {**box, "y": {**y, "field": "top"}}
    behind |= {"x": {**x, "field": "from"}, "x2": {"field": "to"}}
    number = {"x": x, "y": y, "text": theme.words_of("text")}
    look: dict[str, Any] = {"baseline": "bottom", "dy": -3, "fontSize": theme.SMALL}
    layers = [
        theme.marks("rect", agreed, behind, color=_TINT),
        theme.marks("rect", others, box | said, heard=True, color=LINE),
        theme.marks("rect", agreed, box | said, heard=True, color=theme.ACCENT),
        theme.marks("text", others, number, **look),
        theme.marks("text", agreed, number, **look, color=OUTCOME_INK, fontWeight="bold"),
        _label(term, agreed[0], x, y, width),
    ]
    heading = {"text": f"{term.name.capitalize()} ({term.unit})", "offset": 10}
    drawn = theme.drawing_library().layer(*layers)
    return drawn.properties(width=width, height=_HEIGHT, title=heading)


def level(value: str | float, unit: str) -> str:
    """Return a level with its unit."""
    return f"{float(value):g} {unit}"


def agreed_level(term: Bins) -> str:
    """Return what was agreed and, where it is no level of its own, the level that is nearest."""
    if float(term.outcome.value) == term.came:
        return f"agreed: {term.came:g}"
    return f"agreed: {term.came:g} (nearest: {term.outcome.value})"


def _bar(term: Bins, n: int, one: Bin) -> dict[str, Any]:
    agreed = ", the level that was agreed or is nearest to it" if one.happened else ""
    agreed += ", as it was before" if one.before else ""
    return {
        "x": float(n),
        "left": n - 0.34,
        "right": n + 0.34,
        "from": n - 0.5,
        "to": n + 0.5,
        "floor": 0.0,
        "top": 100.0,
        "percent": one.chance,
        "happened": bool(one.happened),
        "text": told(one.chance).removesuffix(" %"),
        "words": f"{term.name} {level(one.value, term.unit)}: {told(one.chance)}{agreed}",
    }


def _label(
    term: Bins, bar: dict[str, Any], x: dict[str, Any], y: dict[str, Any], width: int
) -> Any:
    """Return what was agreed, over its column and inside the panel."""
    text = agreed_level(term)
    each = width / len(term.bins)
    half = text_width(text, theme.SMALL) / 2
    middle = (bar["x"] + 0.5) * each
    align = "left" if middle < half else "right" if middle > width - half else "center"
    place = {"left": -0.5, "right": len(term.bins) - 0.5, "center": bar["x"]}[align]
    row = {"x": place, "top": 100.0, "text": text}
    at = {"x": x, "y": {**y, "field": "top"}, "text": theme.words_of("text")}
    look: dict[str, Any] = {"baseline": "bottom", "dy": -18, "fontSize": theme.SMALL}
    return theme.marks("text", [row], at, align=align, color=OUTCOME_INK, fontWeight="bold", **look)


def _axis(term: Bins) -> dict[str, Any]:
    """Return an axis whose columns 0, 1, ... are called by their levels, the status quo too."""
    listed = ", ".join(
        f'["{float(one.value):g}", "{"now" if one.before else ""}"]' for one in term.bins
    )
    return {
        "title": None,
        "values": list(range(len(term.bins))),
        "labelExpr": f"[{listed}][datum.value]",
        "grid": False,
        "ticks": False,
    }
