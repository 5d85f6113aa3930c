"""The answer is a mixed action: a distribution over actions."""

from __future__ import annotations

import math
from typing import ClassVar

from ...foundations.tolerance import PROBABILITY_SUM
from ...game.mixed_actions import MixedAction
from ..asking import NoAnswer
from ..law import THE_TALKS, Law, Trial, Violation
from ..situations import Situation


class Normalised(Law):
    """Asks for probabilities that are none below 0 and sum to 1."""

    name: ClassVar[str] = "normalised"
    statement: ClassVar[str] = (
        "It answers with a MixedAction, whose probabilities are not negative and sum to 1."
    )
    also: ClassVar[tuple[Situation, ...]] = THE_TALKS

    def violation(self, trial: Trial) -> Violation | None:
        """Return the first answer that is no mixed action, or no distribution."""
        for talks in trial.walk():
            answer = trial.answer(talks)
            if isinstance(answer, NoAnswer):
                if answer.is_distribution_error:
                    return self.broken(talks, answer, "its probabilities are no distribution")
                continue
            fault = _fault(answer)
            if fault:
                return self.broken(talks, answer, fault)
        return None


def _fault(answer: object) -> str:
    if type(answer) is not MixedAction:
        return f"{type(answer).__name__} is no MixedAction; try MixedAction.pure(action)"
    if len(answer.actions) != len(answer.probabilities):
        return f"{len(answer.actions)} actions have {len(answer.probabilities)} probabilities"
    if len(set(answer.actions)) != len(answer.actions):
        return "an action is listed twice"
    if not all(chance >= 0.0 for chance in answer.probabilities):
        return "a probability is negative, or no number"
    total = math.fsum(answer.probabilities)
    if not math.isclose(total, 1.0, abs_tol=PROBABILITY_SUM):
        return f"the probabilities sum to {total:g}"
    return ""
