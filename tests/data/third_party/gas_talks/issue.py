"""Contracts for gas, a kind of issue: purchases that no farmer minds."""

from __future__ import annotations

from typing import ClassVar

import negotiation as ng


@ng.record
class GasContracts(ng.Issue):
    """What the partner contracts to buy each year."""

    unit: ClassVar[str] = "$bn/year"
    title: str
    levels: tuple[float, ...] = ng.parameter(
        "$bn/year", "US gas bought each year", low=0.0, high=1e3, listed=True
    )

    def terms(self, level: float) -> ng.Terms:
        """Return the additional purchases."""
        return ng.Terms(purchases_busd_per_year=level - self.status_quo)

    def label(self, level: float) -> str:
        """Return the purchases in $bn a year."""
        return f"${level:g}bn a year"
