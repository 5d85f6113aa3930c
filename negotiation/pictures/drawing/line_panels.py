"""The panels of a table in which one column varies: a line over numbers, bars over words."""

from __future__ import annotations

from textwrap import wrap
from typing import Any

from . import theme
from .field import named_axis
from .one_column import Found

_WIDTH, _HEIGHT = 360, 220
_BARS, _ROW = 230, 26
_INK = "#4a5159"
_ALL = 9
"""More points than this are not all labelled."""
_LETTERS = {_WIDTH: 46, _BARS: 30}
"""Letters in a line over a panel."""


def short(number: float) -> str:
    """Return a number in three digits, with a true minus.

    >>> short(-0.1234), short(12345.0), short(2.0)
    ('−0.123', '12,345', '2')
    """
    text = f"{number:,.0f}" if abs(number) >= 1000.0 else f"{number:.3g}"
    return text.replace("-", "\N{MINUS SIGN}") if float(number) != 0.0 else "0"


def line(found: Found, name: str) -> Any:
    """Return a panel of points joined by a line."""
    numbers, values = found.name_to_numbers[name], found.values
    step = (values[-1] - values[0]) / 16
    x = theme.quantity(
        "x",
        (values[0] - step, values[-1] + step),
        {"title": "\n".join(wrap(found.varies, 52)), "tickCount": 6, "grid": False},
    )
    low, high = min(numbers), max(numbers)
    room = 0.16 * (high - low) or 0.5 * abs(high) or 1.0
    y = theme.quantity("y", (low - room, high + 1.4 * room), {"title": None, "tickCount": 5})
    told = [
        {
            "x": value,
            "y": number,
            "text": short(number),
            "words": f"{found.meaning[name]}: {short(number)} at {where}",
        }
        for value, where, number in zip(values, found.names, numbers, strict=True)
    ]
    place = {"x": x, "y": y}
    words = {"description": theme.words_of("words"), "tooltip": theme.words_of("words")}
    text = place | {"text": theme.words_of("text")}
    layers = [
        theme.marks("line", told, place, color=_INK, strokeWidth=2.5),
        theme.marks(
            "point",
            told,
            place | words,
            heard=True,
            shape="circle",
            filled=True,
            size=60,
            color=_INK,
            opacity=1,
        ),
    ]
    for rows, aside in _labelled(told):
        look: dict[str, Any] = {"dy": -12, "dx": aside, "fontSize": theme.SMALL}
        layers += [
            theme.marks("text", rows, text, stroke="white", strokeWidth=4, **look),
            theme.marks("text", rows, text, color=theme.INK, **look),
        ]
    if low - room < 0.0 < high + room:
        zero = {"y": {**y, "field": "zero"}}
        layers.insert(0, theme.marks("rule", [{"zero": 0.0}], zero, color=theme.MUTED))
    return (
        theme.drawing_library()
        .layer(*layers)
        .properties(width=_WIDTH, height=_HEIGHT, title=_heading(found.meaning[name], _WIDTH))
    )


def _labelled(told: list[dict[str, Any]]) -> list[tuple[list[dict[str, Any]], int]]:
    """Return the points that carry their numbers, and how far these stand aside, in pixels.

    All of a few are labelled, of many the ends and the extremes. Numbers stand off a line that
    rises or falls.
    """
    kept = told
    if len(told) > _ALL:
        by_height = sorted(told, key=lambda row: float(row["y"]))
        apart = (told[-1]["x"] - told[0]["x"]) / 8
        kept = []
        for row in (told[0], told[-1], by_height[-1], by_height[0]):
            if all(abs(row["x"] - other["x"]) > apart for other in kept):
                kept.append(row)
    groups: dict[int, list[dict[str, Any]]] = {}
    for row in kept:
        n = told.index(row)
        rise = told[min(n + 1, len(told) - 1)]["y"] - told[max(n - 1, 0)]["y"]
        aside = 0 if n == 0 and rise > 0.0 else -9 if rise > 0.0 else 9 if rise < 0.0 else 0
        groups.setdefault(aside, []).append(row)
    return [(rows, aside) for aside, rows in sorted(groups.items())]


def bars(found: Found, name: str, *, first: bool) -> Any:
    """Return a panel of bars from zero, one for each row; names stand left of the ``first``."""
    numbers = found.name_to_numbers[name]
    count = len(numbers)
    low, high = min(0.0, *numbers), max(0.0, *numbers)
    room = 0.3 * (high - low) or 1.0
    x = theme.quantity(
        "x",
        (low - room if low < 0.0 else 0.0, high + room if high > 0.0 else 0.0),
        {"title": None, "tickCount": 4, "grid": True},
    )
    names = found.names if first else tuple("" for _ in range(count))
    y = theme.quantity("row", (count - 0.5, -0.5), named_axis(names))
    told: list[dict[str, Any]] = [
        {
            "row": float(n),
            "from": 0.0,
            "x": number,
            "above": n - 0.36,
            "below": n + 0.36,
            "text": short(number),
            "words": f"{where}: {found.meaning[name]}: {short(number)}",
        }
        for n, (where, number) in enumerate(zip(found.names, numbers, strict=True))
    ]
    box = {
        "x": {**x, "field": "from"},
        "x2": {"field": "x"},
        "y": {**y, "field": "above"},
        "y2": {"field": "below"},
        "description": theme.words_of("words"),
        "tooltip": theme.words_of("words"),
    }
    text = {"x": x, "y": y, "text": theme.words_of("text")}
    layers = [theme.marks("rect", told, box, heard=True, color=_INK)]
    for sign, align in ((1, "left"), (-1, "right")):
        own = [row for row in told if (row["x"] >= 0.0) == (sign > 0)]
        if own:
            look: dict[str, Any] = {"align": align, "dx": 5 * sign, "fontSize": theme.SMALL}
            layers.append(theme.marks("text", own, text, baseline="middle", **look))
    return (
        theme.drawing_library()
        .layer(*layers)
        .properties(width=_BARS, height=_ROW * count, title=_heading(found.meaning[name], _BARS))
    )


def _heading(meaning: str, width: int) -> dict[str, Any]:
    return {"text": wrap(meaning[0].upper() + meaning[1:], _LETTERS[width]), "anchor": "start"}
