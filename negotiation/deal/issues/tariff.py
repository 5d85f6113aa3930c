"""A tariff on US imports in some sectors, as a total ad valorem rate with MFN included.

A level is the rate of every sector that has no rates of its own. A sector that is at another rate
in force, or that would be cut to another one, has its own list, one rate for each level: level
$n$ of the issue is rate $n$ of that sector, and the first is the one in force.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from ...foundations.parameters import numbers_by_name, parameter
from ...foundations.records import record
from ..issue import Issue
from ..terms import Terms


@record
class Tariff(Issue):
    """The rate on one group of goods."""

    unit: ClassVar[str] = "fraction"
    sets_rates: ClassVar[bool] = True
    starts_at_nothing: ClassVar[bool] = False
    title: str
    sectors: tuple[str, ...]
    """The sectors whose imports pay this rate."""
    courts_may_strike: bool = False
    """Whether it rests on the emergency powers that are before the courts."""
    levels: tuple[float, ...] = parameter(
        "fraction", "total ad valorem rate, MFN included", low=0.0, high=2.0, listed=True
    )
    rates: Mapping[str, tuple[float, ...]] = numbers_by_name(
        "fraction",
        "a sector's own rates, one for each level",
        low=0.0,
        high=2.0,
        listed=True,
        default_factory=dict,
    )

    def terms(self, level: float) -> Terms:
        """Return the sectors' rates."""
        return Terms(rates={name: self.rate(name, level) for name in self.sectors})

    def rate(self, sector: str, level: float) -> float:
        """Return what a sector pays at a level; a rate that is no level is everybody's."""
        own = self.rates.get(sector)
        return level if own is None or level not in self.levels else own[self.levels.index(level)]

    def label(self, level: float) -> str:
        """Return the rate in percent, with those of sectors that have their own."""
        own = [
            f"{name} {_percent(self.rate(name, level))}"
            for name in self.sectors
            if self.rate(name, level) != level
        ]
        return _percent(level) + (f" ({', '.join(own)})" if own else "")

    def sectors_taxed(self) -> tuple[str, ...]:
        """Return the sectors whose imports pay this rate."""
        return self.sectors


def _percent(rate: float) -> str:
    return f"{100.0 * rate:g} %"
