"""Laws tried in one situation, where what they ought to find is known beforehand."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import pytest

from negotiation.engine.talks import Talks
from negotiation.game.game import Game
from negotiation.game.information import InformationSet
from negotiation.game.mixed_actions import MixedAction
from negotiation.game.pie import divide_the_pie
from negotiation.game.prospects import without_agreement
from negotiation.game.stages import ACCEPT, NO_OFFER, StageKind
from negotiation.strategies.strategy import Strategy
from negotiation.testing.law import Law, Trial, Violation
from negotiation.testing.laws.deterministic import Deterministic
from negotiation.testing.laws.individually_rational import (
    IndividuallyRational,
    asked_for,
    reservation_value,
    tolerance,
    worth_of,
)
from negotiation.testing.laws.true_memory import TrueMemory
from negotiation.testing.situations import FLAGS, Situation
from negotiation.testing.verdicts import first_violation
from tests.testing.faulty import calm, either

LADDER = 1 << FLAGS.index("ladder")


class Which(Strategy):
    """Always takes the legal action of its number."""

    memory_depth: ClassVar[float] = 0

    def __init__(self, which: int) -> None:
        self.which = which

    def mixed_action(self, seen: InformationSet) -> MixedAction:
        return either(seen, self.which)


class Fails(Law):
    """A law that is itself at fault where talks have two rounds."""

    name: ClassVar[str] = "fails"
    statement: ClassVar[str] = "Nothing is asked."

    def violation(self, trial: Trial) -> Violation | None:
        if trial.situation.rounds == 2:
            raise ZeroDivisionError("two rounds")
        return None


def test_an_error_of_a_law_is_told_as_it_is() -> None:
    with pytest.raises(ZeroDivisionError, match="two rounds"):
        first_violation(lambda _: Which(0), Fails)


def test_who_is_another_when_built_anew_is_not_deterministic() -> None:
    numbers = itertools.count()

    def build(game: Game) -> Strategy:
        del game
        return Which(min(next(numbers), 1))

    found = Deterministic().violation(Trial(build, Situation()))
    assert found is not None
    assert found.why.startswith("built anew, it answers MixedAction(actions=(1,)")
    assert found.answer == MixedAction.pure(0)


@pytest.mark.parametrize("depth", [0.5, -1, -math.inf, math.nan])
def test_a_memory_that_is_no_number_of_moves_is_none(depth: float) -> None:
    class Remembers(Which):
        memory_depth: ClassVar[float] = depth

    found = TrueMemory().violation(Trial(lambda _: Remembers(0), Situation()))
    assert found is not None
    assert found.why == f"memory_depth {depth!r} is neither a number of moves nor math.inf"
    assert found.answer == MixedAction.pure(0)


@pytest.mark.parametrize("depth", [math.inf, 1000])
def test_who_remembers_everything_may_answer_by_everything(depth: float) -> None:
    class Counts(Which):
        memory_depth: ClassVar[float] = depth

        def mixed_action(self, seen: InformationSet) -> MixedAction:
            return either(seen, len(seen.history))

    assert TrueMemory().violation(Trial(lambda _: Counts(0), Situation(rounds=2))) is None


def test_other_moves_in_place_of_the_forgotten_ones_are_tried() -> None:
    class Remembers(Which):
        def mixed_action(self, seen: InformationSet) -> MixedAction:
            return either(seen, int(any(move.action == 2 for move in seen.history)))

    situation = Situation(rounds=1, packages=3, choices=(0,), others=(1,))
    found = TrueMemory().violation(Trial(lambda _: Remembers(0), situation))
    assert found is not None
    assert found.why == (
        "with 1 other moves before the last 0 moves, which is all it says that it remembers, it "
        "answers MixedAction(actions=(1,), probabilities=(1.0,))"
    )


class Accepts(Strategy):
    """Takes every package, and offers none."""

    memory_depth: ClassVar[float] = 0

    def mixed_action(self, seen: InformationSet) -> MixedAction:
        is_answer = seen.stage.kind is StageKind.ANSWER
        return MixedAction.pure(ACCEPT if is_answer else calm(seen))


def worth_by_playing(talks: Talks) -> float:
    """Return what accepting pays in talks, averaged over the other's types as they are believed."""
    seen = talks.seen()
    total = 0.0
    for other, chance in enumerate(seen.belief.of[seen.other]):
        types = seen.pair_with(other)
        begun = Talks.begin(talks.game, types, seed=0, belief=talks.belief)
        for move in talks.history:
            begun = begun.advanced(move.action)
        total += chance * (begun.advanced(ACCEPT).paid - begun.paid)[:, seen.player].sum()
    return total


