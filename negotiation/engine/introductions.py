"""Introductions: what a strategy of a user's says of itself, without its code being loaded here.

A process of its own loads the file, module or entry point, and reports name, settings and claims as
plain data (`introducing`). What it does when it is imported stays there: leaving, changing the
folder, catching signals.
"""

from __future__ import annotations

import contextlib
import json
import queue
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from os import PathLike, fspath
from typing import Any

from .. import strategies
from ..foundations import extensions, shelf
from ..foundations.children import Child, Heard, Line, ended_in_order, undisturbed
from ..foundations.cores import workers_by_default
from ..foundations.errors import NegotiationError
from ..foundations.users_files import is_place
from ..strategies.strategy import Strategy
from .solving import Setting
from .strategy_choice import named_in

START_SECONDS = 60.0
"""How long a file may take to be loaded."""
POLL_SECONDS = 0.5
"""How often it is looked whether one has taken too long."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Introduction:
    """A strategy of a user's, in plain data."""

    name: str
    """What tables call it, settings included."""
    class_name: str
    """Its class."""
    file: str
    """The file that the class stands in, as a whole path."""
    description: str
    """The first line of its docstring."""
    settings: tuple[tuple[str, Setting], ...]
    """What it is made with, where that is not the default."""
    follows: str | None
    """The solution concept whose profile it follows, if it follows one."""
    learns: bool
    """Whether it reads earlier talks."""
    claims: tuple[str, ...]
    """What it claims."""


def is_a_users(strategy: object) -> bool:
    """Return whether to choose a strategy by a text would load code of a user's into this process.

    Names of the shelf load none, nor do names that nothing has; classes and objects, and what
    `extend` has offered, are here already.
    """
    if not isinstance(strategy, str | PathLike):
        return False
    what = named_in(strategy)
    if is_place(what) or isinstance(strategy, PathLike):
        return True
    name = what.strip().lower().replace("-", "_")
    if name in shelf.names(strategies) or extensions.is_here(name, Strategy):
        return False
    return name in extensions.names(strategies, Strategy)


def introduced(
    texts: Sequence[str | PathLike[str]], *, may_be_none: bool = False
) -> list[list[Introduction]]:
    """Return the strategies that texts and paths stand for, several for a file that holds several.

    Each is loaded in a process of its own, a few at a time. ``may_be_none`` allows files without a
    strategy. Raises ``NegotiationError`` with everything that cannot be loaded.
    """
    found: dict[int, list[Introduction] | NegotiationError] = {}
    with ended_in_order():
        for n, one in _heard(texts, may_be_none):
            found[n] = one
    wrong = [one for _, one in sorted(found.items()) if isinstance(one, NegotiationError)]
    if len(wrong) == 1:
        raise wrong[0]
    if wrong:
        lines = [f"{n}. {error}" for n, error in enumerate(wrong, 1)]
        raise NegotiationError(f"{len(wrong)} strategies cannot be loaded:\n" + "\n".join(lines))
    return [one for _, one in sorted(found.items()) if not isinstance(one, NegotiationError)]


def _heard(
    texts: Sequence[str | PathLike[str]], may_be_none: bool
) -> Iterator[tuple[int, list[Introduction] | NegotiationError]]:
    """Yield the number of each text with what it stands for, or why it stands for nothing."""
    heard: Heard = queue.SimpleQueue()
    waiting = list(enumerate(texts))
    busy: dict[Child, tuple[int, str, float]] = {}
    try:
        while waiting or busy:
            while waiting and len(busy) < max(1, workers_by_default()):
                n, text = waiting.pop(0)
                with undisturbed():
                    child = Child("negotiation.engine.introducing", heard)
                busy[child] = n, fspath(text), time.monotonic() + START_SECONDS
                child.tell((fspath(text), not isinstance(text, str), may_be_none))
            with contextlib.suppress(queue.Empty):
                line = heard.get(timeout=POLL_SECONDS)
                if line.child in busy and (said := _said(line, busy[line.child][1])) is not None:
                    line.child.stop()
                    yield busy.pop(line.child)[0], said
            for child, (n, what, until) in list(busy.items()):
                if time.monotonic() > until:
                    child.stop()
                    del busy[child]
                    yield (
                        n,
                        NegotiationError(
                            f"{what} could not be loaded: it was still being loaded after "
                            f"{START_SECONDS:.0f} seconds; try what it does when it is imported"
                        ),
                    )
    finally:
        for child in busy:
            child.stop()


def _said(line: Line, what: str) -> list[Introduction] | NegotiationError | None:
    """Return what a child has found; ``None`` while it has said nothing of it."""
    if not line.text:
        return NegotiationError(
            f"{what} could not be loaded: its process ended with code {line.child.stop()} while "
            "the file was being loaded; try what it does when it is imported"
        )
    try:
        said: dict[str, Any] = json.loads(line.text)
    except ValueError:  # a beat
        return None
    if "error" in said:
        error = NegotiationError(said["error"])
        error.exit_code = said["exit_code"]
        return error
    return [
        Introduction(
            **one
            | {
                "settings": tuple((name, value) for name, value in one["settings"]),
                "claims": tuple(one["claims"]),
            }
        )
        for one in said["found"]
    ]
