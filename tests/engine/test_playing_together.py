"""Many matches played together are the matches of the plain engine, record by record, bit for bit.

The strategies of the shelf in whole scenarios are in test_a_thousand_matches.
"""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from negotiation import strategies
from negotiation.engine.matches import play
from negotiation.engine.seating import Seats
from negotiation.engine.together.kernels.drawing import uniform
from negotiation.engine.together.playing import play_together
from negotiation.engine.who_knows import drawn_types
from negotiation.foundations import shelf
from negotiation.foundations.streams import uniforms
from negotiation.game.game import Game
from negotiation.strategies.strategy import Strategy
from tests.engine.test_private_information import followers
from tests.engine.test_talks import Spread
from tests.followers import quick_seats
from tests.generators import games, random_game
from tests.priced_beliefs import heeding_beliefs

NAMES = tuple(
    name for name, kind in shelf.name_to_class(strategies, Strategy).items() if not kind.learns
)
LAW = settings(max_examples=40, derandomize=True, deadline=None)
SEEDS = st.integers(0, 2**32 - 1)


def same_matches(game: Game, seats: Seats, seed: int, numbers: range) -> None:
    """Check that every match played together is the match played alone."""
    types = np.array([drawn_types(game, seed, match) for match in numbers])
    matches = np.array(numbers, dtype=np.uint64)
    plays = play_together(game, seats, types, seed=seed, matches=matches)
    for m, match in enumerate(numbers):
        alone = play(game, seats, seed=seed, match=match, private=True)
        assert plays.record(m, seats) == alone
        totals = [alone.payoffs[player].total for player in game.players]
        np.testing.assert_array_equal(plays.payoffs[m], totals)
        assert game.rounds[plays.ending_round[m]].name == alone.moves[-1].round
        assert (plays.package[m] >= 0) == (alone.agreement is not None)


@given(
    game=games(max_types=2),
    names=st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES)),
    seed=SEEDS,
    first=st.integers(0, 2**63),
)
@LAW
def test_any_two_strategies(game: Game, names: tuple[str, str], seed: int, first: int) -> None:
    same_matches(game, quick_seats(game, names), seed, range(first, first + 6))


@given(game=games(), seed=SEEDS)
@LAW
def test_mixed_actions_that_heed_beliefs_and_more_than_two_types(game: Game, seed: int) -> None:
    same_matches(game, followers(Spread(game, seed)), seed, range(6))


@pytest.mark.parametrize("seed", range(4))
def test_a_market_that_prices_beliefs(seed: int) -> None:
    game = heeding_beliefs(random_game(seed, rounds=3), seed)
    same_matches(game, quick_seats(game, ("logit_follower", "boulware")), seed, range(40))


@given(seed=st.integers(0, 2**64 - 1), match=st.integers(0, 2**64 - 1), t=st.integers(0, 99))
def test_a_draw_is_that_of_the_streams(seed: int, match: int, t: int) -> None:
    assert uniform(np.uint64(seed), np.uint64(match), t) == uniforms(seed, match, t + 1)[t]
