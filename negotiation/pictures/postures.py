"""Postures: what each type says in public in every round, while the talks go on."""

from __future__ import annotations

from math import fsum
from typing import TYPE_CHECKING, Any, ClassVar

from ..foundations.errors import NegotiationError
from ..results.expectations import PosturePath
from ..results.run import Run
from .drawing import theme, words
from .drawing.chances import expected, percent, percent_axis, prior_of, subtitle
from .drawing.label_places import text_width
from .drawing.round_columns import RoundColumns, round_columns
from .picture import Picture, lack

if TYPE_CHECKING:
    from altair import TopLevelMixin as Chart

_WIDTH, _WIDEST, _HEIGHT = 440, 88, 190
_STRIP, _GAP = 38, 6
"""Height of the strip over the bars and its distance from them, in pixels."""
_HALF = 0.44
"""Half the width of a bar, in columns."""
_LADDERS = (
    ("#fbeeee", "#f0c3c6", "#dc8f96", "#9c1b27", "#4d0c13"),
    ("#eef3fb", "#c3d4ef", "#8fb0e2", "#2c5fb0", "#14346e"),
)
"""Shades of each player's ladder from its lowest rung."""
_DARK = 3
"""Shades from this one on carry white words."""


class Postures(Picture):
    """A row for each government, a panel for each of its types, a stacked bar for each round."""

    title: ClassVar[str] = "What each type says in public"
    place: ClassVar[int] = 60
    private: ClassVar[bool] = True

    def lacks(self, run: Run) -> str:
        """Return what the run lacks: expectations, or public postures."""
        missing = lack(run)
        if not missing and not expected(run).postures:
            return f"there are no public postures in {run.scenario}"
        return missing

    def draw(self, run: Run) -> Chart:
        """Return the panels, the partner's card ladder first."""
        missing = self.lacks(run)
        if missing:
            raise NegotiationError(missing)
        alt = theme.drawing_library()
        rows = []
        for i, player in reversed(list(enumerate(run.players))):
            paths = [path for path in expected(run).postures if path.player == player]
            if paths:
                panels = [_panel(run, i, path, axis=n == 0) for n, path in enumerate(paths)]
                rows.append(alt.hconcat(*panels, _key(i, paths[0]), spacing=22))
        drawn = alt.vconcat(*rows, spacing=20)
        return theme.finished(drawn, self.title, subtitle(run))

    def caption(self, run: Run) -> str:
        """Return how to read the bars and the strips over them."""
        first, second = run.players.values()
        return (
            f"{first} in red, {second} in blue. A stacked bar is what a government of that type "
            "says in a round that the talks reach: the postures of its ladder from the mildest at "
            "the bottom to the harshest at the top, darker the higher, with the probability of "
            "each in per cent where there is room. The strip over the bars is the probability "
            "that there is no deal yet when the round begins, given the government's type; what "
            "happens in rounds that are hardly ever reached matters little. Ladders are listed at "
            "the right."
        )

    def alt_text(self, run: Run) -> str:
        """Return the probabilities of all postures in words."""
        found = expected(run)
        sentences = ["Stacked bars of public postures by round and type."]
        for path in found.postures:
            name = f"{run.players[path.player]}, if {words.plain(path.true_type)}"
            for r, day in enumerate(found.dates):
                told = ", ".join(
                    f"{words.plain(posture)} {percent(float(chance))}"
                    for posture, chance in zip(path.postures, path.chances[r], strict=True)
                    if chance >= _SEEN
                )
                still = percent(without_deal(run, path)[r])
                sentences.append(f"{name}, {words.day(day)} (no deal yet: {still}): {told}.")
        return " ".join(sentences)


_SEEN = 0.0005
"""Postures less likely than this are not drawn."""


def without_deal(run: Run, path: PosturePath) -> list[float]:
    """Return the probability that there is no deal yet at the start of each round.

    Given the type that the player has in the path; the other's types are weighed with the prior.
    """
    found = expected(run)
    first, second = run.players
    chances = {player: prior_of(run, player) for player in run.players}
    chances[path.player] = {path.true_type: 1.0}
    agreed = [
        fsum(
            p * q * float(found.agreed_by[f"{one} / {other}"][r])
            for one, p in chances[first].items()
            for other, q in chances[second].items()
        )
        for r in range(len(found.dates))
    ]
    return [1.0 - chance for chance in [0.0, *agreed[:-1]]]


