"""The Mesa model and the executor write the same records: a thousand matches drawn at random."""

from __future__ import annotations

import numpy as np
import pytest

from negotiation import strategies
from negotiation.engine.model import NegotiationModel
from negotiation.engine.seating import seat
from negotiation.engine.together.answers import asked_together
from negotiation.engine.together.playing import play_together
from negotiation.engine.who_knows import drawn_types
from negotiation.foundations import shelf
from negotiation.scenario.compile import compile_game
from negotiation.scenario.loading import load
from negotiation.strategies.strategy import Strategy
from tests.followers import quick_seats
from tests.generators import random_game

PAIRINGS, MATCHES = 40, 25
# Stages solved for many beliefs at once differ in the last digits (test_playing_together holds
# followers of beliefs to that), and learners play one match after the other everywhere.
NAMES = tuple(
    name
    for name, kind in shelf.name_to_class(strategies, Strategy).items()
    if not kind.learns and kind.follows not in {"logit", "perfect_bayesian"}
)


@pytest.mark.parametrize("share", range(4))
def test_a_thousand_random_matches_have_one_record_each(share: int) -> None:
    rng = np.random.Generator(np.random.PCG64(share))
    base = compile_game(load("june_deadline"))
    compared = 0
    endings: set[str] = set()
    openings: set[tuple[str, ...]] = set()
    for pairing in range(PAIRINGS // 4):
        names = tuple(map(str, rng.choice(NAMES, 2)))
        seed, first = map(int, rng.integers(0, 2**62, 2))
        game = random_game(seed % 2**32, rounds=3)
        seats = quick_seats(game, (names[0], names[1]))
        if pairing % 2:
            game, seats = base, seat(base, (names[0], names[1]), None, {})
        assert not any(map(asked_together, seats))
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
            compared += 1
            endings.add(alone.ending)
            openings.add(tuple(move.action for move in alone.moves[:4]))
    assert compared == PAIRINGS * MATCHES // 4
    assert len(endings) > 1
    assert len(openings) > 10  # they are not one match a thousand times
