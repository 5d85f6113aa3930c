"""Postures and last words do in the base scenario what their strategies' names say."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from negotiation.engine.matches import play
from negotiation.engine.talks import Talks
from negotiation.foundations.tolerance import TIE
from negotiation.game.game import Game
from negotiation.game.prospects import expected, without_agreement
from negotiation.game.protocol import LAST_WORD
from negotiation.game.rules import Position, action_name, action_tags, legal_actions
from negotiation.results.record import Record
from negotiation.scenario.compile import compile_game
from negotiation.scenario.loading import load
from negotiation.scenario.schema import Scenario
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
def scenario() -> Scenario:
    return load("june_deadline")


@cache
def base() -> Game:
    return compile_game(scenario())


def played(strategy: Strategy, player: int, seed: int = 0) -> Record:
    """Return talks with a hard-liner, who agrees to nothing, so that all rounds are played."""
    hard = HardLiner()
    return play(base(), (strategy, hard) if player == 0 else (hard, strategy), (0, 0), seed=seed)


def rungs(strategy: Strategy, player: int, seed: int = 0) -> list[str]:
    """Return the postures that a player takes in the base scenario, round by round."""
    name = base().players[player]
    moves = played(strategy, player, seed).moves
    return [move.action for move in moves if move.player == name and "posture" in move.stage]


def rounds() -> int:
    return len(base().rounds)


def held(player: int) -> str:
    """Return a player's posture at the start of the base scenario."""
    contents = scenario().contents
    return contents.us.initial_posture if player == 0 else contents.card.initial


def and_then(first: list[str], last: str) -> list[str]:
    """Return the postures of all rounds: some first, and the last in all others."""
    return [*first, *[last] * (rounds() - len(first))]


@pytest.mark.parametrize(
    ("strategy", "japan"),
    [
        (NeverPresses(), and_then([], held(1))),
        (EarlyHint(), and_then([], "hinted")),
        (LateHint(), and_then([held(1)] * (rounds() - 2), "hinted")),
        (
            BluffAndWalkBack(),
            and_then(["hinted", *["threatened"] * (rounds() // 2 - 1)], "walked_back"),
        ),
        (ThreatenAndMeanIt(), and_then(["hinted", "threatened"], "selling")),
        (MaximumPressure(), and_then(["hinted", "threatened"], "selling")),
        (ExtendAlways(), and_then([], held(1))),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, Strategy) else "",
)
def test_japan_plays_its_card_as_the_name_says(strategy: Strategy, japan: list[str]) -> None:
    assert rungs(strategy, 1) == japan


@pytest.mark.parametrize(
    ("strategy", "us"),
    [
        (NeverPresses(), and_then([], held(0))),
        (EarlyHint(), and_then([], "pressing")),
        (LateHint(), and_then([held(0)] * (rounds() - 2), "pressing")),
        (BluffAndWalkBack(), and_then([], held(0))),
        (ThreatenAndMeanIt(), and_then([], "pressing")),
        (MaximumPressure(), and_then([], "pressing")),
        (ExtendAlways(), and_then([], held(0))),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, Strategy) else "",
)
def test_the_us_presses_and_holds_as_the_name_says(strategy: Strategy, us: list[str]) -> None:
    assert rungs(strategy, 0) == us


@pytest.mark.parametrize("strategy", [NeverPresses(), ExtendAlways()])
@pytest.mark.parametrize("player", [0, 1])
def test_who_never_presses_steps_back_from_wherever_it_stands(
    strategy: Strategy, player: int
) -> None:
    game = base()
    begun = Talks.begin(game, (0, 0), seed=0)
    for t, stage in enumerate(game.stages[: len(game.stages) // rounds()]):
        if stage.mover != player or "posture" not in stage.name:
            continue
        for s in range(game.states.count):
            here = Position(t, s)
            tags = [action_tags(game, here, int(k)) for k in legal_actions(game, here)]
            [action] = strategy.mixed_action(replace(begun, position=here).seen()).actions
            back = any("retreat" in tag for tag in tags)
            assert ("retreat" if back else "hold") in action_tags(game, here, action)


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
    spoken = 0
    for t, stage in enumerate(game.stages):
        if stage.name != LAST_WORD:
            continue
        for s in range(game.states.count):
            here = Position(t, s)
            legal = [action_name(game, here, int(k)) for k in legal_actions(game, here)]
            [action] = strategy.mixed_action(replace(begun, position=here).seen()).actions
            assert action_name(game, here, action) == (word if word in legal else legal[0])
            spoken += len(legal) > 1
    assert spoken > 0


@pytest.mark.parametrize("player", [0, 1])
def test_the_market_watcher_presses_in_its_best_weather_and_steps_back_in_its_worst(
    player: int,
) -> None:
    game = base()
    own = ("us_posture", "japan_posture")[player]
    market, ladder = (game.states.labels[game.states.factors.index(f)] for f in ("market", own))
    begun = Talks.begin(game, (0, 0), seed=0)
    seen: set[str] = set()
    for t, stage in enumerate(game.stages):
        if stage.mover != player or "posture" not in stage.name:
            continue
        worth = expected(without_agreement(game, begun.belief, t)[0], begun.belief, player, 0)
        for rung in ladder:
            there = game.states.describe(game.initial_state) | {own: rung}
            weather = [game.states.find(there | {"market": label}) for label in market]
            for s in weather:
                here = Position(t, s)
                tags = {int(k): action_tags(game, here, int(k)) for k in legal_actions(game, here)}
                asked = {max(worth[weather]): "pressure", min(worth[weather]): "retreat"}
                wanted = asked.get(worth[s], "hold")
                if np.ptp(worth[weather]) <= TIE * game.payoff_span:
                    wanted = "hold"  # any weather is as good as any other
                if not any(wanted in tag and "hold" not in tag for tag in tags.values()):
                    wanted = "hold"
                [action] = (
                    MarketWatcher().mixed_action(replace(begun, position=here).seen()).actions
                )
                assert wanted in tags[action]
                seen.add(wanted)
    assert seen == {"pressure", "retreat", "hold"}


def test_the_us_as_a_market_watcher_presses_in_calm_and_steps_back_under_stress() -> None:
    game = base()
    name = game.players[0]
    taken = {
        (move.public_state["market"], move.public_state["us_posture"], move.action)
        for seed in range(12)
        for move in played(MarketWatcher(), 0, seed).moves
        if move.player == name and "posture" in move.stage
    }
    assert ("calm", "holding", "pressing") in taken
    assert ("stressed", "pressing", "holding") in taken
    assert {action for market, _, action in taken if market == "calm"} == {"pressing"}
    assert {action for market, _, action in taken if market == "stressed"} == {"holding"}


def test_hard_demands_stay_hard_until_the_last_round() -> None:
    record = played(MaximumPressure(), 1)
    answers = [m.action for m in record.moves if m.player == "japan" and m.stage == "answer"]
    assert set(answers[:-1]) <= {"reject"}
