"""The base scenario with other numbers: every parameter drawn inside its bounds."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import numpy as np

from negotiation.deal.issues.tariff import Tariff
from negotiation.foundations.parameters import Meaning, meaning_of
from negotiation.game.game import Game
from negotiation.scenario.compile import compile_contents
from negotiation.scenario.schema import ScenarioFile


def drawn(meaning: Meaning, now: float, random: np.random.Generator) -> float:
    """Return a number between four tenths of the present one and rather more than it."""
    low, high = max(meaning.low, 0.4 * now), min(meaning.high, 1.6 * now + 0.1)
    return float(random.uniform(low, high))


def redrawn(value: Any, random: np.random.Generator) -> Any:
    """Return a record, or a mapping of them, with every number drawn anew; levels stay."""
    if isinstance(value, Mapping):
        return {name: redrawn(item, random) for name, item in value.items()}
    if isinstance(value, float):
        return float(random.uniform(0.0, 0.4))  # a rate by issue
    if not dataclasses.is_dataclass(value) or isinstance(value, type):
        return value
    found: dict[str, Any] = {}
    for field in dataclasses.fields(value):
        now, meaning = getattr(value, field.name), meaning_of(field)
        if meaning is None:
            found[field.name] = redrawn(now, random)
        elif not meaning.listed:
            found[field.name] = drawn(meaning, now, random)
    return dataclasses.replace(value, **found)


def replaced(contents: ScenarioFile, path: str, **fields: Any) -> ScenarioFile:
    """Return contents with fields of the record at a path set, such as ``us.election.clock``."""
    found: ScenarioFile = _replaced(contents, path.split(".") if path else [], fields)
    return found


def _replaced(holder: Any, path: list[str], fields: dict[str, Any]) -> Any:
    if not path:
        if isinstance(holder, Mapping):
            return {**holder, **fields}
        return dataclasses.replace(holder, **fields)
    first, *rest = path
    inner = holder[first] if isinstance(holder, Mapping) else getattr(holder, first)
    return _replaced(holder, [], {first: _replaced(inner, rest, fields)})


def varied(contents: ScenarioFile, seed: int) -> ScenarioFile:
    """Return contents in which every number is another, and still fits the others.

    Pledges are due on a day of their own, and the threat is on cars as well.
    """
    random = np.random.default_rng(seed)
    found: ScenarioFile = redrawn(contents, random)
    for name, issue in contents.issues.items():
        if isinstance(issue, Tariff):
            levels = tuple(map(float, random.uniform(0.0, 0.5, len(issue.levels))))
            found = replaced(found, f"issues.{name}", levels=levels)
            for sector in issue.sectors:
                found = replaced(found, f"sectors.{sector}", rate_in_force=levels[0])
    for who in ("us", "partner"):
        types = getattr(found, who).types
        total = sum(t.prior for t in types.values())
        for name, one in types.items():
            found = replaced(found, f"{who}.types.{name}", prior=one.prior / total)
    for name in found.card.postures:
        found = replaced(found, f"card.postures.{name}", extension=0.0)
    due = found.horizon - timedelta(days=int(random.integers(1, 900)))
    safe = {"car_tariff": float(random.uniform(0.0, 0.5))}  # a threat that no court can end
    found = replaced(found, "pause", rates={**found.pause.rates, **safe})
    return replaced(found, "commitments", due=due)


def compiled(contents: ScenarioFile) -> Game:
    """Return the game of these contents."""
    return compile_contents(contents)
