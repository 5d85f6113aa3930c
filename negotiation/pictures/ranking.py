"""The ranking: every strategy's score with its interval, from whom it is not told, and its seats.

The axes are drawn for the bulk (`drawing.bulk`): who is far below stands as an arrow at the edge.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from ..results.tournament import Interval, Standing, Tournament
from .drawing import ranked_rows, theme, words
from .drawing.field import countries, played, with_interval, within_sentences
from .drawing.label_places import text_width
from .drawing.rank_ranges import bridged, in_figures, in_words, not_separated_from
from .drawing.ranked_rows import Panel
from .picture import Picture

if TYPE_CHECKING:
    from altair import TopLevelMixin as Chart

_WIDTH = 380
"""Width of a panel with an axis, in pixels."""
_NUMBERS, _TIES, _WIDE, _MOST = 96, 120, 180, 270
"""Width of the column of numbers; of that of ties, at least; from which on it is written smaller;
and at most; in pixels."""
_INDENT = 10
_NONE = "none"
_APART = 0.2
"""How far the marks of the two seats stand from the middle of their row, in rows."""
_ARROW: dict[str, Any] = {"shape": "triangle-left", "fill": theme.INK, "stroke": theme.INK}


class Ranking(Picture):
    """Scores by rank, who is not separated from whom, and both seats."""

    title: ClassVar[str] = "Which strategy does best: score and 95 % interval ($bn a talk)"
    accepts: ClassVar[type] = Tournament

    def draw(self, found: Tournament) -> Chart:
        """Return the panel of scores, the columns beside it, and the panel of the seats."""
        alt = theme.drawing_library()
        left = alt.hconcat(_scores(found), _numbers(found), _ties(found), spacing=0)
        joined = alt.hconcat(left, _seats(found), spacing=30)
        return theme.finished(joined, self.title, [played(found), _lead(found)])

    def caption(self, found: Tournament) -> str:
        """Return how to read the marks, intervals and columns."""
        first, second = within_sentences(found)
        off = off_the_axis(found)
        edge = ""
        if _beyond(_score_panel(found), _scores_of(found)) or _beyond(
            _seat_panel(found), _seats_of(found)
        ):
            edge = "The axes are drawn for the bulk; arrows at an edge stand for what lies beyond"
            edge += f", of the scores: {_listed(found, off)}. " if off else ". "
        return (
            "A score is what a strategy earns in a talk, in $bn, present value against the "
            "tariffs in force: the mean over both seats, all opponents and all pairs of types by "
            "the prior. Lines, and the numbers after \N{PLUS-MINUS SIGN}, are 95 % intervals. "
            f"{edge}Not separated: the 95 % interval of the difference, match by match on the same "
            "draws and each pair by itself, holds zero; the column lists such ranks (a range may "
            "run over the row's own). Two intervals may overlap although the difference is clear. "
            "The leading group, filled diamonds on shaded rows, is the first and the ranks that "
            "follow it without a break, are on the axis and are not separated from it. Right: the "
            f"same by seat, {first} red squares, {second} blue circles."
        )

    def alt_text(self, found: Tournament) -> str:
        """Return every score, its ties and its seats in words."""
        first, second = countries(found)
        off = off_the_axis(found)
        sentences = [
            f"Ranking of strategies by mean payoff in $bn, with 95 % intervals. {played(found)} "
            f"{_lead(found)}"
        ]
        if off:
            sentences.append(f"Off the axis of scores, at an arrow: {_listed(found, off)}.")
        for one in found.standings:
            us, partner = one.by_seat
            ranks = not_separated_from(found, one)
            tied = f"not separated from {in_words(ranks)}" if ranks else "separated from all others"
            sentences.append(
                f"{one.rank}. {words.plain(one.entrant)}: {with_interval(one.score)}, {tied}; as "
                f"{first} {with_interval(us)}, as {second} {with_interval(partner)}; agrees in "
                f"{100.0 * one.agreements:.0f} % of its talks."
            )
        return " ".join(sentences)


def leading(found: Tournament) -> list[Standing]:
    """Return the first, and those that follow it unbroken and are not separated from it.

    One off the axis, far below the bulk, ends the run: that its interval is wide says nothing of
    leading.
    """
    first, *others = found.standings
    run, on = [first], _score_panel(found)
    for one in others:
        if one.entrant not in first.tied_with or not on.shows(one.score):
            break
        run.append(one)
    return run


def off_the_axis(found: Tournament) -> list[Standing]:
    """Return those whose scores lie off the axis, by rank."""
    on = _score_panel(found)
    return [one for one in found.standings if not on.shows(one.score)]


def _listed(found: Tournament, off: list[Standing]) -> str:
    return ", ".join(f"{words.plain(one.entrant)} {_told(found, one.score)}" for one in off)


def _told(found: Tournament, one: Interval) -> str:
    """Return a mean, and half its interval's width where there is an interval."""
    mean = words.signed(one.mean)
    return mean if found.matches == 1 else f"{mean} {ranked_rows.plus_minus(one)}"


