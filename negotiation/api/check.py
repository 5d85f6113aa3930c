"""Checking a strategy: every law that it has to keep, tried in many situations."""

from __future__ import annotations

from collections.abc import Callable
from os import PathLike, fspath
from pathlib import Path

from ..engine.naming import with_settings
from ..engine.strategy_choice import StrategyChoice, StrategyLike, choice_of
from ..engine.tournament.entering import entrant_of
from ..foundations.numbers import positive, whole
from ..foundations.users_files import is_place
from ..testing.asking import ANSWER_SECONDS
from ..testing.watching import LIMIT_SECONDS, Report, checked
from .arguments import seed_of

USUAL, QUICK = 100, 10
"""In how many situations each law is tried."""
LONGEST_ANSWER = 3600.0
"""Seconds that one answer may take at most."""
LONGEST_CHECK = 1e6
"""Seconds that all of it may take at most."""


def check(
    strategy: StrategyLike,
    *,
    examples: int | None = None,
    quick: bool = False,
    seed: int = 0,
    seconds: float = ANSWER_SECONDS,
    seconds_in_all: float = LIMIT_SECONDS,
    progress: Callable[[str], None] | None = None,
) -> Report:
    """Return the verdict of every law on a strategy, each failure with its story.

    The strategy is asked in processes of its own, which are stopped when it hangs.

    Parameters
    ----------
    strategy
        A name, a file, a class or an object whose class stands in a file.
    examples
        In how many situations each law is tried; by default 100, or 10 if ``quick``.
    quick
        Whether few situations of small games are enough: seconds, no certainty.
    seed
        Of the situations.
    seconds
        How long one answer may take.
    seconds_in_all
        How long all of it may take; laws that were not reached by then are not tried.
    progress
        Told in words what goes on.

    Raises ``NegotiationError`` for a strategy that cannot be checked, ``TypeError`` for what means
    nothing.
    """
    usual = QUICK if quick else USUAL
    return checked(
        _said(strategy),
        examples=usual if examples is None else whole("examples", examples, 1, 10**6, USUAL),
        small=bool(quick),
        seed=seed_of(seed),
        seconds=positive("seconds", seconds, LONGEST_ANSWER, ANSWER_SECONDS),
        seconds_in_all=positive("seconds_in_all", seconds_in_all, LONGEST_CHECK, LIMIT_SECONDS),
        progress=progress,
    )


def _said(strategy: StrategyLike) -> str:
    """Return the text by which another process chooses the same strategy.

    A text, or a path, is not looked into here: what it names is loaded there.
    """
    if isinstance(strategy, str):
        return strategy
    if isinstance(strategy, PathLike):
        path = fspath(strategy)
        return path if is_place(path) else str(Path.cwd() / path)
    choice = strategy if isinstance(strategy, StrategyChoice) else choice_of(strategy)
    entrant = entrant_of(choice)
    if not entrant.file:
        return entrant.name
    return with_settings(f"{entrant.file}:{entrant.class_name}", dict(entrant.settings))
