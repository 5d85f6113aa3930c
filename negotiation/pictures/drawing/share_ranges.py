"""Shares that never settle: their first turns, and between what they move later."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...results.tournament import Tournament
from . import theme, words
from .chances import percent
from .field import named_axis

_ROW = 26


def until_turned(shares: NDArray[np.float64], turns: int, least: float) -> int:
    """Return how many times pass until one of the shares [i, n, a] has turned so often.

    All of them if none does. Steps of less than ``least`` are none.
    """
    steps = np.diff(shares, axis=1)
    signs = np.where(np.abs(steps) > least, np.sign(steps), 0.0)
    firsts = []
    for path in np.moveaxis(signs, 1, 2).reshape(-1, signs.shape[1]):
        moves = np.flatnonzero(path)
        turned = moves[1:][path[moves[1:]] != path[moves[:-1]]]
        if turned.size >= turns:
            firsts.append(int(turned[turns - 1]) + 2)
    return min(firsts, default=int(shares.shape[1]))


def panel(found: Tournament, i: int, chosen: Sequence[int], width: int) -> Any:
    """Return a bar for each chosen strategy of a seat, with its mean marked and told."""
    late = found.evolution.times >= found.evolution.times[-1] / 2.0
    shares = found.evolution.shares[i][late]
    rows: list[dict[str, Any]] = []
    for n, a in enumerate(chosen):
        low, high = float(shares[:, a].min()), float(shares[:, a].max())
        mean, name = float(found.evolution.lasting[i, a]), words.plain(found.entrants[a])
        rows.append(
            {
                "row": float(n),
                "above": n - 0.16,
                "below": n + 0.16,
                "low": 100.0 * low,
                "high": 100.0 * high,
                "percent": 100.0 * mean,
                "text": f"{percent(low)} to {percent(high)}",
                "words": f"{name}: {percent(low)} to {percent(high)}, on average {percent(mean)}",
            }
        )
    axis = {"title": "share (%)", "values": [0, 25, 50, 75, 100], "tickCount": 5, "grid": True}
    x = theme.quantity("percent", (0, 100), axis)
    names = [words.plain(found.entrants[a]) for a in chosen]
    y = theme.quantity("row", (len(chosen) - 0.5, -0.5), named_axis(names))
    box = {"x": {**x, "field": "low"}, "x2": {"field": "high"}}
    box |= {"y": {**y, "field": "above"}, "y2": {"field": "below"}}
    told = {"description": theme.words_of("words"), "tooltip": theme.words_of("words")}
    text = {"x": {**x, "field": "end"}, "y": y, "text": theme.words_of("text")}
    ended = [row | {"end": 100.0} for row in rows]
    look: dict[str, Any] = {"shape": theme.SHAPES[i], "size": 70, "opacity": 1, "fill": "white"}
    layers = [
        theme.marks("rect", rows, box, color=theme.TINTS[i], stroke=theme.COLOURS[i]),
        theme.marks(
            "point",
            rows,
            {"x": x, "y": y} | told,
            heard=True,
            stroke=theme.COLOURS[i],
            strokeWidth=2,
            **look,
        ),
        theme.marks("text", ended, text, align="left", dx=10, fontSize=theme.SMALL),
    ]
    title = {"text": "Later they go round: lowest, mean and highest share", "offset": 8}
    drawn = theme.drawing_library().layer(*layers)
    return drawn.properties(width=width, height=_ROW * len(rows), title=title)
