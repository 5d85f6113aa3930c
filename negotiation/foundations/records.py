"""Frozen records: keyword-only dataclasses whose arrays cannot be written to.

Arrays are copied on the way in and set read-only, so that neither the maker nor a reader can
change a record. Equality and hash go by fingerprint: two records are equal when all their bytes
are. A parameter that is no finite number or beyond its bounds is refused. Pickling freezes again on
the way back.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Any, TypeVar, cast, dataclass_transform

import numpy as np

from .fingerprints import fingerprint
from .parameters import Meaning, meaning_of, meaning_of_each, numbers_by_name, parameter

C = TypeVar("C", bound=type)


@dataclass_transform(
    frozen_default=True,
    kw_only_default=True,
    field_specifiers=(dataclasses.field, parameter, numbers_by_name),
)
def record(cls: C) -> C:
    """Make a class a frozen record.

    A ``check`` method, if the class defines one, runs after the fields are frozen and raises
    ``ValueError`` or ``ProblemsFound`` for a record that cannot be. It may set the fields that are
    no argument (``init=False``). Parameters are checked before (see `parameters`).
    """
    check = getattr(cls, "check", None)
    names: list[str] = []
    meanings: list[tuple[str, Meaning]] = []
    meanings_of_each: list[tuple[str, Meaning]] = []

    def freeze(self: Any) -> None:
        for name in names:
            value = getattr(self, name)
            frozen = _frozen(value)
            if frozen is not value:
                object.__setattr__(self, name, frozen)

    def post_init(self: Any) -> None:
        freeze(self)
        checks = [(name, meaning, getattr(self, name)) for name, meaning in meanings]
        for name, meaning in meanings_of_each:
            checks += [(f"{name}.{k}", meaning, v) for k, v in getattr(self, name).items()]
        for place, meaning, value in checks:
            try:
                meaning.check(value)
            except ValueError as error:
                raise ValueError(f"{cls.__name__}.{place} {error}") from None
        if check is not None:
            check(self)

    def same(self: Any, other: object) -> Any:
        if type(self) is not type(other):
            return NotImplemented
        return self is other or fingerprint(self) == fingerprint(other)

    def get_state(self: Any) -> dict[str, Any]:
        return {f.name: _thawed(getattr(self, f.name)) for f in dataclasses.fields(self)}

    def set_state(self: Any, state: dict[str, Any]) -> None:
        for name, value in state.items():
            object.__setattr__(self, name, value)
        freeze(self)

    additions = {
        "__post_init__": post_init,
        "__eq__": same,
        "__hash__": lambda self: hash(fingerprint(self)),
        "__getstate__": get_state,
        "__setstate__": set_state,
    }
    for name, function in additions.items():
        setattr(cls, name, function)
    finished: Any = dataclasses.dataclass(frozen=True, kw_only=True, eq=False)(cls)
    for field in dataclasses.fields(finished):
        names.extend([field.name] if field.init else [])
        found = meaning_of(field)
        meanings.extend([(field.name, found)] if found is not None else [])
        each = meaning_of_each(field)
        meanings_of_each.extend([(field.name, each)] if each is not None else [])
    return cast("C", finished)


_PLAIN = frozenset({str, float, int, bool, type(None), date, frozenset})
"""Types of values that are frozen already, and common: most of a record's fields."""


def _frozen(value: Any) -> Any:
    if type(value) in _PLAIN:
        return value
    if isinstance(value, np.ndarray):
        value = value.copy()
        value.setflags(write=False)
        return value
    if isinstance(value, tuple) and any(isinstance(v, np.ndarray) for v in value):
        return tuple(_frozen(v) for v in value)
    if type(value) is dict or isinstance(value, Mapping):
        return MappingProxyType({key: _frozen(item) for key, item in value.items()})
    return value


def _thawed(value: Any) -> Any:
    if isinstance(value, MappingProxyType):
        return {key: _thawed(item) for key, item in value.items()}
    return value
