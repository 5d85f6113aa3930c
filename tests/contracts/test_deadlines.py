"""Games with a last word inside the talks and with several moves of nature in a round."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from negotiation.cli.console.asking import Keyboard
from negotiation.engine.matches import play
from negotiation.engine.seating import seat
from negotiation.engine.talks import Talks
from negotiation.equilibria.induction.backward import induce
from negotiation.equilibria.induction.best_package import PackageRanking
from negotiation.equilibria.logit import Logit
from negotiation.equilibria.signalling.findings import expectations_of
from negotiation.equilibria.signalling.reach import reach_of
from negotiation.equilibria.views.moment import moment
from negotiation.game.game import Game
from negotiation.game.prospects import expected, without_agreement
from negotiation.game.protocol import LAST_WORD
from negotiation.game.rules import (
    Position,
    action_name,
    apply,
    is_last_word,
    is_posture,
    legal_actions,
    payoff_parts,
)
from negotiation.game.stages import StageKind
from negotiation.strategies.market_watcher import MarketWatcher
from negotiation.strategies.strategy import Strategy
from negotiation.testing.laws.never_presses import NeverPresses
from tests.generators import random_game

SEEDS = range(6)


def with_deadline(seed: int, has_courts: bool = False) -> Game:
    return random_game(seed, rounds=3, packages=4, has_deadline=True, has_courts=has_courts)


def deadline_of(game: Game) -> int:
    """Return the stage of the last word inside the talks."""
    [t] = [
        t
        for t, stage in enumerate(game.stages)
        if stage.name == LAST_WORD and game.next_answers[t] is not None
    ]
    return t


def standing(game: Game, t: int, s: int) -> Talks:
    """Return talks that stand at a stage and public state."""
    return replace(Talks.begin(game, (0, 0), seed=0), position=Position(t, s))


def chosen(strategy: Strategy, game: Game, t: int, s: int) -> int:
    return strategy.mixed_action(standing(game, t, s).seen()).actions[0]


def test_a_deadline_is_a_last_word_wherever_it_stands_and_no_posture() -> None:
    for has_deadline, expected_words in ((True, 2), (False, 1)):
        game = random_game(0, rounds=3, has_deadline=has_deadline)
        words = [t for t in range(len(game.stages)) if is_last_word(game, t)]
        assert [game.stages[t].name for t in words] == [LAST_WORD] * expected_words
        for t, stage in enumerate(game.stages):
            assert is_posture(game, t) == ("posture" in stage.name)
    assert not any(is_posture(game, t) for t in range(len(game.stages) - 1, len(game.stages)))


@pytest.mark.parametrize(
    ("name", "word"), [("extend_always", "extend"), ("threaten_and_mean_it", "execute")]
)
def test_who_has_a_last_word_of_its_own_says_it_at_a_deadline_too(name: str, word: str) -> None:
    said = 0
    for seed in SEEDS:
        game = with_deadline(seed)
        t, strategy = deadline_of(game), seat(game, (name, name))[0]
        for s in range(game.states.count):
            here = Position(t, s)
            names = {action_name(game, here, int(k)): int(k) for k in legal_actions(game, here)}
            if word in names and len(names) > 1:
                assert chosen(strategy, game, t, s) == names[word]
                said += 1
    assert said > 50


@pytest.mark.parametrize("name", ["boulware", "never_presses", "bluff_and_walk_back"])
@pytest.mark.parametrize("seed", SEEDS)
def test_others_say_there_what_pays_most_if_nothing_is_agreed(name: str, seed: int) -> None:
    game = with_deadline(seed)
    t, strategy = deadline_of(game), seat(game, (name, name))[0]
    belief = Talks.begin(game, (0, 0), seed=0).belief
    [later] = without_agreement(game, belief, t + 1)[:1]
    after = expected(later, belief, 0, 0)
    for s in range(game.states.count):
        here = Position(t, s)
        worth = {}
        for k in map(int, legal_actions(game, here)):
            now = [payoff_parts(game, here, k, (0, v))[:, 0].sum() for v in (0, 1)]
            following = apply(game, here, k)
            assert following is not None
            worth[k] = np.dot(belief.of[1], now) + after[following.public_state]
        assert worth[chosen(strategy, game, t, s)] == pytest.approx(max(worth.values()))


def test_pressing_at_a_deadline_breaks_no_law_of_postures() -> None:
    assert NeverPresses.is_claim
    game = with_deadline(0)
    for t, stage in enumerate(game.stages):
        if stage.kind is StageKind.MOVE:
            seen = standing(game, t, game.initial_state).seen()
            module = __import__(NeverPresses.__module__, fromlist=["is_posture"])
            assert module.is_posture(seen) == ("posture" in stage.name)


@pytest.mark.parametrize("seed", SEEDS)
def test_who_watches_the_market_watches_no_other_stage_of_nature(seed: int) -> None:
    """Courts that never decide anything change nothing of what it does."""
    game = random_game(seed, packages=4, market_states=3, has_courts=True)
    states = np.arange(game.states.count)
    idle = tuple(
        replace(stage, next_state=np.tile(states[:, None], (1, len(stage.actions))))
        if stage.name == "courts"
        else stage
        for stage in game.stages
    )
    plain = replace(game, stages=tuple(stage for stage in idle if stage.name != "courts"))
    game = replace(game, stages=idle)
    pairs = zip(
        (t for t, stage in enumerate(game.stages) if "posture" in stage.name),
        (t for t, stage in enumerate(plain.stages) if "posture" in stage.name),
        strict=True,
    )
    for here, there in pairs:
        for s in range(game.states.count):
            one, other = MarketWatcher(), MarketWatcher()
            assert chosen(one, game, here, s) == chosen(other, plain, there, s)


def test_the_story_and_the_keyboard_tell_of_deadlines_and_courts() -> None:
    told, news = "", ""
    for seed in range(12):
        game = with_deadline(seed, has_courts=True)
        record = play(game, seat(game, ("extend_always", "hard_liner")), (0, 0), seed=seed)
        story = record.story()
        decided = [move.round for move in record.moves if move.stage == LAST_WORD]
        last = decided.count(record.moves[-1].round)
        assert story.count("The US has the last word") == last
        assert story.count("The US decides on the deadline") == len(decided) - last
        told += story
        talks = Talks.begin(game, (0, 0), seed=seed)
        lines: list[str] = []
        keyboard = Keyboard(
            tell=lines.append, read=lambda asked: "none" if "offer" in asked else "1"
        )
        while not talks.is_over:
            if talks.mover == 1:
                keyboard.ask(talks.seen())
            mover = talks.mover
            action = talks.chance().actions[0] if mover is None else talks.seen().legal_actions[-1]
            talks = talks.advanced(int(action))
        news += "\n".join(lines)
    assert "  Courts: struck" in told
    assert "The courts turns" not in told
    assert "changes its posture from extend" not in told
    assert "the US: last word: " in news


@pytest.mark.parametrize("seed", [1, 3])
def test_last_words_are_signals_and_no_paths_of_postures(seed: int) -> None:
    """The two of two rounds have different actions, and are as many as the rounds."""
    game = random_game(seed, rounds=2, has_deadline=True)
    profile = Logit(precision=1.0, grid=5).profile(game)
    found = expectations_of(profile, reach_of(profile))
    postures = {posture for path in found.postures for posture in path.postures}
    assert postures == {"quiet", "hinted", "walked_back", "pause", "threat"}
    assert LAST_WORD in {signal.stage for signal in found.signals}


def test_the_matrix_of_the_moment_is_of_postures() -> None:
    """A last word right before them, in their round, is none."""
    game = random_game(0, rounds=2, has_deadline=True)
    t = deadline_of(game)
    [market] = [n for n in range(t, len(game.stages)) if game.stages[n].name == "market"]
    moved = replace(game.stages[t], round_index=game.stages[market].round_index)
    order = [*range(t), market, t, *range(market + 1, len(game.stages))]
    stages = tuple(moved if n == t else game.stages[n] for n in order)
    game = replace(game, stages=stages)
    solved = induce(game, (0, 0), PackageRanking(game.packages) if game.packages else None)
    names = {game.stages[n].name for n in moment(game, (0, 0), solved, 1).stages}
    assert names == {"card posture", "US posture"}
