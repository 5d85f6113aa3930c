"""What a frozen scenario leaves out: all that its base knows only later, and what stands instead.

`taken_out` compares two readings of one situation, a base and one that is frozen on a day: the
numbers of the base that rest on later sources (`public_knowledge`), with what stands in their
place, and the dates of the base after that day that the frozen one does not have. `judged_anew`
lists the numbers that the frozen one has otherwise although it did not have to.

Tested by ``tests/scenario/test_look_ahead.py``.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from ..foundations.errors import NegotiationError
from ..foundations.records import record
from .calendar import Mark
from .public_knowledge import EXEMPT, is_known
from .schema import PlannedRound, Scenario
from .sourced_number import SourcedNumber


@record
class TakenOut:
    """One thing that a base knows too early and what a frozen scenario has instead."""

    key: str
    """Its place in the base, e.g. ``sectors.cars.pass_through`` or ``rounds.R8``."""
    base_value: tuple[float, ...] | date
    """The number, the levels or the date of the base."""
    base_range: tuple[float, float] | None
    """The base's range, where the number has one."""
    base_source: tuple[str, ...]
    """What the base's number rests on; empty for a date."""
    public_since: date | None
    """When the last of these became public; ``None`` where one has no date, and for a date."""
    frozen_value: tuple[float, ...] | date | None
    """What stands in its place; ``None`` if nothing does."""
    frozen_range: tuple[float, float] | None
    """Its range."""
    frozen_source: tuple[str, ...]
    """What that rests on."""


def taken_out(base: Scenario, frozen: Scenario) -> tuple[TakenOut, ...]:
    """Return what a base knows later than the day a scenario is frozen on, and what replaces it.

    Dates come first, then numbers in the order of the base. Raises ``NegotiationError`` if the
    second scenario is not frozen.
    """
    day = frozen.contents.known_on
    if day is None:
        first = frozen.contents.first_day
        raise NegotiationError(f"{frozen.name} is frozen on no day; try adding known_on = {first}")
    return (*_dates_taken_out(base, frozen, day), *_numbers_taken_out(base, frozen, day))


def judged_anew(base: Scenario, frozen: Scenario) -> tuple[TakenOut, ...]:
    """Return the numbers that a frozen scenario has otherwise though the base's were known in time.

    They are a judgement of what those who knew no more than that would have put down. Raises
    ``NegotiationError`` if the second scenario is not frozen.
    """
    gone = {found.key for found in taken_out(base, frozen)}
    instead = frozen.key_to_number
    return tuple(
        _replaced(base, number, instead[number.key])
        for number in base.numbers
        if number.key in instead
        and number.key not in gone
        and _statement(instead[number.key])[:3] != _statement(number)[:3]
    )


def _numbers_taken_out(base: Scenario, frozen: Scenario, day: date) -> Iterator[TakenOut]:
    instead = {number.key: number for number in frozen.numbers}
    for number in base.numbers:
        dates = [base.public_since.get(key) for key in number.source if key not in EXEMPT]
        if all(is_known(public, day) for public in dates):
            continue
        other = instead.get(number.key)
        if other is not None and _statement(other) == _statement(number):
            continue
        yield _replaced(base, number, other)


def _replaced(base: Scenario, number: SourcedNumber, other: SourcedNumber | None) -> TakenOut:
    dates = [base.public_since.get(key) for key in number.source if key not in EXEMPT]
    known = [public for public in dates if public is not None]
    return TakenOut(
        key=number.key,
        base_value=number.value,
        base_range=_range(number),
        base_source=number.source,
        public_since=max(known) if known and len(known) == len(dates) else None,
        frozen_value=None if other is None else other.value,
        frozen_range=None if other is None else _range(other),
        frozen_source=() if other is None else other.source,
    )


def _range(number: SourcedNumber) -> tuple[float, float] | None:
    if number.low is None or number.high is None:
        return None
    return number.low, number.high


def _statement(number: SourcedNumber) -> tuple[object, ...]:
    return number.value, number.low, number.high, number.source


def _dates_taken_out(base: Scenario, frozen: Scenario, day: date) -> Iterator[TakenOut]:
    instead = dict(_dates(frozen.contents, ""))
    rounds = {planned.day for planned in frozen.contents.rounds}
    for key, found in _dates(base.contents, ""):
        other = instead.get(key)
        if key.startswith("rounds."):  # a round is its day: names differ and numbers shift
            other = found if found in rounds else None
        if found > day and found != other:
            yield TakenOut(
                key=key,
                base_value=found,
                base_range=None,
                base_source=(),
                public_since=None,
                frozen_value=other,
                frozen_range=None,
                frozen_source=(),
            )


def _dates(contents: Any, path: str) -> Iterator[tuple[str, date]]:
    """Yield every date of a scenario with its place; rounds and marks go by their names."""
    if isinstance(contents, date):
        yield path, contents
    elif isinstance(contents, Mapping):
        for name, item in contents.items():
            yield from _dates(item, f"{path}.{name}")
    elif isinstance(contents, tuple):
        for item in contents:
            if isinstance(item, PlannedRound):
                yield f"{path}.{item.name}", item.day
            elif isinstance(item, Mark):
                yield f"{path}.{item.label}", item.day
    elif dataclasses.is_dataclass(contents):
        for name in (field.name for field in dataclasses.fields(contents)):
            if name != "known_on":
                place = f"{path}.{name}" if path else name
                yield from _dates(getattr(contents, name), place)
