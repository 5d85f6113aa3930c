"""Tables of what a frozen scenario has otherwise than its base."""

from __future__ import annotations

from datetime import date

from ..results.experiment_result import ExperimentTable, Row
from ..scenario.look_ahead import TakenOut, judged_anew, taken_out
from ..scenario.schema import Scenario

_REPLACED = {
    "key": "its place in the base",
    "base": "what the base says",
    "source": "what that rests on",
    "instead": "what stands instead",
    "instead_source": "what this rests on",
}


def look_ahead_table(base: Scenario, frozen: Scenario) -> ExperimentTable:
    """Return what the base knows later than the frozen scenario, and what stands instead."""
    return ExperimentTable(
        name="look_ahead",
        title="What was learnt later, and has been taken out",
        columns=_REPLACED,
        rows=tuple(map(_replaced, taken_out(base, frozen))),
    )


def judged_anew_table(base: Scenario, frozen: Scenario) -> ExperimentTable:
    """Return what the frozen scenario has otherwise though the base's sources were early enough."""
    return ExperimentTable(
        name="judged_anew",
        title="What has been judged anew besides",
        columns=_REPLACED,
        rows=tuple(map(_replaced, judged_anew(base, frozen))),
        note="The base's numbers here rest on nothing later, but were put down by people who knew "
        "what came. These are what seemed sensible from what was known on the day.",
    )


def _replaced(one: TakenOut) -> Row:
    return {
        "key": one.key,
        "base": _value(one.base_value, one.base_range),
        "source": ", ".join(one.base_source),
        "instead": _value(one.frozen_value, one.frozen_range),
        "instead_source": ", ".join(one.frozen_source),
    }


def _value(value: tuple[float, ...] | date | None, span: tuple[float, float] | None) -> str:
    if value is None:
        return "nothing"
    if isinstance(value, date):
        return value.isoformat()
    text = ", ".join(f"{number:g}" for number in value)
    return text if span is None else f"{text} ({span[0]:g} to {span[1]:g})"
