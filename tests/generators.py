"""The generators of `negotiation.testing`, by the name that the tests know them by."""

from negotiation.testing.generators import bimatrices, games, payoff_planes
from negotiation.testing.random_games import random_game

__all__ = ["bimatrices", "games", "payoff_planes", "random_game"]
