"""The base scenario and its game, and three scenarios with every number drawn, loaded once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pytest

from negotiation.game.game import Game
from negotiation.scenario.compile import compile_game
from negotiation.scenario.loading import load
from negotiation.scenario.schema import ScenarioFile
from tests.payoffs.equations import Parts
from tests.payoffs.varied import compiled, varied


@dataclass(frozen=True)
class World:
    """What a scenario says, and its game."""

    contents: ScenarioFile
    game: Game

    def state(self, s: int) -> dict[str, str]:
        """Return a public state in words."""
        return self.game.states.describe(s)

    def differs(self, found: np.ndarray, expected: Parts) -> str:
        """Return the parts in which amounts [part, i] are not an oracle's, in words."""
        assert set(expected) <= set(self.game.parts)
        return "; ".join(
            f"{name}: {found[n]} instead of {expected.get(name)}"
            for n, name in enumerate(self.game.parts)
            if found[n] != pytest.approx(expected.get(name, [0.0, 0.0]), rel=1e-9, abs=1e-9)
        )


@pytest.fixture(scope="session")
def base() -> ScenarioFile:
    """Return what the base scenario says."""
    return load("june_deadline").contents


@pytest.fixture(scope="session")
def game() -> Game:
    """Return the compiled base scenario."""
    return compile_game(load("june_deadline"))


@pytest.fixture(scope="session", params=[None, 1, 2, 3], ids=lambda n: f"numbers {n or 'shipped'}")
def world(request: pytest.FixtureRequest, base: ScenarioFile, game: Game) -> World:
    """Return the base world, or one in which every number is another."""
    if request.param is None:
        return World(base, game)
    contents = varied(base, request.param)
    return World(contents, compiled(contents))
