"""Of what kind the fields of a record are: what is of another kind is refused in words.

Types are hints, and Python lets anything through: a list for an array, a word for a number, an
array whose masked entries count as nothing. Whatever a solver would make of it, it is no answer.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from types import UnionType
from typing import Any

import numpy as np

from ..foundations.errors import Problem


@dataclass(frozen=True)
class Kind:
    """What a field may be."""

    needed: str
    """What it is, in words."""
    fits: Callable[[Any], bool]
    """Whether a value is of this kind."""
    remedy: str = ""
    """What to try instead of another kind."""

    def problems(self, where: str, value: object) -> Iterator[Problem]:
        """Yield what is wrong with a value, if it is of another kind."""
        if not self.fits(value):
            said = ", not None" if value is None else ""
            yield Problem(
                where=where, what=f"{self.needed} is needed{said}", value=value, remedy=self.remedy
            )


def is_whole(value: object) -> bool:
    """Return whether a value is a whole number, NumPy's included; truth values are none."""
    return isinstance(value, int | np.integer) and not isinstance(value, bool)


def one_of(choices: type[Enum]) -> Kind:
    """Return the kind of the members of an enumeration."""
    names = ", ".join(f"{choices.__name__}.{member.name}" for member in choices)
    return Kind(f"one of {names}", lambda value: type(value) is choices)


def instance_of(made: type | UnionType, name: str) -> Kind:
    """Return the kind of the instances of a class."""
    return Kind(name, lambda value: isinstance(value, made))


def tuple_of(each: Kind | type, name: str) -> Kind:
    """Return the kind of tuples of one kind or class; lists could be changed by their makers."""
    fits = each.fits if isinstance(each, Kind) else lambda value: isinstance(value, each)
    return Kind(
        f"a tuple of {name}",
        lambda value: type(value) is tuple and all(map(fits, value)),
        "tuple(...)",
    )


def mapping_to(each: Kind, name: str) -> Kind:
    """Return the kind of mappings from words to one kind."""
    return Kind(
        f"a mapping of words to {name}",
        lambda value: (
            isinstance(value, Mapping)
            and all(isinstance(key, str) for key in value)
            and all(map(each.fits, value.values()))
        ),
        "{}",
    )


ANYTHING = Kind("anything", lambda _: True)
WORD = Kind("a word", lambda value: isinstance(value, str))
WHOLE = Kind("a whole number", is_whole)
FLOAT = Kind(
    "a finite float", lambda value: isinstance(value, float) and math.isfinite(value), "float(...)"
)
NAMES = tuple_of(WORD, "names in letters")
WHOLE_NUMBERS = tuple_of(WHOLE, "whole numbers")
TAGS = Kind(
    "a frozenset of words",
    lambda value: type(value) is frozenset and all(isinstance(tag, str) for tag in value),
    "frozenset({'pressure'})",
)
DAY = Kind(
    "a date without a time",
    lambda value: isinstance(value, date) and not isinstance(value, datetime),
    "datetime.date(2025, 6, 1)",
)


def kind_problems(where: str, given: Mapping[str, tuple[object, Kind]]) -> Iterator[Problem]:
    """Yield what is of another kind among the fields of a record, by name and with their kinds.

    ``where`` says which record; empty where that goes without saying.
    """
    for name, (value, kind) in given.items():
        yield from kind.problems(f"{where}, {name}" if where else name, value)
