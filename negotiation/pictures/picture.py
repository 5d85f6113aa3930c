"""A picture: from a saved result to a figure. Nothing of the model is computed here."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Any, ClassVar

from ..results.run import Run

if TYPE_CHECKING:
    from altair import TopLevelMixin as Chart


def lack(run: Run) -> str:
    """Return what a run lacks to show expectations, in words; empty if nothing."""
    if any(solution.expectations is not None for solution in run.solutions):
        return ""
    return (
        f"the run of {run.scenario} holds no solution with private information"
        "; try `negotiation run --concept logit`"
    )


class Picture(ABC):
    """One way to show a result. Two results with the same bytes give the same figure."""

    title: ClassVar[str]
    """What the figure is about, in words."""
    accepts: ClassVar[type] = Run
    """The kind of result that it draws: a ``Run``, an ``ExperimentResult`` or a ``Tournament``."""
    private: ClassVar[bool] = False
    """Whether it draws a solution with private information, which a run may lack."""

    place: ClassVar[int] = 100
    """Its place among the pictures of a report, in reading order."""

    def lacks(self, result: Any) -> str:
        """Return what a result of its kind lacks to be drawn, in words; empty if nothing."""
        return lack(result) if self.private else ""

    @abstractmethod
    def draw(self, result: Any) -> Chart:
        """Return the figure of a result.

        Raises ``NegotiationError`` with what the result lacks, ``MissingLibrary`` without what
        draws.
        """

    @abstractmethod
    def caption(self, result: Any) -> str:
        """Return what a reader must know to read the figure: marks, units, what is left out."""

    @abstractmethod
    def alt_text(self, result: Any) -> str:
        """Return what the figure shows, with its numbers, for someone who cannot see it."""