def _lead(found: Tournament) -> str:
    first, run = found.standings[0], leading(found)
    name = words.plain(first.entrant).capitalize()
    if len(found.standings) == 1:
        return f"{name} plays itself alone."
    if found.matches == 1:
        return f"{name} leads; a single match gives no intervals."
    later = [rank for rank in not_separated_from(found, first) if rank > len(run)]
    if not later and len(run) == 1:
        return f"{name} is ahead of all others."
    more = f"; {len(run) - 1} more may do as well" if len(run) > 1 else ""
    apart = f"; further down, {in_words(later)} cannot be told apart from it" if later else ""
    return f"{name} leads{more}{apart}."


def _scores_of(found: Tournament) -> list[Interval]:
    return [one.score for one in found.standings]


def _seats_of(found: Tournament) -> list[Interval]:
    return [seat for one in found.standings for seat in one.by_seat]


def _score_panel(found: Tournament) -> Panel:
    title = f"score ({words.UNIT})"
    return ranked_rows.panel(found, _scores_of(found), title, _WIDTH, named=True)


def _seat_panel(found: Tournament) -> Panel:
    title = f"mean payoff ({words.UNIT})"
    return ranked_rows.panel(found, _seats_of(found), title, _WIDTH, named=False)


def _beyond(on: Panel, intervals: list[Interval]) -> bool:
    """Return whether an arrow stands at an edge of a panel."""
    return any(one.low < on.low or one.high > on.high for one in intervals)


def _scores(found: Tournament) -> Any:
    """Return the left panel: diamonds, filled for the leading run."""
    on, run = _score_panel(found), len(leading(found))
    layers = [*ranked_rows.ground(on, run), ranked_rows.zero(on)]
    rows = [
        ranked_rows.row(on, float(n), one.score, words.plain(one.entrant))
        for n, one in enumerate(found.standings)
    ]
    solid: dict[str, Any] = {"shape": "diamond", "fill": theme.INK, "stroke": theme.INK}
    hollow = solid | {"fill": "white"}
    for picked, look in ((rows[:run], solid), (rows[run:], hollow)):
        layers += ranked_rows.whiskers(on, picked, {"size": 55, **look})
    off = off_the_axis(found)
    for one in off:
        n = one.rank - 1
        notes = [(f"off the axis: {_told(found, one.score)}", theme.INK)]
        layers += ranked_rows.beside_arrows(on, n, notes, [rows[n]])
    names = ["first" if run == 1 else "leading group", "others"]
    looks = [solid, hollow]
    if _beyond(on, _scores_of(found)):
        names, looks = [*names, "off the axis"], [*looks, _ARROW]
    layers += ranked_rows.key(on, names, looks)
    return on.finished(layers, "Score: both seats, all opponents")


