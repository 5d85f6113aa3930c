"""What every strategy owes beyond the laws of `negotiation.testing`, which tests/testing holds.

Found on the shelf: a new file is tested without an edit here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from importlib import import_module

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from negotiation import strategies
from negotiation.engine.matches import play
from negotiation.engine.seating import Seats
from negotiation.engine.talks import Talks
from negotiation.foundations import shelf
from negotiation.game.beliefs import Belief
from negotiation.game.game import Game
from negotiation.game.information import InformationSet
from negotiation.game.mixed_actions import MixedAction
from negotiation.game.prospects import expected, without_agreement
from negotiation.game.rules import legal_actions
from negotiation.game.stages import ACCEPT
from negotiation.strategies.reasoning.outlook import outlook_from
from negotiation.strategies.strategy import Strategy
from negotiation.testing.transforms import with_a_ladder, without_offers
from tests.followers import quick_seats
from tests.generators import games, random_game

NAME_TO_STRATEGY = shelf.name_to_class(strategies, Strategy)
EVERY = pytest.mark.parametrize("name", NAME_TO_STRATEGY)
LAW = settings(max_examples=50, derandomize=True, deadline=None)
BELIEFS = st.sampled_from([0.0, 0.25, 0.5, 1.0])


def about_types(game: Game, chance: float) -> Belief:
    """Return a belief that gives each player's first type this chance."""
    first, second = ((1.0,) if len(names) == 1 else (chance, 1.0 - chance) for names in game.types)
    return Belief((first, second))


def wandering(game: Game, seed: int, belief: Belief) -> Iterator[Talks]:
    """Yield the talks before every move of a play of random legal actions."""
    pair = game.type_pairs[seed % len(game.type_pairs)]
    talks = Talks.begin(game, pair, seed=seed, belief=belief)
    while not talks.is_over:
        yield talks
        here = talks.position
        assert here is not None
        if talks.mover is None:
            talks = talks.advanced(talks.draw(talks.chance()))
        else:
            legal = legal_actions(game, here)
            # Acceptance ends the talks: mostly go on, so that late stages are met as well.
            going_on = [k for k in legal if here.package is None or k != ACCEPT]
            choices = going_on if going_on and talks.draws[here.stage] < 0.9 else legal
            talks = talks.advanced(talks.draw(MixedAction.uniform(choices)))


def built(game: Game, name: str) -> Strategy:
    return quick_seats(game, (name, name))[0]


def asked(name: str, game: Game, seed: int, chance: float) -> Iterator[tuple[Strategy, Talks]]:
    """Yield a strategy with every position that random play meets and at which someone moves."""
    strategy = built(game, name)
    for talks in wandering(game, seed, about_types(game, chance)):
        if talks.mover is not None:
            yield strategy, talks


@EVERY
def test_who_declares_memory_has_some(name: str) -> None:
    if NAME_TO_STRATEGY[name].memory_depth == 0:
        return
    for seed in range(200):
        for strategy, talks in asked(name, with_a_ladder(random_game(seed, rounds=5)), seed, 0.5):
            seen = talks.seen()
            forgetful = strategy.mixed_action(replace(seen, history=seen.history[-1:]))
            if forgetful != strategy.mixed_action(seen):
                return
    pytest.fail(f"{name} declares a memory that it never uses: declare less")


@EVERY
@given(game=games(), seed=st.integers(0, 999))
@settings(LAW, max_examples=2)
def test_with_every_other_it_plays_to_the_end(name: str, game: Game, seed: int) -> None:
    pair = game.type_pairs[seed % len(game.type_pairs)]
    for other in NAME_TO_STRATEGY:
        seats = quick_seats(game, (name, other))
        record = play(game, seats, pair, seed=seed)
        assert 1 <= len(record.moves) <= len(game.stages)
        assert dict(record.strategies) == dict(zip(game.players, (name, other), strict=True))


@EVERY
def test_games_without_offers_are_played_as_well(name: str) -> None:
    for seed in range(5):
        game = without_offers(random_game(seed))
        seats: Seats = quick_seats(game, (name, name))
        assert play(game, seats, (0, 1), seed=seed).agreement is None


@EVERY
def test_a_strategy_says_what_it_is_and_where_its_name_comes_from(name: str) -> None:
    member = NAME_TO_STRATEGY[name]
    text = import_module(member.__module__).__doc__
    assert text is not None
    assert "**Names:**" in text
    assert ">>>" in text
    assert member.__doc__


def accepted_worth(seen: InformationSet) -> float:
    """Return what accepting pays the mover, expected over the other's type, one by one."""
    assert seen.game.packages is not None
    assert seen.position.package is not None
    total, r, s = 0.0, seen.stage.round_index, seen.position.public_state
    for other, chance in enumerate(seen.belief.of[seen.other]):
        pair = seen.pair_with(other)
        now = seen.stage.total(*pair)[seen.player, seen.position.public_state, ACCEPT]
        worth = seen.game.packages.values(seen.player, *pair, r, s)[seen.position.package]
        total += chance * float(now + worth)
    return total


def reservation_value(seen: InformationSet) -> float:
    prospects = without_agreement(seen.game, seen.belief, seen.position.stage)[0]
    by_state = expected(prospects, seen.belief, seen.player, seen.player_type)
    return float(by_state[seen.position.public_state])


@given(game=games(), seed=st.integers(0, 999), chance=BELIEFS)
@LAW
def test_the_outlook_agrees_with_values_summed_one_by_one(
    game: Game, seed: int, chance: float
) -> None:
    for talks in wandering(game, seed, about_types(game, chance)):
        assert talks.position is not None
        if talks.position.package is None:
            continue
        seen = talks.seen()
        if len(seen.legal_actions) == 1:
            continue
        outlook = outlook_from(seen)
        assert outlook is not None
        worth = outlook.own[talks.position.package]
        assert worth == pytest.approx(accepted_worth(seen), abs=1e-9)
        assert outlook.reservation_value == pytest.approx(reservation_value(seen), abs=1e-9)
