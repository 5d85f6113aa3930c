"""The panel of a timeline that shows both players' public postures, and their last words."""

from __future__ import annotations

from typing import Any

from . import theme, words
from .columns import Columns, panel, rule_places
from .label_places import text_width
from .talks_panels import labels


def postures(cols: Columns) -> Any:
    """Return both players' public postures as bands, and moves of any other kind as words."""
    run = cols.run
    bands: list[dict[str, Any]] = []
    other: list[dict[str, Any]] = []
    for move in run.record.moves:
        if move.player not in run.players or move.stage in {"offer", "answer"}:
            continue
        i = list(run.players).index(move.player)
        x, what = cols.at(move.date), words.plain(move.action)
        if "posture" not in move.stage:
            told = f"{run.players[move.player]}: {what} ({words.plain(move.stage)})"
            place = {"x": x, "row": 2.0 + len(other), **_beside_rules(cols, x, told)}
            other.append(place | {"ink": theme.COLOURS[i]})
            continue
        held = [band for band in bands if band["player"] == i]
        if held and held[-1]["text"] == what:
            held[-1]["x2"] = x + 0.46
            continue
        bands.append({"player": i, "x": x - 0.46, "x2": x + 0.46, "text": what, "row": float(i)})
    return _bands(cols, bands, other)


def _beside_rules(cols: Columns, x: float, told: str) -> dict[str, Any]:
    """Return words, and where they begin or end so that no date's rule runs through them.

    They begin at their column's left edge or end at its right one; where both ways lead across a
    rule they stand in two lines.
    """
    low, high = -0.5, len(cols.dates) - 0.5
    options = []
    for text in (told, told.replace(": ", ":\n", 1)):
        longest = max(text.split("\n"), key=len)
        wide = text_width(longest, theme.SMALL) * len(cols.dates) / cols.width
        for align, end, span in (
            ("right", x + 0.46, (x + 0.46 - wide, x + 0.46)),
            ("left", x - 0.46, (x - 0.46, x - 0.46 + wide)),
        ):
            inside = span[0] >= low and span[1] <= high
            crossed = sum(span[0] < rule < span[1] for rule in rule_places(cols))
            options.append(((not inside, crossed), {"text": text, "align": align, "end": end}))
    return min(options, key=lambda option: option[0])[1]


def _in_a_band(cols: Columns, band: dict[str, Any]) -> float:
    """Return where a posture is written in its band: in the middle, or next to a rule there."""
    middle: float = (band["x"] + band["x2"]) / 2
    half = text_width(band["text"], theme.SMALL) * len(cols.dates) / cols.width / 2
    tries = [middle, middle - 0.5, middle + 0.5]
    free = [
        at
        for at in tries
        if band["x"] <= at - half
        and at + half <= band["x2"]
        and not any(abs(rule - at) < half for rule in rule_places(cols))
    ]
    return next(iter([*free, middle]))


def _bands(cols: Columns, bands: list[dict[str, Any]], other: list[dict[str, Any]]) -> Any:
    names = [*cols.run.players.values(), *("" for _ in other)]
    y = theme.quantity("row", (len(names) - 0.5, -0.5), labels(names))
    layers: list[Any] = []
    for i in (0, 1):
        own = [
            band
            | {
                "above": band["row"] - 0.36,
                "below": band["row"] + 0.36,
                "middle": _in_a_band(cols, band),
                "words": f"{names[i]}: {band['text']}",
            }
            for band in bands
            if band["player"] == i
        ]
        if not own:
            continue
        box = {"x": cols.x(), "x2": {"field": "x2"}, "y2": {"field": "below"}}
        box |= {"y": {**y, "field": "above"}, "description": theme.words_of("words")}
        text = {"x": cols.x("middle"), "y": y}
        layers += [
            theme.marks(
                "rect",
                own,
                box,
                heard=True,
                fill=theme.TINTS[i],
                stroke=theme.COLOURS[i],
                strokeWidth=1.5,
                strokeDash=theme.DASHES[i],
            ),
            theme.marks("text", own, text | {"text": theme.words_of("text")}, fontSize=theme.SMALL),
        ]
    if other:
        for align in ("left", "right"):
            own = [row for row in other if row["align"] == align]
            text = {"x": cols.x("end"), "y": y, "text": theme.words_of("text")}
            look: dict[str, Any] = {"align": align, "fontSize": theme.SMALL, "fontWeight": "bold"}
            look |= {"lineBreak": "\n", "lineHeight": 13, "baseline": "middle"}
            if own:
                layers += [
                    theme.marks("text", own, text, stroke="white", strokeWidth=5, **look),
                    theme.marks("text", own, text | {"color": theme.literal("ink")}, **look),
                ]
    return panel(cols, y, layers, len(names) * 30, "Postures")
