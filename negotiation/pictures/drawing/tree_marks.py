"""The marks of a game tree: branches, frames of information sets, nodes, names and payoffs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ...results.played_tree import PlayedTree
from . import theme, words
from .label_places import text_width
from .tree_layout import Spot, TreeLayout, Twig

_ROW = 30
"""Height of a row, in pixels."""
_SLOPE = 66
"""How far a branch runs before it is level, in pixels; the rest has room for its name."""
_LANE = 30
"""How far information sets of one history stand apart, in pixels."""
_THIN, _THICK = 1.0, 7.0
"""Widths of branches of probability 0 and 1, in pixels."""
_RARE = 0.0005
"""Branches reached less often than this are off the path."""


_FRAME = 13
"""How far a frame keeps from its nodes, in pixels."""
_BELIEF = 40
"""Room for a belief in brackets, in pixels."""


_LEAST = 760.0
"""Least width of the drawing: its legend needs room, in pixels."""
_LEGEND = 44
"""Room for the legend, in pixels."""


class Places:
    """Pixels of the drawing."""

    def __init__(self, layout: TreeLayout) -> None:
        self.layout = layout
        widest = max(text_width(_name(twig), theme.SMALL) for twig in layout.twigs)
        drawn = [text_width(_drawn(layout, pair), theme.SMALL) for pair in layout.pairs]
        lanes = max(layout.lane(n, pair) for n, pair in layout.spots)
        beside = _BELIEF + _FRAME + 10.0 if len(layout.pairs) > 1 else 26.0
        self.move = _SLOPE + max(widest, 56.0) + beside + _LANE * lanes
        self.draw = _SLOPE + max(drawn) + beside if len(layout.pairs) > 1 else 0.0
        payoffs = max(
            text_width(_payoffs(layout, twig), theme.TEXT)
            for twig in layout.twigs
            if twig.payoffs is not None
        )
        self.width = max(self.draw + self.move * layout.columns + payoffs + 40.0, _LEAST)
        self.height = _ROW * layout.rows + 10.0 + _LEGEND

    def x(self, spot: Spot, lane: int = 0) -> float:
        """Return how far right a node stands."""
        return 16.0 + self.draw + self.move * spot.column + _LANE * lane

    def y(self, spot: Spot) -> float:
        """Return how far down a node stands."""
        return _ROW * (spot.row + 0.7)

    def scales(self) -> dict[str, Any]:
        """Return the definitions of both positions: pixels, no axes."""
        return {
            "x": theme.quantity("x", (0.0, self.width), None),
            "y": theme.quantity("y", (self.height, 0.0), None),
        }


def branches(place: Places) -> list[Any]:
    """Return the branches: sloping first, then level, pale ones behind."""
    layout = place.layout
    tops = [
        (layout.spots[0, pair], layout.lane(0, pair), layout.spots[0, pair].reach)
        for pair in layout.pairs
    ]
    middle = sum(place.y(spot) for spot, _, _ in tops) / len(tops)
    likeliest = max(reach for _, _, reach in tops)
    drawn: list[tuple[float, dict[str, Any]]] = []
    for spot, lane, reach in tops if len(tops) > 1 else []:
        stop = (place.x(spot, lane), place.y(spot))
        shown = {"colour": theme.MUTED, "width": _THIN + (_THICK - _THIN) * reach / likeliest}
        drawn.append((reach, {"from": (16.0, middle), "to": stop, **shown, "words": "nature"}))
    for twig in layout.twigs:
        lane = layout.lane(twig.node, twig.pair)
        start = (place.x(twig.start, lane), place.y(twig.start))
        after = 0 if twig.move.following < 0 else layout.lane(twig.move.following, twig.pair)
        stop = (place.x(twig.stop, after), place.y(twig.stop))
        shown = {
            "colour": _colour(layout, twig),
            "width": _THIN + (_THICK - _THIN) * twig.chance,
            "words": f"{_types(layout.tree, twig.pair)}: {_name(twig)}",
        }
        drawn.append((twig.stop.reach, {"from": start, "to": stop, **shown}))
    rows = []
    for number, (_, one) in enumerate(sorted(drawn, key=lambda item: item[0])):
        (x0, y0), (x1, y1) = one["from"], one["to"]
        common = {key: one[key] for key in ("colour", "width", "words")} | {"branch": number}
        rows += [
            {"x": x, "y": y, "order": n, **common}
            for n, (x, y) in enumerate(((x0, y0), (x0 + _SLOPE, y1), (x1, y1)))
        ]
    channels = {
        **place.scales(),
        "detail": {"field": "branch", "type": "nominal"},
        "order": {"field": "order", "type": "quantitative"},
        "stroke": theme.literal("colour"),
        "strokeWidth": theme.literal("width", "quantitative"),
        "description": theme.words_of("words"),
    }
    look: dict[str, Any] = {"strokeJoin": "round", "strokeCap": "round"}
    return [theme.marks("line", rows, channels, heard=True, **look)]


def sets(place: Places) -> list[Any]:
    """Return a frame round the nodes of each information set, and beliefs beside them."""
    layout = place.layout
    groups: dict[tuple[int, int], list[tuple[Spot, tuple[int, int]]]] = {}
    for (n, pair), spot in layout.spots.items():
        if layout.tree.nodes[n].player != "nature":
            groups.setdefault((n, layout.information_set(n, pair)), []).append((spot, pair))
    frames, beliefs = [], []
    for (n, _), members in groups.items():
        node = layout.tree.nodes[n]
        if len(members) < 2:
            continue
        other = 1 - layout.tree.players.index(node.player)
        lane = layout.lane(n, members[0][1])
        spots = [spot for spot, _ in members]
        x = place.x(spots[0], lane)
        frames.append(
            {
                "x": x - _FRAME,
                "x2": x + _FRAME,
                "y": place.y(spots[0]) - _FRAME,
                "y2": place.y(spots[-1]) + _FRAME,
            }
        )
        for spot, pair in members:
            believed = node.belief[layout.tree.players[other]]
            chance = believed[layout.tree.types[other][pair[other]]]
            at = place.x(spots[0]) - _FRAME - 4.0
            beliefs.append({"x": at, "y": place.y(spot) + 6.0, "text": f"[{chance:.2f}]"})
    if not frames:
        return []
    scales = place.scales()
    text = {**scales, "text": theme.words_of("text")}
    box = {**scales, "x2": {"field": "x2"}, "y2": {"field": "y2"}}
    line: dict[str, Any] = {"strokeDash": [4, 3], "strokeWidth": 1.5, "stroke": theme.INK}
    small: dict[str, Any] = {"fontSize": theme.SMALL, "color": theme.MUTED}
    return [
        theme.marks("rect", frames, box, fill=None, cornerRadius=_FRAME, **line),
        theme.marks("text", beliefs, text, align="right", baseline="top", **small),
    ]


def nodes(place: Places) -> list[Any]:
    """Return a mark for every node, by who moves there."""
    layout = place.layout
    layers = []
    for i, player in enumerate((*layout.tree.players, "nature")):
        rows = [
            {"x": place.x(spot, layout.lane(n, pair)), "y": place.y(spot)}
            for (n, pair), spot in layout.spots.items()
            if layout.tree.nodes[n].player == player
        ]
        if player == "nature" and len(layout.pairs) > 1:
            middle = [place.y(layout.spots[0, pair]) for pair in layout.pairs]
            rows.append({"x": 16.0, "y": sum(middle) / len(middle)})
        if rows:
            look: dict[str, Any] = {
                "shape": (*theme.SHAPES, "diamond")[i],
                "fill": (*theme.COLOURS, theme.INK)[i],
                "stroke": "white",
                "size": (170, 190, 210)[i],
                "opacity": 1,
            }
            layers.append(theme.marks("point", rows, place.scales(), **look))
    return layers


def labels(place: Places) -> list[Any]:
    """Return the names of branches, each once for an information set, and of nature's draw."""
    layout = place.layout
    rows, named = [], set()
    for twig in layout.twigs:
        lane = layout.lane(twig.node, twig.pair)
        known = layout.information_set(twig.node, twig.pair)
        if (key := (twig.node, known, twig.move.number)) in named:
            continue
        named.add(key)
        rows.append(
            {
                "x": place.x(twig.start, lane) + _SLOPE + 2.0,
                "y": place.y(twig.stop) - 6.0,
                "text": _name(twig),
            }
        )
    if len(layout.pairs) > 1:
        for pair in layout.pairs:
            spot = layout.spots[0, pair]
            at = {"x": 16.0 + _SLOPE + 2.0, "y": place.y(spot) - 6.0}
            rows.append({**at, "text": _drawn(layout, pair)})
    text = {**place.scales(), "text": theme.words_of("text")}
    look: dict[str, Any] = {"align": "left", "baseline": "bottom", "fontSize": theme.SMALL}
    halo: dict[str, Any] = {"stroke": "white", "strokeWidth": 4, "strokeJoin": "round"}
    return [
        theme.marks("text", rows, text, **look, **halo, color="white"),
        theme.marks("text", rows, text, **look, color=theme.INK),
    ]


