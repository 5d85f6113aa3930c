"""Lines: the table of any experiment in which one column varies and numbers follow from it."""

from __future__ import annotations

from textwrap import wrap
from typing import TYPE_CHECKING, Any, ClassVar

from ..foundations.errors import NegotiationError
from ..results.experiment_result import ExperimentResult
from .drawing import line_panels, theme
from .drawing.one_column import Found, one_column, why_not
from .picture import Picture

if TYPE_CHECKING:
    from altair import TopLevelMixin as Chart

_IN_A_ROW = {True: 3, False: 4}
"""Panels in a row, of lines and of bars."""
_SQUARE = 2
"""Four stand two by two."""
_TITLE, _SUBTITLE = 84, 120
"""Letters in a line."""


class Lines(Picture):
    """A panel for each column of numbers: a line over numbers that vary, bars over words."""

    title: ClassVar[str] = "The table of an experiment"
    accepts: ClassVar[type] = ExperimentResult

    def lacks(self, result: ExperimentResult) -> str:
        """Return why the table is not one of this form."""
        return why_not(result)

    def draw(self, result: ExperimentResult) -> Chart:
        """Return the panels, a few in a row, all over the same column."""
        missing = self.lacks(result)
        if missing:
            raise NegotiationError(missing)
        alt = theme.drawing_library()
        found = one_column(result)
        count = len(found.name_to_numbers)
        wide = _SQUARE if count == _SQUARE**2 else _IN_A_ROW[found.is_numeric]
        panels = [
            line_panels.line(found, name)
            if found.is_numeric
            else line_panels.bars(found, name, first=not n % wide)
            for n, name in enumerate(found.name_to_numbers)
        ]
        rows = [alt.hconcat(*panels[n : n + wide], spacing=30) for n in range(0, len(panels), wide)]
        subtitle = wrap(f"{result.design} {_constants(found)}".strip(), _SUBTITLE)
        return theme.finished(alt.vconcat(*rows), wrap(result.question, _TITLE), subtitle)

    def caption(self, result: ExperimentResult) -> str:
        """Return how to read the panels, and the experiment's own words."""
        found = one_column(result)
        if found.is_numeric:
            marks = (
                "A point is a row of the table. Lines only join the points: between them nothing "
                "was computed. Panels have scales of their own; where a panel shows it, the grey "
                "line is zero."
            )
        else:
            marks = "A bar is a row of the table. Panels have scales of their own."
        return f"{len(found.names)} rows. {marks} {result.design} {result.finding}".strip()

    def alt_text(self, result: ExperimentResult) -> str:
        """Return every number in words."""
        found = one_column(result)
        kind = "Line" if found.is_numeric else "Bar"
        sentences = [f"{kind} charts of {result.question} {result.finding}"]
        for name, numbers in found.name_to_numbers.items():
            told = ", ".join(
                f"{line_panels.short(number)} at {where}"
                for where, number in zip(found.names, numbers, strict=True)
            )
            sentences.append(f"{found.meaning[name]}: {told}.")
        return " ".join(sentences)


def _constants(found: Found) -> str:
    told: list[Any] = [f"{meaning}: {value}" for meaning, value in found.constants.items()]
    return f"In all rows: {'; '.join(told)}." if told else ""
