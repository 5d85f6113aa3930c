"""Postures and last words do in the base scenario what their strategies' names say."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest

from negotiation.engine.matches import play
from negotiation.engine.talks import Talks
from negotiation.game.game import Game
from negotiation.game.prospects import expected, without_agreement
from negotiation.game.rules import Position, action_name, action_tags
from negotiation.results.record import Record
from negotiation.scenario.compile import compile_game
from negotiation.scenario.loading import load
from negotiation.strategies.bluff_and_walk_back import BluffAndWalkBack
from negotiation.strategies.early_hint import EarlyHint
from negotiation.strategies.extend_always import ExtendAlways
from negotiation.strategies.hard_liner import HardLiner
from negotiation.strategies.late_hint import LateHint
from negotiation.strategies.market_watcher import MarketWatcher
from negotiation.strategies.maximum_pressure import MaximumPressure
from negotiation.strategies.never_presses import NeverPresses
from negotiation.strategies.strategy import Strategy
from negotiation.strategies.threaten_and_mean_it import ThreatenAndMeanIt


@cache
def base() -> Game:
    return compile_game(load("june_deadline"))


def played(strategy: Strategy, player: int, seed: int = 0) -> Record:
    """Return talks with a hard-liner, who agrees to nothing, so that all rounds are played."""
    hard = HardLiner()
    return play(base(), (strategy, hard) if player == 0 else (hard, strategy), (0, 0), seed=seed)


def rungs(strategy: Strategy, player: int, seed: int = 0) -> list[str]:
    """Return the postures that a player takes in the base scenario, round by round."""
    name = base().players[player]
    moves = played(strategy, player, seed).moves
    return [move.action for move in moves if move.player == name and "posture" in move.stage]


HELD = "walked_back"
"""Japan's posture at the start of the base scenario."""


@pytest.mark.parametrize(
    ("strategy", "japan"),
    [
        (NeverPresses(), ["quiet"] * 5),
        (EarlyHint(), ["hinted"] * 5),
        (LateHint(), [HELD, HELD, HELD, "hinted", "hinted"]),
        (BluffAndWalkBack(), ["hinted", "threatened", HELD, "quiet", "quiet"]),
        (ThreatenAndMeanIt(), ["hinted", "threatened", "selling", "selling", "selling"]),
        (MaximumPressure(), ["hinted", "threatened", "selling", "selling", "selling"]),
        (ExtendAlways(), ["quiet"] * 5),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, Strategy) else "",
)
def test_japan_plays_its_card_as_the_name_says(strategy: Strategy, japan: list[str]) -> None:
    taken = rungs(strategy, 1)
    assert taken == japan[: len(taken)]
    assert len(taken) >= 4


@pytest.mark.parametrize(
    ("strategy", "us"),
    [
        (NeverPresses(), ["easing"] * 5),
        (EarlyHint(), ["pressing"] * 5),
        (LateHint(), ["holding"] * 3 + ["pressing"] * 2),
        (BluffAndWalkBack(), ["holding"] * 2 + ["easing"] * 3),
        (ThreatenAndMeanIt(), ["pressing"] * 5),
        (MaximumPressure(), ["pressing"] * 5),
        (ExtendAlways(), ["easing"] * 5),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, Strategy) else "",
)
def test_the_us_presses_and_eases_as_the_name_says(strategy: Strategy, us: list[str]) -> None:
    taken = rungs(strategy, 0)
    assert taken == us[: len(taken)]
    assert len(taken) >= 4


@pytest.mark.parametrize(
    ("strategy", "word"),
    [
        (ExtendAlways(), "extend"),
        (MaximumPressure(), "execute"),
        (ThreatenAndMeanIt(), "execute"),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, Strategy) else value,
)
def test_the_last_word_is_that_of_the_name_whatever_it_costs(strategy: Strategy, word: str) -> None:
    game = base()
    begun = Talks.begin(game, (0, 0), seed=0)
    for s in range(game.states.count):
        here = Position(len(game.stages) - 1, s)
        [action] = strategy.mixed_action(replace(begun, position=here).seen()).actions
        assert action_name(game, here, action) == word


@pytest.mark.parametrize("player", [0, 1])
def test_the_market_watcher_presses_in_its_best_weather_and_steps_back_in_its_worst(
    player: int,
) -> None:
    game = base()
    labels = game.states.labels[0]
    begun = Talks.begin(game, (0, 0), seed=0)
    assert begun.position is not None
    for t, stage in enumerate(game.stages):
        if stage.mover != player or "posture" not in stage.name:
            continue
        worth = expected(without_agreement(game, begun.belief, t)[0], begun.belief, player, 0)
        postures = {"japan_posture": "hinted", "us_posture": "holding"}
        weather = [game.states.find({"market": label, **postures}) for label in labels]
        for s in weather:
            here = replace(begun.position, stage=t, public_state=s)
            seen = replace(begun, position=here).seen()
            [action] = MarketWatcher().mixed_action(seen).actions
            expected_tag = {max(worth[weather]): "pressure", min(worth[weather]): "retreat"}
            assert expected_tag.get(worth[s], "hold") in action_tags(game, here, action)


def test_the_us_as_a_market_watcher_presses_in_calm_and_eases_under_stress() -> None:
    game = base()
    name = game.players[0]
    taken = {
        (move.public_state["market"], move.action)
        for seed in range(12)
        for move in played(MarketWatcher(), 0, seed).moves
        if move.player == name and "posture" in move.stage
    }
    assert ("calm", "pressing") in taken
    assert ("stressed", "easing") in taken
    assert ("stressed", "pressing") not in taken
    assert ("calm", "easing") not in taken


def test_hard_demands_stay_hard_until_the_last_round() -> None:
    record = played(MaximumPressure(), 1)
    answers = [m.action for m in record.moves if m.player == "japan" and m.stage == "answer"]
    assert set(answers[:-1]) <= {"reject"}
