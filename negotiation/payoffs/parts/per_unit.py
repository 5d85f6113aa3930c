"""A worth for each unit of an issue: what a lobby, a voter or an ally makes of one concession."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from ...foundations.parameters import parameter
from ...foundations.records import record
from ..component import Component
from ..part import PayoffPart, Valuation


@record
class PerUnit(PayoffPart):
    """A worth for each unit that one issue moves from its status quo, once and every year.

    A unit is one of the issue's levels: $1bn of a pledge, 1 kt of a quota, and 100 percentage
    points of a tariff.
    """

    title: str
    issue: str
    """The issue, by its name."""
    us_once: float = parameter("$bn/unit", "worth to the US on the day of the agreement")
    partner_once: float = parameter("$bn/unit", "worth to the partner on the day of the agreement")
    us_yearly: float = parameter("$bn/year/unit", "worth to the US each year to the horizon")
    partner_yearly: float = parameter(
        "$bn/year/unit", "worth to the partner each year to the horizon"
    )

    def issues_named(self) -> tuple[str, ...]:
        """Return the issue."""
        return (self.issue,)

    def of_package(self, given: Valuation) -> Iterable[Component]:
        """Return the worth of a move of the issue."""
        moved = given.change(self.issue)
        return (
            given.once("once", np.outer([self.us_once, self.partner_once], moved)),
            given.yearly("every year", np.outer([self.us_yearly, self.partner_yearly], moved)),
        )
