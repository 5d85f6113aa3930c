"""Strategies that learn, and are faulty only once there are earlier talks to learn from."""

from __future__ import annotations

import itertools
from typing import ClassVar

from negotiation.game.information import InformationSet
from negotiation.game.mixed_actions import MixedAction
from negotiation.game.stages import ACCEPT, StageKind
from tests.testing.faulty import Faulty, calm, either, unchecked


class StumblesOverExperience(Faulty):
    breaks: ClassVar[str] = "total"
    answers: ClassVar[str] = r"LookupError"
    tells: ClassVar[str] = r"It raised an error instead of answering\."
    learns: ClassVar[bool] = True
    memory_depth: ClassVar[float] = 0

    def mixed_action(self, seen: InformationSet) -> MixedAction:
        if seen.earlier:
            raise LookupError
        return MixedAction.pure(calm(seen))


class LearnsWhatIsNotLegal(Faulty):
    breaks: ClassVar[str] = "legal"
    answers: ClassVar[str] = r"2 \(not legal\) \(1\)"
    tells: ClassVar[str] = r"Action 2 is not legal here; legal are \[0, 1\]\."
    learns: ClassVar[bool] = True
    memory_depth: ClassVar[float] = 0

    def mixed_action(self, seen: InformationSet) -> MixedAction:
        return MixedAction.pure(int(seen.legal_actions[-1]) + 1 if seen.earlier else calm(seen))


class LearnsToOwe(Faulty):
    breaks: ClassVar[str] = "normalised"
    answers: ClassVar[str] = r"0 no offer .* \(0\.5\)"
    tells: ClassVar[str] = r"The probabilities sum to 0\.5\."
    learns: ClassVar[bool] = True
    memory_depth: ClassVar[float] = 0

    def mixed_action(self, seen: InformationSet) -> MixedAction:
        return unchecked((calm(seen),), (0.5 if seen.earlier else 1.0,))


class CountsWhatItLearnt(Faulty):
    breaks: ClassVar[str] = "deterministic"
    answers: ClassVar[str] = r"\d .*"
    tells: ClassVar[str] = r"(Asked backwards|Built anew|After pickling), it answers .*"
    learns: ClassVar[bool] = True
    memory_depth: ClassVar[float] = 0

    def __init__(self) -> None:
        self.asked = itertools.count()

    def mixed_action(self, seen: InformationSet) -> MixedAction:
        return either(seen, next(self.asked) if seen.earlier else 0)


class LearnsToGiveIn(Faulty):
    breaks: ClassVar[str] = "individually_rational"
    answers: ClassVar[str] = r"0 accept .* \(1\)"
    tells: ClassVar[str] = r"Package \d is worth -?[\d.e-]+ to it, and no agreement -?[\d.e-]+\."
    learns: ClassVar[bool] = True
    memory_depth: ClassVar[float] = 0
    claims: ClassVar[frozenset[str]] = frozenset({"individually_rational"})

    def mixed_action(self, seen: InformationSet) -> MixedAction:
        gives_in = bool(seen.earlier) and seen.stage.kind is StageKind.ANSWER
        return MixedAction.pure(ACCEPT if gives_in else calm(seen))
