"""Deals on the plane: what every pairing of strategies brings both, and how often it agrees."""

from __future__ import annotations

from math import hypot
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np

from ..results.tournament import Tournament
from .drawing import theme, words
from .drawing.chances import percent
from .drawing.field import countries, played, rank_order, types_in_words, within_sentences
from .drawing.label_places import places, text_width
from .drawing.thinning import Window, around
from .picture import Picture

if TYPE_CHECKING:
    from altair import TopLevelMixin as Chart

_WIDTH, _HEIGHT, _MARGIN = 500, 350, 0.06
_LINE = 17
"""Height of a line of words, in pixels."""
_ROOM = 0.15
"""Room for names at the right of a plane, as a share of the marks' extent."""
_MANY = 400
"""More pairings than these are drawn small."""
_CLASSES: tuple[tuple[str, float, dict[str, Any]], ...] = (
    ("never agree", 0.005, {"shape": "cross", "fill": theme.INK, "stroke": "white"}),
    ("under half", 0.5, {"shape": "circle", "fill": "white", "stroke": theme.INK}),
    ("half or more", 0.995, {"shape": "circle", "fill": "#8fbf9f", "stroke": "#2f6b45"}),
    ("always agree", 2.0, {"shape": "circle", "fill": "#1f5c37", "stroke": "white"}),
)
"""Classes of pairings by share of agreements: name, upper bound, look."""
_LEADER_ABOVE = 16.0
"""Names further than this many pixels from their point are tied to it by a line."""


class DealsOnPlane(Picture):
    """One plane for each pair of types; a mark for every pairing of strategies."""

    title: ClassVar[str] = "What pairings of strategies bring to both sides ($bn)"
    accepts: ClassVar[type] = Tournament

    def draw(self, found: Tournament) -> Chart:
        """Return the planes, likeliest pair of types first, all on the same scales."""
        alt = theme.drawing_library()
        panels = [_plane(found, pair, _window(found)) for pair in _pairs(found)]
        grid = [alt.hconcat(*panels[n : n + 2], spacing=36) for n in range(0, len(panels), 2)]
        stacked = alt.vconcat(_key(), *grid, spacing=20)
        return theme.finished(stacked, self.title, played(found))

    def caption(self, found: Tournament) -> str:
        """Return how to read the marks."""
        first, second = within_sentences(found)
        top = words.plain(found.standings[0].entrant)
        return (
            f"Every mark is one strategy of {first} against one of {second}: their mean payoffs "
            f"over {found.matches} matches if their types are those of the panel, present value "
            "against the tariffs in force. The mark tells how often the two agree. Right of the "
            f"upright broken line {first} gains, above the level one {second} gains. Named are "
            f"the pairings that are best for {first}, best for {second} and best in sum, and the "
            f"winner of the tournament, {top}, against itself (orange). The strategy "
            f"of {first} stands first in a pairing. Panels share their scales; likeliest types "
            "come first."
        )

    def alt_text(self, found: Tournament) -> str:
        """Return the named pairings and the share of agreements, by pair of types."""
        first, second = within_sentences(found)
        sentences = [
            f"Scatter of mean payoffs to {first} (across) and {second} (up), in $bn, one panel for "
            f"each pair of types. {played(found)}"
        ]
        for pair in _pairs(found):
            cells = found.payoffs[:, :, pair]
            gains = int((cells > 0.0).all(axis=2).sum())
            told = "; ".join(
                f"{why}: {_versus(found, a, b)} with {words.signed(float(cells[a, b, 0]))} and "
                f"{words.signed(float(cells[a, b, 1]))}"
                for why, a, b in _named(found, pair)
            )
            sentences.append(
                f"{types_in_words(found, pair)} (probability {percent(found.chances[pair])}): "
                f"{100.0 * float(found.agreements[:, :, pair].mean()):.0f} % of talks agree, "
                f"{gains} of {cells[..., 0].size} pairings gain both sides; {told}."
            )
        return " ".join(sentences)


def _pairs(found: Tournament) -> list[int]:
    """Return the pairs of types, likeliest first."""
    return sorted(range(len(found.type_pairs)), key=lambda pair: (-found.chances[pair], pair))


