"""A tariff on US imports in some sectors, as a total ad valorem rate with MFN included."""

from __future__ import annotations

from typing import ClassVar

from ...foundations.parameters import parameter
from ...foundations.records import record
from ..issue import Issue
from ..terms import Terms


@record
class Tariff(Issue):
    """The rate on one group of goods.

    A cut below the rate in force sets a precedent: other partners ask for the same.
    """

    unit: ClassVar[str] = "fraction"
    title: str
    sectors: tuple[str, ...]
    """The sectors whose imports pay this rate."""
    levels: tuple[float, ...] = parameter(
        "fraction", "total ad valorem rate, MFN included", low=0.0, high=2.0, listed=True
    )
    precedent_busd_per_pp: float = parameter(
        "$bn/pp", "cost to the US of each point cut, through the precedent for others", low=0.0
    )

    def terms(self, level: float) -> Terms:
        """Return the sectors' rate, the relief it brings and the precedent it sets."""
        relief = 100.0 * (self.status_quo - level)
        return Terms(
            rates=dict.fromkeys(self.sectors, level),
            relief_pp=relief,
            precedent_busd=self.precedent_busd_per_pp * max(relief, 0.0),
        )

    def label(self, level: float) -> str:
        """Return the rate in percent."""
        return f"{100.0 * level:g} %"

    def sectors_set(self) -> tuple[str, ...]:
        """Return the sectors whose imports pay this rate."""
        return self.sectors
