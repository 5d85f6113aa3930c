"""Short representations of records that hold thousands of numbers: a line instead of all."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sized
from typing import Any

import numpy as np

LONGEST = 72
"""A value that takes more letters is told by what it is."""
FEW = 4
"""So many entries are shown."""


def brief(self: Any) -> str:
    """Return a record as its class and fields in a line; large values by their size.

    For ``__repr__`` of a class whose full text nobody can read.
    """
    fields = [field.name for field in dataclasses.fields(self) if field.repr]
    shown = ", ".join(f"{name}={_shown(getattr(self, name))}" for name in fields)
    return f"{type(self).__name__}({shown})"


def _shown(value: Any) -> str:
    if isinstance(value, np.ndarray):
        return f"<array of {' x '.join(map(str, value.shape)) or 'no axes'}>"
    if isinstance(value, str):
        return repr(value) if len(value) <= LONGEST else repr(f"{value[: LONGEST - 2]}..")
    if isinstance(value, Mapping):
        return _or_size(value, lambda: f"{{{', '.join(map(_entry, value.items()))}}}", "entries")
    if isinstance(value, tuple | list | frozenset | set):
        return _or_size(value, lambda: f"({', '.join(map(_shown, value))})", _kind_of(value))
    if dataclasses.is_dataclass(value):
        return f"{type(value).__name__}(..)"
    text = repr(value)
    return text if len(text) <= LONGEST else f"<{type(value).__name__}>"


def _entry(item: tuple[object, object]) -> str:
    return f"{item[0]!r}: {_shown(item[1])}"


def _or_size(value: Sized, write: Any, things: str) -> str:
    text = write() if len(value) <= FEW else ""
    return text if text and len(text) <= LONGEST else f"<{len(value):,} {things}>"


def _kind_of(value: Any) -> str:
    kinds = {type(one).__name__ for one in value}
    return f"of {kinds.pop()}" if len(kinds) == 1 else "entries"