def ends(place: Places) -> list[Any]:
    """Return the payoffs at the ends, those that play reaches in bold."""
    layout = place.layout
    layers = []
    for bold in (False, True):
        rows = [
            {
                "x": place.x(twig.stop) + 8.0,
                "y": place.y(twig.stop),
                "text": _payoffs(layout, twig),
            }
            for twig in layout.twigs
            if twig.payoffs is not None and (twig.stop.reach >= _RARE) == bold
        ]
        if rows:
            text = {**place.scales(), "text": theme.words_of("text")}
            look: dict[str, Any] = {
                "fontWeight": "bold" if bold else "normal",
                "color": theme.INK if bold else theme.MUTED,
            }
            layers.append(theme.marks("text", rows, text, align="left", baseline="middle", **look))
    return layers


def legend(place: Places, names: Sequence[str]) -> list[Any]:
    """Return what marks and frames mean, in one line at the foot."""
    y = place.height - 10.0
    told = [f"{name} moves" for name in names]
    told += ["cannot be told apart, beliefs in brackets", "pale: play does not come here"]
    x, starts = 16.0, []
    for one in told:
        starts.append(x)
        x += text_width(one, theme.SMALL) + 36.0
    rows = [{"x": at + 14.0, "y": y, "text": one} for at, one in zip(starts, told, strict=True)]
    rows[-1]["x"] = starts[-1]
    text = {**place.scales(), "text": theme.words_of("text")}
    small: dict[str, Any] = {"fontSize": theme.SMALL, "color": theme.MUTED}
    layers = [theme.marks("text", rows, text, align="left", baseline="middle", **small)]
    for i in (0, 1):
        look: dict[str, Any] = {"shape": theme.SHAPES[i], "fill": theme.COLOURS[i], "size": 110}
        mark = [{"x": starts[i], "y": y}]
        layers.append(theme.marks("point", mark, place.scales(), **look, strokeWidth=0, opacity=1))
    frame = [{"x": starts[2] - 7, "x2": starts[2] + 7, "y": y - 9, "y2": y + 9}]
    box = {**place.scales(), "x2": {"field": "x2"}, "y2": {"field": "y2"}}
    line: dict[str, Any] = {"strokeDash": [4, 3], "strokeWidth": 1.5, "stroke": theme.INK}
    layers.append(theme.marks("rect", frame, box, fill=None, cornerRadius=7, **line))
    return layers


