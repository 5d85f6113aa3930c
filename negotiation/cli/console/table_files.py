"""The options ``--csv``, ``--latex`` and ``--markdown``: the tables of a result as files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ...foundations.errors import NegotiationError
from ...results.sheet import Sheet
from ...results.sheet_formats import as_latex, as_markdown
from ...results.storage import check_place, write_whole
from ...results.table import as_csv


@dataclass(frozen=True)
class TableFiles:
    """The files asked for."""

    csv: Path | None = None
    """For the numbers, with all their digits."""
    latex: Path | None = None
    """For the tables as printed."""
    markdown: Path | None = None
    """For the same."""

    @property
    def asked(self) -> dict[str, Path]:
        """The files that are asked for, by format."""
        every = {"csv": self.csv, "latex": self.latex, "markdown": self.markdown}
        return {form: path for form, path in every.items() if path is not None}

    def check(self) -> None:
        """Raise an error for a file that cannot be written, before long work."""
        places: dict[Path, str] = {}
        for form, path in self.asked.items():
            check_place(path)
            other = places.setdefault(path.absolute(), form)
            if other != form:
                raise NegotiationError(
                    f"--{other} and --{form} would both go to {path}; try two names"
                )

    def write(
        self, rows: Sequence[Mapping[str, object]], told: Iterable[Sheet | object]
    ) -> dict[str, Path]:
        """Write the files; return them by format. What is told and no table is left out."""
        sheets = [one for one in told if isinstance(one, Sheet)]
        texts = {
            "csv": lambda: as_csv(_alike(rows)),
            "latex": lambda: "\n\n".join(map(as_latex, sheets)) + "\n",
            "markdown": lambda: "\n\n".join(map(as_markdown, sheets)) + "\n",
        }
        for form, path in self.asked.items():
            write_whole(path, texts[form]().encode())
        return self.asked


def _alike(rows: Sequence[Mapping[str, object]]) -> list[dict[str, object]]:
    """Return rows that all have every column, in the order in which they first appear."""
    columns = list(dict.fromkeys(name for row in rows for name in row))
    return [{name: row.get(name) for name in columns} for row in rows]
