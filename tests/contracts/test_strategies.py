"""What every strategy owes, found on the shelf: a new file is tested without an edit here."""

from __future__ import annotations

import math
import pickle
from collections.abc import Iterator
from dataclasses import replace
from importlib import import_module
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from negotiation import strategies
from negotiation.engine.matches import mixed_action_of, play
from negotiation.engine.seating import Seats
from negotiation.engine.talks import Talks
from negotiation.foundations import shelf
from negotiation.foundations.tolerance import TIE
from negotiation.game.beliefs import Belief
from negotiation.game.game import Game
from negotiation.game.information import InformationSet
from negotiation.game.mixed_actions import MixedAction
from negotiation.game.prospects import expected, without_agreement
from negotiation.game.rules import is_legal, legal_actions
from negotiation.game.stages import ACCEPT, StageKind
from negotiation.strategies.reasoning.outlook import outlook_from
from negotiation.strategies.strategy import Strategy
from tests.followers import quick_seats
from tests.generators import games, random_game

NAME_TO_STRATEGY = shelf.name_to_class(strategies, Strategy)
EVERY = pytest.mark.parametrize("name", NAME_TO_STRATEGY)
CLAIMS = {
    "individually_rational",
    "monotone_concession",
    "affine_invariant",
    "symmetric",
    "never_presses",
    "no_regret",
}
"""What a strategy may claim; `strategies.strategy` says what each of them means."""
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
@given(game=games(), seed=st.integers(0, 999), chance=BELIEFS)
@LAW
def test_answers_are_legal_normalised_and_the_same_again(
    name: str, game: Game, seed: int, chance: float
) -> None:
    again = built(game, name)
    for strategy, talks in asked(name, game, seed, chance):
        mixed = mixed_action_of(strategy, talks)
        assert talks.position is not None
        assert all(is_legal(game, talks.position, action) for action in mixed.actions)
        assert math.fsum(mixed.probabilities) == pytest.approx(1.0)
        assert strategy.mixed_action(talks.seen()) == mixed == again.mixed_action(talks.seen())


@EVERY
@given(game=games(max_types=2), seed=st.integers(0, 999), chance=BELIEFS)
@LAW
def test_worlds_that_differ_in_the_others_type_only_look_the_same(
    name: str, game: Game, seed: int, chance: float
) -> None:
    for strategy, talks in asked(name, game, seed, chance):
        assert talks.mover is not None
        answers = set()
        for other in range(len(game.types[1 - talks.mover])):
            types = (talks.types[0], other) if talks.mover == 0 else (other, talks.types[1])
            answers.add(strategy.mixed_action(replace(talks, types=types).seen()))
        assert len(answers) == 1


@EVERY
@given(game=games(), seed=st.integers(0, 999), chance=BELIEFS)
@LAW
def test_memory_reaches_no_further_back_than_declared(
    name: str, game: Game, seed: int, chance: float
) -> None:
    depth = NAME_TO_STRATEGY[name].memory_depth
    if math.isinf(depth):
        return
    for strategy, talks in asked(name, game, seed, chance):
        seen = talks.seen()
        recent = seen.history[len(seen.history) - min(int(depth), len(seen.history)) :]
        assert strategy.mixed_action(replace(seen, history=recent)) == strategy.mixed_action(seen)


@EVERY
def test_who_declares_memory_has_some(name: str) -> None:
    if NAME_TO_STRATEGY[name].memory_depth == 0:
        return
    for seed in range(200):
        for strategy, talks in asked(name, three_rungs(seed), seed, 0.5):
            seen = talks.seen()
            forgetful = strategy.mixed_action(replace(seen, history=seen.history[-1:]))
            if forgetful != strategy.mixed_action(seen):
                return
    pytest.fail(f"{name} declares a memory that it never uses: declare less")


@EVERY
@given(game=games(), seed=st.integers(0, 999))
@LAW
def test_a_copy_by_pickle_plays_the_same(name: str, game: Game, seed: int) -> None:
    strategy = built(game, name)
    copy = pickle.loads(pickle.dumps(strategy))
    for talks in wandering(game, seed, Belief.prior(game)):
        if talks.mover is not None:
            assert copy.mixed_action(talks.seen()) == strategy.mixed_action(talks.seen())


@pytest.mark.parametrize("names", list(product(NAME_TO_STRATEGY, repeat=2)), ids="-".join)
@given(game=games(), seed=st.integers(0, 999))
@settings(LAW, max_examples=1)
def test_every_pair_plays_to_the_end(names: tuple[str, str], game: Game, seed: int) -> None:
    pair = game.type_pairs[seed % len(game.type_pairs)]
    record = play(game, quick_seats(game, names), pair, seed=seed)
    assert 1 <= len(record.moves) <= len(game.stages)
    assert dict(record.strategies) == dict(zip(game.players, names, strict=True))


