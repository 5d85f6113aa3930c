"""Present values on the scenario's first day, and the names of the payoff parts.

A payment of 1 at time t (years from the first day) is worth exp(-rho t); a flow of 1 a year from a
to b is worth (exp(-rho a) - exp(-rho b)) / rho, and b - a where rho is 0. A flow that ends at a
hazard h from a on is worth exp(-rho a) (1 - exp(-(rho + h)(b - a))) / (rho + h).
"""

from __future__ import annotations

import math
from datetime import date

from ..foundations.records import record

PARTS = (
    "tariffs",
    "programme",
    "commitments",
    "treasury",
    "elections",
    "relations",
    "delay",
)
"""The parts of a government's payoff."""

DAYS_PER_YEAR = 365.25


@record
class PresentValue:
    """Discounting to the first day for both players."""

    first_day: date
    """The day that payoffs are valued on."""
    horizon: date
    """The day on which the flows of a deal end."""
    discount_rates: tuple[float, float]
    """Continuous rates of player 0 and 1, 1/year."""

    def years(self, day: date) -> float:
        """Return the years from the first day to a day."""
        return (day - self.first_day).days / DAYS_PER_YEAR

    def once(self, i: int, day: date) -> float:
        """Return the value of 1 paid to player ``i`` on a day."""
        return math.exp(-self.discount_rates[i] * self.years(day))

    def flow(self, i: int, start: date, end: date | None = None, *, hazard: float = 0.0) -> float:
        """Return the value of 1 a year to player ``i`` from ``start`` to ``end`` (the horizon).

        A flow that would start after its end is worth nothing. ``hazard`` (1/year) is the chance
        that it ends earlier.
        """
        a, b = self.years(start), self.years(end if end is not None else self.horizon)
        if b <= a:
            return 0.0
        rho = self.discount_rates[i]
        rate = rho + hazard
        if rate * (b - a) < 1e-16:
            return b - a
        # expm1 keeps the digits that a difference of exponentials loses at small rates.
        return math.exp(-rho * a) * -math.expm1(-rate * (b - a)) / rate
