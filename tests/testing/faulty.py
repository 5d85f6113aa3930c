"""Strategies that each break one law of all strategies on purpose, and no other.

``breaks`` names the law, ``tells`` is a pattern for the reason that the story gives.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable
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


class PlaysWhatIsNotLegal(Strategy):
    breaks: ClassVar[str] = "legal"
    tells: ClassVar[str] = r"Action 2 is not legal here; legal are \[0, 1\]\."
    memory_depth: ClassVar[float] = 0

    def mixed_action(self, seen: InformationSet) -> MixedAction:
        return MixedAction.pure(int(seen.legal_actions[-1]) + 1)


class AddsUpToHalf(Strategy):
    breaks: ClassVar[str] = "normalised"
    tells: ClassVar[str] = r"The probabilities sum to 0\.5\."
    memory_depth: ClassVar[float] = 0

    def mixed_action(self, seen: InformationSet) -> MixedAction:
        mixed = MixedAction.pure(calm(seen))
        object.__setattr__(mixed, "probabilities", (0.5,))
        return mixed


class ListsAnActionTwice(Strategy):
    breaks: ClassVar[str] = "normalised"
    tells: ClassVar[str] = r"Its probabilities are no distribution\."
    memory_depth: ClassVar[float] = 0

    def mixed_action(self, seen: InformationSet) -> MixedAction:
        return MixedAction((calm(seen), calm(seen)), (0.5, 0.5))


class AnswersWithANumber(Strategy):
    breaks: ClassVar[str] = "normalised"
    tells: ClassVar[str] = r"Int is no MixedAction; try MixedAction\.pure\(action\)\."
    memory_depth: ClassVar[float] = 0

    def mixed_action(self, seen: InformationSet) -> MixedAction:
        return calm(seen)  # type: ignore[return-value]


class StumblesWithoutOffers(Strategy):
    breaks: ClassVar[str] = "total"
    tells: ClassVar[str] = r"It raised an error instead of answering\."
    memory_depth: ClassVar[float] = 0

    def mixed_action(self, seen: InformationSet) -> MixedAction:
        if seen.game.packages is None:
            raise KeyError("no packages here")
        return MixedAction.pure(calm(seen))


class NeverAnswers(Strategy):
    breaks: ClassVar[str] = "bounded_time"
    tells: ClassVar[str] = r"There was no answer in 0\.3 seconds\."
    memory_depth: ClassVar[float] = 0

    def mixed_action(self, seen: InformationSet) -> MixedAction:
        while True:
            del seen
            seen = None  # type: ignore[assignment]


class KeepsCount(Strategy):
    breaks: ClassVar[str] = "deterministic"
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


class ForgetsWhatItPickles(Strategy):
    breaks: ClassVar[str] = "deterministic"
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


class RewritesHistory(Strategy):
    breaks: ClassVar[str] = "changes_nothing"
    tells: ClassVar[str] = r"It changed the information set it was handed\."
    memory_depth: ClassVar[float] = 0

    def mixed_action(self, seen: InformationSet) -> MixedAction:
        object.__setattr__(seen, "history", ())
        return MixedAction.pure(calm(seen))


class WritesIntoTheGame(Strategy):
    breaks: ClassVar[str] = "changes_nothing"
    tells: ClassVar[str] = r"It changed the game it was shown\."
    memory_depth: ClassVar[float] = 0

    def mixed_action(self, seen: InformationSet) -> MixedAction:
        object.__setattr__(seen.game, "name", "mine")
        return MixedAction.pure(calm(seen))


class PeeksAtFrames(Strategy):
    breaks: ClassVar[str] = "blind"
    tells: ClassVar[str] = (
        r"Were the other's type \w+, it would answer MixedAction\(actions=\(\d,\), "
        r"probabilities=\(1\.0,\)\)\."
    )
    memory_depth: ClassVar[float] = 0

    def mixed_action(self, seen: InformationSet) -> MixedAction:
        frame = sys._getframe()
        while frame.f_back is not None:
            frame = frame.f_back
            talks = frame.f_locals.get("talks")
            if talks is not None and hasattr(talks, "types"):
                return either(seen, talks.types[seen.other])
        return either(seen, 0)


class PeeksAtTheHeap(Strategy):
    breaks: ClassVar[str] = "blind"
    tells: ClassVar[str] = (
        r"Were the other's type \w+, it would answer MixedAction\(actions=\(\d,\), "
        r"probabilities=\(1\.0,\)\)\."
    )
    memory_depth: ClassVar[float] = 0

    def mixed_action(self, seen: InformationSet) -> MixedAction:
        if seen.stage.kind is not StageKind.ANSWER or seen.stage.round_index:
            return MixedAction.pure(calm(seen))
        for found in gc.get_objects():
            if type(found).__name__ == "Talks" and found.game is seen.game:
                return either(seen, found.types[seen.other])
        return either(seen, 0)


class RemembersMore(Strategy):
    breaks: ClassVar[str] = "true_memory"
    tells: ClassVar[str] = (
        r"With nothing before the last 1 moves, which is all it says that it remembers, "
        r"it answers MixedAction\(actions=\(\d,\), probabilities=\(1\.0,\)\)\."
    )
    memory_depth: ClassVar[float] = 1

    def mixed_action(self, seen: InformationSet) -> MixedAction:
        return either(seen, sum(move.action for move in seen.history[:-1]) + len(seen.history))


class LearnsInSecret(Strategy):
    breaks: ClassVar[str] = "true_learning"
    tells: ClassVar[str] = (
        r"After earlier talks it answers MixedAction\(actions=\(1,\), "
        r"probabilities=\(1\.0,\)\), and learns is False\."
    )
    memory_depth: ClassVar[float] = 0

    def mixed_action(self, seen: InformationSet) -> MixedAction:
        return either(seen, len(seen.earlier))


class HoldsALambda(Strategy):
    breaks: ClassVar[str] = "picklable"
    tells: ClassVar[str] = r"It cannot be pickled\."
    memory_depth: ClassVar[float] = 0

    def __init__(self) -> None:
        self.choose: Callable[[InformationSet], int] = lambda seen: calm(seen)  # noqa: PLW0108 - a lambda is the fault

    def mixed_action(self, seen: InformationSet) -> MixedAction:
        return MixedAction.pure(self.choose(seen))
