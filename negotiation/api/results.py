"""Keeping results: what a call returned, in a file and back."""

from __future__ import annotations

from os import PathLike
from pathlib import Path
from typing import Any

from ..foundations.errors import NegotiationError, shown
from ..results.document import FORMAT, kind_of
from ..results.kept import KINDS
from ..results.match_files import holds_matches
from ..results.storage import from_plain, load, read_json, save
from .arguments import path_of


def save_result(result: object, path: str | PathLike[str]) -> None:
    """Write a result to a file as JSON, completely or not at all.

    Raises ``CannotWrite`` where it cannot be stored, ``TypeError`` for what is no result.
    """
    if kind_of(type(result)) is None:
        raise TypeError(f"a result is what solve, run, .. return, not {shown(result)}")
    save(result, path_of("a file", path, "run.json"))


def read_result(path: str | PathLike[str]) -> Any:
    """Return the result that a file holds: a ``Run``, ``Solution``, ``Tournament`` or another.

    What a command stored and what it printed with ``--json`` are read alike. Raises
    ``NegotiationError`` if the file holds no result.
    """
    file = path_of("a file", path, "run.json")
    try:
        plain = read_json(file)
    except NegotiationError:
        if holds_matches(file):
            raise _no_matches(file) from None
        raise
    told = plain.get("kind") if isinstance(plain, dict) else None
    if isinstance(told, str) and told in KINDS:
        return load(file, KINDS[told])
    if isinstance(plain, dict) and "format" in plain:
        if told is None and plain["format"] != FORMAT:
            return load(file, KINDS["run"])  # which says what it is
        named = "it names no kind" if told is None else f"its kind is {shown(told)}"
        raise NegotiationError(
            f"{file}: {named}; a result is one of {', '.join(KINDS)}; try the file as it was "
            "written"
        )
    for kind in KINDS.values():  # what versions before saved says of no kind
        try:
            return from_plain(plain, kind)
        except NegotiationError:
            continue
    if holds_matches(file):
        raise _no_matches(file)
    raise NegotiationError(
        f"{file} holds no result of this version: none of {', '.join(KINDS)}; "
        "try the run.json or tournament.json in a folder of results"
    )


def _no_matches(file: Path) -> NegotiationError:
    return NegotiationError(
        f"{file} holds matches, not a result; `negotiation estimate` and negotiation.estimate read "
        "them; try the run.json or tournament.json in a folder of results"
    )
