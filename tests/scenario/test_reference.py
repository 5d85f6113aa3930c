"""The scenario reference names every key that a scenario file can hold, and nothing else."""

from __future__ import annotations

from negotiation.foundations.parameters import UNITS
from negotiation.scenario.loading import load
from negotiation.scenario.reference import as_markdown


def test_every_number_of_the_base_file_is_in_the_reference() -> None:
    text = as_markdown()
    for number in load("retaliation").numbers:
        parts = number.key.split(".")
        name = parts[-2] if parts[-2] in ("rates", "new_rates") else parts[-1]
        assert f"`{name}`" in text, number.key


def test_every_section_has_a_table() -> None:
    text = as_markdown()
    for section in (
        "us.types.<name>",
        "card.postures.<name>",
        "market.levels.<name>",
        "programme.departures.<name>",
        "queue",
        "courts",
        "pause",
        "retaliation.sectors.<name>",
        "partner.election.clock",
    ):
        assert f"## `[{section}]`" in text
    for unit in UNITS:
        assert f"| `{unit}` |" in text
