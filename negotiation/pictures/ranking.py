"""The ranking: every strategy's score with its interval, and what it earns in either seat."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from ..results.tournament import Interval, Standing, Tournament
from .drawing import theme, words
from .drawing.field import countries, named_axis, played, with_interval, within_sentences
from .drawing.label_places import text_width
from .picture import Picture

if TYPE_CHECKING:
    from altair import TopLevelMixin as Chart

_WIDTH, _ROW, _LEAST = 420, 30, 22
"""Width of a panel; height of a row, and that of one among many; in pixels."""
_MANY = 20
_APART = 0.18
"""How far the marks of the two seats stand from the middle of their row, in rows."""
_TOP = 1.5
"""The rows above the middle of the first one; the key stands there."""
_GROUND = "#f6ecd9"


class Ranking(Picture):
    """Scores by rank, and beside them both seats; the winner's equals stand on a ground."""

    title: ClassVar[str] = "Which strategy does best: score and 95 % interval ($bn a talk)"
    accepts: ClassVar[type] = Tournament

    def draw(self, found: Tournament) -> Chart:
        """Return the panel of scores, and beside it that of the seats."""
        alt = theme.drawing_library()
        joined = alt.hconcat(_scores(found), _seats(found), spacing=30)
        return theme.finished(joined, self.title, f"{played(found)} {_lead(found)}")

    def caption(self, found: Tournament) -> str:
        """Return how to read the marks and intervals."""
        first, second = within_sentences(found)
        return (
            "A score is what a strategy earns in a talk, in $bn, present value against the "
            "tariffs in force: the mean over both seats, all opponents and all pairs of types by "
            "the prior. Lines are 95 % intervals. Filled diamonds on a shaded row are the winner "
            "and all that cannot be told apart from it; hollow ones do worse: the 95 % interval "
            "of the difference, match by match on the same draws and each pair by itself, "
            "excludes zero. Two intervals may "
            f"overlap although the difference is clear. Right: the same by seat, {first} red "
            f"squares, {second} blue circles."
        )

    def alt_text(self, found: Tournament) -> str:
        """Return every score and seat in words."""
        first, second = countries(found)
        sentences = [
            f"Ranking of strategies by mean payoff in $bn, with 95 % intervals. {played(found)} "
            f"{_lead(found)}"
        ]
        for one in found.standings:
            us, partner = one.by_seat
            sentences.append(
                f"{one.rank}. {words.plain(one.entrant)}: {with_interval(one.score)}; as {first} "
                f"{with_interval(us)}, as {second} {with_interval(partner)}; agrees in "
                f"{100.0 * one.agreements:.0f} % of its talks."
            )
        return " ".join(sentences)


def equals(found: Tournament) -> list[Standing]:
    """Return the winner and those who are not separated from it."""
    winner = found.standings[0]
    return [one for one in found.standings if one is winner or one.entrant in winner.tied_with]


def _lead(found: Tournament) -> str:
    winner, *others = equals(found)
    name = words.plain(winner.entrant).capitalize()
    if found.matches == 1:
        return f"{name} leads; a single match gives no intervals."
    if not others:
        return f"{name} is ahead of all others."
    return f"{name} leads; {len(others)} more may do as well."


def _y(found: Tournament, field: str, *, named: bool) -> dict[str, Any]:
    names = [f"{one.rank}. {words.plain(one.entrant)}" for one in found.standings]
    axis = named_axis(names, labelFontSize=theme.TEXT) if named else None
    return theme.quantity(field, (len(names) - 0.5, -_TOP), axis)


def _height(found: Tournament) -> int:
    count = len(found.standings)
    return round((count - 0.5 + _TOP) * (_LEAST if count > _MANY else _ROW))


def _row(n: int, at: float, one: Interval, told: str) -> dict[str, Any]:
    return {
        "row": n + at,
        "mean": one.mean,
        "low": one.low,
        "high": one.high,
        "text": words.signed(one.mean),
        "words": f"{told}: {with_interval(one)} $bn",
    }


def _domain(found: list[Interval], *, room: float) -> tuple[float, float]:
    low = min(0.0, *(one.low for one in found))
    high = max(0.0, *(one.high for one in found))
    extent = max(high - low, 1.0)
    return low - 0.04 * extent, high + (0.04 + room) * extent


def _ground(
    found: Tournament, x: dict[str, Any], domain: tuple[float, float], *, named: bool
) -> list[Any]:
    """Return the shaded rows of the winner and its equals, lines between rows, and zero."""
    y, count = _y(found, "above", named=named), len(found.standings)
    shaded = {one.entrant for one in equals(found)}
    ends = {"low": domain[0], "high": domain[1]}
    rows = [
        {**ends, "above": n - 0.5, "below": n + 0.5}
        for n, one in enumerate(found.standings)
        if one.entrant in shaded
    ]
    lines = [{**ends, "above": n - 0.5} for n in range(1, count)]
    zero = [{"low": 0.0, "above": -0.5, "below": count - 0.5}]
    box = {"x": {**x, "field": "low"}, "x2": {"field": "high"}, "y": y, "y2": {"field": "below"}}
    line = {key: box[key] for key in ("x", "x2", "y")}
    upright = {key: box[key] for key in ("x", "y", "y2")}
    return [
        theme.marks("rect", rows, box, color=_GROUND),
        theme.marks("rule", lines, line, color=theme.HAIR),
        theme.marks("rule", zero, upright, color=theme.MUTED, strokeDash=[2, 3]),
    ]


