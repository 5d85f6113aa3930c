"""The payoff matrix: what each strategy earns against each, once for either seat."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from ..results.tournament import Tournament
from .drawing import theme, words
from .drawing.field import countries, named_axis, played, rank_order, within_sentences
from .drawing.shades import DARK, shade
from .picture import Picture

if TYPE_CHECKING:
    from altair import TopLevelMixin as Chart

_WIDE, _CLOSE, _TIGHT = (42, 26), (25, 18), (15, 15)
"""Width and height of a cell, in pixels: with decimals, with whole numbers, with signs only."""
_NARROWEST = 340
"""Least width of a map, in pixels: its subtitle needs room."""
_FEW, _SOME = 14, 45
"""Up to so many strategies have decimals; up to so many have whole numbers."""
_PURE = 0.999
"""An equilibrium in which a strategy is sent at least so likely is a single cell."""


class PayoffMatrix(Picture):
    """Two heat maps of mean payoffs, the US's strategies down, its partner's across, by rank."""

    title: ClassVar[str] = "Who earns what against whom: mean payoffs ($bn)"
    accepts: ClassVar[type] = Tournament

    def draw(self, found: Tournament) -> Chart:
        """Return the maps side by side."""
        alt = theme.drawing_library()
        strongest = float(np.abs(found.meta_game).max())
        panels = [_map(found, i, strongest) for i in (0, 1)]
        framed = "Black frame: best reply" + ("; orange: equilibrium." if _pure(found) else ".")
        subtitle = f"{played(found)} By rank. {framed}"
        return theme.finished(alt.hconcat(*panels, spacing=36), self.title, subtitle)

    def caption(self, found: Tournament) -> str:
        """Return how to read the cells and frames."""
        first, second = within_sentences(found)
        count = len(found.entrants)
        numbers = "rounded to whole $bn" if count > _FEW else "in $bn"
        if count > _SOME:
            numbers = "shown by their sign alone"
        equilibrium = " Orange: an equilibrium of the choice of strategies." if _pure(found) else ""
        return (
            f"Every cell is one strategy of {first} (row) against one of {second} (column): the "
            "mean payoff over matches, weighed by the prior over pairs of types, in present value "
            f"against the tariffs in force, {numbers}. Left, what {first} earns; right, "
            f"what {second} earns. Blue is a gain, brown a loss, darker the larger; both "
            "maps share one scale. Framed in black is the best choice against the opponent: in "
            f"{first}'s map the best of a column, in {second}'s the best of a row.{equilibrium} "
            "The standard error of a "
            f"cell is at most {_error(found):.1f} $bn."
        )

    def alt_text(self, found: Tournament) -> str:
        """Return the extremes, and each strategy's best reply with its numbers."""
        order, meta = rank_order(found), found.meta_game
        names = [words.plain(name) for name in found.entrants]
        first, second = within_sentences(found)
        sentences = [f"Heat maps of mean payoffs to {first} and {second}, in $bn. {played(found)}"]
        for i, who in enumerate((first, second)):
            for what, place in (("Most", meta[i].argmax()), ("Least", meta[i].argmin())):
                a, b = np.unravel_index(place, meta[i].shape)
                sentences.append(
                    f"{what} for {who}, {words.signed(float(meta[i, a, b]))}, is where {first} "
                    f"plays {names[a]} and {second} {names[b]}."
                )
        for b in order:
            a, c = int(meta[0, :, b].argmax()), int(meta[1, b].argmax())
            sentences.append(
                f"Against {names[b]} the best is {names[a]} for {first} "
                f"({words.signed(float(meta[0, a, b]))}) and {names[c]} for {second} "
                f"({words.signed(float(meta[1, b, c]))})."
            )
        return " ".join(sentences)


def _error(found: Tournament) -> float:
    """Return what no standard error of a drawn mean exceeds, $bn.

    Type pairs share their draws, so the errors of their means may move together.
    """
    return float(np.einsum("abpi,p->abi", found.errors, np.array(found.chances)).max())


def _pure(found: Tournament) -> list[tuple[str, str]]:
    """Return the equilibria in which each player sends one strategy: US, partner."""
    sent = [
        (max(one.us, key=lambda item: item[1]), max(one.partner, key=lambda item: item[1]))
        for one in found.equilibria
    ]
    return [(us[0], partner[0]) for us, partner in sent if min(us[1], partner[1]) >= _PURE]


