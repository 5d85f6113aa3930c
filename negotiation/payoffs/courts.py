r"""The courts: a ruling that ends the tariffs that rest on emergency powers, in every branch.

Judges may void the country tariff at any time, at a hazard $h$ per week. It then falls for
everybody: in force, threatened or agreed. Payoffs are changes against the tariffs in force *while
the courts let them stand*, so a ruling pays nothing by itself; what it changes is what can still be
gained and lost. A flow that a ruling would end is worth

$$\int_a^b e^{-(\rho + h')\,t + h' a}\,dt, \qquad h' = -\ln(1-h)\cdot 365.25/7,$$

from day $a$ on if it stands then: the hazard discounts like impatience.
"""

from __future__ import annotations

import math

from ..foundations.parameters import parameter
from ..foundations.records import record
from .present_value import DAYS_PER_YEAR

COURT_STATES = ("tariffs stand", "tariffs struck")
"""What the courts have done, as a public state."""


@record
class Courts:
    """The chance of a ruling against the tariffs on countries."""

    hazard: float = parameter(
        "probability/week", "chance that a ruling ends the tariffs on countries", high=0.5
    )


def yearly_hazard(courts: Courts | None) -> float:
    """Return the continuous hazard of a ruling, 1/year; 0 where no court is asked."""
    if courts is None:
        return 0.0
    return -math.log1p(-courts.hazard) * DAYS_PER_YEAR / 7.0
