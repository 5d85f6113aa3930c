"""Several solutions of one game: what one command or call was asked for together."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from ..foundations.brief import brief
from ..foundations.records import record
from .frames import Cell, framed
from .solution import Solution

if TYPE_CHECKING:
    from pandas import DataFrame


@record
class Solutions:
    """What several solution concepts say of one game."""

    __repr__ = brief
    saved_as: ClassVar[str] = "solutions"

    solutions: tuple[Solution, ...]
    """One for each concept, in the order asked for."""

    @property
    def warnings(self) -> tuple[str, ...]:
        """Return what must be said of any of them before anything else."""
        return tuple(warning for one in self.solutions for warning in one.warnings)

    def to_rows(self) -> list[dict[str, Cell]]:
        """Return the rows of all solutions (`Solution.to_rows`)."""
        return [row for one in self.solutions for row in one.to_rows()]

    def to_frame(self) -> DataFrame:
        """Return the same rows as a data frame of pandas."""
        return framed(self.to_rows())