def _colour(layout: TreeLayout, twig: Twig) -> str:
    """Return the colour of a branch: its player's, pale where play does not come."""
    player = layout.tree.nodes[twig.node].player
    on_path = twig.stop.reach >= _RARE
    if player == "nature":
        return theme.MUTED if on_path else theme.FAINT
    i = layout.tree.players.index(player)
    if on_path:
        return theme.COLOURS[i]
    return theme.TINTS[i] if twig.chance >= _RARE else theme.FAINT


def _name(twig: Twig) -> str:
    return f"{words.plain(twig.move.action)}: {twig.chance:.2f}"


def _types(tree: PlayedTree, pair: tuple[int, int]) -> str:
    """Return the types of a pair, those of players who have several."""
    told = [names[own] for names, own in zip(tree.types, pair, strict=True) if len(names) > 1]
    return words.plain(" / ".join(told))


def _drawn(layout: TreeLayout, pair: tuple[int, int]) -> str:
    return f"{_types(layout.tree, pair)}: {layout.spots[0, pair].reach:.2f}"


def _payoffs(layout: TreeLayout, twig: Twig) -> str:
    assert twig.payoffs is not None
    numbers = ", ".join(f"{x:.4g}".replace("-", "\N{MINUS SIGN}") for x in twig.payoffs)
    types = _types(layout.tree, twig.pair)
    return f"{types}: {numbers}" if types else numbers
