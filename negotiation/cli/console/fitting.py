"""Fitting tables to the width of the screen: numbers are never cut, words break at blanks only.

A column is at least as wide as its longest number, and its longest word. A table that is wider than
the screen even so is told in blocks: one for each group of its rows, with the headings down the
side and the rows of the group next to each other, or one for each row where that is too wide as
well.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from textwrap import wrap

from rich import box
from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, ConsoleRenderable, RenderHook
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from ...results.sheet import Sheet

Shown = Table | Text | Padding
"""What is printed of a sheet."""

GAP = 2
"""Blanks between columns."""
TALLEST = 5
"""A table whose cells would take more lines is told in blocks."""
MOST_OF_HEADING = 3
"""Headings over a column take at most so many lines."""
WIDEST_HEADING = 26
"""Headings down the side of a block wrap beyond this."""


class Fitted:
    """A sheet, told as wide as there is room."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[Shown]:
        """Yield the title, the table or its blocks, and the caption."""
        yield from arranged(self.sheet, options.max_width)


class FitTables(RenderHook):
    """Fits every table that a console prints, whoever made it."""

    def process_renderables(self, renderables: list[ConsoleRenderable]) -> list[ConsoleRenderable]:
        """Replace sheets and tables by what fits."""
        return [
            Fitted(sheet_of(shown)) if isinstance(shown, Table) else shown for shown in renderables
        ]


def sheet_of(table: Table) -> Sheet:
    """Return a table of rich as a sheet; what stands to the right, or must not wrap, is numeric."""
    columns = table.columns
    cells = [[_text(cell) for cell in column.cells] for column in columns]
    return Sheet(
        title=_text(table.title),
        headings=tuple(_text(column.header) for column in columns),
        rows=tuple(zip(*cells, strict=True)),
        numeric=tuple(column.no_wrap or column.justify == "right" for column in columns),
        caption=_text(table.caption),
    )


def arranged(sheet: Sheet, width: int) -> Iterator[Shown]:
    """Yield what tells of a sheet within a width: its table if it fits, else its blocks."""
    if sheet.title:
        yield Text(sheet.title, style="bold")
    widths = fitting_widths(sheet.headings, sheet.rows, sheet.numeric, width)
    if widths is not None:
        yield _table(sheet, widths)
    else:
        for n, group in enumerate(sheet.groups):
            if n and len(group) > 1:
                yield Text("")
            yield from _block(sheet, group, width)
    if sheet.caption:
        yield Text(sheet.caption, style="dim italic")


def fitting_widths(
    headings: Sequence[str],
    rows: Iterable[Sequence[str]],
    numeric: Sequence[bool],
    width: int,
) -> list[int] | None:
    """Return the columns' widths, ``None`` if numbers and words do not fit within ``width``.

    Nor do they where a cell would take more than ``TALLEST`` lines.
    """
    cells = list(zip(headings, *rows, strict=True))
    least = [
        max(
            _narrowest(column[0]),
            *map(_longest_word, column),
            *(map(_longest_line, column[1:]) if is_number else ()),
        )
        for column, is_number in zip(cells, numeric, strict=True)
    ]
    found, room = list(least), width - GAP * (len(least) - 1) - sum(least)
    if room < 0:
        return None
    for part in (slice(1, None), slice(0, 1)):  # cells take the room before headings do
        wanted = [max(map(_longest_line, column[part]), default=0) for column in cells]
        room -= _grow(found, wanted, room)
    lines = (
        sum(math.ceil(cell_len(line) / size) for line in cell.split("\n"))
        for size, column in zip(found, cells, strict=True)
        for cell in column[1:]
        if size > 0
    )
    return found if max(lines, default=0) <= TALLEST else None


