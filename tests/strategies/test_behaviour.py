"""How each strategy behaves: what its definition says, seen on pies and on a ladder of postures."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from negotiation import strategies
from negotiation.engine.matches import play
from negotiation.engine.seating import seat
from negotiation.engine.talks import Talks
from negotiation.foundations import shelf
from negotiation.game.game import Game
from negotiation.game.pie import divide_the_pie
from negotiation.game.rules import action_name, action_tags, apply, legal_actions, payoff_parts
from negotiation.game.stages import ACCEPT, NO_OFFER, REJECT, StageKind
from negotiation.results.record import Record
from negotiation.strategies.boulware import Boulware
from negotiation.strategies.calibrated_pressure import CalibratedPressure
from negotiation.strategies.conceder import Conceder
from negotiation.strategies.deadline_waiter import DeadlineWaiter
from negotiation.strategies.hard_liner import HardLiner
from negotiation.strategies.strategy import Strategy
from tests.generators import games, random_game

SHARES = [n / 100 for n in range(101)]
OWN_MINDS = [
    name
    for name, member in shelf.name_to_class(strategies, Strategy).items()
    if member.follows is None
]
DICE = {"random_legal", "zero_intelligence"}
"""Who throws dice at the table."""
CLIMBING = {
    "bluff_and_walk_back",
    "calibrated_pressure",
    "early_hint",
    "eye_for_an_eye",
    "grim_trigger",
    "late_hint",
    "market_watcher",
    "maximum_pressure",
    "random_legal",
    "threaten_and_mean_it",
}
"""Who moves up the ladder of postures."""
RETREATING = {"extend_always", "never_presses"}
"""Who moves down it, and never up."""
LAST_WORDS_OF_THEIR_OWN = {
    "extend_always",
    "maximum_pressure",
    "random_legal",
    "threaten_and_mean_it",
}
"""Whose last word need not be the one that pays most."""
LAW = settings(max_examples=50, derandomize=True, deadline=None)


def pie(rounds: int, outside_options: tuple[float, float] = (0.0, 0.0)) -> Game:
    return divide_the_pie(
        rounds=rounds, discount_factors=(1, 1), shares=SHARES, outside_options=outside_options
    )


def demands(strategy: Strategy, player: int, rounds: int) -> list[float]:
    """Return the own share that a strategy asks for, each time it proposes, all offers refused."""
    game = pie(rounds)
    talks, asked = Talks.begin(game, (0, 0), seed=0), []
    while not talks.is_over:
        assert talks.position is not None
        stage = game.stages[talks.position.stage]
        if stage.kind is StageKind.ANSWER:
            talks = talks.advanced(REJECT)
        elif stage.mover == player:
            action = strategy.mixed_action(talks.seen()).actions[0]
            asked.append(SHARES[action - 1] if player == 0 else 1.0 - SHARES[action - 1])
            talks = talks.advanced(action)
        else:
            talks = talks.advanced(NO_OFFER)
    return asked


@pytest.mark.parametrize("player", [0, 1])
@pytest.mark.parametrize("beta", [0.2, 0.5, 1.0, 3.0])
def test_demands_fall_along_the_curve_of_faratin_sierra_and_jennings(
    beta: float, player: int
) -> None:
    rounds = 12
    asked = demands(Boulware(beta), player, rounds)
    curve = [1.0 - (r / rounds) ** (1.0 / beta) for r in range(player, rounds, 2)]
    # The least share of the pie on offer that is worth the aspiration: up to a hundredth more.
    assert all(
        0.0 <= share - least + 1e-9 <= 0.01 for share, least in zip(asked, curve, strict=True)
    )


@pytest.mark.parametrize("player", [0, 1])
def test_the_later_conceder_asks_for_more_all_the_way(player: int) -> None:
    late, middle, early = (
        demands(strategy, player, 12) for strategy in (Boulware(), CalibratedPressure(), Conceder())
    )
    assert late == sorted(late, reverse=True)
    assert early == sorted(early, reverse=True)
    assert all(a >= b >= c for a, b, c in zip(late, middle, early, strict=True))
    assert late[3] > middle[3] > early[3]


@pytest.mark.parametrize("player", [0, 1])
def test_the_hard_liner_always_asks_for_all_that_the_other_can_bear(player: int) -> None:
    assert demands(HardLiner(), player, 9) == [1.0] * len(range(player, 9, 2))


def test_the_hard_liner_leaves_the_other_its_outside_option() -> None:
    game = pie(1, outside_options=(0.0, 0.25))
    record = play(game, (HardLiner(), Boulware()), (0, 0), seed=0)
    assert record.agreement is not None
    assert record.payoffs[game.players[0]].total == pytest.approx(0.75)
    # It hopes for the whole pie itself, so that it takes no three quarters, and leaves.
    assert play(game, (HardLiner(), HardLiner()), (0, 0), seed=0).ending == "walk out"


@pytest.mark.parametrize("rounds", [1, 2, 5])
@pytest.mark.parametrize("other", OWN_MINDS)
def test_the_deadline_waiter_agrees_in_the_last_round_or_never(rounds: int, other: str) -> None:
    game = pie(rounds)
    opponent = seat(game, (other, other))[0]
    for seats in ((DeadlineWaiter(), opponent), (opponent, DeadlineWaiter())):
        player = game.players[0 if isinstance(seats[0], DeadlineWaiter) else 1]
        record = play(game, seats, (0, 0), seed=0)
        said = [move for move in record.moves if move.player == player]
        early = [move for move in said if move.round != game.rounds[-1].name]
        assert {move.action for move in early} <= {"no offer", "reject"}
        if record.agreement is not None:
            assert record.agreement.date == game.rounds[-1].day


@pytest.mark.parametrize("name", sorted({*OWN_MINDS} - {"hard_liner"} - DICE))
@pytest.mark.parametrize("rounds", [1, 2, 3])
def test_at_the_very_end_anything_worth_having_is_accepted(name: str, rounds: int) -> None:
    """The answerer of the last round takes a hundredth of the pie, and not its outside option."""
    for outside, crumb, taken in ((0.0, 0.01, True), (0.2, 0.25, True), (0.2, 0.15, False)):
        game = pie(rounds, outside_options=(outside, outside))
        talks = Talks.begin(game, (0, 0), seed=0)
        for _ in range(rounds - 1):
            talks = talks.advanced(NO_OFFER)
        answerer = 1 - (talks.mover or 0)
        share = crumb if answerer == 0 else 1.0 - crumb
        seen = talks.advanced(1 + SHARES.index(round(share, 2))).seen()
        answer = seat(game, (name, name))[answerer].mixed_action(seen)
        assert (answer.probability(ACCEPT) == 1.0) == taken


# Postures and the last word --------------------------------------------------------------------


def ladder(seed: int, rounds: int = 4) -> Game:
    """Return a random game in which player 1 moves on a ladder of three rungs, one at a time."""
    game = random_game(seed, rounds=rounds, packages=9, regimes=1)
    rung = np.asarray(game.states.value_of)[:, [1]]
    to = np.arange(3)
    stages = []
    for stage in game.stages:
        if stage.name != "card posture":
            stages.append(stage)
            continue
        stages.append(
            replace(
                stage,
                actions=tuple(replace(label, tags=frozenset()) for label in stage.actions),
                state_tags={"hold": to == rung, "pressure": to > rung, "retreat": to < rung},
                legal=abs(to - rung) <= 1,
                payoff=np.zeros_like(stage.payoff),
            )
        )
    start = int(np.flatnonzero((np.asarray(game.states.value_of) == 0).all(axis=1))[0])
    return replace(game, stages=tuple(stages), initial_state=start)


def card_moves(record: Record) -> list[tuple[str, str]]:
    """Return from which rung to which player 1 moved, each time."""
    return [
        (move.public_state["card"], move.action)
        for move in record.moves
        if move.stage == "card posture"
    ]


RUNGS = ["quiet", "hinted", "walked_back"]
"""The ladder's rungs, lowest first: the labels of the random games in their order."""


