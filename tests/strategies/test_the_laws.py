"""The laws of strategies under test: each catches who breaks it, and three go beyond the contracts.

A law takes what builds a strategy and talks that stand where its player moves, and raises
``AssertionError`` where it is broken. Beyond `tests/contracts/test_strategies.py`: asked in any
order a strategy answers the same; a past beyond its memory may be any other past, not only a
shorter one; the individually rational do not offer, either, what they would not take.
"""

from __future__ import annotations

import math
import pickle
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import ClassVar

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from negotiation import strategies
from negotiation.engine.talks import Talks
from negotiation.foundations import shelf
from negotiation.foundations.tolerance import TIE
from negotiation.game.beliefs import Belief
from negotiation.game.game import Game
from negotiation.game.information import InformationSet
from negotiation.game.mixed_actions import MixedAction
from negotiation.game.prospects import expected, without_agreement
from negotiation.game.rules import Position, legal_actions, payoff_parts
from negotiation.game.stages import ACCEPT, NO_OFFER, StageKind
from negotiation.strategies.strategy import Strategy
from tests.followers import quick_seats
from tests.generators import games, random_game

NAME_TO_STRATEGY = shelf.name_to_class(strategies, Strategy)
EVERY = pytest.mark.parametrize("name", NAME_TO_STRATEGY)
LAW = settings(max_examples=40, derandomize=True, deadline=None)

seeds = st.integers(0, 2**32 - 1)
Build = Callable[[], Strategy]


@st.composite
def tables(draw: st.DrawFn) -> Game:
    """Generate games of every shape that a strategy may meet, games without offers included."""
    game = draw(games())
    return without_offers(game) if draw(st.integers(0, 9)) == 0 else game


def without_offers(game: Game) -> Game:
    """Return a game of postures alone; one without other stages is returned as it is."""
    kept = tuple(s for s in game.stages if s.kind is StageKind.CHANCE or s.kind is StageKind.MOVE)
    return replace(game, stages=kept, packages=None) if kept else game


@st.composite
def beliefs(draw: st.DrawFn, game: Game) -> Belief:
    """Generate public beliefs, certainty included."""

    def about(i: int) -> tuple[float, ...]:
        weights = [draw(st.integers(0, 4)) for _ in game.types[i]]
        total = sum(weights)
        return tuple(w / total for w in weights) if total else tuple(map(float, game.prior[i]))

    return Belief((about(0), about(1)))


def wander(talks: Talks, seed: int) -> Iterator[Talks]:
    """Go along one random legal history, and stop wherever a player moves."""
    rng = np.random.default_rng(seed)
    while not talks.is_over:
        position = talks.position
        assert position is not None
        actions = legal_actions(talks.game, position)
        if talks.mover is not None:
            yield talks
        going_on = actions[actions != ACCEPT] if talks_at(talks) is StageKind.ANSWER else actions
        talks = talks.advanced(int(rng.choice(going_on if going_on.size else actions)))


def talks_at(talks: Talks) -> StageKind:
    """Return the kind of the stage at which talks stand."""
    assert talks.position is not None
    return talks.game.stages[talks.position.stage].kind


def builder(name: str, game: Game) -> Build:
    """Return what builds a strategy of the shelf for a game; a follower's game is solved once."""
    solved = quick_seats(game, (name, name))[0]
    if solved.follows is None:
        return solved.__class__
    as_solved = pickle.dumps(solved)  # a fresh copy has answered nothing yet
    return lambda: pickle.loads(as_solved)


# The laws ------------------------------------------------------------------------------------


def is_legal_and_normalised(build: Build, talks: Talks) -> None:
    """Every action that may be taken is legal, and the probabilities are a distribution."""
    seen = talks.seen()
    mixed = build().mixed_action(seen)
    assert isinstance(mixed, MixedAction)
    assert math.fsum(mixed.probabilities) == pytest.approx(1.0)
    likely = zip(mixed.actions, mixed.probabilities, strict=True)
    assert {action for action, p in likely if p > 0.0} <= set(map(int, seen.legal_actions))


