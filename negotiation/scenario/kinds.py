"""The tables of a scenario whose keys depend on their ``kind``: an issue, a payoff part.

What a kind may be, its shelf says: what is shipped, what installed packages offer, what `extend`
has offered.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from types import ModuleType
from typing import Any

from ..deal import issues
from ..deal.issue import Issue
from ..foundations import shelf
from ..foundations.users_files import words
from ..payoffs import parts
from ..payoffs.part import PayoffPart


@dataclass(frozen=True, slots=True)
class Kinds:
    """The kinds that a table of one sort may be of."""

    place: str
    """Where such tables stand, e.g. ``issues``."""
    shelf: ModuleType
    """The shelf that its kinds stand on."""
    base: type
    """What every kind inherits."""

    @property
    def words(self) -> str:
        """What such a table describes, e.g. ``payoff part``."""
        return words(self.base)

    @property
    def known(self) -> tuple[str, ...]:
        """The names of the kinds that there are."""
        return shelf.known(self.shelf, self.base)

    @property
    def shipped(self) -> Iterator[tuple[str, type]]:
        """The kinds that come with the house, by name."""
        yield from shelf.name_to_class(self.shelf, self.base).items()

    def named(self, name: object) -> type | None:
        """Return the kind of a name, ``None`` where nothing has it."""
        if not isinstance(name, str) or not shelf.has(self.shelf, self.base, name):
            return None
        return shelf.pick(self.shelf, self.base, name)


_ALL = (
    Kinds("issues", issues, Issue),
    Kinds("parts", parts, PayoffPart),
)


def every_sort() -> tuple[Kinds, ...]:
    """Return all sorts of tables that have a kind."""
    return _ALL


def kinds_of(hint: Any) -> Kinds | None:
    """Return the kinds for a type of the schema, ``None`` where its keys depend on none."""
    return next((kinds for kinds in _ALL if kinds.base is hint), None)
