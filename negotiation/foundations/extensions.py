"""Extensions: what others have written for a shelf, found by a name like what is shipped.

An installed package offers a class in an entry point, of a group that is called after the shelf:
``negotiation.strategies``, ``negotiation.issues``, ``negotiation.parts``,
``negotiation.protocols``, ``negotiation.equilibria``, ``negotiation.pictures``. A file offers its
classes to this process when `extend` is called with it; each then has the name of its class in
lower case, words joined by underscores. Files of scenarios cannot do so: to read one never runs a
program.

>>> name_of_class(type("HardLiner", (), {}))
'hard_liner'
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable
from functools import cache
from importlib.metadata import EntryPoint, entry_points
from os import PathLike, fspath
from pathlib import Path
from types import ModuleType
from typing import TypeVar, cast

from .errors import NegotiationError
from .users_files import is_file, loaded, where_raised, words

T = TypeVar("T")

_OFFERED: dict[str, list[type]] = {}
"""The classes that files offer, by name, the latest last."""


def extend(file: str | PathLike[str]) -> tuple[str, ...]:
    """Offer the finished classes of a Python file to every shelf; return the names they have.

    A file that was changed and is given again takes its own place. Raises ``NegotiationError`` for
    a file that is not there, does not load or defines no class.
    """
    path = Path(fspath(file))
    if not is_file(path):
        raise NegotiationError(f"there is no file {path}; try the path of a Python file")
    module = loaded(path)
    found = [
        value
        for value in vars(module).values()
        if inspect.isclass(value)
        and value.__module__ == module.__name__
        and not inspect.isabstract(value)
    ]
    if not found:
        raise NegotiationError(f"{path} defines no finished class; try a class of a shelf's kind")
    for member in found:
        offered = _OFFERED.setdefault(name_of_class(member), [])
        offered[:] = [one for one in offered if inspect.getfile(one) != str(module.__file__)]
        offered.append(member)
    return tuple(name_of_class(member) for member in found)


def group_of(package: ModuleType) -> str:
    """Return the group of entry points for a shelf, e.g. ``negotiation.strategies``."""
    parts = package.__name__.split(".")
    return f"{parts[0]}.{parts[-1]}"


def names(package: ModuleType, kind: Callable[..., object]) -> tuple[str, ...]:
    """Return the names that installed packages, and files, offer to a shelf."""
    offered = [name for name in _OFFERED if _from_file(name, kind) is not None]
    return tuple(sorted({*_installed(group_of(package)), *offered}))


def find(package: ModuleType, kind: Callable[..., T], name: str) -> type[T] | None:
    """Return what has a name, ``None`` if nothing of a shelf's kind has.

    Raises ``NegotiationError`` for an entry point that does not load, or is of another kind.
    """
    offered = _from_file(name, kind)
    if offered is not None:
        return offered
    entry = _installed(group_of(package)).get(name)
    return None if entry is None else _from_entry(entry, kind)


def is_here(name: str, kind: Callable[..., object]) -> bool:
    """Return whether a file of this process offers something of a kind by a name (`extend`)."""
    return _from_file(name, kind) is not None


def _from_file(name: str, kind: Callable[..., T]) -> type[T] | None:
    base = cast("type[T]", kind)
    offered = [member for member in _OFFERED.get(name, ()) if issubclass(member, base)]
    return offered[-1] if offered else None


@cache
def _installed(group: str) -> dict[str, EntryPoint]:
    found: dict[str, EntryPoint] = {}
    for entry in entry_points(group=group):
        found.setdefault(entry.name.strip().lower().replace("-", "_"), entry)
    return found


def _from_entry(entry: EntryPoint, kind: Callable[..., T]) -> type[T]:
    where = f"the entry point {entry.name} = {entry.value} of {entry.group}"
    try:
        member = entry.load()
    except (Exception, SystemExit) as error:
        told = where_raised(error, entry.module.rpartition(".")[2] + ".py")
        raise NegotiationError(f"{where} does not load: {told}") from error
    base = cast("type[T]", kind)
    if not (inspect.isclass(member) and issubclass(member, base)) or inspect.isabstract(member):
        raise NegotiationError(
            f"{where} is no finished {words(kind)}; try the name of a class that inherits "
            f"{kind.__name__}"
        )
    return member


def name_of_class(kind: type) -> str:
    """Return the name of a class as shelves have it: in lower case, words joined by underscores."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", kind.__name__).lower()