def test_calibrated_pressure_climbs_one_rung_on_silence_and_never_takes_the_top() -> None:
    climbs = 0
    for seed in range(60):
        game = ladder(seed)
        moves = card_moves(play(game, (DeadlineWaiter(), CalibratedPressure()), (0, 0), seed=seed))
        assert all(to != RUNGS[-1] for _, to in moves)
        assert all(abs(RUNGS.index(to) - RUNGS.index(at)) <= 1 for at, to in moves)
        climbs += ("quiet", "hinted") in moves
    assert climbs >= 20


def test_calibrated_pressure_steps_back_once_the_offer_will_do() -> None:
    """Offered everything it retreats; offered the worst it stays, below the top."""
    found = set()
    for seed in range(60):
        game = ladder(seed)
        assert game.packages is not None
        worths = game.packages.values(1, 0, 0, 0, 0)
        for package in (int(worths.argmax()), int(worths.argmin())):
            talks = Talks.begin(game, (0, 0), seed=seed)
            offered = False
            while not talks.is_over:
                assert talks.position is not None
                here, stage = talks.position, game.stages[talks.position.stage]
                if stage.name == "card posture":
                    rung = int(np.asarray(game.states.value_of)[here.public_state, 1])
                    if offered and rung == 1:
                        mixed = CalibratedPressure().mixed_action(talks.seen())
                        [tag] = action_tags(game, here, mixed.actions[0])
                        found.add((package == int(worths.argmax()), tag))
                        break
                    talks = talks.advanced(1)  # up to the second rung
                elif stage.kind is StageKind.OFFER:
                    by_other = stage.mover == 0
                    talks = talks.advanced(1 + package if by_other else NO_OFFER)
                    offered = offered or by_other
                elif stage.kind is StageKind.ANSWER:
                    talks = talks.advanced(REJECT)
                else:
                    talks = talks.advanced(int(legal_actions(game, here)[0]))
    assert (True, "retreat") in found
    assert (False, "hold") in found
    assert (False, "pressure") not in found  # from the second rung only the top is left
    assert (True, "pressure") not in found


