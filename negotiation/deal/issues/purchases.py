"""Purchases: US goods (farm goods, energy, aircraft) that the partner buys on top of its trade."""

from __future__ import annotations

from typing import ClassVar

from ...foundations.parameters import parameter
from ...foundations.records import record
from ..issue import Issue
from ..terms import Terms


@record
class Purchases(Issue):
    """The additional value bought each year."""

    unit: ClassVar[str] = "$bn/year"
    title: str
    levels: tuple[float, ...] = parameter(
        "$bn/year", "additional US goods bought each year", low=0.0, high=1e6, listed=True
    )
    farm_share: float = parameter(
        "fraction", "share of them that competes with the partner's own farmers", high=1.0
    )

    def terms(self, level: float) -> Terms:
        """Return the additional purchases."""
        more = level - self.status_quo
        return Terms(
            purchases_busd_per_year=more, farm_purchases_busd_per_year=self.farm_share * more
        )

    def label(self, level: float) -> str:
        """Return the additional purchases in $bn a year."""
        return f"${level:g}bn a year"
