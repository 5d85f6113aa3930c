"""The panels of a timeline that show what presses: Treasury yields and the election clocks."""

from __future__ import annotations

from typing import Any

from . import theme, words
from .columns import Columns, panel

YIELD = "yield_bp"
"""The indicator of a move that holds the yields, in basis points."""
CLOCK = "election_clock_"
"""What the names of the rounds' election clocks begin with; the player's name follows."""


def yields(cols: Columns) -> Any | None:
    """Return the yields of every round reached, in basis points; ``None`` without the indicator."""
    rows: list[dict[str, Any]] = [
        {
            "x": cols.at(move.date),
            "bp": move.indicators[YIELD],
            "text": f"{words.signed(move.indicators[YIELD])} bp",
            "market": words.plain(move.public_state.get("market", "")),
        }
        for move in cols.last_moves()
        if YIELD in move.indicators
    ]
    if not rows:
        return None
    levels = [0.0, *(row["bp"] for row in rows)]
    extent = max(max(levels) - min(levels), 10.0)
    scale = (min(levels) - 0.15 * extent, max(levels) + 0.5 * extent)
    axis = {"title": "bp", "tickCount": 4, "grid": True}
    y = theme.quantity("bp", scale, axis)
    place = {"x": cols.x(), "y": y}
    halo: dict[str, Any] = {"stroke": "white", "strokeWidth": 4, "fontSize": theme.SMALL, "dy": -12}
    layers = [
        theme.marks("line", rows, place, color=theme.INK, strokeWidth=2),
        theme.marks("point", rows, place, shape="circle", filled=True, color=theme.INK, opacity=1),
        theme.marks("text", rows, place | {"text": theme.words_of("text")}, dy=-26),
        theme.marks("text", rows, place | {"text": theme.words_of("market")}, **halo),
        theme.marks(
            "text",
            rows,
            place | {"text": theme.words_of("market")},
            dy=-12,
            color=theme.MUTED,
            fontSize=theme.SMALL,
        ),
    ]
    title = "Rise of US Treasury yields that the talks cause (basis points), and the market's mood"
    return panel(cols, y, layers, 110, title)


def clocks(cols: Columns) -> Any | None:
    """Return both election clocks (1 on election day) round by round; ``None`` without them."""
    axis = {"title": "1 = election day", "values": [0, 0.5, 1], "tickCount": 3, "grid": True}
    y = theme.quantity("clock", (-0.16, 1.16), axis)  # room for words
    player_to_clock = {
        player: cols.run.indicators[CLOCK + player]
        for player in cols.run.players
        if CLOCK + player in cols.run.indicators
    }
    layers: list[Any] = []
    for i, (player, name) in enumerate(cols.run.players.items()):
        if player not in player_to_clock:
            continue
        rows = [
            {"x": cols.at(entry.date), "clock": float(level), "text": f"{level:.2f}", "name": name}
            for entry, level in zip(cols.run.rounds, player_to_clock[player], strict=True)
        ]
        others = [clock for other, clock in player_to_clock.items() if other != player]
        layers += _clock(cols, y, i, rows, others)
    if not layers:
        return None
    title = "Election clocks: how much the next election weighs"
    return panel(cols, y, layers, 110, title)


def _clock(
    cols: Columns, y: dict[str, Any], i: int, rows: list[dict[str, Any]], others: list[Any]
) -> list[Any]:
    """Return a clock's line, its name at its first round and its last level at the last.

    Both stay within their columns, so that no rule of a date runs through them, and on the side
    of the line where the other clock is not.
    """
    place = {"x": cols.x(), "y": y}
    colour = theme.COLOURS[i]
    layers = [
        theme.marks("line", rows, place, color=colour, strokeDash=theme.DASHES[i], strokeWidth=2),
        theme.marks(
            "point",
            rows,
            place,
            shape=theme.SHAPES[i],
            color=colour,
            filled=True,
            size=70,
            opacity=1,
        ),
    ]
    for n, field in ((0, "name"), (-1, "text")):
        other = float(others[0][n]) if others else 0.0
        level = rows[n]["clock"]
        above = level > other or (level == other and i == 0)
        write: dict[str, Any] = {"dy": -14 if above else 15, "fontWeight": "bold"}
        text = place | {"text": theme.words_of(field)}
        row = [rows[n]]
        layers += [
            theme.marks("text", row, text, stroke="white", strokeWidth=4, **write),
            theme.marks("text", row, text, color=colour, **write),
        ]
    return layers
