"""Claims tried in one situation, where what the law ought to find is known beforehand."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

import pytest

from negotiation.engine.talks import Talks
from negotiation.game.information import InformationSet
from negotiation.game.mixed_actions import MixedAction
from negotiation.game.rules import action_tags
from negotiation.game.stages import NO_OFFER, StageKind
from negotiation.strategies.strategy import Strategy
from negotiation.testing.law import Trial, Violation
from negotiation.testing.laws.affine_invariant import AffineInvariant
from negotiation.testing.laws.individually_rational import asked_for, worth_of
from negotiation.testing.laws.monotone_concession import MonotoneConcession
from negotiation.testing.laws.never_presses import NeverPresses, is_posture, presses
from negotiation.testing.laws.normalised import Normalised
from negotiation.testing.situations import FLAGS, Situation, chosen
from tests.testing.faulty import calm, either, unchecked

POSTURES = 1 << FLAGS.index("postures")


class Does(Strategy):
    """Does what it is told to."""

    memory_depth: ClassVar[float] = 0

    def __init__(self, answer: Callable[[InformationSet], MixedAction]) -> None:
        self.answer = answer

    def mixed_action(self, seen: InformationSet) -> MixedAction:
        return self.answer(seen)


def trial(answer: Callable[[InformationSet], MixedAction], situation: Situation) -> Trial:
    return Trial(lambda _: Does(answer), situation)


def test_offers_are_looked_back_on_in_more_rounds_with_more_packages() -> None:
    fitted = MonotoneConcession().fitted(Situation(rounds=2, packages=4, flags=POSTURES))
    assert fitted == Situation(rounds=4, packages=6, flags=POSTURES)


def test_postures_are_added_to_whatever_the_game_has() -> None:
    others = (1 << len(FLAGS)) - 1 - POSTURES
    assert NeverPresses().fitted(Situation(flags=others)) == Situation(flags=others | POSTURES)
    assert NeverPresses().fitted(Situation(flags=POSTURES)) == Situation(flags=POSTURES)


def best_and_worst(seen: InformationSet) -> tuple[int, int]:
    """Return the offers that are worth most and least to the proposer."""

    def worth(offer: int) -> float:
        position = asked_for(seen, offer)
        assert position is not None
        return worth_of(seen, position)

    ranked = sorted((int(k) for k in seen.legal_actions if k != NO_OFFER), key=worth)
    return ranked[-1], ranked[0]


def going_back(seen: InformationSet) -> MixedAction:
    """Offer little first, nothing then, and at last what is best for oneself."""
    if seen.stage.kind is not StageKind.OFFER:
        return MixedAction.pure(calm(seen))
    most, least = best_and_worst(seen)
    own = seen.stage.round_index // 2
    return MixedAction.pure((least, NO_OFFER, most)[min(own, 2)])


@pytest.mark.parametrize("flags", [0, POSTURES])
@pytest.mark.parametrize("choices", [(), (1,) * 40])
def test_an_offer_is_compared_with_the_last_one_whatever_came_between(
    flags: int, choices: tuple[int, ...]
) -> None:
    """Also where the other would accept: the law has it reject, so that talks go on."""
    situation = Situation(rounds=6, packages=6, flags=flags, choices=choices)
    found = MonotoneConcession().violation(trial(going_back, situation))
    assert found is not None
    assert found.seen.stage.round_index >= 4


def going_back_or_silent(seen: InformationSet) -> MixedAction:
    """Mix making no offer with the offers of one who goes back."""
    chosen = going_back(seen).actions[0]
    if seen.stage.kind is not StageKind.OFFER or chosen == NO_OFFER:
        return MixedAction.pure(chosen)
    return MixedAction((NO_OFFER, chosen), (0.25, 0.75))


def test_what_may_be_offered_counts_whatever_may_be_done_instead() -> None:
    # The draws of these talks let the first offer happen, to be looked back on.
    seeds = [seed for seed in range(20) if _broken(going_back_or_silent, seed) is not None]
    assert seeds
    assert all(_broken(going_back, seed) is not None for seed in seeds)


def _broken(answer: Callable[[InformationSet], MixedAction], seed: int) -> Violation | None:
    situation = Situation(seed=seed, rounds=6, packages=6, types=(2, 2), weights=(1, 3))
    return MonotoneConcession().violation(trial(answer, situation))


@pytest.mark.parametrize("seed", range(4))
def test_others_move_as_chosen_and_believe_as_the_situation_says(seed: int) -> None:
    choices = (1, 0, 2, 1, 0, 2, 2, 1, 1, 0, 2, 0, 1, 2, 0, 1)
    situation = Situation(
        seed=seed,
        rounds=6,
        packages=6,
        flags=POSTURES,
        types=(2, 2),
        weights=(1, 3),
        choices=choices,
    )
    found = MonotoneConcession().violation(trial(going_back, situation))
    assert found is not None
    assert found.seen.belief == situation.belief
    begun = Talks.begin(situation.game, situation.realised, seed=seed, belief=situation.belief)
    for n, move in enumerate(found.talks.history):
        named = chosen(begun, choices, n)
        if begun.mover != found.seen.player and begun.game.stages[n].kind is not StageKind.ANSWER:
            assert move.action == named
        begun = begun.advanced(move.action)


@pytest.mark.parametrize("flags", [0, POSTURES])
def test_the_same_offer_again_is_no_step_back(flags: int) -> None:
    def same_again(seen: InformationSet) -> MixedAction:
        is_offer = seen.stage.kind is StageKind.OFFER
        return MixedAction.pure(2 if is_offer else calm(seen))

    for seed in range(6):
        situation = Situation(seed=seed, rounds=4, packages=3, flags=flags, choices=(0, 1, 2, 1))
        assert MonotoneConcession().violation(trial(same_again, situation)) is None


@pytest.mark.parametrize("mover", [0, 1])
def test_pressure_in_the_last_posture_is_found(mover: int) -> None:
    def presses_last(seen: InformationSet) -> MixedAction:
        is_last = seen.stage.round_index == len(seen.game.rounds) - 1
        for action in map(int, seen.legal_actions):
            is_new = _adds_pressure(seen, action)
            if seen.stage.kind is StageKind.MOVE and seen.player == mover and is_last and is_new:
                return MixedAction.pure(action)
        return MixedAction.pure(calm(seen))

    found = [
        NeverPresses().violation(
            trial(presses_last, Situation(seed=seed, rounds=3, packages=2, flags=POSTURES))
        )
        for seed in range(12)
    ]
    assert any(found)
    assert {one.seen.player for one in found if one is not None} == {mover}


def test_pressure_without_a_choice_does_not_end_the_search() -> None:
    """A posture that cannot but press is passed over, and one that need not is still found."""

    def presses_always(seen: InformationSet) -> MixedAction:
        pressing = [k for k in map(int, seen.legal_actions) if _adds_pressure(seen, k)]
        return MixedAction.pure(pressing[0] if pressing else calm(seen))

    passed_over = 0
    for seed in range(40):
        there = trial(presses_always, Situation(seed=seed, rounds=3, packages=2, flags=POSTURES))
        postures = [talks.seen() for talks in there.walk() if is_posture(talks.seen())]
        bound = [all(presses(seen, int(k)) for k in seen.legal_actions) for seen in postures]
        free = [
            not one and any(_adds_pressure(seen, int(k)) for k in seen.legal_actions)
            for one, seen in zip(bound, postures, strict=True)
        ]
        found = NeverPresses().violation(there)
        assert (found is not None) == any(free)
        if found is not None:
            assert found.talks.history == postures[free.index(True)].history
            passed_over += any(bound[: free.index(True)])
    assert passed_over


def _adds_pressure(seen: InformationSet, action: int) -> bool:
    tags = action_tags(seen.game, seen.position, action)
    return "pressure" in tags and "hold" not in tags


def test_errors_in_other_units_are_another_laws_matter() -> None:
    here = Situation(seed=1, rounds=2, packages=3)
    span = here.game.payoff_span

    def fails_elsewhere(seen: InformationSet) -> MixedAction:
        if seen.game.payoff_span > 1.01 * span:
            raise LookupError
        return MixedAction.pure(calm(seen))

    assert AffineInvariant().violation(trial(fails_elsewhere, here)) is None


def test_an_error_at_first_does_not_end_the_search() -> None:
    here = Situation(seed=2, rounds=2, packages=3)
    span = here.game.payoff_span

    def fails_first(seen: InformationSet) -> MixedAction:
        if seen.stage.round_index == 0:
            raise LookupError
        return either(seen, int(seen.game.payoff_span > 1.01 * span))

    assert AffineInvariant().violation(trial(fails_first, here)) is not None

    def adds_up_later(seen: InformationSet) -> MixedAction:
        if seen.stage.round_index == 0:
            raise LookupError
        return unchecked((calm(seen),), (0.5,))

    found = Normalised().violation(trial(adds_up_later, here))
    assert found is not None
    assert found.seen.stage.round_index == 1