def _panel(run: Run, i: int, path: PosturePath, *, axis: bool) -> Any:
    """Return the strip and the bars of one type."""
    found = expected(run)
    each = min(_WIDEST, _WIDTH // len(found.dates))
    cols = round_columns(run, found, before=False, each=each)
    y = percent_axis("posture (%), if the talks go on" if axis else None)
    parts = _parts(run, i, path, cols)
    box = {"x": cols.x(), "x2": {"field": "x2"}, "y": y, "y2": {"field": "top"}}
    box |= {"fill": theme.literal("shade"), "description": theme.words_of("words")}
    place = {"x": cols.x("middle"), "y": {**y, "field": "centre"}}
    place |= {"color": theme.literal("ink")}
    layers = [theme.marks("rect", parts, box, heard=True, stroke=theme.COLOURS[i], strokeWidth=0.8)]
    look: dict[str, Any] = {"baseline": "middle", "fontSize": theme.SMALL}
    for lines, field, down in ((1, "text", 0), (2, "name", -7), (2, "text", 7)):
        told = [part for part in parts if part["lines"] == lines]
        if told:
            write = place | {"text": theme.words_of(field)}
            layers.append(theme.marks("text", told, write, dy=down, **look))
    bars = theme.drawing_library().layer(*layers, *cols.foot(y))
    bars = bars.properties(width=cols.width, height=_HEIGHT)
    return theme.drawing_library().vconcat(_strip(run, i, path, cols), bars, spacing=_GAP)


def _parts(run: Run, i: int, path: PosturePath, cols: RoundColumns) -> list[dict[str, Any]]:
    """Return a row for every part of every bar; ``lines`` of words fit into it."""
    parts = []
    for r, row in enumerate(path.chances):
        below = 0.0
        for k, chance in enumerate(map(float, row)):
            if chance < _SEEN:
                continue
            name = words.plain(path.postures[k])
            tall = chance * _HEIGHT
            wide = text_width(name, theme.SMALL) < 2 * _HALF * cols.each
            parts.append(
                {
                    "x": r - _HALF,
                    "x2": r + _HALF,
                    "middle": float(r),
                    "percent": 100.0 * below,
                    "top": 100.0 * (below + chance),
                    "centre": 100.0 * (below + chance / 2),
                    "shade": shades(i, len(path.postures))[k],
                    "ink": "white" if _rungs(len(path.postures))[k] >= _DARK else theme.INK,
                    "name": name,
                    "text": percent(chance),
                    "lines": 2 if wide and tall >= 32 else 1 if tall >= 15 else 0,
                    "words": f"{list(run.players.values())[i]} {words.plain(path.true_type)}, "
                    f"{cols.names[r]}: {name} {percent(chance)}",
                }
            )
            below += chance
    return parts


def shades(i: int, count: int) -> list[str]:
    """Return the shades of a player's ladder of so many postures, from the lowest rung."""
    return [_LADDERS[i][n] for n in _rungs(count)]


def _rungs(count: int) -> list[int]:
    """Return which shade each of so many postures has; a short ladder does without the darkest."""
    top = 4 if count > 4 else 3
    return [round(k * top / max(count - 1, 1)) for k in range(count)]


def _strip(run: Run, i: int, path: PosturePath, cols: RoundColumns) -> Any:
    """Return the panel of how likely it is that there is no deal yet."""
    name = list(run.players.values())[i]
    rows = [
        {
            "x": r - _HALF,
            "x2": r + _HALF,
            "middle": float(r),
            "floor": 0.0,
            "chance": chance,
            "text": percent(chance),
        }
        for r, chance in enumerate(without_deal(run, path))
    ]
    y = theme.quantity("chance", (0.0, 2.0), None)
    box = {"x": cols.x(), "x2": {"field": "x2"}, "y": y, "y2": {"field": "floor"}}
    text = {"x": cols.x("middle"), "y": y, "text": theme.words_of("text")}
    title = {
        "text": f"{name}, if {words.plain(path.true_type)}",
        "color": theme.COLOURS[i],
        "subtitle": "no deal yet when the round begins",
        "subtitleColor": theme.MUTED,
        "subtitleFontSize": theme.SMALL,
        "frame": "group",
        "offset": 6,
    }
    return (
        theme.drawing_library()
        .layer(
            theme.marks("rect", rows, box, color=theme.FAINT),
            theme.marks("text", rows, text, dy=-8, fontSize=theme.SMALL, color=theme.MUTED),
        )
        .properties(width=cols.width, height=_STRIP, title=title)
    )


def _key(i: int, path: PosturePath) -> Any:
    """Return the ladder, box by box, harshest on top."""
    count, tall = len(path.postures), _STRIP + _GAP + _HEIGHT
    size = min(24.0, _HEIGHT / count)
    rows = [
        {
            "x": 0.0,
            "x2": 24.0,
            "above": tall - size * (k + 1),
            "below": tall - size * k,
            "middle": tall - size * (k + 0.5),
            "shade": shades(i, count)[k],
            "name": words.plain(name),
        }
        for k, name in enumerate(path.postures)
    ]
    x = theme.quantity("x", (0, 120), None)
    y = theme.quantity("above", (tall, 0), None)
    box = {"x": x, "x2": {"field": "x2"}, "y": y, "y2": {"field": "below"}}
    name = {"x": {**x, "field": "x2"}, "y": {**y, "field": "middle"}}
    name |= {"text": theme.words_of("name")}
    box |= {"fill": theme.literal("shade")}
    return (
        theme.drawing_library()
        .layer(
            theme.marks("rect", rows, box, stroke=theme.COLOURS[i], strokeWidth=0.8),
            theme.marks(
                "text", rows, name, align="left", baseline="middle", dx=8, fontSize=theme.SMALL
            ),
        )
        .properties(width=120, height=tall)
    )