@EVERY
def test_games_without_offers_are_played_as_well(name: str) -> None:
    for seed in range(5):
        game = without_offers(seed)
        seats: Seats = quick_seats(game, (name, name))
        assert play(game, seats, (0, 1), seed=seed).agreement is None


@EVERY
@given(game=games(), seed=st.integers(0, 999), chance=BELIEFS)
@LAW
def test_the_individually_rational_accept_nothing_below_their_reservation_value(
    name: str, game: Game, seed: int, chance: float
) -> None:
    if "individually_rational" not in NAME_TO_STRATEGY[name].claims:
        return
    for strategy, talks in asked(name, game, seed, chance):
        seen = talks.seen()
        if seen.stage.kind is not StageKind.ANSWER or len(seen.legal_actions) == 1:
            continue  # whoever can only accept has no say
        if strategy.mixed_action(seen).probability(ACCEPT) > 0.0:
            assert accepted_worth(seen) >= reservation_value(seen) - 2 * TIE * game.payoff_span


@EVERY
def test_whoever_does_not_claim_individual_rationality_accepts_too_little_somewhere(
    name: str,
) -> None:
    # A follower's reservation value is what its profile goes on to earn, another number than ours.
    member = NAME_TO_STRATEGY[name]
    if "individually_rational" in member.claims or member.follows is not None:
        return
    for seed in range(50):
        for strategy, talks in asked(name, random_game(seed), seed, 0.5):
            seen = talks.seen()
            if seen.stage.kind is StageKind.ANSWER and len(seen.legal_actions) > 1:
                accepts = strategy.mixed_action(seen).probability(ACCEPT) > 0.0
                short = reservation_value(seen) - accepted_worth(seen)
                if accepts and short > 2 * TIE * seen.game.payoff_span:
                    return
    pytest.fail(f"{name} never accepts less than its reservation value: let it claim so")


@EVERY
def test_claims_are_known_by_name_and_only_learners_have_no_regret(name: str) -> None:
    member = NAME_TO_STRATEGY[name]
    assert member.claims <= CLAIMS, f"unknown: {sorted(member.claims - CLAIMS)}"
    assert member.learns or "no_regret" not in member.claims


@EVERY
@given(game=games(), seed=st.integers(0, 999))
@settings(LAW, max_examples=10)
def test_who_does_not_learn_reads_no_earlier_talks(name: str, game: Game, seed: int) -> None:
    if NAME_TO_STRATEGY[name].learns:
        return
    *_, last = wandering(game, seed + 1, Belief.prior(game))
    for strategy, talks in asked(name, game, seed, 0.5):
        after = replace(talks, earlier=(last.history,))
        assert strategy.mixed_action(after.seen()) == strategy.mixed_action(talks.seen())


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
    total, r = 0.0, seen.stage.round_index
    for other, chance in enumerate(seen.belief.of[seen.other]):
        pair = seen.pair_with(other)
        now = seen.stage.total(*pair)[seen.player, seen.position.public_state, ACCEPT]
        worth = seen.game.packages.values(seen.player, *pair, r)[seen.position.package]
        total += chance * float(now + worth)
    return total


def reservation_value(seen: InformationSet) -> float:
    prospects = without_agreement(seen.game, seen.belief, seen.position.stage)[0]
    by_state = expected(prospects, seen.belief, seen.player, seen.player_type)
    return float(by_state[seen.position.public_state])


def without_offers(seed: int) -> Game:
    game = random_game(seed, rounds=2)
    talking = {StageKind.OFFER, StageKind.ANSWER}
    kept = tuple(stage for stage in game.stages if stage.kind not in talking)
    return replace(game, stages=kept, packages=None)


def three_rungs(seed: int) -> Game:
    """Return a random game whose second player can climb twice, so that pressure has a use."""
    game = random_game(seed, rounds=3)
    stages = []
    for stage in game.stages:
        if stage.name == "card posture":
            rung = np.asarray(game.states.value_of)[:, [1]]
            to = np.arange(3)
            labels = tuple(replace(label, tags=frozenset()) for label in stage.actions)
            tags = {"hold": to == rung, "pressure": to > rung, "retreat": to < rung}
            legal = abs(to - rung) <= 1
            stages.append(replace(stage, actions=labels, state_tags=tags, legal=legal))
        else:
            stages.append(stage)
    return replace(game, stages=tuple(stages))


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
