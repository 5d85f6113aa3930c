"""Showing a game of the textbooks: its story, its solution and what theory says."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from rich.console import Console

from ...engine.solving import Setting, pairs_of
from ...engine.textbook import solve_textbook, textbook_named
from ...foundations.errors import NegotiationError
from ...game.textbook.writing import TextbookGame
from ...results.solution import Solution
from .options import assignments
from .tables import strong


def textbook_solutions(
    name: str,
    changes: Sequence[str] | None,
    concepts: Sequence[str],
    types: str,
    settings: Mapping[str, Mapping[str, Setting]],
) -> list[Solution]:
    """Return the solutions of a game of the textbooks, one for each concept."""
    given = _parameters(changes or ())
    pairs = pairs_of(textbook_named(name, given).game(), assignments(types, "--types"))
    return [
        solve_textbook(name, concept, pairs, changes=given, settings=settings[concept])
        for concept in concepts
    ]


def print_story(out: Console, solution: Solution) -> None:
    """Print what the game is about and whose it is."""
    receipt = solution.receipt
    book: TextbookGame = textbook_named(receipt.scenario, _parameters_of(receipt.changes))
    out.print(strong(book.title), f"({receipt.scenario})")
    for key, value in receipt.changes.items():
        out.print(f"changed: {key} = {value}")
    out.print(book.story)
    out.print(f"Source: {book.source}", end="\n\n")


def _parameters_of(changes: Mapping[str, str]) -> dict[str, object]:
    return _parameters([f"{key}={value}" for key, value in changes.items()])


def _parameters(changes: Sequence[str]) -> dict[str, object]:
    """Return what ``--set KEY=NUMBER`` changes in a game of the textbooks."""
    found: dict[str, object] = {}
    for text in changes:
        key, separator, value = (piece.strip() for piece in text.partition("="))
        try:
            number = float(value)
        except ValueError:
            number = math.nan
        if not separator or not key or not math.isfinite(number):
            raise NegotiationError(
                f"--set {text}: a game of the textbooks has numbers only; try --set "
                f"{key or 'KEY'}=0.5"
            )
        found[key] = int(number) if number.is_integer() else number
    return found
