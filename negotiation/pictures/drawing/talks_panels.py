"""The panels of a timeline that show what was offered, and what was answered."""

from __future__ import annotations

import re
from typing import Any

import numpy as np

from ...results.record import Move
from ...results.run import Run
from . import theme, words
from .columns import Columns, panel

_ROW = 24
_ANSWERS = {"accept": "accepted", "reject": "rejected", "walk out": "walked out"}


def offers(cols: Columns) -> Any:
    """Return the table of offers: who offers, every issue's level, and the answer."""
    run = cols.run
    issues = _issues(run)
    names = ["offer by", *(words.plain(issue) for issue in issues), "answer"]
    cells = [cell for move in run.record.moves for cell in _cells(cols, move, issues)]
    y = theme.quantity("row", (len(names) - 0.5, -0.5), labels(names))
    place = {"x": cols.x(), "y": y}
    text = place | {"text": theme.words_of("text"), "color": theme.literal("ink")}
    told = {"description": theme.words_of("words"), "tooltip": theme.words_of("words")}
    makers = [cell | {"x": cell["x"] - 0.32} for cell in cells if cell["shape"]]
    look = {"shape": theme.literal("shape"), "color": theme.literal("ink")}
    plain_text = [cell for cell in cells if not cell["strong"]]
    strong_text = [cell for cell in cells if cell["strong"]]
    layers = _not_reached(cols, place)
    for chosen, weight in ((plain_text, "normal"), (strong_text, "bold")):
        if chosen:
            layers.append(
                theme.marks("text", chosen, text | told, fontSize=theme.SMALL, fontWeight=weight)
            )
    if makers:
        layers.append(theme.marks("point", makers, place | look, filled=True, size=110, opacity=1))
    title = "Offers (bold: changed from that player's last)"
    return panel(cols, y, layers, len(names) * _ROW, title)


