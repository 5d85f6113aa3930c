"""Help names concepts and defaults, and the version is told both ways."""

from __future__ import annotations

import pytest
from typer.testing import CliRunner

from negotiation import __version__, equilibria
from negotiation.cli import application
from negotiation.equilibria.concept import SolutionConcept
from negotiation.foundations import shelf


@pytest.mark.parametrize("words", [["--version"], ["version"]])
def test_the_version_is_told(words: list[str]) -> None:
    done = CliRunner().invoke(application(), words)
    assert done.exit_code == 0
    assert done.output.split() == [__version__]


@pytest.mark.parametrize("command", ["solve", "run"])
def test_help_names_every_concept_and_the_defaults(command: str) -> None:
    done = CliRunner().invoke(application(), [command, "--help"], env={"COLUMNS": "200"})
    assert done.exit_code == 0
    for name in shelf.name_to_class(equilibria, SolutionConcept):
        assert name in done.output
    assert "<list[str]>" not in done.output
    for default in ("2 by default", "11 by default", "24 by default"):
        assert default in " ".join(done.output.split())
