"""Printing for people: the console, and the tables of solutions and experiments."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from rich.console import Console, ConsoleOptions, RenderableType
from rich.segment import Segment
from rich.status import Status
from rich.table import Table
from rich.text import Text

from ...foundations.wording import first_upper, plain
from ...results.expectations import Expectations
from ...results.experiment_result import ExperimentResult
from ...results.sheet import Sheet
from ...results.solution import Solution
from .fitting import FitTables, Fitted
from .in_lines import InLines
from .on_tree import theory_sheet, tree_sheet, tree_words
from .private import agreed_sheet, quality, signals_sheet

if TYPE_CHECKING:
    from ...engine.card_worth import CardWorth
    from ...scenario.schema import Scenario

PIPED = 120
"""The width where there is no terminal, unless COLUMNS names another."""

Told = Sheet | str
"""What is printed: a table, or a sentence."""


class _Screen(Console):
    """A console on which texts of files are texts: what would command the terminal is left out."""

    def render(
        self, renderable: RenderableType, options: ConsoleOptions | None = None
    ) -> Iterable[Segment]:
        """Yield what is to be printed, without the control characters of its texts."""
        for segment in super().render(renderable, options):
            if segment.control or segment.text.isprintable():
                yield segment
            else:
                yield Segment(_without_commands(segment.text), segment.style)

    def status(self, status: RenderableType, **options: Any) -> Status:
        """Return what tells of long work: drawn on a terminal, in lines now and then elsewhere."""
        kind = Status if self.is_terminal else InLines
        return kind(status, console=self, **options)


def _without_commands(text: str) -> str:
    return "".join(c for c in text if c in "\n\t" or unicodedata.category(c) != "Cc")


class _Piped(_Screen):
    """A console whose reader may have seen enough, as in ``| head``: the guard ends the command."""

    def on_broken_pipe(self) -> None:
        """Raise what rich has caught."""
        raise BrokenPipeError


def console(*, width: int | None = None) -> Console:
    """Return the console for results; a pipe gets a width of its own, or that of COLUMNS.

    Text is printed as it is: square brackets in a scenario's title are no commands. Tables are
    fitted to the width (see `fitting`).
    """
    found = _Piped(highlight=False, markup=False)
    if not found.is_terminal:
        given = os.environ.get("COLUMNS", "")
        size = int(given) if given.isdecimal() and int(given) > 0 else PIPED
        found = _Piped(highlight=False, markup=False, width=width or size)
    found.push_render_hook(FitTables())
    return found


def notices() -> Console:
    """Return the console for everything that is not the result: standard error."""
    return _Screen(stderr=True, highlight=False, markup=False)


def strong(text: str) -> Text:
    """Return a text that stands out."""
    return Text(text, style="bold")


def print_told(out: Console, told: Iterable[Told | Table]) -> None:
    """Print tables, an empty line after each, and sentences."""
    for one in told:
        out.print(Fitted(one) if isinstance(one, Sheet) else one)
        if not isinstance(one, str):
            out.print()


def solution_sheets(solution: Solution, title: str = "", *, details: bool = True) -> Iterator[Told]:
    """Return the tables of a solution: what is agreed, and what it is worth by part.

    Warnings come before them. What the moves reveal is among the ``details``.
    """
    yield from solution.warnings
    for sheet in solution.sheets():
        first, title = title, ""
        yield retitled(sheet, first) if first else sheet
    if solution.expectations is not None:
        yield from expectation_sheets(solution.expectations, details=details)
    if solution.tree is not None:
        yield from tree_sheet(solution.tree)
        yield from theory_sheet(solution.theory, solution.tree.precision)


def expectation_sheets(found: Expectations, *, details: bool) -> Iterator[Sheet]:
    """Return tables of agreement by date and, among the ``details``, of what the moves reveal."""
    yield agreed_sheet(found)
    if details:
        yield signals_sheet(found)


def retitled(sheet: Sheet, title: str) -> Sheet:
    """Return a sheet with another title."""
    return replace(sheet, title=title)


def heading(solution: Solution) -> str:
    """Return a concept's name, and who knows what."""
    known = "each knows only its own type" if solution.is_private else "both know both types"
    return f"{first_upper(plain(solution.concept))}: {known}"


def print_short(
    out: Console,
    solutions: Sequence[Solution],
    scenario: Scenario,
    asked: str,
    worths: Sequence[CardWorth],
) -> None:
    """Print the lines that a result opens with; ``worths`` are what `card_worths` says of it."""
    from .in_short import in_short

    out.print(strong("In short"))
    for line in in_short(solutions, scenario, asked, worths):
        name, _, rest = line.partition(":")
        out.print(strong(f"{name}:"), rest.strip())
    out.print()


def print_more(out: Console, *, explain: bool, details: bool) -> None:
    """Print what else can be had, in a line."""
    more = ["--details adds what the moves reveal, how good the numbers are and every note"] * (
        not details
    ) + ["--explain retells the answer in plain sentences"] * (not explain)
    if more:
        out.print(f"More: {'; '.join(more)}.")


def notes_of(solution: Solution) -> list[str]:
    """Return what a reader should know of a solution, each note once.

    The types come before what is not said of all of them.
    """
    lines: dict[str, None] = {}
    given = solution.receipt.parameters
    if "why" in given:
        lines[f"method: {given['method']} ({given['why']})"] = None
    if solution.tree is not None:
        lines |= dict.fromkeys(tree_words(solution.tree))
    if solution.expectations is not None:
        lines |= dict.fromkeys(
            quality(solution.expectations, solution.private_certificate, solution.accuracy)
        )
    for case in solution.cases:
        for note in case.notes:
            of_all = all(note in other.notes for other in solution.cases)
            who = "" if of_all else f"{' / '.join(case.player_types.values())}: "
            lines.setdefault(f"{who}{note}")
    return list(lines)


def experiment_sheets(result: ExperimentResult) -> Iterator[Told]:
    """Return an experiment's tables, columns explained beneath, and what is to be said of each."""
    yield result.sheet()
    for table in result.tables:
        yield table.sheet()
        if table.note:
            yield table.note