@pytest.mark.parametrize("name", sorted({*OWN_MINDS} - CLIMBING - RETREATING))
def test_the_others_hold_their_posture(name: str) -> None:
    for seed in range(20):
        game = ladder(seed)
        record = play(game, seat(game, (name, name)), (0, 0), seed=seed)
        assert all(at == to for at, to in card_moves(record))


@pytest.mark.parametrize("name", sorted({*OWN_MINDS} - LAST_WORDS_OF_THEIR_OWN))
@given(game=games(), seed=st.integers(0, 999))
@LAW
def test_the_last_word_is_what_pays_its_speaker_most_and_no_pressure_for_nothing(
    name: str, game: Game, seed: int
) -> None:
    last = len(game.stages) - 1
    if game.stages[last].kind is not StageKind.MOVE:
        return
    pair = game.type_pairs[seed % len(game.type_pairs)]
    strategy = seat(game, (name, name))[0]
    begun = Talks.begin(game, pair, seed=0)
    assert begun.position is not None
    for s in range(game.states.count):
        talks = replace(begun, position=replace(begun.position, stage=last, public_state=s))
        here = talks.position
        assert here is not None
        chosen = strategy.mixed_action(talks.seen()).actions[0]
        speaker = talks.mover
        paid = {
            int(k): float(payoff_parts(game, here, int(k), pair)[:, speaker].sum())
            for k in legal_actions(game, here)
        }
        best = max(paid.values())
        assert paid[chosen] >= best - 1e-9
        if action_name(game, here, chosen) == "execute":
            assert all(k == chosen or paid[k] < best for k in paid)
        assert apply(game, here, chosen) is None
