"""What the process does in which a user's strategy introduces itself (`introductions`)."""

from __future__ import annotations

import inspect
import os
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path

from ..foundations.children import begun
from ..foundations.errors import NegotiationError
from ..foundations.users_files import finished
from ..strategies.strategy import Strategy
from .introductions import Introduction
from .solving import Setting
from .strategy_choice import StrategyChoice, choice_of, choices_in


def main() -> None:
    """Load what the parent names, and say what it is."""
    parent = begun()
    text, is_path, may_be_none = parent.told.get()
    try:
        chosen = (
            [choice_of(kind) for kind in finished(Path(text), Strategy)]
            if may_be_none
            else choices_in(Path(text) if is_path else text)
        )
        parent.say(found=[asdict(introduction(choice, choice.settings)) for choice in chosen])
    except NegotiationError as error:
        parent.say(error=str(error), exit_code=error.exit_code)
    except BaseException as error:  # a user's code may raise anything, KeyboardInterrupt too
        parent.say(error=f"{text} does not load: {type(error).__name__}: {error}", exit_code=2)
    os._exit(0)  # what it has begun is not waited for


def introduction(choice: StrategyChoice, settings: Mapping[str, Setting]) -> Introduction:
    """Return a choice in plain data.

    Raises ``NegotiationError`` for a class that stands in no file.
    """
    kind = choice.kind
    return Introduction(
        name=choice.name,
        class_name=kind.__name__,
        file=str(_file_of(kind)),
        description=(inspect.getdoc(kind) or "").partition("\n")[0],
        settings=tuple(sorted(settings.items())),
        follows=choice.follows,
        learns=kind.learns,
        claims=tuple(sorted(kind.claims)),
    )


def _file_of(kind: type[Strategy]) -> Path:
    try:
        path = Path(inspect.getfile(kind)).resolve()
    except (OSError, TypeError):
        path = Path()
    if not path.is_file() or "<locals>" in kind.__qualname__:
        raise NegotiationError(
            f"{kind.__name__} stands in no file of its own, and a tournament plays it in another "
            "process; try to write the class into a file, e.g. mine.py, and enter that"
        )
    return path
