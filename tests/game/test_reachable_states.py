"""The public states that play can stand in, against plays of every action."""

from __future__ import annotations

import numpy as np
import pytest

from negotiation.game.game import Game
from negotiation.game.rules import alike, apply, legal_actions, reachable_states, start
from negotiation.game.stages import StageKind
from negotiation.scenario.compile import compile_game
from negotiation.scenario.loading import load
from tests.generators import random_game


def walked(game: Game) -> set[tuple[int, int]]:
    """Return stages and public states met by trying every legal action, package 0 for all."""
    waiting, met = [start(game)], set()
    seen = set(waiting)
    while waiting:
        here = waiting.pop()
        met.add((here.stage, here.public_state))
        for action in legal_actions(game, here)[:8]:
            after = apply(game, here, int(action))
            if after is not None and after not in seen:
                seen.add(after)
                waiting.append(after)
    return met


@pytest.mark.parametrize("seed", range(6))
def test_they_are_those_that_some_play_meets(seed: int) -> None:
    game = random_game(
        seed,
        rounds=3,
        packages=2,
        market_states=3,
        has_courts=seed in {2, 5},
        has_deadline=seed in {3, 5},
    )
    found = reachable_states(game)
    assert {(int(t), int(s)) for t, s in np.argwhere(found)} == walked(game)


def test_the_base_scenario_opens_up_from_one_state() -> None:
    found = reachable_states(compile_game(load("june_deadline")))
    counts = found.sum(axis=1)
    assert counts[0] == 1
    assert 1 < counts[1] < counts[-1] <= found.shape[1]


def test_states_that_are_alike_allow_the_same_actions_and_answers() -> None:
    game = compile_game(load("june_deadline"))
    found = reachable_states(game)
    several = 0
    for t, stage in enumerate(game.stages):
        groups = list(alike(game, t, np.flatnonzero(found[t]), 8))
        assert sorted(np.concatenate(groups).tolist()) == np.flatnonzero(found[t]).tolist()
        assert max(map(len, groups)) <= 8
        several += len({stage.legal[group[0]].tobytes() for group in groups}) > 1
        for group in groups:
            assert (stage.legal[group] == stage.legal[group[0]]).all()
            if stage.kind is StageKind.OFFER:
                answers = game.stages[t + 1].legal[group]
                assert (answers == answers[0]).all()
    assert several > 0
