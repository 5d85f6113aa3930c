"""The price of gas at home, a kind of payoff part: who exports more of it pays more for it."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

import negotiation as ng


@ng.record
class GasPrice(ng.PayoffPart):
    """What contracts for gas cost the households of the seller, the more the more are signed."""

    title: str
    cost: float = ng.parameter("$bn/unit", "cost to US households, each $bn a year", low=0.0)

    def issues_named(self) -> tuple[str, ...]:
        """Return the issue of the contracts."""
        return ("gas",)

    def of_package(self, given: ng.Valuation) -> Iterable[ng.Component]:
        """Return the cost, the square of what is sold."""
        sold = given.change("gas")
        return (given.yearly("households", np.stack([-self.cost * sold**2, 0.0 * sold])),)
