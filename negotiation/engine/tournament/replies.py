"""What the processes of a tournament answer, as their parent reads it.

Where a guest plays, anything at all may come through the channel: half a line, a line that the
guest has written itself, numbers of the wrong kind. What is no answer is told from one here, before
anything is done with it.
"""

from __future__ import annotations

import base64
import binascii
import json
from dataclasses import dataclass
from typing import Any

BEGINS = b"{"
"""How a line begins that is, or should be, an answer."""


@dataclass(frozen=True)
class Reply:
    """What came of a task: one of its first five fields has something."""

    cell: bytes = b""
    """The file of the cell that was played."""
    profile: bytes = b""
    """The pickled profile that was solved."""
    fault: str = ""
    """What is wrong with a guest."""
    error: str = ""
    """Why it cannot be done, in words."""
    bug: str = ""
    """A traceback of this package's own."""
    of: int | None = None
    """The guest whose code ran last, where one has a fault."""
    exit_code: int = 1
    """The exit code that goes with an error."""
    program: str = ""
    """The fingerprint of the program that the process runs, with a cell or a profile."""


_BYTES = {"cell", "profile"}
_TEXTS = {"fault", "error", "bug", "program"}


def reply_in(line: bytes) -> Reply | None:
    """Return what a line answers; ``None`` for one that is no answer.

    >>> reply_in(b'{"fault": "no answer", "of": 2}').of
    2
    >>> reply_in(b'{"fault": "no ans') is None
    True
    """
    try:
        said: Any = json.loads(line)
        if not isinstance(said, dict):
            return None
        fields: dict[str, Any] = {name: _field(name, value) for name, value in said.items()}
        found = Reply(**fields)
    except (ValueError, TypeError, RecursionError):
        return None
    given = [found.cell, found.profile, found.fault, found.error, found.bug]
    return found if sum(map(bool, given)) == 1 else None


def numbers_in(note: bytes) -> list[int] | None:
    """Return the whole numbers of a note; ``None`` for text that is none.

    >>> numbers_in(b"2 0 1 17"), numbers_in(b""), numbers_in(b"2 x")
    ([2, 0, 1, 17], [], None)
    """
    found = note.split()
    return [int(n) for n in found] if all(n.isdigit() and len(n) < 10 for n in found) else None


def _field(name: str, value: object) -> object:
    """Return the value of a field; raises ``ValueError`` for one of another kind."""
    if name in _BYTES and isinstance(value, str):
        try:
            return base64.b64decode(value, validate=True)
        except binascii.Error as error:
            raise ValueError(name) from error
    if name in _TEXTS and isinstance(value, str):
        return value
    whole = isinstance(value, int) and not isinstance(value, bool)
    if (name == "of" and (whole or value is None)) or (name == "exit_code" and whole):
        return value
    raise ValueError(name)