def outside(seen: InformationSet) -> float:
    """Return what is expected without agreement, one type of the other after the other."""
    (table,) = (without_agreement(seen.game, seen.belief, seen.position.stage)[0],)
    values = np.asarray(table)
    at = values[seen.player, ..., seen.position.public_state]
    types = at[seen.player_type] if seen.player == 0 else at[:, seen.player_type]
    return float(np.dot(seen.belief.of[seen.other], types))


def expected_violation(talks: Talks) -> bool:
    seen = talks.seen()
    if seen.stage.kind is not StageKind.ANSWER or len(seen.legal_actions) == 1:
        return False
    return worth_by_playing(talks) < outside(seen) - 1e-9


def asked_about(trial: Trial) -> Iterator[Talks]:
    """Yield the positions of the play, and after every offer the worst of the tempting ones."""
    for talks in trial.walk():
        yield talks
        packages = talks.game.packages
        if talks.seen().stage.kind is StageKind.OFFER and packages is not None:
            offered = [talks.advanced(1 + p) for p in range(packages.count)]
            costly = [after for after in offered if expected_violation(after)]
            if costly:
                yield max(costly, key=worth_by_playing)


def test_a_little_below_is_found_where_chance_would_not_offer_it() -> None:
    """It takes what is worth a twentieth of the span less, and no package of these plays is."""

    class Lenient(Which):
        def mixed_action(self, seen: InformationSet) -> MixedAction:
            if seen.stage.kind is not StageKind.ANSWER:
                return MixedAction.pure(calm(seen))
            least = reservation_value(seen) - 0.05 * seen.game.payoff_span
            takes = worth_of(seen, seen.position) >= least
            return MixedAction.pure(ACCEPT if takes else calm(seen))

    by_chance, found = 0, 0
    for seed in range(40):
        trial = Trial(lambda _: Lenient(0), Situation(seed=seed, rounds=1, packages=6))
        violation = IndividuallyRational().violation(trial)
        found += violation is not None
        by_chance += any(
            expected_violation(talks) and trial.answer(talks) == MixedAction.pure(ACCEPT)
            for talks in trial.walk()
        )
    assert found > 3 * by_chance


@pytest.mark.parametrize("seed", range(30))
def test_accepting_breaks_rationality_exactly_where_it_costs(seed: int) -> None:
    situation = Situation(seed=seed, rounds=2, packages=3, types=(2, 2), weights=(1, 3))
    trial = Trial(lambda _: Accepts(), situation)
    found = IndividuallyRational().violation(trial)
    costly = [talks for talks in asked_about(trial) if expected_violation(talks)]
    assert (found is None) == (not costly)
    if found is not None:
        assert found.talks.history == costly[0].history
        assert found.answer == MixedAction.pure(ACCEPT)


@pytest.mark.parametrize("seed", range(8))
def test_worths_are_those_of_the_engine(seed: int) -> None:
    situation = Situation(seed=seed, rounds=2, packages=3, types=(2, 2), weights=(1, 3))
    for talks in Trial(lambda _: Accepts(), situation).walk():
        seen = talks.seen()
        if seen.stage.kind is StageKind.OFFER:
            assert asked_for(seen, NO_OFFER) is None
            after = talks.advanced(2)
            assert asked_for(seen, 2) == after.position
            continue
        if seen.stage.kind is not StageKind.ANSWER:
            assert asked_for(seen, 0) is None
            continue
        assert asked_for(seen, ACCEPT) == seen.position
        assert worth_of(seen, seen.position) == pytest.approx(worth_by_playing(talks), abs=1e-12)
        assert reservation_value(seen) == pytest.approx(outside(seen), abs=1e-12)
        assert 0.0 < tolerance(seen.game) < 1e-6 * max(1.0, seen.game.payoff_span)


def test_giving_in_where_nothing_can_be_lost_is_rational() -> None:
    @dataclass(frozen=True, kw_only=True)
    class OverAPie(Situation):
        def new_game(self) -> Game:
            return divide_the_pie(rounds=1, discount_factors=(1.0, 1.0), shares=[0.0, 1.0])

    for choices in ((0,), (1,)):
        assert (
            IndividuallyRational().violation(Trial(lambda _: Accepts(), OverAPie(choices=choices)))
            is None
        )


def test_a_choice_without_a_choice_does_not_end_the_search() -> None:
    """After a stage at which one action is legal a bad acceptance is still found."""
    found = 0
    for seed, flags in itertools.product(
        range(12), (LADDER, LADDER | 1 << FLAGS.index("postures"))
    ):
        trial = Trial(lambda _: Accepts(), Situation(seed=seed, rounds=3, packages=2, flags=flags))
        walk = list(trial.walk())
        forced = [n for n, talks in enumerate(walk) if len(talks.seen().legal_actions) == 1]
        costly = [n for n, talks in enumerate(walk) if expected_violation(talks)]
        if forced and costly and forced[0] < costly[0]:
            found += 1
            assert IndividuallyRational().violation(trial) is not None
    assert found
