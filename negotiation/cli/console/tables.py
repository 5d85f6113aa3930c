"""Tables for people: solutions, payoff parts, numbers and their sources."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from rich.console import Console, ConsoleOptions, RenderableType
from rich.segment import Segment
from rich.status import Status
from rich.table import Table
from rich.text import Text

from ...game.game import state_in_words
from ...results.experiment_result import ExperimentResult, Row
from ...results.record import in_words
from ...results.solution import Case, Solution
from .in_lines import InLines
from .on_tree import theory_tables, tree_tables, tree_words
from .private import expectation_tables, quality


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


def console(*, width: int = 120) -> Console:
    """Return the console for results; a pipe gets a width of its own.

    Text is printed as it is: square brackets in a scenario's title are no commands.
    """
    found = _Piped(highlight=False, markup=False)
    return found if found.is_terminal else _Piped(highlight=False, markup=False, width=width)


def notices() -> Console:
    """Return the console for everything that is not the result: standard error."""
    return _Screen(stderr=True, highlight=False, markup=False)


def strong(text: str) -> Text:
    """Return a text that stands out."""
    return Text(text, style="bold")


def solution_tables(solution: Solution, title: str) -> Iterable[Table | str]:
    """Return the tables of a solution: what is agreed, and what it is worth by part.

    Warnings come before them.
    """
    yield from solution.warnings
    if solution.receipt.scenario_fingerprint:
        yield agreements(solution.cases, title)
        yield payoff_parts(solution.cases)
    else:  # a game written by hand, whose payoffs have no unit
        yield payoff_parts(solution.cases, f"Expected payoffs, {title}")
    if solution.expectations is not None:
        yield from expectation_tables(solution.expectations)
    if solution.tree is not None:
        yield from tree_tables(solution.tree)
        yield from theory_tables(solution.theory, solution.tree.precision)


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


def agreements(cases: Iterable[Case], title: str) -> Table:
    """Return a table of the most likely outcome of each case."""
    table = Table(title=title, title_justify="left", show_lines=True)
    for heading in ("types", "most likely outcome"):
        table.add_column(heading)
    for heading in ("probability of\nany agreement", "another plan\ngains, $bn"):
        table.add_column(heading, justify="right")
    for case in cases:
        outcome = case.outcomes[0]
        state = state_in_words(outcome.public_state)
        if outcome.agreement is None:
            what = f"{outcome.ending} ({outcome.probability:.0%} of all paths)"
        else:
            day, often = outcome.agreement.date, f"{outcome.probability:.0%} of all paths"
            what = f"{day.day} {day:%B} ({often}): {in_words(outcome.agreement.package)}"
            if case.band is not None:
                what += f"\n{case.band.in_words}"
        table.add_row(
            "\n".join(f"{player} {name}" for player, name in case.player_types.items()),
            Text.assemble(what, "\n", (state, "dim")),
            f"{case.agreement_probability:.3f}",
            gain(case.certificate.max_gain_busd),
        )
    return table


def gain(amount: float) -> str:
    """Return what another plan gains: as money, and what is less than half a cent as it is."""
    return f"{amount:.2f}" if amount >= 0.005 or amount == 0.0 else f"{amount:.0e}"


def payoff_parts(
    cases: Iterable[Case], title: str = "Expected payoffs, $bn against the tariffs in force"
) -> Table:
    """Return a table of expected payoffs by part, one row per player and case."""
    listed = list(cases)
    table = Table(title=title, title_justify="left")
    table.add_column("types")
    table.add_column("player")
    parts = list(next(iter(listed[0].payoffs.values())).parts)
    for part in (*parts, "total"):
        table.add_column(part, justify="right")
    for case in listed:
        label = " / ".join(case.player_types.values())
        for player, payoff in case.payoffs.items():
            amounts = [f"{payoff.parts[part]:+.2f}" for part in parts]
            table.add_row(label, player, *amounts, strong(f"{payoff.total:+.2f}"))
            label = ""
    return table


def experiment_tables(result: ExperimentResult) -> Iterable[Table | str]:
    """Return an experiment's tables, columns explained beneath, and what is to be said of each."""
    yield _explained("", result.columns, result.rows)
    for table in result.tables:
        yield _explained(table.title, table.columns, table.rows)
        if table.note:
            yield table.note


def _explained(title: str, columns: Mapping[str, str], rows: Sequence[Row]) -> Table:
    meanings = "; ".join(f"{name.replace('_', ' ')}: {words}" for name, words in columns.items())
    table = Table(title=title, title_justify="left", caption=meanings, caption_justify="left")
    numbers = {
        name: [cell for row in rows if isinstance(cell := row.get(name), float)] for name in columns
    }
    for name, amounts in numbers.items():
        table.add_column(name.replace("_", " "), justify="right" if amounts else "left")
    whole = {name for name, amounts in numbers.items() if all(map(_is_whole, amounts))}
    sign = {name for name, amounts in numbers.items() if any(x < 0.0 for x in amounts)}
    for row in rows:
        table.add_row(*(_cell(row.get(n), is_whole=n in whole, sign=n in sign) for n in columns))
    return table


def _is_whole(value: float) -> bool:
    return value == int(value)


def _cell(value: str | float | None, *, is_whole: bool, sign: bool) -> str:
    """Return a cell; numbers carry a sign in a column where some are negative."""
    if value is None:
        return "\N{EN DASH}"
    if isinstance(value, str):
        return value if "." in value else value.replace("_", " ")  # a key is left as it is
    if is_whole:  # ranks and counts
        return f"{value:+.0f}" if sign and value != 0.0 else f"{value:.0f}"
    if value != 0.0 and abs(value) < 1e-3:
        return f"{value:.1e}"
    return f"{value:+.2f}" if sign else f"{value:.2f}"