def is_a_function_of_what_it_sees(build: Build, walk: list[Talks]) -> None:
    """One strategy asked forwards, backwards, after pickling and built anew answers the same."""
    one = build()
    answers = [one.mixed_action(talks.seen()) for talks in walk]
    backwards = [one.mixed_action(talks.seen()) for talks in reversed(walk)]
    assert backwards[::-1] == answers
    for other in (pickle.loads(pickle.dumps(one)), build()):
        assert [other.mixed_action(talks.seen()) for talks in walk] == answers


def leaves_the_table_alone(build: Build, talks: Talks) -> None:
    """Asking changes nothing of what was seen."""
    seen = talks.seen()
    before = (seen.game.stages, seen.history, seen.belief, seen.legal_actions.copy())
    build().mixed_action(seen)
    assert (seen.game.stages, seen.history, seen.belief) == before[:3]
    assert (seen.legal_actions == before[3]).all()


def remembers_no_more_than_it_says(build: Build, talks: Talks, other_past: Talks) -> None:
    """Take no account of moves further back than ``memory_depth``: others, or none at all."""
    strategy, seen = build(), talks.seen()
    if math.isinf(strategy.memory_depth):
        return
    assert strategy.memory_depth == int(strategy.memory_depth) >= 0
    kept = seen.history[max(0, len(seen.history) - int(strategy.memory_depth)) :]
    answer = strategy.mixed_action(seen)
    for past in ((), other_past.history[: len(seen.history) - len(kept)]):
        assert strategy.mixed_action(replace(seen, history=(*past, *kept))) == answer


def is_blind_to_the_others_type(build: Build, talks: Talks) -> None:
    """Worlds that differ only in the other's realised type look the same, and get one answer."""
    seen = talks.seen()
    answers = {
        build().mixed_action(replace(talks, types=seen.pair_with(other)).seen())
        for other in range(len(talks.game.types[seen.other]))
    }
    assert len(answers) == 1


def never_gives_up_its_reservation_value(build: Build, talks: Talks) -> None:
    """Individually rational: no package below what it expects without agreement, asked or given.

    The worth of a package is added up by the rules, one type of the other after the other.
    """
    seen = talks.seen()
    mixed = build().mixed_action(seen)
    likely = [a for a, p in zip(mixed.actions, mixed.probabilities, strict=True) if p > 0.0]
    prospect = without_agreement(seen.game, seen.belief, seen.position.stage)[0]
    w = expected(prospect, seen.belief, seen.player, seen.player_type)[seen.position.public_state]
    for action in likely:
        if len(seen.legal_actions) == 1:
            continue  # what it must, it may
        here = seen.position
        if seen.stage.kind is StageKind.OFFER and action != NO_OFFER:
            here = Position(here.stage + 1, here.public_state, action - 1)
        elif seen.stage.kind is not StageKind.ANSWER or action != ACCEPT:
            continue
        worth = sum(
            chance
            * payoff_parts(seen.game, here, ACCEPT, seen.pair_with(other))[:, seen.player].sum()
            for other, chance in enumerate(seen.belief.of[seen.other])
        )
        assert worth >= w - 10 * TIE * seen.game.payoff_span - 1e-12


# The shelf under the laws ---------------------------------------------------------------------


@EVERY
@given(draws=st.data(), game=tables(), seed=seeds)
@LAW
def test_every_strategy_keeps_the_laws_on_every_history(
    name: str, draws: st.DataObject, game: Game, seed: int
) -> None:
    build = builder(name, game)
    pair = game.type_pairs[seed % len(game.type_pairs)]
    belief = draws.draw(beliefs(game))
    begun = Talks.begin(game, pair, seed=0, belief=belief)
    walk = list(wander(begun, seed))
    *_, other_past = [begun, *wander(begun, seed + 1)]
    is_a_function_of_what_it_sees(build, walk)
    for talks in walk:
        is_legal_and_normalised(build, talks)
        leaves_the_table_alone(build, talks)
        remembers_no_more_than_it_says(build, talks, other_past)
        is_blind_to_the_others_type(build, talks)
        if "individually_rational" in NAME_TO_STRATEGY[name].claims:
            never_gives_up_its_reservation_value(build, talks)


# The laws under test --------------------------------------------------------------------------


def first(seen: InformationSet) -> int:
    return int(seen.legal_actions[0])


