"""A run: the main job's result, complete enough to draw every picture from.

It holds what the solution concepts say, one play of the talks, the payoff planes and the calendar.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, ClassVar

import numpy as np
from numpy.typing import NDArray

from ..foundations.brief import brief
from ..foundations.records import record
from ..foundations.wording import plain
from .frames import Cell, framed
from .landscape import Landscape
from .record import Record
from .sheet import Sheet
from .sheet_formats import as_html
from .solution import Solution

if TYPE_CHECKING:
    from pandas import DataFrame


@record
class CalendarEntry:
    """A date worth a mark on a timeline."""

    date: date
    """The day."""
    label: str
    """What happens, in a few words."""
    kind: str
    """``round``, ``election`` or ``deadline``."""


@record
class Run:
    """One run of a scenario."""

    __repr__ = brief
    saved_as: ClassVar[str] = "run"

    scenario: str
    """Name of the scenario."""
    title: str
    """Its title, for people."""
    story: str
    """Its one-paragraph story."""
    players: Mapping[str, str]
    """The players' names for people, by player, player 0 first."""
    rounds: tuple[CalendarEntry, ...]
    """The rounds [r]."""
    calendar: tuple[CalendarEntry, ...]
    """Elections and deadlines near the talks."""
    indicators: Mapping[str, NDArray[np.float64]]
    """Numbers per round [r], e.g. ``election_clock_japan`` (1 on election day)."""
    solutions: tuple[Solution, ...]
    """What each solution concept says."""
    record: Record
    """One play of the talks."""
    landscapes: tuple[Landscape, ...]
    """The payoff plane of each type pair at the first round."""
    equilibrium_path: Record | None = None
    """The same types' talks if both follow the subgame-perfect equilibrium, known to each other;
    ``None`` where that was not solved, and in runs stored by versions that did not keep it."""

    @property
    def warnings(self) -> tuple[str, ...]:
        """Return what must be said of its solutions before anything else."""
        return tuple(warning for solution in self.solutions for warning in solution.warnings)

    def _repr_html_(self) -> str:
        """Return its title and the main tables of its solutions for a notebook."""
        told: list[Sheet | str] = []
        for solution in self.solutions:
            told += [*solution.warnings, plain(solution.concept), *solution.sheets()]
        return as_html(told, self.title)

    def to_rows(self) -> list[dict[str, Cell]]:
        """Return the rows of all solutions (`Solution.to_rows`)."""
        return [row for solution in self.solutions for row in solution.to_rows()]

    def to_frame(self) -> DataFrame:
        """Return the same rows as a data frame of pandas."""
        return framed(self.to_rows())