def _window(found: Tournament) -> Window:
    """Return what all planes show: every mark, and room for names at the right."""
    points = found.payoffs.reshape(-1, 2).T
    near = around(points, width=_WIDTH, height=_HEIGHT, margin=_MARGIN)
    right = near.high[0] + _ROOM * (near.high[0] - near.low[0])
    return Window(near.low, (right, near.high[1]), _WIDTH, _HEIGHT)


def _versus(found: Tournament, a: int, b: int) -> str:
    return f"{words.plain(found.entrants[a])} v {words.plain(found.entrants[b])}"


def _named(found: Tournament, pair: int) -> list[tuple[str, int, int]]:
    """Return why a pairing is named, and which; the winner against itself first."""
    cells = found.payoffs[:, :, pair]
    winner = int(rank_order(found)[0])
    chosen = [("winner v itself", winner, winner)]
    measures = [cells.sum(axis=2), cells[..., 0], cells[..., 1]]
    reasons = ["best in sum", *(f"best for {who}" for who in countries(found))]
    for why, worth in zip(reasons, measures, strict=True):
        a, b = np.unravel_index(int(worth.argmax()), worth.shape)
        chosen.append((why, int(a), int(b)))
    return chosen


def _plane(found: Tournament, pair: int, window: Window) -> Any:
    axes = _axes(found, window)
    low, high = window.low, window.high
    zero = [{"x": 0.0, "x2": 0.0, "y": low[1], "y2": high[1]}]
    zero += [{"x": low[0], "x2": high[0], "y": 0.0, "y2": 0.0}]
    box = axes | {"x2": {"field": "x2"}, "y2": {"field": "y2"}}
    layers = [theme.marks("rule", zero, box, color=theme.MUTED, strokeDash=[2, 3])]
    told = {"description": theme.words_of("words"), "tooltip": theme.words_of("words")}
    size = 42 if found.agreements[:, :, pair].size > _MANY else 70
    bounds = [bound for _, bound, _ in _CLASSES]
    for n, (_, bound, look) in reversed(list(enumerate(_CLASSES))):  # the rare ones on top
        rows = _rows(found, pair, bounds[n - 1] if n else 0.0, bound)
        if rows:
            shown: dict[str, Any] = {"size": size, "strokeWidth": 1.2, "opacity": 1, **look}
            layers.append(theme.marks("point", rows, axes | told, heard=True, **shown))
    layers += _names(found, pair, window, axes)
    drawn = theme.drawing_library().layer(*layers)
    agreed = 100.0 * float(found.agreements[:, :, pair].mean())
    plane = drawn.properties(width=_WIDTH, height=_HEIGHT)
    title = f"{types_in_words(found, pair)}: {agreed:.0f} % of talks agree"
    stacked = theme.drawing_library().vconcat(_told(found, pair), plane, spacing=6)
    return stacked.properties(title=title)


def _told(found: Tournament, pair: int) -> Any:
    """Return the named pairings in words, to stand over the plane."""
    told = [f"probability of these types: {percent(found.chances[pair])}"]
    told += [f"{why}: {_versus(found, a, b)}" for why, a, b in _named(found, pair)[1:]]
    rows = [{"x": 0.0, "y": float(n), "text": text} for n, text in enumerate(told)]
    place = {
        "x": theme.quantity("x", (0, 1), None),
        "y": theme.quantity("y", (len(rows) - 0.5, -0.5), None),
        "text": theme.words_of("text"),
    }
    write: dict[str, Any] = {"align": "left", "baseline": "middle", "fontSize": theme.SMALL}
    drawn = theme.marks("text", rows, place, color=theme.MUTED, **write)
    return drawn.properties(width=_WIDTH, height=_LINE * len(rows))


def _axes(found: Tournament, window: Window) -> dict[str, Any]:
    encoding = {}
    for i, (channel, who) in enumerate(zip("xy", countries(found), strict=True)):
        axis = {
            "title": f"payoff to {who} ({words.UNIT})",
            "titleColor": theme.COLOURS[i],
            "titleFontWeight": "bold",
            "grid": False,
            "tickCount": 6,
        }
        encoding[channel] = theme.quantity(channel, (window.low[i], window.high[i]), axis)
    return encoding


