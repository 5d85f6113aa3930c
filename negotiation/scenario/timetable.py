"""The timetable of a scenario: its rounds and which dates of the calendar fall on them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from .calendar import AIM, DEADLINE
from .schema import ScenarioFile


@dataclass(frozen=True)
class Timetable:
    """The days of the rounds, and the rounds that matter in law or in public."""

    days: tuple[date, ...]
    """The day of each round [r]."""
    deadlines: frozenset[int]
    """Rounds on a legal deadline; the last round is one in any case."""
    aims: frozenset[int]
    """Rounds on a day by which both had announced a deal."""

    @classmethod
    def of(cls, scenario: ScenarioFile) -> Timetable:
        """Return the timetable of a scenario's contents."""
        days = tuple(planned.day for planned in scenario.rounds)
        on = {
            kind: {m.day for m in scenario.calendar if m.kind == kind} for kind in (DEADLINE, AIM)
        }
        return cls(
            days=days,
            deadlines=frozenset(
                r for r, day in enumerate(days) if day in on[DEADLINE] or r == len(days) - 1
            ),
            aims=frozenset(r for r, day in enumerate(days) if day in on[AIM]),
        )

    @property
    def last(self) -> int:
        """The last round."""
        return len(self.days) - 1

    @property
    def deadlines_between(self) -> tuple[int, ...]:
        """Rounds on legal deadlines after which talks go on."""
        return tuple(sorted(self.deadlines - {self.last}))

    def earlier(self, r: int) -> int:
        """Return how many legal deadlines have passed before a round."""
        return sum(other < r for other in self.deadlines)

    def aims_from(self, r: int) -> int:
        """Return how many announced days are missed by talks that end without a deal in a round."""
        return sum(aim >= r for aim in self.aims)

    def next_day(self, r: int) -> date:
        """Return the day of the round after, or the same day after the last one."""
        return self.days[min(r + 1, self.last)]