def _grow(found: list[int], wanted: Sequence[int], room: int) -> int:
    """Widen columns towards what they want while there is room; return how much was taken."""
    left = room
    while left > 0 and (lacking := [n for n, now in enumerate(found) if now < wanted[n]]):
        # Those that want least come first, so that a long text takes what the others leave.
        for n in sorted(lacking, key=lambda n: wanted[n] - found[n]):
            step = min(wanted[n] - found[n], max(left // len(lacking), 1), left)
            found[n] += step
            left -= step
    return room - left


def _table(sheet: Sheet, widths: Sequence[int]) -> Table:
    cells = [(size, cell) for row in sheet.rows for size, cell in zip(widths, row, strict=True)]
    tall = any(cell_len(cell) > size or "\n" in cell for size, cell in cells)
    is_grouped = len(sheet.groups) < len(sheet.rows)
    table = _bare(header=any(sheet.headings))
    for heading, size, is_number in zip(sheet.headings, widths, sheet.numeric, strict=True):
        table.add_column(
            Text(heading, style="bold"), width=size, justify="right" if is_number else "left"
        )
    for group in sheet.groups:
        for row in group:
            table.add_row(*map(Text, row))
        if tall or is_grouped:
            table.add_section()
    return table


def _block(sheet: Sheet, group: Sequence[Sequence[str]], width: int) -> Iterator[Shown]:
    """Yield a group of rows with the headings down the side."""
    if len(group) == 1:
        yield from _rows_apart(sheet, group, width)
        return
    named = 1 if sheet.numeric[1] else 2  # a second column of words heads the rows of the group
    side = sheet.headings[named:]
    across = [[row[1] if named == 2 else "", *row[named:]] for row in group]
    lines = [list(line) for line in zip(*across, strict=True)]
    is_number = [all(sheet.numeric[named:])] * len(group)
    indented = ["  " + heading.replace("\n", " ") for heading in side]
    widths = fitting_widths(
        ["", *lines[0]],
        [[_unbroken(name), *line] for name, line in zip(indented, lines[1:], strict=True)],
        [True, *is_number],
        width,
    )
    if widths is None:
        yield from _rows_apart(sheet, group, width)
        return
    yield Text(_one_line(group[0][0], ", "), style="bold")
    table = _bare(header=named == 2)
    for heading, size, right in zip(["", *lines[0]], widths, [False, *is_number], strict=True):
        table.add_column(heading, width=size, justify="right" if right else "left")
    for name, line in zip(indented, lines[1:], strict=True):
        table.add_row(Text(name), *map(Text, line))
    yield table


def _rows_apart(sheet: Sheet, group: Sequence[Sequence[str]], width: int) -> Iterator[Shown]:
    """Yield each row by itself, a line for each heading."""
    above = ""
    for row in group:
        above = row[0] or above
        lead = next((n for n, number in enumerate(sheet.numeric) if not number), 0)
        names = [above]
        if lead > 0:  # a row that begins with a number, such as a rank, is named by its first word
            names.append(row[lead])
        yield Text(", ".join(_one_line(name, ", ") for name in names if name), style="bold")
        pairs = [
            ("  " + _one_line(heading), cell)
            for n, (heading, cell) in enumerate(zip(sheet.headings, row, strict=True))
            if cell and n not in {0, lead}
        ]
        if not pairs:
            continue
        longest = [max(_longest_word(heading) + 2, _longest_word(cell)) for heading, cell in pairs]
        words = [_longest_word(heading) + 2 for heading, _ in pairs]
        size = max(*words, min(WIDEST_HEADING, max(cell_len(heading) for heading, _ in pairs)))
        room = width - size - GAP
        if room < max(longest):
            for heading, cell in pairs:  # what is asked for on a line, what it is under it
                yield Text(heading)
                yield Padding(Text(cell), (0, 0, 0, 4))
            continue
        table = _bare(header=False)
        table.add_column("", width=size)
        table.add_column("", width=room)
        for heading, cell in pairs:
            # Under a heading of several lines, what goes on stands as far in as its beginning.
            table.add_row(Padding(Text(heading.strip()), (0, 0, 0, 2)), Text(cell))
        yield table


def _bare(*, header: bool) -> Table:
    """Return a table without lines but one under its head."""
    return Table(
        box=_LINES if header else None,
        show_header=header,
        show_edge=False,
        pad_edge=False,
        padding=(0, 1, 0, 0) if header else (0, GAP, 0, 0),
    )


_LINES = box.Box("    \n    \n ── \n    \n    \n    \n    \n    \n")
"""A line under the headings, an empty one between groups."""


def _text(cell: object) -> str:
    return cell.plain if isinstance(cell, Text) else str(cell or "")


def _one_line(text: str, between: str = " ") -> str:
    return between.join(" ".join(line.split()) for line in text.split("\n"))


def _unbroken(text: str) -> str:
    return text.replace(" ", "\N{NO-BREAK SPACE}")


def _narrowest(heading: str) -> int:
    """Return the least width at which a heading takes no more lines than it may."""
    size = _longest_word(heading)
    while sum(len(wrap(line, size)) for line in heading.split("\n") if line) > MOST_OF_HEADING:
        size += 1
    return size


def _longest_word(text: str) -> int:
    return max((cell_len(word) for word in text.split()), default=0)


def _longest_line(text: str) -> int:
    return max((cell_len(line) for line in text.split("\n")), default=0)
