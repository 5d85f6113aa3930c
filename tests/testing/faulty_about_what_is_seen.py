"""Strategies that see too much, remember or learn in secret, or write into what they see."""

from __future__ import annotations

import gc
import math
import sys
from collections.abc import Callable
from typing import ClassVar

from negotiation.game.information import InformationSet
from negotiation.game.mixed_actions import MixedAction
from negotiation.game.stages import StageKind
from negotiation.strategies.hard_liner import HardLiner
from negotiation.strategies.strategy import Strategy
from tests.testing.faulty import Faulty, calm, either


class RewritesHistory(Faulty):
    breaks: ClassVar[str] = "changes_nothing"
    answers: ClassVar[str] = r"1 reject \[hold, reject\] \(1\)"
    tells: ClassVar[str] = r"It changed the information set it was handed\."
    memory_depth: ClassVar[float] = 0

    def mixed_action(self, seen: InformationSet) -> MixedAction:
        object.__setattr__(seen, "history", ())
        return MixedAction.pure(calm(seen))


class WritesIntoTheGame(Faulty):
    breaks: ClassVar[str] = "changes_nothing"
    answers: ClassVar[str] = r"0 no offer \[hold, no_offer\] \(1\)"
    tells: ClassVar[str] = r"It changed the game it was shown\."
    memory_depth: ClassVar[float] = 0

    def mixed_action(self, seen: InformationSet) -> MixedAction:
        object.__setattr__(seen.game, "name", "mine")
        return MixedAction.pure(calm(seen))


class WritesWhenItAnswers(Faulty):
    breaks: ClassVar[str] = "changes_nothing"
    where: ClassVar[str] = ".* is asked at the stage 'answer' and sees"
    answers: ClassVar[str] = r"1 reject \[hold, reject\] \(1\)"
    tells: ClassVar[str] = r"It changed the game it was shown\."
    memory_depth: ClassVar[float] = 0

    def mixed_action(self, seen: InformationSet) -> MixedAction:
        if seen.stage.kind is StageKind.ANSWER:
            object.__setattr__(seen.game, "name", "mine")
        return MixedAction.pure(calm(seen))


class PeeksAsTheUs(Faulty):
    breaks: ClassVar[str] = "blind"
    where: ClassVar[str] = ".*the US .* is asked at the stage '.*' and sees"
    answers: ClassVar[str] = r"0 .* \(1\)"
    tells: ClassVar[str] = (
        r"Were the other's type resolute, it would answer MixedAction\(actions=\(1,\), "
        r"probabilities=\(1\.0,\)\)\."
    )
    memory_depth: ClassVar[float] = 0
    seat: ClassVar[int] = 0

    def mixed_action(self, seen: InformationSet) -> MixedAction:
        frame = sys._getframe()
        while frame.f_back is not None and seen.player == self.seat:
            frame = frame.f_back
            talks = frame.f_locals.get("talks")
            if talks is not None and hasattr(talks, "types"):
                return either(seen, talks.types[seen.other])
        return either(seen, 0)


class PeeksAsJapan(PeeksAsTheUs):
    where: ClassVar[str] = ".*Japan .* is asked at the stage '.*' and sees"
    tells: ClassVar[str] = PeeksAsTheUs.tells.replace("resolute", "market_tolerant")
    seat: ClassVar[int] = 1


class PeeksAtTheHeap(Faulty):
    breaks: ClassVar[str] = "blind"
    answers: ClassVar[str] = r"\d .* \(1\)"
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


class RemembersMore(Faulty):
    breaks: ClassVar[str] = "true_memory"
    answers: ClassVar[str] = r"\d .* \(1\)"
    tells: ClassVar[str] = (
        r"With nothing before the last 1 moves, which is all it says that it remembers, "
        r"it answers MixedAction\(actions=\(\d,\), probabilities=\(1\.0,\)\)\."
    )
    memory_depth: ClassVar[float] = 1

    def mixed_action(self, seen: InformationSet) -> MixedAction:
        return either(seen, sum(move.action for move in seen.history[:-1]) + len(seen.history))


class RemembersHalfAMove(Faulty):
    breaks: ClassVar[str] = "true_memory"
    answers: ClassVar[str] = r"0 no offer \[hold, no_offer\] \(1\)"
    tells: ClassVar[str] = r"Memory_depth 0\.5 is neither a number of moves nor math\.inf\."
    memory_depth: ClassVar[float] = 0.5

    def mixed_action(self, seen: InformationSet) -> MixedAction:
        return MixedAction.pure(calm(seen))


class LearnsInSecret(Faulty):
    breaks: ClassVar[str] = "true_learning"
    answers: ClassVar[str] = r"0 no offer \[hold, no_offer\] \(1\)"
    tells: ClassVar[str] = (
        r"After earlier talks it answers MixedAction\(actions=\(1,\), "
        r"probabilities=\(1\.0,\)\), and learns is False\."
    )
    memory_depth: ClassVar[float] = 0

    def mixed_action(self, seen: InformationSet) -> MixedAction:
        return either(seen, len(seen.earlier))


class LearnsFromTwo(Faulty):
    breaks: ClassVar[str] = "true_learning"
    answers: ClassVar[str] = r"0 no offer \[hold, no_offer\] \(1\)"
    tells: ClassVar[str] = (
        r"After 2 earlier talks it answers MixedAction\(actions=\(1,\), probabilities=\(1\.0,\)\), "
        r"and learns is False\."
    )
    memory_depth: ClassVar[float] = 0

    def mixed_action(self, seen: InformationSet) -> MixedAction:
        return either(seen, len(seen.earlier) // 2)


class HoldsALambda(Faulty):
    breaks: ClassVar[str] = "picklable"
    answers: ClassVar[str] = r"\w+Error: .*lambda.*"
    tells: ClassVar[str] = r"It cannot be pickled\."
    memory_depth: ClassVar[float] = 0

    def __init__(self) -> None:
        self.choose: Callable[[InformationSet], int] = lambda seen: calm(seen)  # noqa: PLW0108 - a lambda is the fault

    def mixed_action(self, seen: InformationSet) -> MixedAction:
        return MixedAction.pure(self.choose(seen))


class ComesBackAsAnother(Faulty):
    breaks: ClassVar[str] = "picklable"
    answers: ClassVar[str] = r"a HardLiner where a ComesBackAsAnother was pickled"
    tells: ClassVar[str] = r"Pickling brings back something else\."
    memory_depth: ClassVar[float] = math.inf

    def __reduce__(self) -> tuple[type[Strategy], tuple[()]]:
        return HardLiner, ()

    def mixed_action(self, seen: InformationSet) -> MixedAction:
        return HardLiner().mixed_action(seen)
