"""The date of a deal: how likely an agreement is by the end of every round."""

from __future__ import annotations

from math import fsum
from typing import TYPE_CHECKING, Any, ClassVar

from ..results.run import Run
from ..results.solution import Solution
from .drawing import theme, words
from .drawing.chances import expected, percent, percent_axis, prior_of, subtitle
from .drawing.round_columns import RoundColumns, round_columns
from .picture import Picture

if TYPE_CHECKING:
    from altair import TopLevelMixin as Chart

OVERALL = "overall"
"""How the probabilities weighted by the prior are called in the record."""
BENCHMARK = "subgame_perfect"
"""The concept for types that both know."""

_LARGE, _SMALL = (420, 290), (230, 150)
"""Width and height of a panel, in pixels; many rounds make it wider."""
_KEY = 420
_BAR, _KNOWN, _KNOWN_INK = "#4a5159", theme.ACCENT, "#8a5800"
_NARROW = 30
"""Narrower columns carry no numbers."""
_NUMBER = 24
"""The room that a number needs in a bar, in pixels."""


class DealDate(Picture):
    """Cumulative probabilities of an agreement, overall and by pair of types."""

    title: ClassVar[str] = "When is a deal struck?"
    place: ClassVar[int] = 10
    private: ClassVar[bool] = True

    def draw(self, run: Run) -> Chart:
        """Return the overall panel, and beside it a small one for every pair of types."""
        alt = theme.drawing_library()
        found = expected(run)
        pairs = [label for label in found.agreed_by if label != OVERALL]
        rows = [
            alt.hconcat(*(_pair(run, label) for label in pairs[n : n + 2]), spacing=18)
            for n in range(0, len(pairs), 2)
        ]
        names = " / ".join(run.players.values())
        beside = alt.vconcat(*rows, spacing=12).properties(
            title=alt.TitleParams(f"By the types of {names}", offset=10)
        )
        whole = alt.vconcat(_key(run), _panel(run, OVERALL, _LARGE), spacing=8).properties(
            title=alt.TitleParams("All pairs of types, weighted by the prior", offset=10)
        )
        drawn = alt.hconcat(whole, beside, spacing=36) if len(pairs) > 1 else whole
        return theme.finished(drawn, self.title, subtitle(run))

    def caption(self, run: Run) -> str:
        """Return how to read the bars."""
        first, second = run.players.values()
        known = (
            "The orange line over a bar is the same probability if both governments knew each "
            "other's type: the subgame-perfect equilibrium of every pair, in the large panel "
            "weighted by the same prior. "
            if known_dates(run)
            else "The run holds no subgame-perfect solution to compare with. "
        )
        return (
            "A bar is the probability that an agreement has been reached by the end of a round "
            f"when each government knows only its own type. {known}Small panels: one for each "
            f"pair of types, that of {first} before that of {second}, with its prior probability. "
            "What a last bar lacks to 100 % is the probability that the talks end without a deal."
        )

    def alt_text(self, run: Run) -> str:
        """Return every probability in words."""
        found, known = expected(run), known_dates(run)
        first, second = run.players.values()
        sentences = [f"Probability of an agreement between {first} and {second} by date."]
        for label, chances in found.agreed_by.items():
            for name, told in ((label, chances), (f"{label}, types known", known.get(label, ()))):
                listed = ", ".join(
                    f"{words.day(day)} {100.0 * chance:.0f} %"
                    for day, chance in zip(found.dates, told, strict=False)
                )
                if listed:
                    sentences.append(f"{name}: {listed}.")
        return " ".join(sentences)


def known_dates(run: Run) -> dict[str, list[float]]:
    """Return the probability of an agreement by each round if types were known.

    By pair of types and overall, as the record calls them; empty without a subgame-perfect
    solution of every pair.
    """
    found = expected(run)
    solution = next((one for one in run.solutions if one.concept == BENCHMARK), None)
    if solution is None:
        return {}
    by_pair = {
        " / ".join(case.player_types.values()): _agreed_by(solution, n, run)
        for n, case in enumerate(solution.cases)
    }
    if not set(found.agreed_by) <= {*by_pair, OVERALL}:
        return {}
    weights = weight_of(run)
    overall = [
        fsum(weights[pair] * by_pair[pair][r] for pair in weights) for r in range(len(found.dates))
    ]
    return by_pair | {OVERALL: overall}


def _agreed_by(solution: Solution, n: int, run: Run) -> list[float]:
    outcomes = solution.cases[n].outcomes
    return [
        fsum(o.probability for o in outcomes if o.agreement is not None and o.agreement.date <= day)
        for day in expected(run).dates
    ]


def weight_of(run: Run) -> dict[str, float]:
    """Return the prior probability of every pair of types, as the record calls them."""
    first, second = (prior_of(run, player) for player in run.players)
    return {f"{one} / {other}": p * q for one, p in first.items() for other, q in second.items()}


def _pair(run: Run, label: str) -> Any:
    title = f"{words.plain(label)} ({percent(weight_of(run)[label])})"
    heading = {"text": title, "fontSize": theme.SMALL, "offset": 6}
    return _panel(run, label, _SMALL).properties(title=heading)


