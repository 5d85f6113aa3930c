"""The fan of dates: how likely a deal is by every round, over the draws, and when it was signed."""

from __future__ import annotations

from datetime import date
from typing import Any

from . import theme, words
from .chances import percent_axis, spread
from .forecast_bins import Bin, told

WIDTH, HEIGHT = 800, 270
"""Size of the panel, in pixels."""
_ENDS = 170
"""Width of the column of how the talks end, in pixels."""
LINE, DARK, LIGHT, OUTCOME_INK = "#2f3740", "#a9b3bd", "#dde2e7", "#8a5800"
"""The mean; the middle half of the draws; nine tenths of them; words on what happened."""
_DAY, _NUMBER = 46, 40
"""The room that a day and a number need, in pixels."""
_ASIDE, _OFF_RULE = 12, 24
"""Pixels between a point and the middle of its number, across; beside the rule."""
_EDGE = 36
"""Pixels between the first and the last round and the borders of the panel."""
_LIFT = 90.0
"""Above this many per cent a number stands below its point, and to its right: off a rising line."""


def fan(rounds: tuple[Bin, ...], start: date | None) -> Any:
    """Return the panel; the fan opens on the day of the forecast, where that is known."""
    alt = theme.drawing_library()
    across = _across(rounds, start)
    rows = [_row(one, across[one.day]) for one in rounds]
    opened = rows
    if start is not None and start < rounds[0].day:
        closed = dict.fromkeys(("percent", "low", "lower", "upper", "high"), 0.0)
        opened = [{"x": across[start], **closed}, *rows]
    x, y = _x(), percent_axis("deal signed by then (%)")
    layers = [
        theme.marks("area", opened, _band(x, y, "low", "high"), color=LIGHT),
        theme.marks("area", opened, _band(x, y, "lower", "upper"), color=DARK),
        theme.marks("line", opened, {"x": x, "y": y}, color=LINE, strokeWidth=2.5),
        *_outcome(rounds, rows, x, y),
        *_points(rows, x, y),
        *_days(rounds, across, start, x, y),
    ]
    return alt.layer(*layers).properties(width=WIDTH, height=HEIGHT)


def ends(rounds: tuple[Bin, ...]) -> Any:
    """Return the column beside the fan: signed by the last round, or not."""
    last = rounds[-1]
    parts: list[dict[str, Any]] = [
        {"low": 0.0, "high": last.by, "text": told(last.by), "name": f"signed by {_day(last)}"},
        {
            "low": last.by,
            "high": 100.0,
            "text": told(100.0 - last.by),
            "name": f"no deal by {_day(last)}",
        },
    ]
    middles = [(part["low"] + part["high"]) / 200.0 for part in parts]
    places = spread(middles, 44.0 / HEIGHT)
    for part, middle in zip(parts, places, strict=True):
        part |= {"x": 0.0, "x2": 12.0, "write": 22.0, "middle": 100.0 * middle}
    x = theme.quantity("x", (0, _ENDS), None)
    y = theme.quantity("low", (0, 100), None)
    box = {"x": x, "x2": {"field": "x2"}, "y": y, "y2": {"field": "high"}}
    place = {"x": {**x, "field": "write"}, "y": {**y, "field": "middle"}}
    look: dict[str, Any] = {"align": "left", "baseline": "middle"}
    edge: dict[str, Any] = {"stroke": LINE, "strokeWidth": 1.2}
    signed, never = parts
    fill = "white" if any(one.happened for one in rounds) else theme.ACCENT
    layers = [
        theme.marks("rect", [signed], box, fill=LINE, **edge),
        theme.marks("rect", [never], box, fill=fill, **edge),
        theme.marks(
            "text",
            parts,
            place | {"text": theme.words_of("text")},
            dy=-9,
            fontWeight="bold",
            **look,
        ),
        theme.marks(
            "text",
            parts,
            place | {"text": theme.words_of("name")},
            dy=9,
            fontSize=theme.SMALL,
            color=theme.MUTED,
            **look,
        ),
    ]
    return theme.drawing_library().layer(*layers).properties(width=_ENDS, height=HEIGHT)