def _not_reached(cols: Columns, place: dict[str, Any]) -> list[Any]:
    """Return the words over the rounds that the talks did not need."""
    unreached = [cols.at(e.date) for e in cols.run.rounds if e.date > cols.last_day()]
    if not unreached:
        return []
    # In the middle of a column, where no date's rule stands.
    middle = {"x": unreached[len(unreached) // 2], "row": 3.0, "text": "not reached"}
    text = place | {"text": theme.words_of("text")}
    return [theme.marks("text", [middle], text, color=theme.MUTED, fontStyle="italic")]


def _issues(run: Run) -> list[str]:
    found: dict[str, None] = {}
    for move in run.record.moves:
        found |= dict.fromkeys(move.package or {})
    return list(found)


def _cells(cols: Columns, move: Move, issues: list[str]) -> list[dict[str, Any]]:
    """Return the cells that one move fills."""
    if move.player not in cols.run.players:
        return []
    i = list(cols.run.players).index(move.player)
    name = cols.run.players[move.player]
    cell = {"x": cols.at(move.date), "ink": theme.COLOURS[i], "shape": "", "strong": False}
    if move.stage == "answer":
        answer = _ANSWERS.get(move.action, words.plain(move.action))
        told = f"{name}: {answer}"
        row = {"row": float(len(issues) + 1), "text": answer, "words": told, "strong": True}
        return [cell | row]
    if move.stage != "offer":
        return []
    if move.package is None:
        return [cell | {"row": 0.0, "text": "no offer", "words": f"{name} makes no offer"}]
    earlier = [
        m.package
        for m in cols.run.record.moves
        if m.player == move.player and m.stage == "offer" and m.package and m.date < move.date
    ]
    filled = [cell | {"row": 0.0, "text": _short(name), "words": f"{name} offers"}]
    filled[0] |= {"shape": theme.SHAPES[i], "strong": True}
    for n, issue in enumerate(issues):
        level = move.package.get(issue, "")
        filled.append(
            cell
            | {
                "row": float(n + 1),
                "text": level,
                "words": f"{name} offers {words.plain(issue)} {level}",
                "strong": bool(earlier) and earlier[-1].get(issue) != level,
            }
        )
    return filled


def _short(name: str) -> str:
    """Return initials of a name of several words: a column has room for some ten characters."""
    return "".join(word[0] for word in name.split()) if " " in name else name


def headline(cols: Columns) -> Any | None:
    """Return one issue's level in every offer, if offers are several: the first that they vary in.

    ``None`` where no issue's levels are numbers.
    """
    issues = _issues(cols.run)
    told = {issue: _levels(cols, issue) for issue in issues}
    numbered = {issue: rows for issue, rows in told.items() if len(rows) > 1}
    if not numbered:
        return None
    varied = [issue for issue, rows in numbered.items() if len({r["level"] for r in rows}) > 1]
    shown = next(iter([*varied, *numbered]))
    rows = numbered[shown]
    written: list[Any] = []
    levels = [row["level"] for row in rows]
    room = max(0.35 * (max(levels) - min(levels)), 1.0)
    scale = (min(levels) - room, max(levels) + room)
    axis = {"title": rows[0]["unit"], "tickCount": 4, "grid": True}
    y = theme.quantity("level", scale, axis)
    place = {"x": cols.x(), "y": y}
    layers: list[Any] = []
    for i in (0, 1):
        own = [row for row in rows if row["player"] == i]
        other = [row for row in rows if row["player"] != i]
        if not own:
            continue
        colour = theme.COLOURS[i]
        layers += [
            theme.marks(
                "line", own, place, color=colour, strokeDash=theme.DASHES[i], strokeWidth=2
            ),
            theme.marks(
                "point",
                own,
                place,
                shape=theme.SHAPES[i],
                color=colour,
                filled=True,
                size=110,
                opacity=1,
            ),
        ]
        text = place | {"text": theme.words_of("text")}
        for above in (True, False):
            chosen = [row for row in own if _is_above(row, other, i) == above]
            write: dict[str, Any] = {"dy": -15 if above else 16}
            if chosen:
                written.append(
                    theme.marks("text", chosen, text, stroke="white", strokeWidth=4, **write)
                )
                written.append(theme.marks("text", chosen, text, color=colour, **write))
    layers += written
    unit = f" ({rows[0]['unit']})" if rows[0]["unit"] else ""
    traded = f", one of {len(issues)} terms traded together" if len(issues) > 1 else ""
    title = f"{words.plain(shown).capitalize()} in each offer{unit}{traded}"
    return panel(cols, y, layers, 120, title)


def _levels(cols: Columns, issue: str) -> list[dict[str, Any]]:
    """Return an issue's level in every offer; nothing where one of them is no number."""
    rows: list[dict[str, Any]] = []
    for move in cols.run.record.moves:
        if move.stage != "offer" or move.package is None or move.player not in cols.run.players:
            continue
        level = move.package.get(issue, "")
        number = re.fullmatch(r"(\D*?)([-+]?[\d.]+)(.*)", level.replace(",", ""))
        if number is None:
            return []
        rows.append(
            {
                "x": cols.at(move.date),
                "level": float(number[2]),
                "player": list(cols.run.players).index(move.player),
                "unit": (number[1] + number[3]).strip(),
                "text": level,
                "name": cols.run.players[move.player],
            }
        )
    return rows


def _is_above(row: dict[str, Any], other: list[dict[str, Any]], i: int) -> bool:
    """Return whether a level is written over its mark: where the other's line does not run."""
    if not other:
        return True
    xs, levels = [one["x"] for one in other], [one["level"] for one in other]
    there = float(np.interp(row["x"], xs, levels))
    return bool(row["level"] > there or (row["level"] == there and i == 0))


def labels(names: list[str]) -> dict[str, Any]:
    """Return an axis whose values 0, 1, ... are called by these names."""
    listed = ", ".join('"' + name.replace('"', "'") + '"' for name in names)
    return {
        "title": None,
        "values": list(range(len(names))),
        "labelExpr": f"[{listed}][datum.value]",
        "labelFontSize": theme.SMALL,
        "labelLimit": 200,
        "grid": False,
        "ticks": False,
        "domain": False,
    }