def _panel(run: Run, label: str, size: tuple[int, int]) -> Any:
    """Return the bars of a pair of types, or of all; large ones with units."""
    found, known = expected(run), known_dates(run).get(label)
    large = size == _LARGE
    each = max(48, size[0] // len(found.dates)) if large else size[0] // len(found.dates)
    cols = round_columns(run, found, before=False, each=min(84, each))
    y = percent_axis("deal by then (%)" if large else None)
    if not large:
        y["axis"] = y["axis"] | {"values": [0, 50, 100], "tickCount": 2}
    bars = [
        {
            "x": n - 0.34,
            "x2": n + 0.34,
            "middle": float(n),
            "percent": 100.0 * float(chance),
            "floor": 0.0,
            "known": 100.0 * known[n] if known else None,
            "words": f"{words.plain(label)}: deal by {cols.names[n]} {percent(float(chance))}"
            + (f", types known {percent(known[n])}" if known else ""),
        }
        for n, chance in enumerate(found.agreed_by[label])
    ]
    layers = [
        _bars(cols, y, bars),
        *(_lines(cols, y, bars, large=large) if known else []),
        *(_numbers(cols, y, bars, size[1], large=large) if each > _NARROW else []),
        *cols.foot(y, rounds=large),
    ]
    drawn = theme.drawing_library().layer(*layers)
    return drawn.properties(width=cols.width, height=size[1])


def _bars(cols: RoundColumns, y: dict[str, Any], bars: list[dict[str, Any]]) -> Any:
    box = {"x": cols.x(), "x2": {"field": "x2"}, "y": y, "y2": {"field": "floor"}}
    box |= {"description": theme.words_of("words"), "tooltip": theme.words_of("words")}
    return theme.marks("rect", bars, box, heard=True, color=_BAR)


def _lines(
    cols: RoundColumns, y: dict[str, Any], bars: list[dict[str, Any]], *, large: bool
) -> list[Any]:
    """Return the lines of known types and, in a large panel, their numbers."""
    wide = [bar | {"x": bar["x"] - 0.1, "x2": bar["x2"] + 0.1} for bar in bars]
    line = {"x": cols.x(), "x2": {"field": "x2"}, "y": {**y, "field": "known"}}
    drawn = [
        theme.marks("rule", wide, line, color=colour, strokeWidth=width)
        for colour, width in (("white", 6), (_KNOWN, 3.5))
    ]
    if large:
        over = [
            bar | {"text": percent(bar["known"] / 100.0)}
            for bar in bars
            if bar["known"] >= bar["percent"]
        ]
        text = {"x": cols.x("middle"), "y": {**y, "field": "known"}}
        text |= {"text": theme.words_of("text")}
        look: dict[str, Any] = {"dy": -11, "fontSize": theme.SMALL, "fontWeight": "bold"}
        drawn.append(theme.marks("text", over, text, color=_KNOWN_INK, **look))
    return drawn


def _numbers(
    cols: RoundColumns, y: dict[str, Any], bars: list[dict[str, Any]], height: int, *, large: bool
) -> list[Any]:
    """Return the bars' numbers: inside the top of a tall bar, over a low one, off the lines."""
    need = 100.0 * _NUMBER / height
    inside, over = [], []
    for bar in bars:
        text = percent(bar["percent"] / 100.0)
        top, known = bar["percent"], bar["known"]
        if known is not None and 0.0 <= top - known < need:
            top = known
        row = bar | {"text": text if large else text.removesuffix(" %")}
        if not large and known is not None and top < need and 0.0 <= known - bar["percent"] < need:
            continue  # over the line it would read as the line's own
        if top >= need:
            inside.append(row | {"top": top})
        else:
            near = known is not None and abs(known - bar["percent"]) < need
            over.append(row | {"top": max(bar["percent"], known) if near else bar["percent"]})
    place = {"x": cols.x("middle"), "y": {**y, "field": "top"}, "text": theme.words_of("text")}
    look: dict[str, Any] = {"fontSize": theme.TEXT if cols.each > 60 else theme.SMALL}
    drawn = []
    if inside:
        drawn.append(
            theme.marks("text", inside, place, baseline="top", dy=5, color="white", **look)
        )
    if over:
        drawn.append(theme.marks("text", over, place, baseline="bottom", dy=-4, **look))
    return drawn


def _key(run: Run) -> Any:
    """Return what the bars and the lines are."""
    known = bool(known_dates(run))
    rows = [
        {
            "x": 0.0,
            "x2": 18.0,
            "above": 4.0,
            "below": 18.0,
            "middle": 11.0,
            "name": "each knows only its own type",
        }
    ]
    line = [{"x": 236.0, "x2": 262.0, "above": 11.0, "middle": 11.0, "name": "types known to both"}]
    x = theme.quantity("x", (0, _KEY), None)
    y = theme.quantity("above", (22, 0), None)
    ends = {"x": x, "x2": {"field": "x2"}, "y": y}
    write: dict[str, Any] = {"align": "left", "baseline": "middle", "dx": 8}
    name = {"x": {**x, "field": "x2"}, "y": {**y, "field": "middle"}}
    name |= {"text": theme.words_of("name")}
    layers = [
        theme.marks("rect", rows, ends | {"y2": {"field": "below"}}, color=_BAR),
        theme.marks("text", rows, name, **write, fontSize=theme.SMALL),
    ]
    if known:
        layers += [
            theme.marks("rule", line, ends, color=_KNOWN, strokeWidth=3.5),
            theme.marks("text", line, name, **write, fontSize=theme.SMALL),
        ]
    return theme.drawing_library().layer(*layers).properties(width=_KEY, height=22)