class PlaysWhatIsNotLegal(Strategy):
    memory_depth: ClassVar[float] = 0

    def mixed_action(self, seen: InformationSet) -> MixedAction:
        return MixedAction.pure(int(seen.legal_actions[-1]) + 1)


class KeepsCount(Strategy):
    def __init__(self) -> None:
        self.asked = 0

    def mixed_action(self, seen: InformationSet) -> MixedAction:
        self.asked += 1
        return MixedAction.pure(int(seen.legal_actions[self.asked % len(seen.legal_actions)]))


class RemembersMore(Strategy):
    memory_depth: ClassVar[float] = 1

    def mixed_action(self, seen: InformationSet) -> MixedAction:
        old = sum(move.action for move in seen.history[:-1]) + len(seen.history)
        return MixedAction.pure(int(seen.legal_actions[old % len(seen.legal_actions)]))


class GivesIn(Strategy):
    memory_depth: ClassVar[float] = 0
    claims: ClassVar[frozenset[str]] = frozenset({"individually_rational"})

    def mixed_action(self, seen: InformationSet) -> MixedAction:
        return MixedAction.pure(first(seen))  # ACCEPT is an answer's first action


class OffersTheMoon(Strategy):
    memory_depth: ClassVar[float] = 0
    claims: ClassVar[frozenset[str]] = frozenset({"individually_rational"})

    def mixed_action(self, seen: InformationSet) -> MixedAction:
        return MixedAction.pure(int(seen.legal_actions[-1]))  # the last package, or a walk-out


class ForgetsOneWord(Strategy):
    memory_depth: ClassVar[float] = 0

    def mixed_action(self, seen: InformationSet) -> MixedAction:
        object.__setattr__(seen, "history", ())
        return MixedAction.pure(first(seen))


def breaks(law: Callable[[list[Talks]], None]) -> bool:
    """Return whether a law is seen broken somewhere on twenty short walks."""
    for seed in range(20):
        game = random_game(seed)
        begun = Talks.begin(game, (0, 1), seed=0, belief=Belief.prior(game))
        try:
            law(list(wander(begun, seed)))
        except AssertionError:
            return True
    return False


def at_each(law: Callable[[Build, Talks], None], build: Build) -> Callable[[list[Talks]], None]:
    def everywhere(walk: list[Talks]) -> None:
        for talks in walk:
            law(build, talks)

    return everywhere


def in_any_order(build: Build) -> Callable[[list[Talks]], None]:
    return lambda walk: is_a_function_of_what_it_sees(build, walk)


def with_another_past(build: Build) -> Callable[[list[Talks]], None]:
    def everywhere(walk: list[Talks]) -> None:
        for talks in walk:
            remembers_no_more_than_it_says(build, talks, walk[-1])

    return everywhere


@pytest.mark.parametrize(
    "law",
    [
        at_each(is_legal_and_normalised, PlaysWhatIsNotLegal),
        in_any_order(KeepsCount),
        at_each(leaves_the_table_alone, ForgetsOneWord),
        with_another_past(RemembersMore),
        at_each(never_gives_up_its_reservation_value, GivesIn),
        at_each(never_gives_up_its_reservation_value, OffersTheMoon),
    ],
    ids=["illegal", "counting", "forgetting", "remembering", "giving in", "giving away"],
)
def test_a_law_catches_who_breaks_it(law: Callable[[list[Talks]], None]) -> None:
    assert breaks(law)


def test_blindness_is_broken_by_a_table_that_tells() -> None:
    """No strategy can peek at a table that keeps secrets; were it told, the law would see it."""

    class Listens(Strategy):
        def mixed_action(self, seen: InformationSet) -> MixedAction:
            told = seen.belief.most_likely()[seen.other]
            return MixedAction.pure(int(seen.legal_actions[told % len(seen.legal_actions)]))

    def told(walk: list[Talks]) -> None:
        for talks in walk:
            worlds = (talks.seen().pair_with(other) for other in (0, 1))
            answers = {
                Listens().mixed_action(
                    replace(talks, types=pair, belief=Belief.certain(talks.game, pair)).seen()
                )
                for pair in worlds
            }
            assert len(answers) == 1

    assert breaks(told)
    assert not breaks(at_each(is_blind_to_the_others_type, Listens))
