"""The card map: what having the card is worth, by its credibility and the market's sensitivity."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from ..foundations.errors import NegotiationError
from ..results.experiment_result import ExperimentResult
from .drawing import theme, words
from .drawing.contour import sign_border
from .drawing.shades import DARK, shade
from .picture import Picture

if TYPE_CHECKING:
    from altair import TopLevelMixin as Chart

_PRIOR = "credibility: prior that Japan is resolute (%)"
_SENSITIVITY = ["market sensitivity", "(1: the scenario)"]
_ACROSS, _DOWN, _WORTH, _BASE = "prior", "sensitivity", "worth_to_japan", "scenario"
_BY_TYPE = "worth_if_"
_CELL = (50, 32)
"""Least width of a cell, and its height, in pixels."""
_WIDTH = 350
"""Least width of a map: its axis has a title."""


class CardMap(Picture):
    """A map for both types weighted by the prior, and one for each type; break-even is a line."""

    title: ClassVar[str] = "Where the card pays: what Japan gains from having it ($bn)"
    accepts: ClassVar[type] = ExperimentResult

    def lacks(self, result: ExperimentResult) -> str:
        """Return which columns the table lacks."""
        missing = [name for name in (_ACROSS, _DOWN, _WORTH) if name not in result.columns]
        if missing:
            return f"the table of {result.name} has no column {missing[0]!r}"
        count = len(_values(result, _ACROSS)) * len(_values(result, _DOWN))
        if count != len(result.rows):
            return f"the table of {result.name} is no grid: {len(result.rows)} rows, not {count}"
        return ""

    def draw(self, result: ExperimentResult) -> Chart:
        """Return the maps side by side, on one scale of shades."""
        missing = self.lacks(result)
        if missing:
            raise NegotiationError(missing)
        alt = theme.drawing_library()
        strongest = max(float(np.abs(_table(result, name)).max()) for name in _maps(result))
        panels = [
            _map(result, name, strongest, axis=n == 0) for n, name in enumerate(_maps(result))
        ]
        return theme.finished(alt.hconcat(*panels, spacing=24), self.title, _subtitle(result))

    def caption(self, result: ExperimentResult) -> str:
        """Return how to read the cells, and the experiment's own words."""
        return (
            "Every cell is the same talks solved twice, with the card and without: the number is "
            "Japan's expected payoff with it less that without, in $bn, present value. Blue cells "
            "are gains, brown ones losses, darker the larger. The thick line runs between "
            "cells in which the card pays and those in which it does not. The framed cell is the "
            "scenario itself. "
            f"{result.design} {result.finding}"
        )

    def alt_text(self, result: ExperimentResult) -> str:
        """Return every number in words."""
        sentences = [f"Heat maps of what the card is worth to Japan, in $bn. {result.finding}"]
        for name in _maps(result):
            table = _table(result, name)
            for down, row in zip(_values(result, _DOWN), table, strict=True):
                told = ", ".join(
                    f"{words.signed(worth)} at {100.0 * prior:.0f} %"
                    for prior, worth in zip(_values(result, _ACROSS), row, strict=True)
                )
                sentences.append(f"{_heading(name)}, market sensitivity {down:g}: {told}.")
        return " ".join(sentences)


def _subtitle(result: ExperimentResult) -> str:
    origin = result.receipts[-1] if result.receipts else None
    scenario = f"{words.plain(origin.scenario).capitalize()}. " if origin is not None else ""
    precision = origin.parameters.get("precision") if origin is not None else None
    solved = "Logit equilibrium" + (f", precision {precision} per $bn" if precision else "")
    return f"{scenario}{solved}. Frame: the scenario. Line: break-even."


def _maps(result: ExperimentResult) -> list[str]:
    return [_WORTH, *(name for name in result.columns if name.startswith(_BY_TYPE))]


