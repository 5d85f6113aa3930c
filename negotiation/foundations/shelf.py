"""A shelf: a package in which every file holds one finished thing, found without a list.

Each module of the package (in alphabetical order; sub-packages and the module that defines the kind
are left out) must define exactly one final class of the shelf's kind, named after the file:
``hard_liner.py`` holds ``HardLiner``. What others have written is picked by name too
(`extensions`), or by the place where it stands (`users_files`).
"""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterable, Mapping
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType, ModuleType
from typing import TypeVar, cast

from . import extensions
from .errors import NegotiationError
from .users_files import finished_in, is_place, words

T = TypeVar("T")


def name_to_class(package: ModuleType, kind: Callable[..., T]) -> Mapping[str, type[T]]:
    """Return the members of a shelf, by file name.

    Raises ``TypeError``, naming the file and the remedy, for a stray file, for a class not named
    after its file, and for a subclass of a finished member (wrap it instead).
    """
    found: dict[str, type[T]] = {}
    for name in names(package):
        module = importlib.import_module(f"{package.__name__}.{name}")
        if module.__name__ == kind.__module__:
            continue
        found[name] = _only_member(module, kind, name)
    members = set(found.values())
    for name, member in found.items():
        finished = [base.__name__ for base in member.__mro__[1:] if base in members]
        if finished:
            raise TypeError(f"{name}.py: {member.__name__} inherits {finished[0]}; wrap it instead")
    return MappingProxyType(found)


def names(package: ModuleType) -> tuple[str, ...]:
    """Return the file names on a shelf, without importing any of them."""
    folders = tuple(package.__path__)
    return _listed(folders, tuple(Path(folder).stat().st_mtime_ns for folder in folders))


@lru_cache
def _listed(folders: tuple[str, ...], changed: tuple[int, ...]) -> tuple[str, ...]:
    """Return the names of the files in folders, looked at again when one has changed."""
    del changed
    return tuple(sorted(one.name for one in pkgutil.iter_modules(folders) if not one.ispkg))


def has(package: ModuleType, kind: Callable[..., T], name: str) -> bool:
    """Return whether a shelf has something of a name, what others have written included."""
    return name in _shipped(package, kind) or name in extensions.names(package, kind)


def known(package: ModuleType, kind: Callable[..., T]) -> tuple[str, ...]:
    """Return the names on a shelf, and those that others have given to what they have written."""
    return tuple(dict.fromkeys((*_shipped(package, kind), *extensions.names(package, kind))))


def _shipped(package: ModuleType, kind: Callable[..., T]) -> list[str]:
    """Return the file names on a shelf but for that of the kind itself."""
    return [name for name in names(package) if f"{package.__name__}.{name}" != kind.__module__]


def pick(package: ModuleType, kind: Callable[..., T], name: str) -> type[T]:
    """Return one member of a shelf by its file name (``hard-liner`` and ``hard_liner`` both do).

    Imports only that file, unless the name is unknown. What others have written is picked by the
    name it was given, or by place: ``mine.py``, ``mine.py:Class``, ``package.module:Class``. Raises
    ``NegotiationError``, with what is known, for anything else.
    """
    wanted = name.strip().lower().replace("-", "_")
    if wanted in names(package):
        module = importlib.import_module(f"{package.__name__}.{wanted}")
        if module.__name__ != kind.__module__:
            return _only_member(module, kind, wanted)
    other = extensions.find(package, kind, wanted)
    if other is not None:
        return other
    what = words(kind)
    if is_place(name):
        found = finished_in(name, kind)
        if len(found) == 1:
            return found[0]
        if found:
            choices = ", ".join(f"{name}:{each.__name__}" for each in found)
            raise NegotiationError(f"{name} holds {len(found)} of them; try one of {choices}")
        raise NegotiationError(
            f"{name} holds no finished {what}; try a class that inherits {kind.__name__}"
        )
    raise NegotiationError(unknown(what, name, known(package, kind)))


def unknown(what: str, name: str, choices: Iterable[str]) -> str:
    """Return what is said of a name that nothing has: the nearest that have one, then the list.

    >>> unknown("colour", "gren", ["green", "grey", "blue"])
    "there is no colour 'gren'; try 'green' or 'grey'; known: blue, green, grey"
    >>> unknown("colour", "bl", ["black", "green"])
    "there is no colour 'bl'; try 'black'; known: black, green"
    """
    listed = sorted(choices)
    wanted = name.strip().lower().replace("-", "_")
    longer = [one for one in listed if wanted and one.startswith(wanted)]
    close = longer[:3] or get_close_matches(wanted, listed, n=3, cutoff=0.6)
    remedy = f"try {' or '.join(map(repr, close))}; " if close else ""
    return f"there is no {what} {name!r}; {remedy}known: {', '.join(listed) or 'none'}"


def _only_member(module: ModuleType, kind: Callable[..., T], name: str) -> type[T]:
    # A kind is abstract; called a callable, it may be handed over where a type must be concrete.
    base = cast("type[T]", kind)
    members = [
        value
        for value in vars(module).values()
        if inspect.isclass(value)
        and issubclass(value, base)
        and value.__module__ == module.__name__
    ]
    expected = "".join(word.capitalize() for word in name.split("_"))
    if len(members) != 1:
        raise TypeError(f"{name}.py must hold exactly one {kind.__name__}, found {len(members)}")
    if members[0].__name__ != expected:
        raise TypeError(f"{name}.py: rename {members[0].__name__} to {expected}, or the file")
    return members[0]
