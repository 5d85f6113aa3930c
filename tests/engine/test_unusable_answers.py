"""An answer that cannot be played is refused in words: who, where, what, and what to try."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from negotiation.engine.matches import play
from negotiation.foundations.errors import NegotiationError
from negotiation.game.information import InformationSet
from negotiation.game.mixed_actions import MixedAction
from negotiation.strategies.boulware import Boulware
from negotiation.strategies.strategy import Strategy
from tests.generators import random_game


class MadeUp(Strategy):
    """Answers whatever it is told to."""

    def __init__(self, answer: Callable[[InformationSet], Any]) -> None:
        self.answer = answer

    def mixed_action(self, seen: InformationSet) -> MixedAction:
        found: MixedAction = self.answer(seen)
        return found


UNUSABLE: dict[str, tuple[Callable[[InformationSet], Any], str]] = {
    "nothing": (lambda _: None, "None"),
    "a number": (lambda _: 0, "answers 0"),
    "a mapping": (lambda _: {0: 1.0}, "no mixed action"),
    "too little": (lambda _: MixedAction((0,), (0.9,)), "sum to 0.9"),
    "less than nothing": (lambda _: MixedAction((0, 1), (1.5, -0.5)), "negative"),
    "not a number": (lambda _: MixedAction((0,), (float("nan"),)), "nan"),
    "no action": (lambda _: MixedAction((), ()), "sum to 0"),
    "an action twice": (lambda _: MixedAction((0, 0), (0.5, 0.5)), "each action once"),
    "an unknown action": (lambda _: MixedAction.pure(99), "action 99"),
    "a negative action": (lambda _: MixedAction.pure(-1), "action -1"),
    "half an action": (lambda _: MixedAction((0.5,), (1.0,)), "action 0.5"),  # type: ignore[arg-type]
    "a name": (lambda _: MixedAction(("accept",), (1.0,)), "action 'accept'"),  # type: ignore[arg-type]
}


@pytest.mark.parametrize("what", UNUSABLE)
@pytest.mark.parametrize("player", [0, 1])
def test_an_unusable_answer_names_who_where_and_what(what: str, player: int) -> None:
    answer, said = UNUSABLE[what]
    game = random_game(0)
    seats = (MadeUp(answer), Boulware()) if player == 0 else (Boulware(), MadeUp(answer))
    with pytest.raises(NegotiationError) as raised:
        play(game, seats, (0, 0), seed=0)
    stage = ("US posture", "card posture")[player]
    text = str(raised.value)
    assert text.startswith(f"made_up ({game.players[player]})")
    assert f"at the stage '{stage}' of {game.rounds[0].day}" in text
    assert said in text


def test_numpy_numbers_and_impossible_illegal_actions_are_fine() -> None:
    def sure(seen: InformationSet) -> MixedAction:
        return MixedAction((seen.legal_actions[0], 99), (np.float64(1.0), 0.0))

    record = play(random_game(0), (MadeUp(sure), MadeUp(sure)), (0, 0), seed=0)
    assert all(move.probability == 1.0 for move in record.moves if move.player != "nature")


def test_a_mistake_inside_a_strategy_is_told_with_its_place_and_kept_as_the_cause() -> None:
    def broken(_: InformationSet) -> MixedAction:
        raise KeyError("mine")

    with pytest.raises(NegotiationError, match=r"made_up .* at the stage .* KeyError") as caught:
        play(random_game(0), (MadeUp(broken), Boulware()), (0, 0), seed=0)
    assert isinstance(caught.value.__cause__, KeyError)
