"""Adding matches to a file of matches: what is there already stays, and is never written over.

The rule is the same for whoever adds: a file that holds matches of the same game is added to; any
other that exists is refused. So is a match whose strategies were solved with other settings than
theirs in the file, and, where matches are numbered by a command, one that is there already.

Checked by tests/results/test_adding.py.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from ..foundations.errors import NegotiationError, ProblemsFound
from .match_files import line_of, read_matches
from .record import Record
from .storage import check_place, write_whole


def next_match(path: Path, seed: int) -> int:
    """Return the number after the last match of a seed in a file; 0 without any.

    Raises as `check_addable` does for a file that cannot be read.
    """
    return 1 + max(_numbers(_matches_of(path), seed), default=-1)


def check_addable(
    path: Path,
    game_fingerprint: str,
    seed: int | None = None,
    numbers: Collection[int] = (),
    remedy: str = "",
) -> None:
    """Raise ``NegotiationError`` if matches of a game cannot be added: before they are played.

    ``numbers`` are those of the matches to come, under ``seed``; ``remedy`` is what to try where
    one is there. Raises ``CannotWrite`` where no
    file can be stored, ``ProblemsFound`` for a file of anything else.
    """
    check_place(path)
    records = _matches_of(path)
    _same_game(path, records, game_fingerprint)
    if seed is None:
        return
    there = _numbers(records, seed)
    again = sorted(there.intersection(numbers))
    if again:
        which = f"match {again[0]}" if len(again) == 1 else f"matches {again[0]} to {again[-1]}"
        usual = f"--first {1 + max(there)} to add the next ones, another --seed or another --out"
        raise NegotiationError(
            f"{path} holds {which} of seed {seed} already, and nothing is written over; try "
            f"{remedy or usual}"
        )


def check_settings(path: Path, record: Record) -> None:
    """Raise ``NegotiationError`` if the same strategies were solved otherwise in a file.

    Ask it of the first of many matches: the others have its settings.
    """
    _same_settings(path, _matches_of(path), record)


def add_matches(records: Iterable[Record], path: Path) -> int:
    """Add records to a file, completely or not at all; return how many it holds then.

    Each is written when it comes: new records of any number take the memory of one. Raises as
    `check_addable`, which is to be asked before the matches are played.
    """
    there = _matches_of(path)
    count = len(there)

    def pieces() -> Iterator[bytes]:
        nonlocal count
        before = path.read_bytes() if there else b""
        yield before + (b"\n" if before and not before.endswith(b"\n") else b"")
        checked: set[tuple[object, ...]] = set()
        for record in records:
            kind = record.receipt.game_fingerprint, *record.strategies.items()
            if kind not in checked:
                _same_game(path, there, record.receipt.game_fingerprint)
                _same_settings(path, there, record)
                checked.add(kind)
            count += 1
            yield line_of(record)

    write_whole(path, pieces())
    return count


def _same_game(path: Path, records: Iterable[Record], game_fingerprint: str) -> None:
    for record in records:
        if record.receipt.game_fingerprint != game_fingerprint:
            raise NegotiationError(
                f"{path} holds matches of another game ({record.scenario}, "
                f"{record.receipt.game_fingerprint[:16]}; this is {game_fingerprint[:16]}), and "
                "nothing is written over; try another file"
            )


def _same_settings(path: Path, records: Iterable[Record], new: Record) -> None:
    for record in records:
        if record.strategies == new.strategies and _settings(record) != _settings(new):
            raise NegotiationError(
                f"{path} holds matches of the same strategies solved with {_told(record)}, not "
                f"{_told(new)}; try another file"
            )


def _settings(record: Record) -> dict[str, str | float]:
    """Return what the profiles that were followed were solved with."""
    followed = record.receipt.parameters.items()
    return {key: value for key, value in followed if key != "match" and not key.endswith(" name")}


def _told(record: Record) -> str:
    return ", ".join(f"{key} {value}" for key, value in _settings(record).items()) or "no settings"


def _numbers(records: Iterable[Record], seed: int) -> set[int]:
    return {record.match for record in records if record.receipt.seed == seed}


def _matches_of(path: Path) -> tuple[Record, ...]:
    """Return the matches that a file holds, a line each; none where there is no file."""
    if not path.exists() or (path.is_file() and path.stat().st_size == 0):
        return ()
    found = read_matches(path)
    if found.problems:
        raise ProblemsFound(found.problems, f"{path}, which would be added to")
    text = path.read_text(encoding="utf-8")
    if sum(1 for line in text.split("\n") if line.strip()) != len(found.records) or (
        "record" in json.loads(text.lstrip().partition("\n")[0])
    ):
        raise NegotiationError(
            f"{path} is no file with a match on each line, and nothing is written over; "
            "try another file"
        )
    return found.records
