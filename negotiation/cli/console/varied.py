"""The option ``--set``: a scenario with some keys changed, and how results tell so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from .tables import strong

if TYPE_CHECKING:
    from ...scenario.schema import Scenario

Changes = Annotated[
    list[str] | None,
    typer.Option(
        "--set",
        metavar="KEY=VALUE",
        help="Change the scenario, e.g. market.yield_impact=0.05; may be given again.",
    ),
]
_DIGITS = 8
"""So many digits of a fingerprint tell the folders of varied scenarios apart."""


def scenario_with(name: str, changes: Sequence[str] | None) -> Scenario:
    """Return the scenario of a name or path with what ``--set`` changes.

    Raises ``NegotiationError`` with every mistake.
    """
    from ...scenario.loading import load
    from ...scenario.plain_values import changes_of

    return load(name).vary(changes_of(changes or ()))


def folder_name(scenario: Scenario) -> str:
    """Return the name of the folder for a scenario's results; a varied one has one of its own."""
    ending = f"-{scenario.fingerprint[:_DIGITS]}" if scenario.changes else ""
    return scenario.name + ending


def usual_folder(scenario: Scenario) -> Path:
    """Return the folder for a scenario's results where none is named."""
    return Path("results") / folder_name(scenario)


def print_title(out: Console, title: str, name: str, changes: Mapping[str, str]) -> None:
    """Print a scenario's title, its name and what is changed in it."""
    out.print(strong(title), f"({name})")
    for key, value in changes.items():
        out.print(f"changed: {key} = {value}", soft_wrap=True)
