"""The rules in single positions: names and tags of actions, what pays, where play can stand."""

from __future__ import annotations

import numpy as np
import pytest

from negotiation.game.game import Game
from negotiation.game.pie import divide_the_pie
from negotiation.game.rules import (
    Position,
    action_name,
    action_tags,
    apply,
    is_legal,
    legal_actions,
    payoff_parts,
    pays,
    start,
)
from negotiation.game.stages import ACCEPT, NO_OFFER, REJECT, StageKind
from negotiation.scenario.compile import compile_game
from negotiation.scenario.loading import load
from tests.generators import random_game


@pytest.fixture(scope="module")
def talks() -> Game:
    return compile_game(load("june_deadline"))


def test_an_offer_is_called_so_and_tagged_so_and_pays_nothing(talks: Game) -> None:
    t = next(t for t, stage in enumerate(talks.stages) if stage.kind is StageKind.OFFER)
    here = Position(t, talks.initial_state)
    assert action_name(talks, here, 7) == "offer"
    assert action_tags(talks, here, 7) == {"offer"}
    assert not pays(talks, here, 7)
    assert apply(talks, here, 7) == Position(t + 1, talks.initial_state, 6)
    assert action_name(talks, here, NO_OFFER) == "no offer"
    assert action_tags(talks, here, NO_OFFER) == {"no_offer", "hold"}


def test_tags_of_the_action_and_of_the_state_are_joined(talks: Game) -> None:
    seen = set()
    for t, stage in enumerate(talks.stages):
        if stage.kind is not StageKind.MOVE:
            continue
        for s in range(talks.states.count):
            for k in map(int, np.flatnonzero(stage.legal[s])):
                tags = action_tags(talks, Position(t, s), k)
                here = {tag for tag, holds in stage.state_tags.items() if holds[s, k]}
                assert tags == stage.actions[k].tags | here
                seen.add((bool(stage.actions[k].tags), bool(here)))
    assert {(True, False), (False, True)} <= seen


@pytest.mark.parametrize("seed", range(6))
def test_what_pays_nothing_is_all_that_is_said_to_pay_nothing(seed: int) -> None:
    game = random_game(seed, rounds=2, packages=2, types=(2, 2))
    paying = 0
    for t, stage in enumerate(game.stages):
        for s in range(game.states.count):
            package = 0 if stage.kind is StageKind.ANSWER else None
            here = Position(t, s, package)
            for k in map(int, legal_actions(game, here)):
                paid = [
                    np.abs(payoff_parts(game, here, k, types)).sum() for types in game.type_pairs
                ]
                if not pays(game, here, k):
                    assert max(paid) == 0.0
                paying += pays(game, here, k)
    assert paying


def test_in_a_pie_only_agreement_pays() -> None:
    game = divide_the_pie(rounds=2, discount_factors=(0.9, 0.8), shares=[0.0, 0.5, 1.0])
    offer, answer = Position(0, 0), Position(1, 0, 1)
    assert not any(pays(game, offer, k) for k in range(4))
    assert pays(game, answer, ACCEPT)
    assert not pays(game, answer, REJECT)
    assert payoff_parts(game, answer, ACCEPT, (0, 0)).sum(axis=0) == pytest.approx([0.5, 0.5])
    with pytest.raises(ValueError, match="nothing is on the table"):
        payoff_parts(game, Position(1, 0), ACCEPT, (0, 0))


def test_packages_are_numbered_from_one_and_end_with_the_table() -> None:
    game = divide_the_pie(rounds=1, discount_factors=(1.0, 1.0), shares=[0.0, 0.5, 1.0])
    here = start(game)
    assert list(legal_actions(game, here)) == [0, 1, 2, 3]
    assert [is_legal(game, here, k) for k in (-1, 0, 1, 3, 4)] == [False, True, True, True, False]
    with pytest.raises(ValueError, match="action 4 is not legal"):
        apply(game, here, 4)
