"""A picture: from a saved result to a figure. Nothing of the model is computed here."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, ClassVar

from ..results.run import Run
from .drawing.chances import lack

if TYPE_CHECKING:
    from altair import TopLevelMixin as Chart


class Picture(ABC):
    """One way to show a result. Two runs with the same bytes give the same figure."""

    title: ClassVar[str]
    """What the figure is about, in words."""
    accepts: ClassVar[type] = Run
    """The kind of result that it draws."""
    private: ClassVar[bool] = False
    """Whether it draws a solution with private information, which a run may lack."""

    def lacks(self, run: Run) -> str:
        """Return what a run lacks to be drawn so, in words; empty if nothing."""
        return lack(run) if self.private else ""

    @abstractmethod
    def draw(self, run: Run) -> Chart:
        """Return the figure of a run; raises ``MissingExtra`` without the drawing library."""

    @abstractmethod
    def caption(self, run: Run) -> str:
        """Return what a reader must know to read the figure: marks, units, what is left out."""

    @abstractmethod
    def alt_text(self, run: Run) -> str:
        """Return what the figure shows, with its numbers, for someone who cannot see it."""
