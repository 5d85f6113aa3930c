"""A logit profile on beliefs is an agent quantal response equilibrium of the extensive form.

The tree knows nothing of public beliefs: what an action is worth is summed over the nodes of an
information set. Probabilities are read along every public history from the prior, strategies at the
exact beliefs reached, and held against their own logit responses.
"""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from negotiation.equilibria.logit import Logit
from negotiation.game.game import Game
from negotiation.game.textbook.chain_store import chain_store
from negotiation.game.textbook.reputation import reputation
from negotiation.game.textbook.two_type_bargaining import two_type_bargaining
from tests.generators import random_game
from tests.theory.trees import AgentForm, walked

PAIRS = [(1, 1), (1, 2), (2, 1), (2, 2)]


def distance(game: Game, precision: float, grid: int) -> tuple[float, int]:
    """Return how far a profile is from its response, and how many stages had several equilibria."""
    form = AgentForm(game)
    packages = 1 if game.packages is None else game.packages.count
    profile = Logit(precision=precision, grid=grid, offers=packages).profile(game)
    ours = form.vector(walked(game, profile, form.tree))
    return form.residual(ours, precision), int(profile.tally.counts[1])


@pytest.mark.parametrize("precision", [0.5, 1.5])
@pytest.mark.parametrize("types", PAIRS)
@pytest.mark.parametrize("seed", [1, 3, 5])
def test_random_games(seed: int, types: tuple[int, int], precision: float) -> None:
    game = random_game(seed, rounds=2, packages=2, types=types, postures=False)
    assert distance(game, precision, 101)[0] < 1e-6


@pytest.mark.parametrize("types", PAIRS[1:])
def test_random_games_with_postures_and_a_market(types: tuple[int, int]) -> None:
    game = random_game(61, rounds=1, packages=2, types=types)
    assert distance(game, 0.8, 61)[0] < 1e-5


@pytest.mark.parametrize(
    "game",
    [
        two_type_bargaining(prices=[0.4, 0.8], high=0.45, periods=3),
        reputation(rounds=3, round_length=0.5, obstinate=(0.3, 0.2)),
        chain_store(markets=3, tough=0.4),
    ],
    ids=lambda game: game.name,
)
def test_the_error_falls_with_the_fourth_power_of_the_spacing(game: Game) -> None:
    errors = [distance(game, 2.0, grid)[0] for grid in (21, 41, 81, 161)]
    assert errors[3] < 1e-7
    orders = np.log2(np.array(errors[:-1]) / errors[1:])
    assert orders.mean() > 3.5


@example(5110, (1, 2), 2, 2, True, True, 2.0)
@given(
    seed=st.integers(0, 2**32 - 1),
    types=st.sampled_from(PAIRS),
    rounds=st.integers(1, 2),
    packages=st.integers(1, 3),
    last_word=st.booleans(),
    has_deadline=st.booleans(),
    precision=st.floats(0.1, 3.0),
)
def test_any_small_game(
    seed: int,
    types: tuple[int, int],
    rounds: int,
    packages: int,
    last_word: bool,
    has_deadline: bool,
    precision: float,
) -> None:
    """Where every stage has one equilibrium at every belief; else the choice of one may jump.

    What the types do may be so steep in a belief that only a fine grid tells it.
    """
    game = random_game(
        seed,
        rounds=rounds,
        packages=packages,
        types=types,
        last_word=last_word,
        has_deadline=has_deadline,
        postures=False,
    )
    for grid in (61, 241):
        found, several = distance(game, precision, grid)
        assume(several == 0)
        if found < 1e-4:
            break
    assert found < 1e-4
