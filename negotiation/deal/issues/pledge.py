"""An investment pledge: money that the partner promises to invest, lend or guarantee in the US."""

from __future__ import annotations

from typing import ClassVar

from ...foundations.parameters import parameter
from ...foundations.records import record
from ..issue import Issue
from ..terms import Terms


@record
class Pledge(Issue):
    """The headline amount of the pledge."""

    unit: ClassVar[str] = "$bn"
    title: str
    levels: tuple[float, ...] = parameter(
        "$bn", "headline amount pledged", low=0.0, high=1e6, listed=True
    )

    def terms(self, level: float) -> Terms:
        """Return the amount pledged."""
        return Terms(pledge_busd=level - self.status_quo)

    def label(self, level: float) -> str:
        """Return the amount in $bn."""
        return f"${level:g}bn"
