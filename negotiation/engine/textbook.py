"""Solving a game of the textbooks: find it by name, solve it, hold the answer against theory."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import replace

from ..foundations import shelf
from ..foundations.errors import NegotiationError, nearest
from ..foundations.parameters import meaning_of
from ..game import textbook as textbook_shelf
from ..game.game import TypePair
from ..game.textbook.writing import PREFIX, TextbookGame
from ..results.closed_form import held_against
from ..results.solution import Solution
from .solving import Setting, solve_game


def is_textbook(name: str) -> bool:
    """Return whether a name is meant for a game of the textbooks, e.g. ``textbook/beer_quiche``."""
    return name.strip().lower().startswith(PREFIX)


def textbook_games() -> Mapping[str, type[TextbookGame]]:
    """Return every game of the textbooks, by file name."""
    return shelf.name_to_class(textbook_shelf, TextbookGame)


def textbook_named(name: str, changes: Mapping[str, object] | None = None) -> TextbookGame:
    """Return the game of a name such as ``textbook/beer_quiche``, some of its parameters changed.

    Raises ``NegotiationError`` for an unknown name or parameter, and for a value out of bounds.
    """
    kind = shelf.pick(textbook_shelf, TextbookGame, name.strip()[len(PREFIX) :])
    fields = {
        field.name: meaning
        for field in dataclasses.fields(kind)  # type: ignore[arg-type]  # every member is a record
        if (meaning := meaning_of(field)) is not None
    }
    for key, value in (changes or {}).items():
        if key not in fields:
            known = "; ".join(f"{one}: {meaning.words}" for one, meaning in fields.items())
            raise NegotiationError(
                f"{name} has no parameter {key!r}; try {nearest(key, fields)} ({known})"
            )
        if isinstance(getattr(kind, key), int) and not isinstance(value, int):
            raise NegotiationError(f"{name}: {key} is {value}; it must be a whole number; try 2")
    try:
        return kind(**(changes or {}))
    except ValueError as error:
        raise NegotiationError(f"{name}: {error}; try the default by leaving it out") from None


def solve_textbook(
    name: str,
    concept: str = "logit",
    pairs: Sequence[TypePair] | None = None,
    *,
    changes: Mapping[str, object] | None = None,
    settings: Mapping[str, Setting] | None = None,
) -> Solution:
    """Return what a solution concept says of a game of the textbooks, beside what theory says.

    A logit equilibrium is that of the game's own precision unless another is among the
    ``settings``. Raises ``NegotiationError`` for unknown names, for a concept that does not apply
    and for a setting that it does not take.
    """
    book = textbook_named(name, changes)
    game = book.game()
    usual = {"precision": book.precision} if concept == "logit" else {}
    found = solve_game(game, concept, pairs, **{**usual, **(settings or {})})
    asked = PREFIX + name.strip().lower()[len(PREFIX) :].replace("-", "_")
    told = {key: str(value) for key, value in (changes or {}).items()}
    return replace(
        found,
        receipt=replace(found.receipt, scenario=asked, changes=told),
        theory=()
        if found.tree is None
        else held_against(book.theory(found.tree.precision), found.tree),
    )
