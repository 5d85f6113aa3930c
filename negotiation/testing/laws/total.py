"""Every legal history gets an answer: no error, whatever the game and whoever moved how."""

from __future__ import annotations

from typing import ClassVar

from ..asking import NoAnswer
from ..law import THE_TALKS, Law, Trial, Violation
from ..situations import Situation


class Total(Law):
    """Asks for an answer wherever the player may be asked."""

    name: ClassVar[str] = "total"
    statement: ClassVar[str] = (
        "It answers after every legal history of every game, also without offers, with one type, "
        "or at the last word, and raises no error."
    )
    also: ClassVar[tuple[Situation, ...]] = THE_TALKS

    def violation(self, trial: Trial) -> Violation | None:
        """Return the first error."""
        for talks in trial.walk():
            answer = trial.answer(talks)
            if isinstance(answer, NoAnswer) and not answer.is_distribution_error:
                return self.broken(talks, answer, "it raised an error instead of answering")
        return None