def _rows(found: Tournament, pair: int, least: float, bound: float) -> list[dict[str, Any]]:
    """Return the pairings whose share of agreements is at least one bound and under the other."""
    shares = found.agreements[:, :, pair]
    return [
        {
            "x": float(found.payoffs[a, b, pair, 0]),
            "y": float(found.payoffs[a, b, pair, 1]),
            "words": f"{_versus(found, a, b)}: "
            + ", ".join(
                f"{who} {words.signed(float(found.payoffs[a, b, pair, i]))}"
                for i, who in enumerate(countries(found))
            )
            + f" $bn, {percent(float(shares[a, b]))} agree",
        }
        for a, b in np.argwhere((shares >= least) & (shares < bound))
    ]


def _names(found: Tournament, pair: int, window: Window, axes: dict[str, Any]) -> list[Any]:
    """Return rings around the named pairings, and their names."""
    spots: dict[tuple[int, int], list[str]] = {}
    for why, a, b in _named(found, pair):
        spots.setdefault((a, b), []).append(why)
    cells = found.payoffs[:, :, pair]
    values = np.array([cells[spot] for spot in spots]).T
    pixels = window.pixels(values)
    texts = [", ".join(why) for why in spots.values()]
    at = places(
        [(float(x), float(y)) for x, y in pixels],
        texts,
        width=_WIDTH,
        height=_HEIGHT,
        font_size=theme.SMALL,
        clutter=window.pixels(cells.reshape(-1, 2).T),
    )
    rows = []
    for n, (text, place) in enumerate(zip(texts, at, strict=True)):
        label, touch = window.values(place.left, place.middle), window.values(*place.touch)
        rows.append(
            {
                "x": float(values[0, n]),
                "y": float(values[1, n]),
                "text": text,
                "label_x": label[0],
                "label_y": label[1],
                "touch_x": touch[0],
                "touch_y": touch[1],
                "ink": theme.ACCENT if n == 0 else theme.INK,
                "ring": 330 if n == 0 else 190,  # the winner's stands around another's
                "away": hypot(*(np.array(place.touch) - pixels[n])),
            }
        )
    return _written(rows, axes)


def _written(rows: list[dict[str, Any]], axes: dict[str, Any]) -> list[Any]:
    tied = [row for row in rows if row["away"] > _LEADER_ABOVE]
    tie = axes | {"x2": {"field": "touch_x"}, "y2": {"field": "touch_y"}}
    text = {channel: {**axes[channel], "field": f"label_{channel}"} for channel in "xy"}
    text |= {"text": theme.words_of("text")}
    ring = axes | {"stroke": theme.literal("ink"), "size": theme.literal("ring", "quantitative")}
    look: dict[str, Any] = {"shape": "circle", "fill": None, "strokeWidth": 2.5}
    write: dict[str, Any] = {"align": "left", "baseline": "middle", "fontSize": theme.SMALL}
    return [
        *([theme.marks("rule", tied, tie, color=theme.MUTED, strokeWidth=0.8)] if tied else []),
        theme.marks("point", rows, ring, opacity=1, **look),
        theme.marks("text", rows, text, stroke="white", strokeWidth=4, **write),
        theme.marks("text", rows, text, **write),
    ]


def _key() -> Any:
    """Return what the marks say."""
    x, y = theme.quantity("x", (0, 2 * _WIDTH), None), theme.quantity("y", (0, 1), None)
    layers = []
    names = [*(name for name, *_ in _CLASSES), "named pairing", "winner against itself"]
    starts = np.cumsum([6.0, *(text_width(name, theme.TEXT) + 38 for name in names[:-1])])
    rows = [
        {"x": float(start), "y": 0.5, "text": name}
        for start, name in zip(starts, names, strict=True)
    ]
    looks = [look for *_, look in _CLASSES]
    for colour in (theme.INK, theme.ACCENT):
        looks.append({"shape": "circle", "fill": None, "stroke": colour, "strokeWidth": 2.5})
        looks[-1]["size"] = 150
    for row, look in zip(rows, looks, strict=True):
        shown: dict[str, Any] = {"size": 90, "opacity": 1, "strokeWidth": 1.2, **look}
        layers.append(theme.marks("point", [row], {"x": x, "y": y}, **shown))
    text = {"x": x, "y": y, "text": theme.words_of("text")}
    write: dict[str, Any] = {"align": "left", "baseline": "middle", "dx": 12}
    layers.append(theme.marks("text", rows, text, **write))
    return theme.drawing_library().layer(*layers).properties(width=2 * _WIDTH, height=20)
