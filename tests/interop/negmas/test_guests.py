"""NegMAS's negotiators at our table do what they do at their own.

Needs NegMAS (AGPL; an extra of its own). Run with ``pytest -m negmas``.
"""

from __future__ import annotations

import pickle
import random  # noqa: TID251 - to show that nobody else's draws are moved
from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from negotiation.engine.matches import mixed_action_of, play
from negotiation.engine.talks import Talks
from negotiation.foundations.errors import NegotiationError
from negotiation.game.beliefs import Belief
from negotiation.game.game import Game
from negotiation.game.narrowing import keep_packages
from negotiation.game.pie import divide_the_pie
from negotiation.game.protocol import PlannedStage, Protocol
from negotiation.game.protocols.alternating_offers import AlternatingOffers
from negotiation.game.rules import legal_actions
from negotiation.game.stages import ACCEPT, WALK_OUT, StageKind
from negotiation.interop.negmas import NegmasGuest
from negotiation.interop.negmas_session import deal_space, library, session, turns
from negotiation.results.record import Record
from negotiation.scenario.compile import compile_game
from negotiation.scenario.loading import load
from negotiation.strategies.boulware import Boulware
from negotiation.strategies.reasoning.bargaining import hold
from negotiation.strategies.reasoning.outlook import outlook_from
from negotiation.testing.laws.individually_rational import (
    asked_for,
    reservation_value,
    tolerance,
    worth_of,
)
from tests.generators import random_game

pytestmark = pytest.mark.negmas

TWENTIETHS = [n / 20 for n in range(21)]
PIE = divide_the_pie(rounds=7, discount_factors=(1.0, 1.0), shares=TWENTIETHS)
STEADY = (
    "AspirationNegotiator",
    "BoulwareTBNegotiator",
    "LinearTBNegotiator",
    "ConcederTBNegotiator",
    "NaiveTitForTatNegotiator",
    "ToughNegotiator",
)
"""Negotiators that draw nothing at random."""


def offers_of(record: Record) -> list[tuple[str, ...]]:
    return [tuple((move.package or {}).values()) for move in record.moves if move.action == "offer"]


def at_their_own_table(game: Game, names: Sequence[str]) -> Any:
    """Return the session of two negotiators, played by NegMAS alone."""
    negmas, deals, table = library(), deal_space(game), session(game)
    assert game.packages is not None
    for player, name in enumerate(names):
        worth = game.packages.values(player, 0, 0, 0, 0).tolist()
        table.add(
            getattr(negmas, name)(),
            preferences=negmas.MappingUtilityFunction(
                dict(zip(deals.outcomes, worth, strict=True)),
                outcome_space=deals.space,
                reserved_value=0.0,
            ),
        )
    table.run()
    return table


@pytest.mark.parametrize("second", STEADY)
@pytest.mark.parametrize("first", STEADY)
def test_two_guests_play_here_what_they_play_there(first: str, second: str) -> None:
    there = at_their_own_table(PIE, (first, second))
    here = play(PIE, (NegmasGuest(first), NegmasGuest(second)), (0, 0), seed=0)
    # The last turn is for the answer; what is offered in it is void.
    assert offers_of(here) == there.offers[: len(PIE.rounds)]
    agreed = None if here.agreement is None else tuple(here.agreement.package.values())
    assert agreed == there.agreement


@given(seed=st.integers(0, 10_000), name=st.sampled_from((*STEADY, "RandomNegotiator")))
@settings(max_examples=25, derandomize=True, deadline=None)
def test_a_guest_answers_the_same_information_set_the_same(seed: int, name: str) -> None:
    game = random_game(seed, rounds=3, packages=5)
    pair = game.type_pairs[seed % 4]
    walk = list(wandering(Talks.begin(game, pair, seed=0, belief=Belief.prior(game)), seed))
    one = NegmasGuest(name, seed=seed)
    before = random.getstate()
    answers = [mixed_action_of(one, talks) for talks in walk]  # refuses what is not legal
    assert random.getstate() == before
    random.seed(seed)
    assert [mixed_action_of(one, talks) for talks in reversed(walk)][::-1] == answers
    for other in (pickle.loads(pickle.dumps(one)), NegmasGuest(name, seed=seed)):
        assert [mixed_action_of(other, talks) for talks in walk] == answers
    for talks, answer in zip(walk, answers, strict=True):
        seen = talks.seen()
        if seen.stage.kind is StageKind.MOVE and seen.stage is not game.stages[-1]:
            assert answer.actions == (hold(seen),)


@given(seed=st.integers(0, 10_000), name=st.sampled_from(STEADY[:4]))
@settings(max_examples=25, derandomize=True, deadline=None)
def test_guests_that_concede_with_time_keep_their_reservation_value(seed: int, name: str) -> None:
    game = random_game(seed, rounds=3, packages=5)
    begun = Talks.begin(game, game.type_pairs[seed % 4], seed=0, belief=Belief.prior(game))
    for talks in wandering(begun, seed):
        outlook = outlook_from(talks.seen())
        if outlook is None or (outlook.own >= outlook.reservation_value).any():
            gives_nothing_away(NegmasGuest(name), talks)


