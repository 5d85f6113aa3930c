"""Strategies that each break one law of all strategies on purpose, and no other.

What a story is to say of each is written down as patterns.
"""

from __future__ import annotations

from typing import ClassVar

from negotiation.game.information import InformationSet
from negotiation.game.mixed_actions import MixedAction
from negotiation.game.rules import action_tags
from negotiation.game.stages import NO_OFFER, REJECT, StageKind
from negotiation.strategies.strategy import Strategy


def calm(seen: InformationSet) -> int:
    """Return an action that harms nobody: no offer, no acceptance, no pressure."""
    legal = [int(k) for k in seen.legal_actions]
    if seen.stage.kind is StageKind.OFFER:
        return NO_OFFER
    if seen.stage.kind is StageKind.ANSWER:
        return REJECT if REJECT in legal else legal[-1]
    soft = [k for k in legal if "pressure" not in action_tags(seen.game, seen.position, k)]
    return (soft or legal)[0]


def either(seen: InformationSet, which: int) -> MixedAction:
    """Return one of the legal actions, chosen by a number."""
    return MixedAction.pure(int(seen.legal_actions[which % len(seen.legal_actions)]))


def unchecked(actions: tuple[int, ...], probabilities: tuple[float, ...]) -> MixedAction:
    """Return a mixed action that its own checks would refuse."""
    mixed = MixedAction.pure(0)
    object.__setattr__(mixed, "actions", actions)
    object.__setattr__(mixed, "probabilities", probabilities)
    return mixed


class Faulty(Strategy):
    """Breaks one law."""

    breaks: ClassVar[str]
    """Its law."""
    where: ClassVar[str] = ".* is asked at the stage '.*' and sees"
    """Who is asked, and where, in the plainest case."""
    answers: ClassVar[str]
    """What it answers there."""
    tells: ClassVar[str]
    """Why that breaks the law."""


class PlaysWhatIsNotLegal(Faulty):
    breaks: ClassVar[str] = "legal"
    answers: ClassVar[str] = r"2 \(not legal\) \(1\)"
    tells: ClassVar[str] = r"Action 2 is not legal here; legal are \[0, 1\]\."
    memory_depth: ClassVar[float] = 0

    def mixed_action(self, seen: InformationSet) -> MixedAction:
        return MixedAction.pure(int(seen.legal_actions[-1]) + 1)


class AddsUpToHalf(Faulty):
    breaks: ClassVar[str] = "normalised"
    answers: ClassVar[str] = r"0 no offer \[hold, no_offer\] \(0\.5\)"
    tells: ClassVar[str] = r"The probabilities sum to 0\.5\."
    memory_depth: ClassVar[float] = 0

    def mixed_action(self, seen: InformationSet) -> MixedAction:
        return unchecked((calm(seen),), (0.5,))


class ListsAnActionTwice(Faulty):
    breaks: ClassVar[str] = "normalised"
    answers: ClassVar[str] = r"ValueError: one probability per action, each action once"
    tells: ClassVar[str] = r"Its probabilities are no distribution\."
    memory_depth: ClassVar[float] = 0

    def mixed_action(self, seen: InformationSet) -> MixedAction:
        return MixedAction((calm(seen), calm(seen)), (0.5, 0.5))


class ListsAnActionTwiceUnchecked(Faulty):
    breaks: ClassVar[str] = "normalised"
    answers: ClassVar[str] = r"0 no offer .* \(0\.5\); 0 no offer .* \(0\.5\)"
    tells: ClassVar[str] = r"An action is listed twice\."
    memory_depth: ClassVar[float] = 0

    def mixed_action(self, seen: InformationSet) -> MixedAction:
        return unchecked((calm(seen), calm(seen)), (0.5, 0.5))


class OwesAProbability(Faulty):
    breaks: ClassVar[str] = "normalised"
    answers: ClassVar[str] = r"0 no offer .* \(1\.5\); 1 offer package 0 .* \(-0\.5\)"
    tells: ClassVar[str] = r"A probability is negative, or no number\."
    memory_depth: ClassVar[float] = 0

    def mixed_action(self, seen: InformationSet) -> MixedAction:
        first, *others = (int(k) for k in seen.legal_actions)
        return unchecked((first, others[0]), (1.5, -0.5)) if others else MixedAction.pure(first)


class AnswersWithANumber(Faulty):
    breaks: ClassVar[str] = "normalised"
    answers: ClassVar[str] = r"0"
    tells: ClassVar[str] = r"Int is no MixedAction; try MixedAction\.pure\(action\)\."
    memory_depth: ClassVar[float] = 0

    def mixed_action(self, seen: InformationSet) -> MixedAction:
        return calm(seen)  # type: ignore[return-value]


class StumblesWithoutOffers(Faulty):
    breaks: ClassVar[str] = "total"
    answers: ClassVar[str] = r"KeyError: 'no packages here'"
    tells: ClassVar[str] = r"It raised an error instead of answering\."
    memory_depth: ClassVar[float] = 0

    def mixed_action(self, seen: InformationSet) -> MixedAction:
        if seen.game.packages is None:
            raise KeyError("no packages here")
        return MixedAction.pure(calm(seen))


class NeverAnswers(Faulty):
    breaks: ClassVar[str] = "bounded_time"
    answers: ClassVar[str] = r"nothing"
    tells: ClassVar[str] = r"There was no answer in 0\.3 seconds\."
    memory_depth: ClassVar[float] = 0

    def mixed_action(self, seen: InformationSet) -> MixedAction:
        while True:
            del seen
            seen = None  # type: ignore[assignment]


class KeepsCount(Faulty):
    breaks: ClassVar[str] = "deterministic"
    answers: ClassVar[str] = r"1 offer package 0 .* \(1\)"
    tells: ClassVar[str] = (
        r"Asked backwards, it answers MixedAction\(actions=\(0,\), "
        r"probabilities=\(1\.0,\)\)\."
    )
    memory_depth: ClassVar[float] = 0

    def __init__(self) -> None:
        self.asked = 0

    def mixed_action(self, seen: InformationSet) -> MixedAction:
        self.asked += 1
        return either(seen, self.asked)


class ForgetsWhatItPickles(Faulty):
    breaks: ClassVar[str] = "deterministic"
    answers: ClassVar[str] = r"1 offer package 0 .* \(1\)"
    tells: ClassVar[str] = (
        r"After pickling, it answers MixedAction\(actions=\(0,\), "
        r"probabilities=\(1\.0,\)\)\."
    )
    memory_depth: ClassVar[float] = 0

    def __init__(self) -> None:
        self.which = 1

    def __getstate__(self) -> dict[str, int]:
        return {"which": 0}

    def mixed_action(self, seen: InformationSet) -> MixedAction:
        return either(seen, self.which)
