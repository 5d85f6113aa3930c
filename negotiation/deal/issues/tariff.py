"""A tariff on US imports in some sectors, as a total ad valorem rate with MFN included."""

from __future__ import annotations

from typing import ClassVar

from ...foundations.parameters import parameter
from ...foundations.records import record
from ..issue import Issue
from ..terms import Terms


@record
class Tariff(Issue):
    """The rate on one group of goods."""

    unit: ClassVar[str] = "fraction"
    title: str
    sectors: tuple[str, ...]
    """The sectors whose imports pay this rate."""
    courts_may_strike: bool = False
    """Whether it rests on the emergency powers that are before the courts."""
    levels: tuple[float, ...] = parameter(
        "fraction", "total ad valorem rate, MFN included", low=0.0, high=2.0, listed=True
    )

    def terms(self, level: float) -> Terms:
        """Return the sectors' rate."""
        return Terms(rates=dict.fromkeys(self.sectors, level))

    def label(self, level: float) -> str:
        """Return the rate in percent."""
        return f"{100.0 * level:g} %"

    def sectors_set(self) -> tuple[str, ...]:
        """Return the sectors whose imports pay this rate."""
        return self.sectors