def gives_nothing_away(guest: NegmasGuest, talks: Talks) -> None:
    """Check that nothing below the reservation value is taken or offered."""
    seen = talks.seen()
    for action in guest.mixed_action(seen).actions:
        agreed = asked_for(seen, action)
        if agreed is not None and len(seen.legal_actions) > 1:
            assert worth_of(seen, agreed) >= reservation_value(seen) - tolerance(seen.game)


def wandering(talks: Talks, seed: int) -> Any:
    """Go along one random history that lasts, and stop wherever a player moves."""
    rng = np.random.default_rng(seed)
    while not talks.is_over:
        assert talks.position is not None
        actions = legal_actions(talks.game, talks.position)
        if talks.mover is not None:
            yield talks
        if talks.game.stages[talks.position.stage].kind is StageKind.ANSWER:
            actions = actions[(actions != ACCEPT) & (actions != WALK_OUT)]
        talks = talks.advanced(int(rng.choice(actions)))


def test_guests_that_draw_at_random_differ_by_their_seed() -> None:
    seen = Talks.begin(PIE, (0, 0), seed=0).seen()
    offered = {NegmasGuest("RandomNegotiator", seed=n).mixed_action(seen) for n in range(20)}
    assert len(offered) > 5


@pytest.mark.parametrize("name", ["BoulwareTBNegotiator", "NaiveTitForTatNegotiator"])
def test_a_guest_sits_through_the_talks_of_june(name: str) -> None:
    game = compile_game(load("june_deadline"))
    for seats in ((NegmasGuest(name), Boulware()), (Boulware(), NegmasGuest(name))):
        record = play(game, seats, (0, 0), seed=1)
        assert all(move.action != "walk out" for move in record.moves)


def test_outcomes_have_our_issues_where_every_combination_is_a_package() -> None:
    game = compile_game(load("june_deadline"))
    assert game.packages is not None
    deals = deal_space(game)
    assert tuple(issue.name for issue in deals.space.issues) == game.packages.issues
    assert deals.space.cardinality == game.packages.count
    assert set(deals.space.enumerate_or_sample()) == set(deals.outcomes)
    assert deals.package_of[tuple(game.packages.terms(17).values())] == 17
    few = deal_space(keep_packages(game, [0, 5, 17, 200]))
    assert [issue.name for issue in few.space.issues] == ["package"]
    assert list(few.space.enumerate_or_sample()) == list(few.outcomes)


def test_guests_choose_among_a_few_packages() -> None:
    game = keep_packages(compile_game(load("june_deadline")), [0, 5, 17, 200])
    seats = (NegmasGuest("AspirationNegotiator"), NegmasGuest("RandomNegotiator"))
    assert play(game, seats, (0, 0), seed=1).moves


class TwiceInARow(Protocol):
    """Player 0 proposes twice before player 1 does."""

    title = "twice in a row"
    postures = False

    def plan(self, proposers: Sequence[int]) -> tuple[PlannedStage, ...]:
        return AlternatingOffers().plan([0, 0, 1][: len(proposers)])


def test_a_proposer_twice_in_a_row_leaves_a_silent_turn() -> None:
    game = divide_the_pie(
        rounds=3, discount_factors=(1.0, 1.0), shares=TWENTIETHS, protocol=TwiceInARow()
    )
    assert (dict(turns(game).of), turns(game).count) == ({0: 0, 2: 2, 4: 3}, 5)
    record = play(game, (NegmasGuest("ToughNegotiator"),) * 2, (0, 0), seed=0)
    assert [(move.player, move.action) for move in record.moves if move.action == "offer"] == [
        ("us", "offer"), ("us", "offer"), ("japan", "offer"),
    ]  # fmt: skip


def leaving() -> Any:
    """Return a negotiator that ends the session instead of answering."""
    sao = library()

    class Leaving(sao.SAONegotiator):  # type: ignore[misc,name-defined]
        def propose(self, state: object, dest: str | None = None) -> tuple[str, ...]:
            del state, dest
            return ("1 (20)",)

        def respond(self, state: object, source: str | None = None) -> Any:
            del state, source
            return sao.ResponseType.END_NEGOTIATION

    return Leaving


def test_an_end_of_the_session_is_a_walk_out_where_that_is_legal() -> None:
    guest = NegmasGuest(leaving())
    away = divide_the_pie(
        rounds=3, discount_factors=(1.0, 1.0), shares=TWENTIETHS, outside_options=(0.2, 0.2)
    )
    assert [move.action for move in play(away, (guest, guest), (0, 0), seed=0).moves] == [
        "offer",
        "walk out",
    ]
    assert [move.action for move in play(PIE, (guest, Boulware()), (0, 0), seed=0).moves][:4] == [
        "offer", "reject", "offer", "reject",
    ]  # fmt: skip


def test_a_name_that_negmas_does_not_have() -> None:
    with pytest.raises(NegotiationError, match="NegMAS has no negotiator 'Nobody'"):
        play(PIE, (NegmasGuest("Nobody"), Boulware()), (0, 0), seed=0)


def test_two_guests_of_one_record_have_two_names() -> None:
    game = random_game(1)
    seats = (NegmasGuest("BoulwareTBNegotiator"), NegmasGuest("AspirationNegotiator", seed=2))
    record = play(game, seats, (0, 0), seed=0)
    assert [*record.strategies.values()] == [
        "NegMAS BoulwareTBNegotiator",
        "NegMAS AspirationNegotiator(seed=2)",
    ]
