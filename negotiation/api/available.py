"""What there is to choose from, by name."""

from __future__ import annotations

from collections.abc import Callable

from ..engine.textbook import textbook_games
from ..foundations import shelf
from ..foundations.errors import NegotiationError, nearest, shown
from ..game.textbook.writing import PREFIX


def available(what: str) -> tuple[str, ...]:
    """Return the names of what there is: shipped, installed, or in the working folder.

    ``what`` is ``"scenarios"``, ``"textbook"``, ``"strategies"``, ``"concepts"``, ``"pictures"``,
    ``"experiments"``, ``"issues"``, ``"parts"`` or ``"protocols"``. Raises ``NegotiationError`` for
    anything else.

    >>> import negotiation as ng
    >>> "june_deadline" in ng.available("scenarios"), "boulware" in ng.available("strategies")
    (True, True)
    """
    if not isinstance(what, str):
        raise TypeError(f"what there is goes by a name, not {shown(what)}; try 'scenarios'")
    if what not in _LISTS:
        raise NegotiationError(f"there are no {what!r}; try {nearest(what, _LISTS)}")
    return _LISTS[what]()


def _scenarios() -> tuple[str, ...]:
    from ..scenario.library import available as found

    return tuple(found())


def _textbook() -> tuple[str, ...]:
    return tuple(PREFIX + name for name in textbook_games())


def _experiments() -> tuple[str, ...]:
    from ..explore.experiment import names

    return tuple(names())


def _strategies() -> tuple[str, ...]:
    from .. import strategies
    from ..strategies.strategy import Strategy

    return shelf.known(strategies, Strategy)


def _concepts() -> tuple[str, ...]:
    from .. import equilibria
    from ..equilibria.concept import SolutionConcept

    return shelf.known(equilibria, SolutionConcept)


def _pictures() -> tuple[str, ...]:
    from .. import pictures
    from ..pictures.picture import Picture

    return shelf.known(pictures, Picture)


def _issues() -> tuple[str, ...]:
    from ..deal import issues
    from ..deal.issue import Issue

    return shelf.known(issues, Issue)


def _parts() -> tuple[str, ...]:
    from ..payoffs import parts
    from ..payoffs.part import PayoffPart

    return shelf.known(parts, PayoffPart)


def _protocols() -> tuple[str, ...]:
    from ..game import protocols
    from ..game.protocol import Protocol

    return shelf.known(protocols, Protocol)


_LISTS: dict[str, Callable[[], tuple[str, ...]]] = {
    "scenarios": _scenarios,
    "textbook": _textbook,
    "strategies": _strategies,
    "concepts": _concepts,
    "pictures": _pictures,
    "experiments": _experiments,
    "issues": _issues,
    "parts": _parts,
    "protocols": _protocols,
}
