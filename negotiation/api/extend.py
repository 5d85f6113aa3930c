"""Extending: what a file of your own offers to every shelf of this process."""

from __future__ import annotations

from os import PathLike

from ..foundations import extensions
from .arguments import path_of


def extend(file: str | PathLike[str]) -> tuple[str, ...]:
    """Offer the classes of a Python file by name; return the names they have.

    Strategies, kinds of issue and of payoff part, protocols, solution concepts and pictures are
    then known like those that are shipped, in scenario files too: the name is that of the class in
    lower case, words joined by underscores. Raises ``NegotiationError`` for a file that is not
    there, does not load or defines no class.
    """
    return extensions.extend(path_of("a file", file, "mine.py"))
