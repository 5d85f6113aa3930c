"""Talks that are left and gone on with are the talks that nobody left."""

from __future__ import annotations

from dataclasses import replace

import pytest

from negotiation.engine.matches import play
from negotiation.engine.seating import Seats, seat
from negotiation.engine.sitting import UNFINISHED, Sitting
from negotiation.foundations.errors import NegotiationError
from negotiation.game.game import Game
from negotiation.game.information import InformationSet
from negotiation.game.mixed_actions import MixedAction
from negotiation.scenario.compile import compile_game
from negotiation.scenario.loading import load
from negotiation.strategies.boulware import Boulware
from negotiation.strategies.strategy import Strategy


class Leaves(Strategy):
    """Concedes late and leaves after some choices."""

    label = "boulware"

    def __init__(self, stays: int) -> None:
        self.stays = stays

    def mixed_action(self, seen: InformationSet) -> MixedAction:
        if self.stays == 0:
            raise KeyboardInterrupt
        self.stays -= 1
        return Boulware().mixed_action(seen)


@pytest.fixture(scope="module")
def game() -> Game:
    return compile_game(load("uk_may_2025"))


def seats_of(game: Game) -> Seats:
    return seat(game, ["boulware", "hard_liner"])


@pytest.mark.parametrize("stays", [1, 2, 3])
def test_leaving_changes_nothing(game: Game, stays: int) -> None:
    whole = play(game, seats_of(game), seed=2, match=5, private=True)
    seats = Leaves(stays), seats_of(game)[1]
    sitting = Sitting.begin(game, seats, None, seed=2, match=whole.match)
    with pytest.raises(KeyboardInterrupt):
        sitting.play()
    left = sitting.record()
    assert left.ending == UNFINISHED
    assert left.agreement is None
    assert left.moves == whole.moves[: len(left.moves)]
    assert 0 < len(left.moves) < len(whole.moves)
    again = Sitting.resumed(game, seats_of(game), left)
    again.play()
    assert again.record() == whole


def test_names_are_kept_in_the_receipt(game: Game) -> None:
    sitting = Sitting.begin(game, seats_of(game), (0, 0), seed=2)
    sitting.play()
    assert sitting.record({"us name": "Ann"}).receipt.parameters["us name"] == "Ann"


def test_what_cannot_be_gone_on_with_says_why(game: Game) -> None:
    whole = play(game, seats_of(game), seed=2, private=True)
    left = replace(whole, moves=whole.moves[:6], ending=UNFINISHED)
    stranger = replace(left.receipt, game_fingerprint="0" * 64)
    for kept, seats, said in (
        (whole, seats_of(game), "is over"),
        (left, seat(game, ["conceder", "hard_liner"]), "played by boulware, not conceder"),
        (replace(left, receipt=stranger), seats_of(game), "played in another game"),
        (
            replace(left, moves=(replace(left.moves[0], action="x"), *left.moves[1:])),
            seats_of(game),
            "no action 'x' is open there",
        ),
    ):
        with pytest.raises(NegotiationError, match=said):
            Sitting.resumed(game, seats, kept)
