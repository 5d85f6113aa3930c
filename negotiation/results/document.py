"""A document: what a kept result is in JSON, with a format and a kind before its own keys.

The kind says which record it is, e.g. ``run``; a record that can be kept by itself names its own in
``saved_as``. What a record must say before any number is used stands there in words too, under
``warnings``: it follows from the rest, and is left out on the way back.

>>> opened({"format": FORMAT, "kind": "circuit", "matches": 3}, "Circuit", "circuit")
{'matches': 3}
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..foundations.errors import NegotiationError, shown

FORMAT = 2
"""Raised when a key changes its meaning or goes away; new keys do not raise it."""

HEAD = ("format", "kind", "warnings")
"""The keys of a document that are no field of its record."""


def headed(value: object, plain: Any) -> Any:
    """Return the document of a value, given as plain data; the data themselves if it has no kind.

    A kind of its own is what ``saved_as`` says in the value's class.
    """
    kind = kind_of(type(value))
    if kind is None:
        return plain
    said = getattr(value, "warnings", None)
    words = {} if said is None else {"warnings": list(said)}
    return {"format": FORMAT, "kind": kind, **words, **plain}


def kind_of(record: type) -> str | None:
    """Return the kind of the documents that hold a record of a class; ``None`` if there are none.

    >>> kind_of(dict) is None
    True
    """
    return getattr(record, "saved_as", None)


def opened(plain: Any, name: str, kind: str | None) -> Any:
    """Return the plain data of a record of a kind that a document holds, its head taken off.

    Documents of versions that wrote no head are taken as they are. Raises ``NegotiationError`` for
    a document of another kind, of a later format, or of none that is read any more.
    """
    if kind is None or not isinstance(plain, Mapping) or "format" not in plain:
        return plain
    found, told = plain["format"], plain.get("kind")
    if isinstance(found, bool) or not isinstance(found, int):
        raise NegotiationError(
            f"this is not a saved {name}: its format is {shown(found)}, not a whole number; try "
            f"{FORMAT}"
        )
    if found > FORMAT:
        raise NegotiationError(
            f"this is not a saved {name} of this version: its format is {found}, and {FORMAT} is "
            "the last one known here; try the version that wrote it"
        )
    if told is None and found != FORMAT:
        raise NegotiationError(
            f"this is not a saved {name}: it is what --json printed before that was what is saved; "
            "try making the result again"
        )
    if told != kind:
        held = "no kind" if told is None else f"the kind {shown(told)}"
        raise NegotiationError(
            f"this is not a saved {name}: it names {held}, not {kind!r}; try making the result "
            "again"
        )
    return {key: value for key, value in plain.items() if key not in HEAD}
