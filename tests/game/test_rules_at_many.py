"""The rules for many positions at once are those for one, bit for bit."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from negotiation.game.beliefs import Belief, posteriors
from negotiation.game.game import Game
from negotiation.game.rules import (
    Position,
    apply,
    is_agreement,
    is_offer,
    legal_actions,
    payoff,
    payoff_parts,
)
from negotiation.game.rules_at_many import apply_at_many, payoffs_at_many
from negotiation.game.stages import ACCEPT, NO_OFFER, StageKind
from negotiation.scenario.compile import compile_game
from negotiation.scenario.loading import load
from tests.generators import random_game


def some_of(rng: np.random.Generator, game: Game, t: int) -> list[tuple[int, int, int]]:
    """Return some states, packages on the table (-1: none) and actions of a stage."""
    found = []
    answering = game.stages[t].kind is StageKind.ANSWER
    for s in range(game.states.count):
        assert game.packages is not None
        package = int(rng.integers(game.packages.count)) if answering else -1
        listed = legal_actions(game, Position(t, s))
        few = rng.permutation(listed)[:4]
        found += [(s, package, int(action)) for action in few]
    return found


@pytest.mark.parametrize("which", ["june_deadline", 0, 1, 2, 3])
def test_where_actions_lead_and_what_they_pay(which: str | int) -> None:
    if isinstance(which, str):
        game = compile_game(load(which))
    else:
        game = random_game(which, rounds=3, has_courts=which == 2, has_deadline=which > 1)
    rng = np.random.Generator(np.random.PCG64(1))
    for t, stage in enumerate(game.stages):
        cases = some_of(rng, game, t)
        states, packages, actions = np.array(cases).T
        following = apply_at_many(game, t, states, actions)
        paid = payoffs_at_many(game, t, states, packages, actions)
        for n, (s, package, action) in enumerate(cases):
            here = Position(t, s, None if package < 0 else package)
            after = apply(game, here, action)
            if after is None:
                assert following.stages[n] == -1
            else:
                on_table = -1 if after.package is None else after.package
                assert after.stage == following.stages[n]
                assert after.public_state == following.states[n]
                assert on_table == following.packages[n]
            for pair, types in enumerate(game.type_pairs):
                alone = payoff(game, here, action, types)
                np.testing.assert_array_equal(paid[n, pair], alone)
                parts = payoff_parts(game, here, action, types)
                np.testing.assert_allclose(alone, parts.sum(axis=0), rtol=0, atol=1e-9)
            offers = stage.kind is StageKind.OFFER and action != NO_OFFER
            agrees = stage.kind is StageKind.ANSWER and action == ACCEPT
            assert (is_offer(stage, action), is_agreement(stage, action)) == (offers, agrees)
        np.testing.assert_array_equal(
            is_agreement(stage, actions), [is_agreement(stage, int(action)) for action in actions]
        )


chances = st.floats(0.0, 1.0)


@given(
    st.integers(1, 4).flatmap(lambda n: st.tuples(*[st.lists(chances, min_size=n, max_size=n)] * 2))
)
def test_many_beliefs_are_updated_as_each_alone(drawn: tuple[list[float], list[float]]) -> None:
    before, likelihood = drawn
    alone = Belief((tuple(before), (1.0,))).updated(0, likelihood).of[0]
    many = posteriors(np.tile(before, (3, 1)), np.tile(likelihood, (3, 1)))
    np.testing.assert_array_equal(many, np.tile(alone, (3, 1)))
