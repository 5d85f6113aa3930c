"""Loading a scenario by its name or path: find, inherit, read, check."""

from __future__ import annotations

from os import PathLike, fspath

from .inheritance import read_text
from .schema import Scenario

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