def _numbers(found: Tournament) -> Any:
    """Return the column of means and half-widths."""
    on = ranked_rows.column(len(found.standings), _NUMBERS)
    middle = 0.56 * _NUMBERS
    means = [
        {"mean": middle - 3, "row": n, "text": words.signed(one.score.mean)}
        for n, one in enumerate(found.standings)
    ]
    layers = ranked_rows.ground(on, len(leading(found)))
    layers.append(ranked_rows.written(on, means, align="right"))
    if found.matches > 1:
        halves = [
            {"mean": middle + 3, "row": n, "text": ranked_rows.plus_minus(one.score)}
            for n, one in enumerate(found.standings)
        ]
        layers.append(ranked_rows.written(on, halves, align="left", color=theme.MUTED))
    head = [{"mean": middle, "row": -1.0, "text": "$bn ±95 %"}]
    layers.append(ranked_rows.written(on, head, align="center", color=theme.MUTED))
    return on.finished(layers, "")


def _ties(found: Tournament) -> Any:
    """Return the column that says from which ranks a row is not separated."""
    told = [_tied(found, one) for one in found.standings]
    widest = max(text_width(text, theme.TEXT) for text in told)
    size = theme.TEXT if widest <= _WIDE else theme.SMALL
    width = round(max(_TIES, widest * size / theme.TEXT + 1.5 * _INDENT))
    on = ranked_rows.column(len(told), width)
    rows = [{"mean": _INDENT, "row": n, "text": text} for n, text in enumerate(told)]
    layers = ranked_rows.ground(on, len(leading(found)))
    for colour, picked in (
        (theme.INK, [each for each in rows if each["text"] != _NONE]),
        (theme.MUTED, [each for each in rows if each["text"] == _NONE]),
    ):
        if picked:
            layers.append(
                ranked_rows.written(on, picked, align="left", color=colour, fontSize=size)
            )
    head = [{"mean": _INDENT, "row": -1.0, "text": "from ranks"}]
    layers.append(ranked_rows.written(on, head, align="left", color=theme.MUTED))
    return on.finished(layers, "Not separated", dx=_INDENT)


def _tied(found: Tournament, one: Standing) -> str:
    ranks = not_separated_from(found, one)
    if found.matches == 1:
        return "not known"
    if not ranks:
        return _NONE
    if len(ranks) == len(found.standings) - 1 > 1:
        return "all others"
    return in_figures(bridged(ranks, one.rank), width=_MOST, font_size=theme.SMALL)


def _seats(found: Tournament) -> Any:
    """Return the right panel: what each strategy earns in either seat."""
    on = _seat_panel(found)
    layers = [*ranked_rows.ground(on, len(leading(found))), ranked_rows.zero(on)]
    names = countries(found)
    seats = [
        [
            ranked_rows.row(
                on, n + _APART * (2 * i - 1), one.by_seat[i], f"{one.entrant} as {names[i]}"
            )
            for n, one in enumerate(found.standings)
        ]
        for i in (0, 1)
    ]
    looks: list[dict[str, Any]] = [
        {"shape": shape, "fill": colour, "stroke": colour}
        for shape, colour in zip(theme.SHAPES, theme.COLOURS, strict=True)
    ]
    for rows, look in zip(seats, looks, strict=True):
        layers += ranked_rows.whiskers(on, rows, {"size": 38, **look, "strokeWidth": 1})
    for n, one in enumerate(found.standings):
        notes = [
            (f"{names[i]} {_told(found, seat)}", theme.COLOURS[i])
            for i, seat in enumerate(one.by_seat)
            if not on.shows(seat)
        ]
        layers += ranked_rows.beside_arrows(on, n, notes, [rows[n] for rows in seats])
    told = [f"as {name}" for name in names]
    if _beyond(on, _seats_of(found)):
        told, looks = [*told, "off the axis"], [*looks, _ARROW]
    layers += ranked_rows.key(on, told, looks)
    return on.finished(layers, "By seat")
