"""Validating a scenario's text: read, complete, check; all problems at once or the contents."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from ..foundations.errors import ProblemsFound
from . import couplings
from .consistency import check
from .inheritance import ScenarioText
from .ledger import Ledger
from .reading import Reading, build
from .sourced_number import SourcedNumber


def validated(
    text: ScenarioText, kind: type, originals: Mapping[str, SourcedNumber] | None
) -> tuple[Any, tuple[SourcedNumber, ...]]:
    """Return the contents, a record of a kind, and the numbers of a text.

    Numbers that differ from the ``originals`` of their keys say what those are. Raises
    ``ProblemsFound`` with every mistake.
    """
    ledger = Ledger(text)
    values = Reading(ledger).read(kind)
    couplings.supply(ledger, values)
    check(ledger, values)
    if ledger.problems:
        raise ProblemsFound(ledger.problems, text.subject)
    numbers = tuple(ledger.numbers)
    if originals is not None:
        numbers = tuple(_compared(number, originals) for number in numbers)
    return build(values), numbers


def _compared(number: SourcedNumber, originals: Mapping[str, SourcedNumber]) -> SourcedNumber:
    before = originals.get(number.key)
    if before is not None and _said(before) == _said(number):
        return number
    return replace(number, varied_from=() if before is None else before.value)


def _said(number: SourcedNumber) -> tuple[object, ...]:
    """Return what is said of a number, whatever it was varied from."""
    return (
        number.value,
        number.low,
        number.high,
        number.source,
        number.confidence,
        number.note,
    )