def _whiskers(
    rows: list[dict[str, Any]], x: dict[str, Any], y: dict[str, Any], look: dict[str, Any]
) -> list[Any]:
    """Return intervals as lines, and their means as points; ``look`` is the points'."""
    told = {"description": theme.words_of("words"), "tooltip": theme.words_of("words")}
    line = {"x": {**x, "field": "low"}, "x2": {"field": "high"}, "y": y}
    point = {"x": x, "y": y} | told
    return [
        theme.marks("rule", rows, line, color=look["stroke"], strokeWidth=2.2),
        theme.marks("point", rows, point, heard=True, opacity=1, strokeWidth=2, **look),
    ]


def _scores(found: Tournament) -> Any:
    """Return the left panel: diamonds, filled for the winner and its equals."""
    scores = [one.score for one in found.standings]
    room = (text_width("\N{MINUS SIGN}00.0", theme.TEXT) + 14) / _WIDTH
    domain = _domain(scores, room=room)
    axis = {"title": f"score ({words.UNIT})", "tickCount": 6, "grid": False}
    x, y = theme.quantity("mean", domain, axis), _y(found, "row", named=True)
    rows = [_row(n, 0.0, one.score, one.entrant) for n, one in enumerate(found.standings)]
    even = {one.rank - 1 for one in equals(found)}
    layers = _ground(found, x, domain, named=True)
    for chosen, fill in ((True, theme.INK), (False, "white")):
        picked = [row for n, row in enumerate(rows) if (n in even) == chosen]
        if picked:
            look = {"shape": "diamond", "size": 120, "fill": fill, "stroke": theme.INK}
            layers += _whiskers(picked, x, y, look)
    numbers = [row | {"edge": domain[1]} for row in rows]
    number = {"x": {**x, "field": "edge"}, "y": y, "text": theme.words_of("text")}
    layers.append(theme.marks("text", numbers, number, align="right", baseline="middle", dx=-6))
    solid = {"shape": "diamond", "fill": theme.INK, "stroke": theme.INK}
    names = ("first, or not told apart from it", "does worse")
    layers += _key(x, y, domain, names, (solid, solid | {"fill": "white"}))
    drawn = theme.drawing_library().layer(*layers)
    heading = "Score: both seats, all opponents"
    return drawn.properties(width=_WIDTH, height=_height(found), title=heading)


def _seats(found: Tournament) -> Any:
    """Return the right panel: what each strategy earns in either seat."""
    domain = _domain([seat for one in found.standings for seat in one.by_seat], room=0.0)
    axis = {"title": f"mean payoff ({words.UNIT})", "tickCount": 6, "grid": False}
    x, y = theme.quantity("mean", domain, axis), _y(found, "row", named=False)
    layers = _ground(found, x, domain, named=False)
    names = countries(found)
    for i in (0, 1):
        rows = [
            _row(n, _APART * (2 * i - 1), one.by_seat[i], f"{one.entrant} as {names[i]}")
            for n, one in enumerate(found.standings)
        ]
        look = {"shape": theme.SHAPES[i], "size": 75, "fill": theme.COLOURS[i]}
        layers += _whiskers(rows, x, y, look | {"stroke": theme.COLOURS[i]})
    layers += _key(
        x,
        y,
        domain,
        (f"as {names[0]}", f"as {names[1]}"),
        tuple(
            {"shape": theme.SHAPES[i], "fill": c, "stroke": c} for i, c in enumerate(theme.COLOURS)
        ),
    )
    drawn = theme.drawing_library().layer(*layers)
    return drawn.properties(width=_WIDTH, height=_height(found), title="By seat")


def _key(
    x: dict[str, Any],
    y: dict[str, Any],
    domain: tuple[float, float],
    names: tuple[str, str],
    looks: Sequence[dict[str, Any]],
) -> list[Any]:
    """Return what the two marks of a panel say, above its first row."""
    apart = (text_width(names[0], theme.TEXT) + 30) / _WIDTH
    layers: list[Any] = []
    for n, (name, look) in enumerate(zip(names, looks, strict=True)):
        at = domain[0] + (0.02 + n * apart) * (domain[1] - domain[0])
        rows = [{"mean": at, "row": -1.0, "text": name}]
        place = {"x": x, "y": y}
        shown: dict[str, Any] = {"size": 90, "opacity": 1, "strokeWidth": 2, **look}
        text = place | {"text": theme.words_of("text")}
        write: dict[str, Any] = {"align": "left", "baseline": "middle", "dx": 11}
        layers.append(theme.marks("point", rows, place, **shown))
        layers.append(theme.marks("text", rows, text, color=look["stroke"], **write))
    return layers
