"""Every answer comes within the time: five seconds, unless told otherwise."""

from __future__ import annotations

from typing import ClassVar

from ..asking import NoAnswer, OutOfTime
from ..law import THE_TALKS, Law, Trial, Violation
from ..situations import Situation


class BoundedTime(Law):
    """Asks for answers within a generous time."""

    name: ClassVar[str] = "bounded_time"
    statement: ClassVar[str] = "It answers within the time that it is given, by default 5 seconds."
    also: ClassVar[tuple[Situation, ...]] = THE_TALKS

    def violation(self, trial: Trial) -> Violation | None:
        """Return the first question that is not answered in time."""
        for talks in trial.walk():
            try:
                trial.answer(talks)
            except OutOfTime:
                late = NoAnswer("nothing")
                return self.broken(talks, late, f"there was no answer in {trial.seconds:g} seconds")
        return None