def _heading(column: str) -> str:
    if column == _WORTH:
        return "Weighted by the prior"
    return f"If Japan is {words.plain(column.removeprefix(_BY_TYPE))}"


def _values(result: ExperimentResult, column: str) -> list[float]:
    return sorted({float(row[column]) for row in result.rows})


def _table(result: ExperimentResult, column: str) -> NDArray[np.float64]:
    """Return a column as a table [sensitivity, prior]."""
    across, down = _values(result, _ACROSS), _values(result, _DOWN)
    table = np.empty((len(down), len(across)))
    for row in result.rows:
        place = down.index(float(row[_DOWN])), across.index(float(row[_ACROSS]))
        table[place] = float(row[column])
    return table


def _map(result: ExperimentResult, name: str, strongest: float, *, axis: bool) -> Any:
    """Return one map: cells with their numbers, the line of zero, the scenario's frame."""
    across, down = _values(result, _ACROSS), _values(result, _DOWN)
    table = _table(result, name)
    cells = [
        {
            "x": i - 0.5,
            "x2": i + 0.5,
            "y": j - 0.5,
            "y2": j + 0.5,
            "column": float(i),
            "row": float(j),
            "worth": float(table[j, i]),
            "text": words.signed(float(table[j, i])),
            "shade": shade(float(table[j, i]), strongest),
            "ink": "white" if abs(table[j, i]) >= DARK * strongest else theme.INK,
            "words": f"{_heading(name)}: prior {across[i]:g}, sensitivity {down[j]:g}: "
            f"{words.signed(float(table[j, i]))} $bn",
        }
        for j, i in np.ndindex(*table.shape)
    ]
    x = theme.quantity(
        "x", (-0.5, len(across) - 0.5), _axis(_PRIOR, [f"{100.0 * p:.0f}" for p in across])
    )
    title = _SENSITIVITY if axis else None
    y = theme.quantity("y", (-0.5, len(down) - 0.5), _axis(title, [f"{d:g}" for d in down]))
    box = {"x": x, "y": y, "x2": {"field": "x2"}, "y2": {"field": "y2"}}
    told = {"description": theme.words_of("words"), "tooltip": theme.words_of("words")}
    text = {"x": {**x, "field": "column"}, "y": {**y, "field": "row"}}
    text |= {"text": theme.words_of("text"), "color": theme.literal("ink")}
    zero = [dict(zip(("x", "y", "x2", "y2"), piece, strict=True)) for piece in sign_border(table)]
    own = [(float(row[_ACROSS]), float(row[_DOWN])) for row in result.rows if row.get(_BASE) == 1.0]
    base = [c for c in cells if (across[int(c["column"])], down[int(c["row"])]) in own]
    fill = {"fill": theme.literal("shade")}
    layers = [theme.marks("rect", cells, box | told | fill, heard=True, stroke="white")]
    if zero:
        layers.append(
            theme.marks("rule", zero, box, color=theme.INK, strokeWidth=3, strokeCap="square")
        )
    if base:
        frame: dict[str, Any] = {"fill": None, "stroke": theme.ACCENT, "strokeWidth": 3}
        layers.append(theme.marks("rect", base, box, **frame))
    write: dict[str, Any] = {"fontSize": theme.SMALL, "baseline": "middle"}
    layers.append(theme.marks("text", cells, text, **write))
    drawn = theme.drawing_library().layer(*layers)
    size = {"width": max(_CELL[0] * len(across), _WIDTH), "height": _CELL[1] * len(down)}
    return drawn.properties(**size, title=_heading(name))


def _axis(title: str | list[str] | None, labels: list[str]) -> dict[str, Any]:
    """Return an axis whose values 0, 1, ... are called by these labels."""
    listed = ", ".join(f'"{label}"' for label in labels)
    return {
        "title": title,
        "values": list(range(len(labels))),
        "labelExpr": f"[{listed}][datum.value]",
        "grid": False,
        "ticks": False,
        "domain": False,
    }
