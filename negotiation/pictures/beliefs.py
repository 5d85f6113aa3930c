"""Beliefs: what the public thinks of each government's type, round by round."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from ..foundations.errors import NegotiationError
from ..results.expectations import BeliefPath
from ..results.run import Run
from .drawing import theme, words
from .drawing.chances import expected, percent, percent_axis, subtitle
from .drawing.round_columns import RoundColumns, round_columns
from .picture import Picture, lack

if TYPE_CHECKING:
    from altair import TopLevelMixin as Chart

_HEIGHT, _WIDTH = 190, 470


class Beliefs(Picture):
    """For each government that has a secret a panel for each of its types, one under the other."""

    title: ClassVar[str] = "What the talks reveal: beliefs about each government"
    place: ClassVar[int] = 50
    private: ClassVar[bool] = True

    def lacks(self, run: Run) -> str:
        """Return what the run lacks: expectations, or a government with a secret."""
        missing = lack(run)
        if not missing and not expected(run).beliefs:
            return f"no government in {run.scenario} has a secret to believe anything about"
        return missing

    def draw(self, run: Run) -> Chart:
        """Return a column of panels for each government, side by side."""
        missing = self.lacks(run)
        if missing:
            raise NegotiationError(missing)
        alt = theme.drawing_library()
        found = expected(run)
        each = max(48, min(74, _WIDTH // (1 + len(found.dates))))
        cols = round_columns(run, found, before=True, each=each)
        columns: list[Any] = []
        for i, player in enumerate(run.players):
            paths = [path for path in found.beliefs if path.player == player and path.true_type]
            if paths:
                panels = [_panel(run, i, n, path, cols) for n, path in enumerate(paths)]
                columns.append(alt.vconcat(*panels, spacing=22))
        below = "One panel for each type that a government may truly have: line, the mean belief; "
        below += "band, the middle 80 % of the courses that the talks may take."
        drawn = alt.hconcat(*columns, spacing=34)
        return theme.finished(drawn, self.title, [*subtitle(run), below])

    def caption(self, run: Run) -> str:
        """Return how to read the lines and bands."""
        first, second = run.players.values()
        return (
            f"A column of panels is about one government: {first} in red, {second} in blue; each "
            "panel supposes that it truly has one of its types. The line is the mean public belief "
            "after each round, the band the middle 80 % of all courses that the talks may take, "
            "from the 10 % to the 90 % quantile. Panels of a column that look alike: nothing is "
            "revealed. Lines that part: the talks tell the types apart. Where the talks end early "
            "the last belief is kept. Rounds are equally wide apart; the upright broken line is "
            "the last round, and any deadline on the way."
        )

    def alt_text(self, run: Run) -> str:
        """Return every mean belief in words."""
        found = expected(run)
        sentences = ["Line charts of the public's mean beliefs before the talks and after rounds."]
        for path in found.beliefs:
            if path.true_type:
                means = ", ".join(f"{100.0 * mean:.0f} %" for mean in path.mean)
                sentences.append(
                    f"{run.players[path.player]}, if {words.plain(path.true_type)}, is believed "
                    f"{words.plain(path.believed_type)} with {means}; in the end the middle 80 % "
                    f"of courses lie between {100.0 * path.low[-1]:.0f} % and "
                    f"{100.0 * path.high[-1]:.0f} %."
                )
        return " ".join(sentences)


def _panel(run: Run, i: int, n: int, path: BeliefPath, cols: RoundColumns) -> Any:
    name = list(run.players.values())[i]
    believed = words.plain(path.believed_type)
    y = percent_axis(f"belief: {believed} (%)")
    layers = [
        cols.marked(y),
        *_band(cols, y, i, n, path),
        *_line(name, cols, y, i, n, path),
        _end(cols, y, i, path),
        *cols.foot(y, prior=f"prior {percent(float(path.mean[0]))}"),
    ]
    title = (
        f"If {words.the(name)} is {words.plain(path.true_type)}: the belief that it is {believed}"
    )
    return (
        theme.drawing_library()
        .layer(*layers)
        .properties(
            width=cols.width,
            height=_HEIGHT,
            title={"text": title, "color": theme.COLOURS[i]},
        )
    )


def _band(cols: RoundColumns, y: dict[str, Any], i: int, n: int, path: BeliefPath) -> list[Any]:
    """Return the band of one type; its edges carry the type's dashes, not to rest on colour."""
    rows = [
        {"x": float(column), "low": 100.0 * low, "high": 100.0 * high}
        for column, (low, high) in enumerate(zip(path.low, path.high, strict=True))
    ]
    x = {"x": cols.x()}
    area = x | {"y": {**y, "field": "low"}, "y2": {"field": "high"}}
    edge: dict[str, Any] = {
        "color": theme.COLOURS[i],
        "strokeDash": theme.DASHES[n % 2],
        "strokeWidth": 0.7,
        "opacity": 0.7,
    }
    return [
        theme.marks("area", rows, area, color=theme.TINTS[i], opacity=0.45),
        *(
            theme.marks("line", rows, x | {"y": {**y, "field": end}}, **edge)
            for end in ("low", "high")
        ),
    ]


def _line(
    name: str, cols: RoundColumns, y: dict[str, Any], i: int, n: int, path: BeliefPath
) -> list[Any]:
    rows = [
        {
            "x": float(column),
            "percent": 100.0 * float(mean),
            "words": f"{name} {words.plain(path.true_type)}, {cols.names[column]}: "
            f"{100.0 * mean:.0f} %",
        }
        for column, mean in enumerate(path.mean)
    ]
    place = {"x": cols.x(), "y": y}
    told = {"description": theme.words_of("words"), "tooltip": theme.words_of("words")}
    colour = theme.COLOURS[i]
    return [
        theme.marks(
            "line", rows, place, color=colour, strokeDash=theme.DASHES[n % 2], strokeWidth=3
        ),
        theme.marks(
            "point",
            rows,
            place | told,
            heard=True,
            shape=theme.SHAPES[i],
            fill="white" if n % 2 else colour,
            stroke=colour,
            strokeWidth=2,
            size=70,
            opacity=1,
        ),
    ]


def _end(cols: RoundColumns, y: dict[str, Any], i: int, path: BeliefPath) -> Any:
    """Return the last mean belief, beside its line's end."""
    end = float(path.mean[-1])
    rows = [{"x": float(cols.count - 1), "percent": 100.0 * end, "text": percent(end)}]
    text = {"x": cols.x(), "y": y, "text": theme.words_of("text")}
    look: dict[str, Any] = {"color": theme.COLOURS[i], "fontWeight": "bold"}
    return theme.marks("text", rows, text, align="left", dx=14, **look)
