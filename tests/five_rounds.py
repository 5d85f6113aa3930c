"""The tests' own scenario: five rounds and few packages, so that solving it takes seconds.

It inherits nothing (tests/data/five_rounds.toml): what is stored of it outlasts any change of a
number of the shipped scenarios.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from negotiation.game.game import Game
from negotiation.scenario.compile import compile_game
from negotiation.scenario.loading import load
from negotiation.scenario.schema import Scenario

FIVE_ROUNDS = Path(__file__).parent / "data" / "five_rounds.toml"


@cache
def five_rounds() -> Scenario:
    """Return the scenario."""
    return load(FIVE_ROUNDS)


@cache
def five_rounds_game() -> Game:
    """Return its game."""
    return compile_game(five_rounds())


@cache
def five_rounds_with_a_deadline_in_the_middle() -> Game:
    """Return the game in which the pause ends after three rounds, and the talks go on."""
    third, fourth = five_rounds().contents.rounds[2:4]
    changed = five_rounds().vary({"calendar.2.day": third.day})
    assert changed.contents.calendar[1].kind == "deadline"
    assert third.day < fourth.day
    return compile_game(changed)