def _map(found: Tournament, i: int, strongest: float) -> Any:
    """Return one player's map: cells, numbers, frames of best replies and equilibria."""
    order = rank_order(found)
    table = found.meta_game[i][np.ix_(order, order)]
    count = len(order)
    size = _WIDE if count <= _FEW else _CLOSE if count <= _SOME else _TIGHT
    names = [words.plain(found.entrants[a]) for a in order]
    first, second = countries(found)
    who = (first, second)[i]
    x = theme.quantity("x", (-0.5, count - 0.5), _across(names, second))
    y = theme.quantity("y", (count - 0.5, -0.5), _down(names, first))
    cells = [
        {
            **_corners(a, b),
            "worth": float(table[a, b]),
            "text": _number(float(table[a, b]), count),
            "shade": shade(float(table[a, b]), strongest),
            "ink": "white" if abs(table[a, b]) >= DARK * strongest else theme.INK,
            "words": f"{first} {names[a]}, {second} {names[b]}: {who} "
            f"{words.signed(float(table[a, b]))} $bn",
        }
        for a, b in np.ndindex(*table.shape)
    ]
    box = {"x": x, "x2": {"field": "x2"}, "y": y, "y2": {"field": "y2"}}
    told = {"description": theme.words_of("words"), "tooltip": theme.words_of("words")}
    text = {"x": {**x, "field": "column"}, "y": {**y, "field": "row"}}
    text |= {"text": theme.words_of("text"), "color": theme.literal("ink")}
    fill = {"fill": theme.literal("shade")}
    layers = [theme.marks("rect", cells, box | told | fill, heard=True, stroke="white")]
    small: dict[str, Any] = {"fontSize": theme.SMALL if count <= _FEW else theme.SMALL - 2}
    layers.append(theme.marks("text", cells, text, baseline="middle", **small))
    place = {name: n for n, name in enumerate(found.entrants[a] for a in order)}
    pure = [_corners(place[us], place[partner]) for us, partner in _pure(found)]
    replies = [_corners(a, b) for a, b in _best(table, i)]
    for frames, colour, wide in ((replies, theme.INK, 2.0), (pure, theme.ACCENT, 3.5)):
        if frames:
            look: dict[str, Any] = {"fill": None, "stroke": colour, "strokeWidth": wide}
            layers.append(theme.marks("rect", frames, box, **look))
    drawn = theme.drawing_library().layer(*layers)
    width = max(size[0] * count, _NARROWEST)
    heading = {"text": f"Payoff to {who} ({words.UNIT})", "color": theme.COLOURS[i], "offset": 12}
    return drawn.properties(width=width, height=size[1] * count, title=heading)


def _corners(a: int, b: int) -> dict[str, float]:
    """Return the box of a cell and its middle."""
    box = {"x": b - 0.5, "x2": b + 0.5, "y": a - 0.5, "y2": a + 0.5}
    return box | {"column": float(b), "row": float(a)}


def _best(table: NDArray[np.float64], i: int) -> list[tuple[int, int]]:
    """Return the best row of every column for player 0, the best column of every row for 1."""
    if i == 0:
        return [(int(a), b) for b, a in enumerate(table.argmax(axis=0))]
    return [(a, int(b)) for a, b in enumerate(table.argmax(axis=1))]


def _number(worth: float, count: int) -> str:
    if count <= _FEW:
        return words.signed(worth)
    whole = round(worth)
    sign = "" if whole == 0 else "+" if whole > 0 else "\N{MINUS SIGN}"
    return f"{sign}{abs(whole)}" if count <= _SOME else sign


def _across(names: list[str], who: str) -> dict[str, Any]:
    look: dict[str, Any] = {
        "orient": "top",
        "labelAngle": -55,
        "labelAlign": "left",
        "labelBaseline": "middle",
    }
    title = {"title": f"{who} plays", "titleColor": theme.COLOURS[1], "titleAnchor": "start"}
    return named_axis(names, **look, **title)


def _down(names: list[str], who: str) -> dict[str, Any]:
    numbered = [f"{rank}. {name}" for rank, name in enumerate(names, 1)]
    title = {"title": f"{who} plays", "titleColor": theme.COLOURS[0], "titleAnchor": "end"}
    return named_axis(numbered, **title)
