"""Match files: many records of play in one file, one record a line (JSON lines).

The one match of a run is read too, from its ``run.json``, which ``run --json`` prints too:
whatever holds a record under the key ``record``.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..foundations.errors import NegotiationError, Problem
from .record import Record
from .storage import as_plain, from_plain, write_whole


@dataclass(frozen=True)
class MatchFile:
    """What a file of matches holds, and what in it is none."""

    records: tuple[Record, ...]
    """The records that can be read, in order."""
    places: tuple[str, ...]
    """Where each of them stands: the file, and the line if it has lines."""
    problems: tuple[Problem, ...]
    """Everything that cannot be read, with its place."""


def save_matches(records: Iterable[Record], path: Path) -> int:
    """Write records to a file, one a line, completely or not at all; return how many.

    Each is written when it comes: records of any number take the memory of one.
    """
    count = 0

    def lines() -> Iterator[bytes]:
        nonlocal count
        for record in records:
            count += 1
            yield line_of(record)

    write_whole(path, lines())
    return count


def line_of(record: Record) -> bytes:
    """Return the line of a record in a file of matches."""
    plain = as_plain(record)
    text = json.dumps(plain, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return f"{text}\n".encode()


def read_matches(path: Path) -> MatchFile:
    """Return the records that a file holds; mistakes come back with them and are not raised."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "not UTF-8 text"
        return _nothing(path, f"cannot be read: {why}")
    numbered = [(n, line) for n, line in enumerate(text.split("\n"), 1) if line.strip()]
    if not numbered:
        return _nothing(path, "holds no match")
    if _plain(numbered[0][1]) is None or len(numbered) == 1:
        numbered = [(0, text)]  # not a record a line: one object
    records, places, problems = [], [], []
    for n, piece in numbered:
        place = f"{path}, line {n}" if n else str(path)
        found = _plain(piece)
        if found is None:
            problems.append(Problem(where=place, what="is not JSON", remedy=_WRITER))
            continue
        if isinstance(found, dict) and "record" in found:
            found = found["record"]
        try:
            records.append(from_plain(found, Record))
            places.append(place)
        except NegotiationError as error:
            problems.append(Problem(where=place, what=str(error), remedy=_WRITER))
    return MatchFile(tuple(records), tuple(places), tuple(problems))


def holds_matches(path: Path) -> bool:
    """Return whether a file's first line is a record, or the file is one."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, ValueError):  # a name that no file can have, or no text
        return False
    found = _plain(text.split("\n", 1)[0]) or _plain(text)
    return isinstance(found, dict) and {"moves", "ending"} <= set(found)


_WRITER = "a file that `negotiation play` or `negotiation run` wrote"


def _nothing(path: Path, what: str) -> MatchFile:
    return MatchFile((), (), (Problem(where=str(path), what=what, remedy=_WRITER),))


def _plain(text: str) -> Any:
    """Return what a JSON text says; ``None`` where it says nothing or is none."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None
