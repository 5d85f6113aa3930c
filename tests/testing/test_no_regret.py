"""The law of no regret, where what it ought to find is known beforehand."""

from __future__ import annotations

from typing import ClassVar

import numpy as np
import pytest

from negotiation.game.information import InformationSet
from negotiation.game.mixed_actions import MixedAction
from negotiation.game.stages import ACCEPT, NO_OFFER
from negotiation.strategies.strategy import Strategy
from negotiation.testing.asking import NoAnswer
from negotiation.testing.law import Trial, Violation
from negotiation.testing.laws.no_regret import NoRegret
from negotiation.testing.situations import Situation


class AsksFor(Strategy):
    """Offers fixed packages of the pie with fixed probabilities, by what is left to itself."""

    memory_depth: ClassVar[float] = 0
    learns: ClassVar[bool] = True

    def __init__(self, slices: tuple[int, ...], chances: tuple[float, ...]) -> None:
        self.slices, self.chances = slices, chances

    def mixed_action(self, seen: InformationSet) -> MixedAction:
        table = seen.game.packages
        assert table is not None
        assert all(len(past) == 2 for past in seen.earlier)
        own = table.amounts[:, seen.player].sum(axis=0)
        offers = [1 + int(np.flatnonzero(np.isclose(own, n / 10))[0]) for n in self.slices]
        return MixedAction(tuple(offers), self.chances)


@pytest.mark.parametrize("proposer", [0, 1])
@pytest.mark.parametrize(
    ("slices", "chances", "threshold", "earns"),
    [
        ((10,), (1.0,), 1, 0.0),  # all of it, against one who wants a slice
        ((8,), (1.0,), 0, 0.8),
        ((9, 8), (0.5, 0.5), 0, 0.85),
        ((9, 5), (0.5, 0.5), 0, 0.7),
        ((9,), (1.0,), 2, 0.0),
    ],
)
def test_regret_is_counted_in_either_seat(
    proposer: int, slices: tuple[int, ...], chances: tuple[float, ...], threshold: int, earns: float
) -> None:
    found = regret_of(AsksFor(slices, chances), proposer)
    assert found is not None
    assert found.why == (
        f"against one who accepts every share of at least {threshold / 10:g} it earns "
        f"{earns:.3g} of the pie on average in the last 50 of 100 talks; the best fixed offer "
        f"earns {1 - threshold / 10:.3g}"
    )
    assert isinstance(found.answer, MixedAction)
    assert found.answer.probabilities == chances


@pytest.mark.parametrize("proposer", [0, 1])
def test_who_knows_the_threshold_has_no_regret(proposer: int) -> None:
    """Told the threshold by whether the last offer was taken, it asks for a slice less."""

    class Learns(AsksFor):
        def mixed_action(self, seen: InformationSet) -> MixedAction:
            refused = sum(past[-1].action != ACCEPT for past in seen.earlier)
            return AsksFor((10 - refused,), (1.0,)).mixed_action(seen)

    assert regret_of(Learns((), ()), proposer) is None


def test_who_gives_no_answer_learns_nothing() -> None:
    class FallsSilent(AsksFor):
        def mixed_action(self, seen: InformationSet) -> MixedAction:
            if len(seen.earlier) >= 3:
                raise LookupError
            return AsksFor((10,), (1.0,)).mixed_action(seen)

    found = regret_of(FallsSilent((), ()), 0)
    assert found is not None
    assert isinstance(found.answer, NoAnswer)
    assert found.why == "after 3 talks it gives no mixed action over the legal ones"


def regret_of(strategy: Strategy, proposer: int) -> Violation | None:
    return NoRegret().violation(Trial(lambda _: strategy, Situation(seed=proposer)))


@pytest.mark.parametrize("proposer", [0, 1])
def test_who_offers_nothing_earns_nothing(proposer: int) -> None:
    class Silent(AsksFor):
        def mixed_action(self, seen: InformationSet) -> MixedAction:
            del seen
            return MixedAction.pure(NO_OFFER)

    found = regret_of(Silent((), ()), proposer)
    assert found is not None
    assert "at least 0 it earns 0 of the pie" in found.why


def test_who_asks_for_all_that_is_left_is_accepted() -> None:
    """The first of all talks is against one who accepts everything."""
    heard: list[int] = []

    class AsksForAll(AsksFor):
        def mixed_action(self, seen: InformationSet) -> MixedAction:
            heard.extend(past[-1].action for past in seen.earlier[:1])
            return AsksFor((10,), (1.0,)).mixed_action(seen)

    regret_of(AsksForAll((), ()), 0)
    assert heard[0] == ACCEPT
