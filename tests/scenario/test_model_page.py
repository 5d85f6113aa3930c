"""The page on the model names the key of every number, and no key that does not exist."""

from __future__ import annotations

import dataclasses
import re
from fnmatch import fnmatchcase
from pathlib import Path

from negotiation.payoffs.present_value import PARTS
from negotiation.scenario.loading import load
from negotiation.scenario.schema import ScenarioFile

PAGE = (Path(__file__).parents[2] / "docs" / "model.md").read_text(encoding="utf-8")
ROOMS = "|".join(field.name for field in dataclasses.fields(ScenarioFile))
KEYS = set(re.findall(rf"`((?:{ROOMS})\.[a-z0-9_*.]+)`", PAGE))
NUMBERS = {n.key for name in ("june_deadline", "retaliation") for n in load(name).numbers}


def named(number: str) -> bool:
    """Return whether a number's key, or a table around it, stands on the page."""
    return any(fnmatchcase(number, key) for key in KEYS)


def test_every_number_of_the_base_scenario_is_on_the_page() -> None:
    assert not sorted(key for key in NUMBERS if not named(key))


def test_every_key_on_the_page_exists() -> None:
    plain = {"card.available_from", "card.available_until", "market.initial", "commitments.due"}
    found = {key for key in KEYS if any(fnmatchcase(number, key) for number in NUMBERS)}
    assert not sorted(KEYS - found - plain)


def test_every_part_of_a_payoff_is_on_the_page() -> None:
    assert all(f"| {part} |" in PAGE for part in PARTS)
    assert "sum of\nseven parts" in PAGE
    assert len(PARTS) == 7