def key() -> Any:
    """Return what the line and the bands are."""
    boxes = [
        {"x": 0.0, "x2": 26.0, "fill": "white", "name": "mean over the draws"},
        {"x": 182.0, "x2": 208.0, "fill": DARK, "name": "middle half of the draws"},
        {"x": 386.0, "x2": 412.0, "fill": LIGHT, "name": "90 % of the draws"},
    ]
    rows = [box | {"above": 3.0, "below": 19.0, "middle": 11.0} for box in boxes]
    x, y = theme.quantity("x", (0, WIDTH), None), theme.quantity("above", (22, 0), None)
    ends_of = {"x": x, "x2": {"field": "x2"}}
    box_of = ends_of | {"y": y, "y2": {"field": "below"}, "fill": theme.literal("fill")}
    level = ends_of | {"y": {**y, "field": "middle"}}
    name = {"x": {**x, "field": "x2"}, "y": {**y, "field": "middle"}}
    name |= {"text": theme.words_of("name")}
    point = {"x": {**x, "field": "point"}, "y": {**y, "field": "middle"}}
    layers = [
        theme.marks("rect", rows[1:], box_of),
        theme.marks("rule", rows[:1], level, color=LINE, strokeWidth=2.5),
        theme.marks("point", [rows[0] | {"point": 13.0}], point, **_POINT),
        theme.marks(
            "text", rows, name, align="left", baseline="middle", dx=8, fontSize=theme.SMALL
        ),
    ]
    return theme.drawing_library().layer(*layers).properties(width=WIDTH, height=22)


_HALO: dict[str, Any] = {"strokeWidth": 4, "strokeJoin": "round"}
_POINT: dict[str, Any] = {"filled": True, "fill": LINE, "size": 55, "opacity": 1}


def _across(rounds: tuple[Bin, ...], start: date | None) -> dict[date, float]:
    """Return where the days stand, in pixels: in proportion to time."""
    days = [one.day for one in rounds]
    first = min(start, days[0]) if start is not None else days[0]
    whole = max((days[-1] - first).days, 1)
    left = 0 if first < days[0] else _EDGE
    room = WIDTH - left - _EDGE
    return {day: left + room * (day - first).days / whole for day in [first, *days]}


def _x(field: str = "x") -> dict[str, Any]:
    return theme.quantity(field, (0, WIDTH), None)


def _day(one: Bin) -> str:
    return words.day(one.day)


def _row(one: Bin, x: float) -> dict[str, Any]:
    said = (
        f"deal signed by {_day(one)}: {told(one.by)}; middle half of the draws {told(one.lower)} "
        f"to {told(one.upper)}, 90 % of them {told(one.low)} to {told(one.high)}"
    )
    numbers = {"low": one.low, "lower": one.lower, "upper": one.upper, "high": one.high}
    aside = _OFF_RULE if one.happened else _ASIDE
    write = x + aside if one.by > _LIFT else x - aside
    mean = {"x": x, "write": write, "percent": one.by, "text": told(one.by)}
    return {**mean, "words": said, **numbers}


def _band(x: dict[str, Any], y: dict[str, Any], low: str, high: str) -> dict[str, Any]:
    return {"x": x, "y": {**y, "field": low}, "y2": {"field": high}}


def _points(rows: list[dict[str, Any]], x: dict[str, Any], y: dict[str, Any]) -> list[Any]:
    """Return the points of the mean and, where there is room, their numbers on a white ground."""
    said = {"description": theme.words_of("words"), "tooltip": theme.words_of("words")}
    place = {"x": x, "y": y}
    drawn = [theme.marks("point", rows, place | said, heard=True, **_POINT)]
    text = place | {"x": {**x, "field": "write"}, "text": theme.words_of("text")}
    kept = _apart(rows, _NUMBER, "write")
    for high in (False, True):
        some = [row for row in kept if (row["percent"] > _LIFT) == high]
        look: dict[str, Any] = {"dy": 17 if high else -15, "baseline": "middle"}
        look["fontWeight"] = "bold"
        if some:
            drawn.append(theme.marks("text", some, text, stroke="white", **_HALO, **look))
            drawn.append(theme.marks("text", some, text, **look))
    return drawn


