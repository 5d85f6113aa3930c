"""Loading a scenario: find, inherit, read, check; all problems at once or a validated scenario."""

from __future__ import annotations

from dataclasses import replace
from os import PathLike, fspath

from ..foundations.errors import ProblemsFound
from . import couplings
from .consistency import check
from .inheritance import ScenarioText, read_text
from .ledger import Ledger
from .reading import Reading, build
from .schema import Scenario, ScenarioFile, SourcedNumber

ScenarioLike = Scenario | str | PathLike[str]
"""A scenario, or the name or path of one."""


def load(name: str | PathLike[str]) -> Scenario:
    """Return the scenario of a name or path.

    Raises ``ProblemsFound`` with every mistake in the file, numbered, and ``NegotiationError`` for
    a file that cannot be found or parsed.
    """
    return Scenario(text=read_text(fspath(name)))


def scenario_of(scenario: ScenarioLike) -> Scenario:
    """Return a scenario as it is, or the one of a name or path; raises as `load`."""
    return scenario if isinstance(scenario, Scenario) else load(scenario)


def validated(
    text: ScenarioText, original: Scenario | None
) -> tuple[ScenarioFile, tuple[SourcedNumber, ...]]:
    """Return the contents and the numbers of a text, checked.

    Numbers that differ from those of the ``original`` say what it says. Raises ``ProblemsFound``.
    """
    ledger = Ledger(text)
    values = Reading(ledger).read(ScenarioFile)
    couplings.supply(ledger, values)
    check(ledger, values)
    if ledger.problems:
        raise ProblemsFound(ledger.problems, text.subject)
    numbers = tuple(ledger.numbers)
    if original is not None:
        numbers = tuple(_compared(number, original.key_to_number) for number in numbers)
    return build(values), numbers


def _compared(number: SourcedNumber, originals: dict[str, SourcedNumber]) -> SourcedNumber:
    before = originals.get(number.key)
    if before is not None and _said(before) == _said(number):
        return number
    return replace(number, varied_from=() if before is None else before.value)


def _said(number: SourcedNumber) -> tuple[object, ...]:
    """Return what is said of a number: its levels to choose from belong to another."""
    return (
        number.value,
        number.low,
        number.high,
        number.source,
        number.confidence,
        number.note,
    )
