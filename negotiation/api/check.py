"""Checking a strategy: every law that it has to keep, tried in many situations."""

from __future__ import annotations

from collections.abc import Callable

from ..engine.naming import with_settings
from ..engine.strategy_choice import StrategyChoice, StrategyLike, choice_of
from ..engine.tournament.entering import entrant_of
from ..foundations.numbers import positive, whole
from ..testing.asking import ANSWER_SECONDS
from ..testing.watching import Report, checked
from .arguments import seed_of

LONGEST_ANSWER = 3600.0
"""Seconds that one answer may take at most."""


def check(
    strategy: StrategyLike,
    *,
    examples: int = 100,
    seed: int = 0,
    seconds: float = ANSWER_SECONDS,
    progress: Callable[[str], None] | None = None,
) -> Report:
    """Return the verdict of every law on a strategy, each failure with its story.

    The strategy is asked in processes of its own, which are stopped when it hangs.

    Parameters
    ----------
    strategy
        A name, a file, a class or an object whose class stands in a file.
    examples
        In how many situations each law is tried.
    seed
        Of the situations.
    seconds
        How long one answer may take.
    progress
        Told in words what goes on.

    Raises ``NegotiationError`` for a strategy that cannot be checked, ``TypeError`` for what means
    nothing.
    """
    return checked(
        _said(choice_of(strategy)),
        examples=whole("examples", examples, 1, 10**6, 100),
        seed=seed_of(seed),
        seconds=positive("seconds", seconds, LONGEST_ANSWER, ANSWER_SECONDS),
        progress=progress,
    )


def _said(choice: StrategyChoice) -> str:
    """Return the text by which another process chooses the same strategy."""
    entrant = entrant_of(choice)
    if not entrant.file:
        return entrant.name
    return with_settings(f"{entrant.file}:{entrant.class_name}", dict(entrant.settings))
