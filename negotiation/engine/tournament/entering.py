"""Entering a tournament: strategies by name, or from a user's own file."""

from __future__ import annotations

import contextlib
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
from .sources import check_together, digest_of


def entrants_named(names: Iterable[str], files: Iterable[str] = ()) -> tuple[Entrant, ...]:
    """Return the entrants that names of the shelf and users' files stand for.

    The whole shelf by default; a file is given as ``mine.py``, or ``mine.py:Class`` for one of its
    strategies. Raises ``NegotiationError`` for an unknown name, a file without a strategy, and for
    two strategies, or two modules beside the files, of one name.
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
    check_together([Path(entrant.file) for entrant in found if entrant.file])
    return tuple(found)


@cache
def class_of(entrant: Entrant) -> type[Strategy]:
    """Return the class of an entrant.

    Raises ``NegotiationError`` if its file is not any more what it was when it entered.
    """
    if not entrant.file:
        return shelf.pick(strategies, Strategy, entrant.name)
    check_unchanged(entrant)
    [kind] = strategies_in(f"{entrant.file}:{entrant.class_name}")
    check_unchanged(entrant)
    return kind


def check_unchanged(entrant: Entrant) -> None:
    """Raise ``NegotiationError`` if an entrant's sources are not those that it entered with.

    Before and after they are loaded and played, this tells that what was played is what entered:
    modules that are imported late, too.
    """
    if not entrant.file:
        return
    path = Path(entrant.file)
    try:
        is_same = digest_of(path) == entrant.source
    except OSError:
        is_same = False
    if not is_same:
        raise NegotiationError(
            f"{path}, or a module beside it that it imports, changed while {entrant.name} was "
            "played; nothing was kept of what was played with the change; run the command again"
        )


def _from_shelf(name: str) -> Entrant:
    kind = shelf.pick(strategies, Strategy, name)
    return Entrant(name=name_of_kind(kind), follows=kind.follows)


def _from_file(place: str) -> list[Entrant]:
    with contextlib.redirect_stdout(sys.stderr):  # what a strategy prints is no result
        kinds = strategies_in(place)
        for kind in kinds:
            if kind.follows is None:
                check_that_it_can_be_made(kind)
    path = file_of(place).resolve()
    source = digest_of(path)
    return [
        Entrant(
            name=name_of_kind(kind),
            file=str(path),
            class_name=kind.__name__,
            source=source,
            follows=kind.follows,
        )
        for kind in kinds
    ]
