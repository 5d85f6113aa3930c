"""Entering a tournament: strategies by name, or from a user's own file."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from ... import strategies
from ...foundations import shelf
from ...foundations.errors import NegotiationError
from ...strategies.strategy import Strategy
from ..from_files import check_that_it_can_be_made, file_of, strategies_in
from ..matches import name_of_kind
from .plan import Entrant


def entrants_named(names: Iterable[str], files: Iterable[str] = ()) -> tuple[Entrant, ...]:
    """Return the entrants that names of the shelf and users' files stand for.

    The whole shelf by default; a file is given as ``mine.py``, or ``mine.py:Class`` for one of its
    strategies. Raises ``NegotiationError`` for an unknown name, a file without a strategy, and for
    two strategies of one name.
    """
    wanted = tuple(names) or tuple(shelf.name_to_class(strategies, Strategy))
    found = [_from_shelf(name) for name in wanted]
    for file in files:
        found += _from_file(file)
    for n, entrant in enumerate(found):
        if entrant.name in {other.name for other in found[:n]}:
            raise NegotiationError(
                f"{entrant.name} enters twice; enter it once, or rename the class in its file"
            )
    return tuple(found)


@cache
def class_of(entrant: Entrant) -> type[Strategy]:
    """Return the class of an entrant."""
    if not entrant.file:
        return shelf.pick(strategies, Strategy, entrant.name)
    return strategies_in(f"{entrant.file}:{entrant.class_name}")[0]


def _from_shelf(name: str) -> Entrant:
    kind = shelf.pick(strategies, Strategy, name)
    return Entrant(name=name_of_kind(kind))


def _from_file(place: str) -> list[Entrant]:
    kinds = strategies_in(place)
    path = file_of(place).resolve()
    source = _digest(path)
    for kind in kinds:
        if kind.follows is None:
            check_that_it_can_be_made(kind)
    return [
        Entrant(name=name_of_kind(kind), file=str(path), class_name=kind.__name__, source=source)
        for kind in kinds
    ]


def _digest(path: Path) -> str:
    """Return the sha256 of a file and of all modules loaded from its folder, or below it."""
    digest = hashlib.sha256(path.read_bytes())
    loaded = {Path(name).resolve() for name in map(_file, list(sys.modules.values())) if name}
    for file in sorted(loaded - {path}):
        if file.is_relative_to(path.parent) and file.suffix == ".py" and file.is_file():
            digest.update(file.relative_to(path.parent).as_posix().encode() + b"\0")
            digest.update(file.read_bytes())
    return digest.hexdigest()


def _file(module: object) -> str:
    found = getattr(module, "__file__", None)
    return found if isinstance(found, str) else ""
