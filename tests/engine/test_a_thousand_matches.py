"""The Mesa model and the executor write the same records, bit for bit: a thousand matches."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping

import numpy as np
import pytest

from negotiation import strategies
from negotiation.engine.matches import play
from negotiation.engine.model import NegotiationModel
from negotiation.engine.seating import seat
from negotiation.engine.together.answers import asked_together
from negotiation.engine.together.playing import play_together
from negotiation.engine.who_knows import drawn_types
from negotiation.equilibria.logit import Logit
from negotiation.foundations import shelf
from negotiation.game.game import Game
from negotiation.results.profile import Profile
from negotiation.scenario.compile import compile_game
from negotiation.scenario.loading import load
from negotiation.strategies.strategy import Strategy
from tests.five_rounds import (
    five_rounds,
    five_rounds_game,
    five_rounds_with_a_deadline_in_the_middle,
)
from tests.followers import quick_seats
from tests.generators import random_game

PRICED = load("priced_card").contents.market.credibility_priced
SCENARIOS: Mapping[str, Callable[[], Game]] = {
    "five rounds": five_rounds_game,
    "a deadline in the middle": five_rounds_with_a_deadline_in_the_middle,
    "no card": lambda: compile_game(
        five_rounds().vary({"card.in_play": False, "card.initial": "quiet"})
    ),
    "a priced card": lambda: compile_game(
        five_rounds().vary({"market.credibility_priced": PRICED})
    ),
}
PLAYED = (*SCENARIOS, "random games")
PAIRINGS, MATCHES = 8, 25
NAMES = tuple(  # learners play one match after the other everywhere
    name for name, kind in shelf.name_to_class(strategies, Strategy).items() if not kind.learns
)
FOLLOWERS = tuple(
    name
    for name, kind in shelf.name_to_class(strategies, Strategy).items()
    if kind.follows is not None
)


@functools.cache
def pairings(where: str) -> tuple[tuple[str, str], ...]:
    """Return who plays whom: every follower, and others in turn, so that all strategies play."""
    deck = np.random.Generator(np.random.PCG64(5)).permutation(NAMES)
    share, seats = PLAYED.index(where), 2 * PAIRINGS - len(FOLLOWERS)
    others = [str(deck[n % deck.size]) for n in range(share * seats, (share + 1) * seats)]
    seated = [*FOLLOWERS, *others]
    first, second = seated[:PAIRINGS], seated[PAIRINGS:]
    swapped = zip(first, second, strict=True)
    return tuple((b, a) if (n + share) % 2 else (a, b) for n, (a, b) in enumerate(swapped))


def test_every_strategy_plays_and_every_follower_everywhere() -> None:
    assert set(NAMES) == {name for where in PLAYED for pair in pairings(where) for name in pair}
    for where in PLAYED:
        assert set(FOLLOWERS) <= {name for pair in pairings(where) for name in pair}


def small(seed: int) -> Game:
    return random_game(seed, rounds=3, has_courts=seed % 2 > 0, has_deadline=seed % 3 > 0)


@pytest.mark.parametrize("where", PLAYED)
def test_a_thousand_random_matches_have_one_record_each(where: str) -> None:
    rng = np.random.Generator(np.random.PCG64(PLAYED.index(where)))
    known: dict[str, Profile] = {}
    scenario = SCENARIOS[where]() if where in SCENARIOS else None
    together = learnt = 0
    endings: set[str] = set()
    openings: set[tuple[str, ...]] = set()
    for names in pairings(where):
        seed, first = map(int, rng.integers(0, 2**62, 2))
        game = small(seed % 2**32) if scenario is None else scenario
        seats = quick_seats(game, names, {} if scenario is None else known)
        together += any(map(asked_together, seats))
        numbers = range(first, first + MATCHES)
        types = np.array([drawn_types(game, seed, match) for match in numbers])
        plays = play_together(
            game, seats, types, seed=seed, matches=np.array(numbers, dtype=np.uint64)
        )
        for m, match in enumerate(numbers):
            model = NegotiationModel(game, seats, seed=seed, match=match, private=True)
            model.run_model()
            alone = model.record()
            assert plays.record(m, seats) == alone
            totals = [alone.payoffs[player].total for player in game.players]
            np.testing.assert_array_equal(plays.payoffs[m], totals)
            learnt += alone.moves[0].beliefs != alone.moves[-1].beliefs
            endings.add(alone.ending)
            openings.add(tuple(move.action for move in alone.moves[:4]))
    assert together >= 1
    assert learnt > MATCHES // 2
    assert len(endings) > 1
    assert len(openings) > 5  # they are not one match a thousand times


def test_a_match_has_one_record_in_a_batch_of_any_size() -> None:
    """Where stages have several equilibria, and a neighbour could tell which is selected."""
    game = five_rounds_with_a_deadline_in_the_middle()
    profile = Logit(8.0, grid=5, offers=8).by_stages(game)
    assert profile.tally.counts[1] > 0
    seats = seat(game, ("logit_follower", "early_hint"), profiles={"logit": profile})
    seed, match = 7571009770172217429, 1281595303822587039
    for pair in game.type_pairs:
        alone = play(game, seats, pair, seed=seed, match=match, private=True)
        for numbers in (
            range(match, match + 1),
            range(match - 8, match + 1),
            range(match, match + 60),
        ):
            plays = play_together(
                game,
                seats,
                np.tile(pair, (len(numbers), 1)),
                seed=seed,
                matches=np.array(numbers, dtype=np.uint64),
            )
            assert plays.record(numbers.index(match), seats) == alone
