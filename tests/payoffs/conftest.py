"""The base scenario and its game, loaded once."""

from __future__ import annotations

import pytest

from negotiation.game.game import Game
from negotiation.scenario.compile import compile_game
from negotiation.scenario.loading import load
from negotiation.scenario.schema import ScenarioFile


@pytest.fixture(scope="session")
def base() -> ScenarioFile:
    """Return what the base scenario says."""
    return load("june_deadline").contents


@pytest.fixture(scope="session")
def game() -> Game:
    """Return the compiled base scenario."""
    return compile_game(load("june_deadline"))