def _apart(rows: list[dict[str, Any]], room: float, field: str = "x") -> list[dict[str, Any]]:
    """Return the last row, and before it those that leave room to the next one kept."""
    kept: list[dict[str, Any]] = []
    for row in reversed(rows):
        if not kept or kept[-1][field] - row[field] >= room:
            kept.append(row)
    return kept[::-1]


def _days(
    rounds: tuple[Bin, ...],
    across: dict[date, float],
    start: date | None,
    x: dict[str, Any],
    y: dict[str, Any],
) -> list[Any]:
    """Return the rounds' days under the panel, with ticks, and the day of the forecast."""
    rows = [{"x": across[one.day], "y": 0.0, "day": _day(one)} for one in rounds]
    kept = _apart(rows, _DAY)
    place = {"x": x, "y": {**y, "field": "y"}}
    look: dict[str, Any] = {"baseline": "top", "fontSize": theme.SMALL}
    tick: dict[str, Any] = {"shape": "stroke", "angle": 90, "size": 40, "opacity": 1}
    drawn = [
        theme.marks("point", rows, place, stroke=theme.MUTED, yOffset=4, **tick),
        theme.marks(
            "text", kept, place | {"text": theme.words_of("day")}, dy=11, fontWeight="bold", **look
        ),
    ]
    if start is not None and across[start] + _DAY <= kept[0]["x"]:
        row = {"x": across[start], "y": 0.0, "day": words.day(start), "name": "forecast made"}
        for field, down in (("day", 11), ("name", 26)):
            text = place | {"text": theme.words_of(field)}
            drawn.append(theme.marks("text", [row], text, dy=down, color=theme.MUTED, **look))
    return drawn


def _outcome(
    rounds: tuple[Bin, ...], rows: list[dict[str, Any]], x: dict[str, Any], y: dict[str, Any]
) -> list[Any]:
    """Return the upright rule in the round of the signature, and above it what it says."""
    n = next((n for n, one in enumerate(rounds) if one.happened), None)
    drawn = []
    if n is None:
        place, lines = float(WIDTH), ["what happened: no deal in any of these rounds", ""]
    else:
        place, lines = rows[n]["x"], list(outcome_lines(rounds, n))
        rule = {"x": x, "y": {**y, "field": "floor"}, "y2": {"field": "top"}}
        rows_of = [{"x": place, "floor": 0.0, "top": 100.0}]
        drawn.append(theme.marks("rule", rows_of, rule, color=theme.ACCENT, strokeWidth=3))
    right = place > WIDTH / 2
    at = {"x": x, "y": {**y, "field": "top"}, "text": theme.words_of("text")}
    look: dict[str, Any] = {"align": "right" if right else "left", "baseline": "bottom"}
    shown: list[tuple[str, int, dict[str, Any]]] = [
        (lines[0], -24, {"fontWeight": "bold", "color": OUTCOME_INK}),
        (lines[1], -8, {"color": theme.MUTED, "fontSize": theme.SMALL}),
    ]
    shift = 1.5 if right else -1.5
    for text, up, own in shown:
        if text:
            row = {"x": place + shift, "top": 100.0, "text": text}
            drawn.append(theme.marks("text", [row], at, dy=up, **look, **own))
    return drawn


def outcome_lines(rounds: tuple[Bin, ...], n: int) -> tuple[str, str]:
    """Return in which round a deal was signed, and what was forecast of this and earlier ones."""
    one = rounds[n]
    earlier = f", {told(rounds[n - 1].by)} for an earlier one" if n else ""
    return (
        f"what happened: signed on {one.happened}, in the round of {_day(one)}",
        f"forecast: {told(one.chance)} for this round{earlier}",
    )
