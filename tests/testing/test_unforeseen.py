"""What is no broken law is told as what it is: no answer in time, or an error in trying a law."""

from __future__ import annotations

import time
from typing import Any

import pytest

from negotiation.game.mixed_actions import MixedAction
from negotiation.strategies.strategy import Strategy
from negotiation.testing.asking import OutOfTime
from negotiation.testing.laws.legal import Legal
from negotiation.testing.laws.never_presses import NeverPresses
from negotiation.testing.laws.symmetric import Symmetric
from negotiation.testing.laws.total import Total
from negotiation.testing.outcomes import Outcome
from negotiation.testing.subjects import InSmallGames
from negotiation.testing.verdicts import ENOUGH, first_violation, verdict


class Sleeps(Strategy):
    """Answers in time at first, then never."""

    memory_depth = 0

    def mixed_action(self, seen: Any) -> MixedAction:
        if len(seen.history) > 1:
            time.sleep(3.0)
        return MixedAction.pure(int(seen.legal_actions[-1]))


class Floats(Strategy):
    """Names actions by numbers that are none of actions."""

    memory_depth = 0

    def mixed_action(self, seen: Any) -> MixedAction:
        number: Any = float(seen.legal_actions[-1])
        return MixedAction((number,), (1.0,))


@pytest.mark.parametrize("shrink", [True, False])
def test_who_does_not_answer_in_time_is_out_of_time(shrink: bool) -> None:
    with pytest.raises(OutOfTime):
        first_violation(lambda _: Sleeps(), Total, examples=30, seconds=0.1, shrink=shrink)
    found = verdict(lambda _: Sleeps(), frozenset(), Total, examples=30, seconds=0.1)
    assert found.outcome is Outcome.NOT_TRIED


def test_an_error_that_is_no_answer_is_told_as_the_error_it_is() -> None:
    with pytest.raises((TypeError, IndexError)):
        first_violation(lambda _: Floats(), NeverPresses, examples=50)
    found = verdict(lambda _: Floats(), frozenset({"never_presses"}), NeverPresses, examples=50)
    assert found.outcome is Outcome.ERROR
    assert "Trying the law 'never_presses' raised" in found.story
    assert verdict(lambda _: Floats(), frozenset(), Legal).outcome is Outcome.BROKEN


def test_a_claim_is_proposed_after_enough_situations_only(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert ENOUGH == 100

    class Waits(Strategy):
        memory_depth = 0

        def mixed_action(self, seen: Any) -> MixedAction:
            return MixedAction.pure(int(seen.legal_actions[-1]))

    monkeypatch.setattr("negotiation.testing.verdicts.ENOUGH", 10)
    few, enough = (
        verdict(InSmallGames(lambda _: Waits()), frozenset(), Symmetric, examples=n).outcome
        for n in (9, 10)
    )
    assert (few, enough) == (Outcome.UNDECIDED, Outcome.COULD_BE_CLAIMED)
