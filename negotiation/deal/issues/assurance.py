"""A Treasury assurance: the partner promises to hold its US government bonds."""

from __future__ import annotations

from typing import ClassVar

from ...foundations.parameters import parameter
from ...foundations.records import record
from ..issue import Issue
from ..terms import Terms


@record
class Assurance(Issue):
    """Whether the promise is given: level 0 is silence, level 1 the promise."""

    unit: ClassVar[str] = "1"
    title: str
    levels: tuple[float, ...] = parameter(
        "1", "1 if the promise is given, else 0", low=0.0, high=1.0, listed=True
    )

    def terms(self, level: float) -> Terms:
        """Return the promise."""
        return Terms(assurance=level - self.status_quo)

    def label(self, level: float) -> str:
        """Return the promise in words."""
        return "promised" if level > 0.5 else "silent"
