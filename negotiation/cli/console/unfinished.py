"""Talks that are left before they are over: where they are kept, and how to go on with them."""

from __future__ import annotations

import shlex
from collections.abc import Mapping, Sequence
from pathlib import Path

from ...engine.sitting import Sitting
from ...foundations.errors import NegotiationError, ProblemsFound
from ...results.match_files import read_matches, save_matches
from ...results.record import Record


def keep_unfinished(sitting: Sitting, beside: Path) -> Path:
    """Write unfinished talks to a new file and return it; no file that exists is touched.

    ``beside`` is the file that would have kept the record: the new one is named after it.
    """
    name = f"{beside.stem}.unfinished"
    path, number = beside.with_name(f"{name}.jsonl"), 2
    while path.exists():
        path, number = beside.with_name(f"{name}-{number}.jsonl"), number + 1
    save_matches([sitting.record()], path)
    return path


def farewell(
    why: str, options: Mapping[str, str], changes: Sequence[str], kept_in: Path | None
) -> str:
    """Return what is said to those who left: where the talks are, and the command that goes on.

    ``options`` are those that `sit` was given, by name; the scenario is an argument.
    """
    why = f"{why[0].upper()}{why[1:]}"
    if kept_in is None:
        return f"{why}; nothing had been chosen yet, so there is nothing to keep"
    given = {**options, "resume": str(kept_in)}
    scenario = given.pop("scenario")
    words = [f"--set={change}" for change in changes]
    words += [f"--{name}={value}" for name, value in given.items() if value]
    command = shlex.join(["negotiation", "sit", scenario, *words])
    return f"{why}; they are kept in {kept_in}: go on with\n  {command}"


def read_unfinished(path: Path) -> Record:
    """Return the talks that a file keeps.

    Raises ``NegotiationError`` for a file of anything but one match.
    """
    found = read_matches(path)
    if found.problems:
        raise ProblemsFound(found.problems, str(path))
    if len(found.records) != 1:
        raise NegotiationError(
            f"{path} holds {len(found.records)} matches; try the file of one that was left"
        )
    return found.records[0]
