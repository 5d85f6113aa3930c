"""A fingerprint: sha256 over a canonical byte form of a value.

Two values have the same fingerprint exactly if they have the same types, names, shapes and bytes.
Mappings are taken in the order of their keys, floats by their exact bits.
"""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Mapping
from datetime import date
from enum import Enum
from typing import Any

import numpy as np

WHERE_GIVEN = "where given"
"""What a field's metadata says of its fingerprint if it counts only where it is not None."""


def fingerprint(value: object) -> str:
    """Return the fingerprint of a value as 64 hexadecimal digits.

    Accepts records, arrays, mappings, sequences, dates, enums and plain scalars. A record's field
    declared with ``metadata={"fingerprint": False}`` is left out, one with ``WHERE_GIVEN`` where it
    is None: values that were made before there was such a field keep their fingerprint.
    """
    digest = hashlib.sha256()
    _feed(digest, value)
    return digest.hexdigest()


def _feed(digest: Any, value: object) -> None:
    match value:
        case None | bool() | int() | str() | date() | Enum():
            # The length keeps ("a;", "b") apart from ("a", ";b"); a file's name need be no Unicode.
            text = str(value).encode(errors="surrogatepass")
            digest.update(f"{type(value).__name__}:{len(text)}:".encode() + text)
        case float() | np.floating():
            digest.update(f"float:{float(value).hex()};".encode())
        case np.integer():
            _feed(digest, int(value))
        case np.ndarray() if value.dtype != object:
            digest.update(f"array:{value.dtype.str}:{value.shape};".encode())
            digest.update(np.ascontiguousarray(value).tobytes())
        case Mapping():
            digest.update(f"mapping:{len(value)};".encode())
            for key in sorted(value, key=lambda k: (str(k), type(k).__name__)):
                _feed(digest, key)
                _feed(digest, value[key])
        case tuple() | list():
            digest.update(f"sequence:{len(value)};".encode())
            for item in value:
                _feed(digest, item)
        case frozenset():
            _feed(digest, ("set", *sorted(value, key=str)))
        case _ if dataclasses.is_dataclass(value):
            digest.update(f"record:{type(value).__name__};".encode())
            for name in _names(value):
                _feed(digest, name)
                _feed(digest, getattr(value, name))
        case _:
            raise TypeError(f"no fingerprint for a {type(value).__name__}: {value!r}")


def _names(record: Any) -> list[str]:
    return [
        field.name
        for field in dataclasses.fields(record)
        if (told := field.metadata.get("fingerprint", True)) is True
        or (told == WHERE_GIVEN and getattr(record, field.name) is not None)
    ]
