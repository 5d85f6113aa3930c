"""Panels of probabilities over the rounds: lines with their names at the right end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ...foundations.errors import NegotiationError
from ...results.expectations import Expectations
from ...results.run import Run
from ...results.solution import Solution
from . import theme, words
from .label_places import text_width

WIDTH, HEIGHT = 430, 250
APART = 0.075
"""Least distance between two names at the right, as a share of the panel's height."""


@dataclass(frozen=True)
class Line:
    """One line of a panel."""

    name: str
    """What stands at its right end."""
    chances: Sequence[float]
    """Probabilities at the columns."""
    colour: str
    """Its colour."""
    dash: Sequence[int]
    """Its dashes."""
    width: float = 2.5
    """Its width in pixels."""


def private_solution(run: Run) -> Solution:
    """Return the first solution with private information.

    Raises ``NegotiationError`` where the run holds none.
    """
    for solution in run.solutions:
        if solution.expectations is not None:
            return solution
    raise NegotiationError(
        f"the run of {run.scenario} holds no solution with private information"
        "; try `negotiation run --concept logit`"
    )


def expected(run: Run) -> Expectations:
    """Return what that solution expects."""
    found = private_solution(run).expectations
    assert found is not None
    return found


def panel(title: str, columns: Sequence[str], lines: Sequence[Line], axis: str) -> Any:
    """Return a panel of lines over columns; probabilities are drawn in per cent."""
    alt = theme.drawing_library()
    last = len(columns) - 1
    labels = "[" + ", ".join(f"'{column}'" for column in columns) + "][datum.value]"
    across = {
        "title": None,
        "values": list(range(len(columns))),
        "labelExpr": labels,
        "grid": False,
        "labelFlush": False,
    }
    down = {"title": axis, "values": [0, 25, 50, 75, 100], "tickCount": 5}
    x = theme.quantity("column", (0, max(last, 1)), across)
    y = theme.quantity("percent", (0, 100), down)
    layers = []
    for line in lines:
        rows: list[dict[str, Any]] = [
            {
                "column": n,
                "percent": 100.0 * chance,
                "words": f"{line.name}, {columns[n]}: {100.0 * chance:.0f} %",
            }
            for n, chance in enumerate(line.chances)
        ]
        layers.append(
            theme.marks(
                "line",
                rows,
                {"x": x, "y": y},
                color=line.colour,
                strokeDash=list(line.dash),
                strokeWidth=line.width,
            )
        )
        points = {"x": x, "y": y, "description": theme.words_of("words")}
        layers.append(
            theme.marks("point", rows, points, heard=True, color=line.colour, filled=True, size=45)
        )
    names: list[dict[str, Any]] = [
        {"column": last, "percent": place, "name": line.name, "colour": line.colour}
        for line, place in zip(lines, _spread([line.chances[-1] for line in lines]), strict=True)
    ]
    # An unseen mark keeps the sheet wide enough for the names, whatever the fonts.
    widest = max(text_width(line.name, theme.SMALL) for line in lines) + 20.0
    room = [{"column": last, "percent": 50.0}]
    layers.append(theme.marks("point", room, {"x": x, "y": y}, opacity=0.0, xOffset=widest))
    text = {"x": x, "y": y, "text": theme.words_of("name"), "color": theme.literal("colour")}
    layers.append(theme.marks("text", names, text, align="left", dx=12, fontSize=theme.SMALL))
    return alt.layer(*layers).properties(width=WIDTH, height=HEIGHT, title=title)


def _spread(chances: Sequence[float]) -> list[float]:
    """Return places in per cent for names, apart enough to be read, nearest to their lines."""
    order = sorted(range(len(chances)), key=lambda n: chances[n])
    places = [0.0] * len(chances)
    least = -1.0
    for n in order:
        places[n] = max(100.0 * chances[n], least)
        least = places[n] + 100.0 * APART
    over = max([least - 100.0 * APART - 100.0, 0.0])
    limit = 100.0
    for n in reversed(order):
        if over > 0.0:
            places[n] = min(places[n], limit)
            limit = places[n] - 100.0 * APART
    return places


def quality_note(run: Run) -> str:
    """Return in a sentence which solution this is and how good."""
    solution = private_solution(run)
    found, judged = expected(run), solution.private_certificate
    note = f"{words.concept(solution.concept).capitalize()}, precision {found.precision:g} per $bn"
    if judged is not None:
        gains = [gain for by_type in judged.at_start_busd.values() for gain in by_type.values()]
        note += f"; no type gains more than {max(gains):.2f} $bn by another plan"
    return note + "."
