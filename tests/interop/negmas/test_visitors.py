"""Our strategies in NegMAS's sessions play what they play in our own engine.

Needs NegMAS (AGPL; an extra of its own). Run with ``pytest -m negmas``.
"""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from negotiation import strategies
from negotiation.engine.matches import play
from negotiation.foundations import shelf
from negotiation.foundations.errors import NegotiationError
from negotiation.game.beliefs import Belief
from negotiation.game.pie import divide_the_pie
from negotiation.interop.negmas_session import deal_space, library, session
from negotiation.interop.negmas_visitor import visitor
from negotiation.strategies.boulware import Boulware
from negotiation.strategies.conceder import Conceder
from negotiation.strategies.strategy import Strategy
from tests.generators import random_game

pytestmark = pytest.mark.negmas

NAME_TO_STRATEGY = {
    name: kind
    for name, kind in shelf.name_to_class(strategies, Strategy).items()
    if kind.follows is None and not kind.learns
}
NAMES = st.sampled_from(sorted(NAME_TO_STRATEGY))
PIE = divide_the_pie(rounds=6, discount_factors=(1.0, 1.0), shares=[n / 20 for n in range(21)])


@given(names=st.tuples(NAMES, NAMES), seed=st.integers(0, 10_000))
@settings(max_examples=60, derandomize=True, deadline=None)
def test_two_visitors_play_there_what_they_play_here(names: tuple[str, str], seed: int) -> None:
    game = random_game(seed, rounds=4, packages=6, postures=False, last_word=False)
    seats = NAME_TO_STRATEGY[names[0]](), NAME_TO_STRATEGY[names[1]]()
    types = game.type_pairs[seed % 4]
    here = play(game, seats, types, seed=seed, belief=Belief.prior(game))
    there = session(game)
    for player in (seed % 2, 1 - seed % 2):
        there.add(visitor(seats[player], game, player, types[player], seed=seed))
    there.run()
    table, package_of = game.packages, deal_space(game).package_of
    assert table is not None
    offered = [
        None if move.action != "offer" else table.find(move.package or {})
        for move in here.moves
        if move.action in {"offer", "no offer"}
    ]
    said = [
        None if offer is None else package_of[offer]
        for state in there.history
        for _, offer in state.new_offers
    ]
    said += [None] * (len(offered) - len(said))
    assert said[: len(offered)] == offered
    assert all(offer is None for offer in said[len(offered) :])
    agreed = None if here.agreement is None else table.find(here.agreement.package)
    assert package_of.get(there.agreement) == agreed
    assert there.state.broken == (here.moves[-1].action == "walk out")


def test_a_visitor_bargains_with_a_negotiator_of_negmas() -> None:
    negmas, deals, table = library(), deal_space(PIE), session(PIE)
    assert PIE.packages is not None
    worth = dict(zip(deals.outcomes, PIE.packages.values(1, 0, 0, 0, 0).tolist(), strict=True))
    table.add(visitor(Boulware(), PIE, 0, seed=0, name="boulware"))
    table.add(
        negmas.AspirationNegotiator(),
        preferences=negmas.MappingUtilityFunction(
            worth, outcome_space=deals.space, reserved_value=0.0
        ),
    )
    assert table.run().agreement in deals.package_of


def test_a_session_of_whole_rounds_will_do() -> None:
    """Two turns a step, as NegMAS has it by default: one state then holds two offers."""
    table = library().SAOMechanism(outcome_space=deal_space(PIE).space, n_steps=4)
    for player, strategy in enumerate((Boulware(), Conceder())):
        table.add(visitor(strategy, PIE, player, seed=0))
    agreed = table.run().agreement
    here = play(PIE, (Boulware(), Conceder()), (0, 0), seed=0).agreement
    assert here is not None
    assert agreed == tuple(here.package.values())


def test_who_proposes_first_joins_first() -> None:
    table = session(PIE)
    table.add(visitor(Boulware(), PIE, 1, seed=0))
    table.add(visitor(Boulware(), PIE, 0, seed=0))
    with pytest.raises(NegotiationError, match="us makes the first offer"):
        table.run()


def test_postures_are_no_game_of_negmas() -> None:
    with pytest.raises(NegotiationError, match="no game of plain alternating offers"):
        visitor(Boulware(), random_game(0), 0, seed=0)
