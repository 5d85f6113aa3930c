"""A table for people: headings and cells as text, however it is shown.

The screen, HTML, LaTeX and Markdown show the same record; what is exact is in ``to_rows()``.
"""

from __future__ import annotations

from ..foundations.records import record


@record
class Sheet:
    """A table for people.

    A row whose first cell is empty goes on with the group that the row above it belongs to.
    """

    title: str
    """What it shows."""
    headings: tuple[str, ...]
    """The columns' headings [c]."""
    rows: tuple[tuple[str, ...], ...]
    """The cells [r][c]."""
    numeric: tuple[bool, ...]
    """Whether a column holds numbers, which are set to the right and never broken [c]."""
    caption: str = ""
    """What must be known to read it."""

    def check(self) -> None:
        """Raise ``ValueError`` for rows that do not fit the headings."""
        for row in (self.numeric, *self.rows):
            if len(row) != len(self.headings):
                raise ValueError(f"{len(self.headings)} headings, but a row of {len(row)}: {row}")

    @property
    def groups(self) -> list[list[tuple[str, ...]]]:
        """The rows, those that go on with a group together."""
        found: list[list[tuple[str, ...]]] = []
        for row in self.rows:
            if found and row and not row[0]:
                found[-1].append(row)
            else:
                found.append([row])
        return found
