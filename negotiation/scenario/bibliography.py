"""Bibliographies: the sources of a scenario's numbers, and since when each is public.

Files named ``REFERENCES.bib``, in BibTeX: those beside the scenario's files, then the library's.
"""

from __future__ import annotations

import logging
import re
from calendar import monthrange
from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path

from ..foundations.errors import Problem
from ..foundations.records import record
from .library import folders, text_of_file

NAME = "REFERENCES.bib"


@record
class Reference:
    """An entry of a bibliography."""

    key: str
    """What a number's ``source`` calls it."""
    fields: Mapping[str, str]
    """What it says, by the names of BibTeX in small letters, such as ``title`` and ``date``."""

    @property
    def public_since(self) -> date | None:
        """The day on which its information became public: its ``date``, or else its ``year``.

        A month or a year counts as its last day. ``None`` where there is no date, or no possible
        one.
        """
        written = self.fields.get("date", self.fields.get("year", ""))
        found = re.fullmatch(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?", written.strip())
        if found is None:
            return None
        year, month = int(found[1]), int(found[2] or 12)
        try:
            return date(year, month, int(found[3] or monthrange(year, month)[1]))
        except ValueError:  # a thirteenth month, a 31st of June
            return None

    @property
    def citation(self) -> str:
        """The reference as one line of text: author, year, title, where."""
        names = ("author", "year", "title", "howpublished", "note")
        wanted = (" ".join(self.fields.get(name, "").split()) for name in names)
        text = ". ".join(part.removesuffix(".") for part in wanted if part)
        return re.sub(r"\\([$%&#_])|[{}]", r"\1", text) or self.key

    @property
    def address(self) -> str:
        """Where it can be read: its DOI's address if it has one, else its page's, or empty."""
        doi = self.fields.get("doi", "").strip()
        return f"https://doi.org/{doi}" if doi else self.fields.get("url", "").strip()


def bibliographies(beside: Iterable[Path] = ()) -> tuple[Path, ...]:
    """Return the bibliographies there are, nearest first; ``beside`` are folders of scenarios."""
    found: list[Path] = []
    for folder in (*beside, *folders("scenarios")):
        path = folder / NAME
        if path.is_file() and path.resolve() not in [other.resolve() for other in found]:
            found.append(path)
    return tuple(found)


def references(beside: Iterable[Path] = ()) -> dict[str, Reference]:
    """Return the entries of the bibliographies by key; the nearest entry of a key wins.

    Raises ``NegotiationError`` for a file that cannot be read; what is no whole entry is left out
    (see `damage`).
    """
    found: dict[str, Reference] = {}
    for path in bibliographies(beside):
        for entry in _read(text_of_file(path))[0]:
            found.setdefault(entry.key, entry)
    return found


def damage(paths: Iterable[Path]) -> tuple[Problem, ...]:
    """Return what is no whole entry in some bibliographies, so that nothing of it can be cited."""
    return tuple(
        Problem(
            where=f"{path}: line {line}",
            what=f"no entry that can be cited: {why}",
            value=" ".join(raw.split())[:60],
            allowed="a key of its own, then fields in braces, each named once",
            remedy="@misc{my_source, title = {..}, date = {2025-05-06}}",
        )
        for path in paths
        for line, why, raw in _read(text_of_file(path))[1]
    )


@lru_cache(maxsize=16)
def _read(text: str) -> tuple[tuple[Reference, ...], tuple[tuple[int, str, str], ...]]:
    """Return the entries of a text in BibTeX; and line, reason and text of what is none."""
    from bibtexparser.entrypoint import parse_string
    from bibtexparser.model import DuplicateBlockKeyBlock, DuplicateFieldKeyBlock

    # What is damaged is told by us, and not on the way.
    logging.getLogger("bibtexparser").addHandler(logging.NullHandler())
    found = parse_string(text)
    entries, damaged = [], []
    for entry in found.entries:
        if entry.key:
            fields = {field.key.lower(): str(field.value) for field in entry.fields}
            entries.append(Reference(key=entry.key, fields=fields))
        else:
            damaged.append(((entry.start_line or 0) + 1, "it has no key", entry.raw or ""))
    for block in found.failed_blocks:
        if isinstance(block, DuplicateBlockKeyBlock):
            why = f"there is another {block.key} before it"
        elif isinstance(block, DuplicateFieldKeyBlock):
            why = f"it says {' and '.join(sorted(block.duplicate_keys))} twice"
        else:
            why = "a brace, a comma or its key is missing"
        damaged.append(((block.start_line or 0) + 1, why, block.raw or ""))
    return tuple(entries), tuple(sorted(damaged))
