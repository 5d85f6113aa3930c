"""A shelf: a package in which every file holds one finished thing, found without a list.

Each module of the package (in alphabetical order; sub-packages and the module that defines the kind
are left out) must define exactly one final class of the shelf's kind, named after the file:
``hard_liner.py`` holds ``HardLiner``.
"""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Mapping
from types import MappingProxyType, ModuleType
from typing import TypeVar, cast

from .errors import NegotiationError, nearest

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
    return tuple(
        sorted(module.name for module in pkgutil.iter_modules(package.__path__) if not module.ispkg)
    )


def pick(package: ModuleType, kind: Callable[..., T], name: str) -> type[T]:
    """Return one member of a shelf by its file name (``hard-liner`` and ``hard_liner`` both do).

    Imports only that file, unless the name is unknown.
    """
    wanted = name.strip().lower().replace("-", "_")
    if wanted in names(package):
        module = importlib.import_module(f"{package.__name__}.{wanted}")
        if module.__name__ != kind.__module__:
            return _only_member(module, kind, wanted)
    known = name_to_class(package, kind)
    raise NegotiationError(
        f"there is no {_words(kind.__name__)} {name!r}; try {nearest(wanted, known)}"
        f"; known: {', '.join(known)}"
    )


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


def _words(name: str) -> str:
    return "".join(f" {c.lower()}" if c.isupper() else c for c in name).strip()
