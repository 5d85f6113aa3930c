"""How strategies leave, insist and press: on a pie with outside options, and in the real talks."""

from __future__ import annotations

import numpy as np
import pytest

from negotiation.engine.matches import play
from negotiation.game.game import Game
from negotiation.game.pie import divide_the_pie
from negotiation.results.record import Record
from negotiation.scenario.compile import compile_game
from negotiation.scenario.loading import load
from negotiation.strategies.boulware import Boulware
from negotiation.strategies.calibrated_pressure import CalibratedPressure
from negotiation.strategies.conceder import Conceder
from negotiation.strategies.deadline_waiter import DeadlineWaiter
from negotiation.strategies.hard_liner import HardLiner

GRID = 1000


def pie(rounds: int, outside_options: tuple[float, float] | None = None) -> Game:
    return divide_the_pie(
        rounds=rounds,
        discount_factors=(1.0, 1.0),
        shares=np.arange(GRID + 1) / GRID,
        outside_options=outside_options,
    )


def shares_offered(record: Record, player: str) -> list[float]:
    """Return the shares of player 0 in the offers of one player."""
    return [
        float(move.package["share of player 0"].split()[0])
        for move in record.moves
        if move.player == player and move.action == "offer" and move.package is not None
    ]


@pytest.mark.parametrize("option", [0.0, 0.2, 0.45])
def test_an_outside_option_is_what_the_answerer_is_left_with(option: float) -> None:
    game = pie(1, outside_options=(0.0, option))
    for proposer in (Boulware(), HardLiner(), DeadlineWaiter(), CalibratedPressure()):
        record = play(game, (proposer, Conceder()), (0, 0), seed=0)
        assert record.ending == "agreement"
        assert record.payoffs["japan"].total == pytest.approx(option, abs=1.0 / GRID)


def test_whoever_would_rather_leave_leaves_in_the_last_round() -> None:
    record = play(pie(3, (1.5, 1.5)), (Boulware(), Boulware()), (0, 0), seed=0)
    answers = [move.action for move in record.moves if move.stage == "answer"]
    assert answers == ["reject", "reject", "walk out"]


def test_hard_liners_never_agree_with_each_other_and_ask_the_same_to_the_end() -> None:
    record = play(pie(6), (HardLiner(), HardLiner()), (0, 0), seed=0)
    assert record.moves[-2].player == "japan"
    assert set(shares_offered(record, "us")) == {1.0}
    assert set(shares_offered(record, "japan")) == {0.0}


@pytest.mark.parametrize("scenario", ["june_deadline", "hard_deadline"])
@pytest.mark.parametrize("seat", [0, 1])
def test_calibrated_pressure_climbs_on_hard_liners_but_never_to_the_top(
    scenario: str, seat: int
) -> None:
    game = compile_game(load(scenario))
    pressing, hard = CalibratedPressure(), HardLiner()
    seats = (pressing, hard) if seat == 0 else (hard, pressing)
    taken: set[str] = set()
    for seed in range(4):
        record = play(game, seats, (0, 0), seed=seed)
        mine = game.players[seat]
        taken |= {m.action for m in record.moves if m.player == mine and "posture" in m.stage}
    top = ("pressing", "selling")[seat]
    next_to_top = ("holding", "threatened")[seat]
    assert top not in taken
    assert next_to_top in taken
