"""Entering a tournament: strategies by name, file, module, class or object."""

from __future__ import annotations

import contextlib
import inspect
import sys
from collections.abc import Iterable
from functools import cache
from os import PathLike
from pathlib import Path
from types import MappingProxyType

from ... import strategies
from ...foundations import shelf
from ...foundations.children import refuse_in_a_child
from ...foundations.errors import NegotiationError
from ...strategies.strategy import Strategy
from ..from_files import strategies_in
from ..introducing import introduction
from ..introductions import Introduction, introduced, is_a_users
from ..naming import settings_of, usual_settings
from ..solving import Setting
from ..strategy_choice import StrategyChoice, StrategyLike, choice_of, choices_in
from .plan import Entrant
from .sources import check_together, digest_of


def entrants_named(
    names: Iterable[StrategyLike], files: Iterable[StrategyLike] = ()
) -> tuple[Entrant, ...]:
    """Return the entrants that strategies stand for, in any of the ways of `choice_of`.

    The whole shelf if there are no ``names``; ``files`` enter beside them, every strategy of each.
    Texts and paths of users' code are loaded in processes of their own, never here; classes and
    objects are the caller's, whose process has loaded them already. Raises as `choice_of`, and
    ``NegotiationError`` for two strategies, or two modules beside the files, of one name, and for
    an object that another process cannot make again.
    """
    refuse_in_a_child("a tournament")
    wanted = (*(tuple(names) or tuple(shelf.name_to_class(strategies, Strategy))), *files)
    found: list[Entrant] = []
    texts = [one for one in wanted if is_a_users(one)]
    of_users = iter(introduced(texts))  # type: ignore[arg-type] # those are texts and paths
    with contextlib.redirect_stdout(sys.stderr):  # what a strategy prints is no result
        for one in wanted:
            if is_a_users(one):
                found += map(entrant_introduced, next(of_users))
            else:
                found += map(entrant_of, _choices(one))
    for n, entrant in enumerate(found):
        if entrant.name in {other.name for other in found[:n]}:
            raise NegotiationError(
                f"{entrant.name} enters twice; enter it once, with other settings, or rename its "
                "class"
            )
    check_together([Path(entrant.file) for entrant in found if entrant.file])
    return tuple(found)


def entrant_of(choice: StrategyChoice) -> Entrant:
    """Return a choice as an entrant, which every process can make again by itself.

    Raises ``NegotiationError`` for a class that stands in no file, and for an object whose settings
    cannot be read back.
    """
    settings = _settings(choice)
    if choice.is_shipped:
        return Entrant(
            name=choice.name,
            follows=choice.follows,
            learns=choice.kind.learns,
            settings=tuple(sorted(settings.items())),
        )
    return entrant_introduced(introduction(choice, settings))


def entrant_introduced(one: Introduction) -> Entrant:
    """Return a user's strategy as an entrant; its texts are read, its code is not loaded."""
    return Entrant(
        name=one.name,
        file=one.file,
        class_name=one.class_name,
        source=digest_of(Path(one.file)),
        follows=one.follows,
        learns=one.learns,
        settings=one.settings,
    )


def choice_with(entrant: Entrant) -> StrategyChoice:
    """Return an entrant's class with its settings; raises as `class_of`."""
    return StrategyChoice(class_of(entrant), MappingProxyType(dict(entrant.settings)))


class Changed(NegotiationError):
    """The text of an entrant is not any more what it was when it entered."""


@cache
def class_of(entrant: Entrant) -> type[Strategy]:
    """Return the class of an entrant.

    Raises ``Changed`` if its file is not any more what it was when it entered.
    """
    if not entrant.file:
        return shelf.pick(strategies, Strategy, entrant.name.partition("(")[0])
    check_unchanged(entrant)
    [kind] = strategies_in(f"{entrant.file}:{entrant.class_name}")
    check_unchanged(entrant)
    return kind


def check_unchanged(entrant: Entrant) -> None:
    """Raise ``Changed`` if an entrant's sources are not those that it entered with.

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
        raise Changed(
            f"{path}, or a module beside it that it imports, changed while {entrant.name} was "
            "played; nothing was kept of what was played with the change; run the command again"
        )


def _choices(strategy: StrategyLike) -> list[StrategyChoice]:
    if isinstance(strategy, str | PathLike):
        return choices_in(strategy)
    return [choice_of(strategy)]


def _settings(choice: StrategyChoice) -> dict[str, Setting]:
    """Return what a choice is made with, as another process can be told."""
    if choice.given is None:
        return dict(choice.settings)
    kind = type(choice.given)
    if kind.follows is not None:
        raise NegotiationError(
            f"{choice.name} is an object with a profile of its own, which does not fit into a "
            f"tournament; try its name, e.g. '{choice.name}(precision=2)'"
        )
    kept = [name for name in usual_settings(kind) if not hasattr(choice.given, name)]
    needed = [
        one.name
        for one in inspect.signature(kind).parameters.values()
        if one.default is one.empty or one.kind in {one.VAR_POSITIONAL, one.VAR_KEYWORD}
    ]
    if kept or needed:
        what = ", ".join((*kept, *needed))
        raise NegotiationError(
            f"{choice.name} cannot be made again in another process: it does not keep {what}; try "
            "to give every argument of __init__ a default, and to keep it under its own name "
            "(self.beta = beta)"
        )
    found: dict[str, Setting] = {}
    for name, value in settings_of(choice.given).items():
        if not isinstance(value, int | float | str):
            raise NegotiationError(
                f"{choice.name}: {name} is {value!r}; in a tournament a setting is a number, a "
                "text, True or False"
            )
        found[name] = value
    return found
