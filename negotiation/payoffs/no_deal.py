r"""What "no deal" means: the US extends the pause or executes its threat, and life goes on.

Neither lasts for ever. A branch has its own tariffs for an expected number of years; at the end the
two sides settle on a named package with some probability, or (an extended pause only) the threat is
executed after all, or things stay as they were on the first day. With settlement probability $q$,
execution probability $x$ and settlement value $S$ at the branch's end,

$$\text{extend} = F_{\text{extend}} + q S + x\,\text{execute}, \qquad
\text{execute} = F_{\text{execute}} + q' S',$$

where $F$ is the branch's own tariffs over its years.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from ..deal.issue import Issue
from ..deal.space import DealSpace
from ..foundations.parameters import parameter
from ..foundations.records import record
from .elections import UsElection, us_political_flows
from .present_value import DAYS_PER_YEAR, PARTS, PresentValue
from .tariffs import Sector, flows, in_force

TARIFFS, ELECTIONS = PARTS.index("tariffs"), PARTS.index("elections")


@record
class Branch:
    """One meaning of "no deal"."""

    allowed: bool
    """Whether the US can choose it."""
    years: float = parameter("years", "how long its tariffs are expected to last", low=0.0, high=20)
    rates: Mapping[str, float] = field(default_factory=dict)
    """Issues whose tariff differs from the status quo while it lasts: issue to level."""
    settlement_probability: float = parameter(
        "probability", "chance that it ends in the later settlement"
    )
    execution_probability: float = parameter(
        "probability", "chance that it ends in the threat executed (extension only)"
    )


@record
class NoDeal:
    """What follows if the last round brings no agreement."""

    extend: Branch
    """The pause goes on."""
    execute: Branch
    """The threat is carried out."""
    settlement: Mapping[str, float]
    """The later settlement: issue to level; issues left out stay at the status quo."""


def branch_rates(
    branch: Branch, issues: Mapping[str, Issue], sectors: Mapping[str, Sector]
) -> dict[str, NDArray[np.float64]]:
    """Return every sector's rate [1] while a branch lasts."""
    rates = in_force(sectors)
    for name, level in branch.rates.items():
        for sector in issues[name].sectors_set():
            rates[sector] = np.array([level])
    return rates


def branch_flows(
    branch: Branch,
    issues: Mapping[str, Issue],
    sectors: Mapping[str, Sector],
    idle_factor_share: float,
    us: UsElection,
    value: PresentValue,
    day: date,
) -> NDArray[np.float64]:
    """Return what a branch's own tariffs pay [part, i] from a day on, $bn on the first day."""
    rates = branch_rates(branch, issues, sectors)
    end = min(end_of(branch, day), value.horizon)
    change = flows(sectors, rates, idle_factor_share) - flows(
        sectors, in_force(sectors), idle_factor_share
    )
    revenue, surplus = us_political_flows(sectors, rates)
    paid = np.zeros((len(PARTS), 2))
    for i in (0, 1):
        paid[TARIFFS, i] = value.flow(i, day, end) * float(change[i, 0])
    politics = us.revenue_weight * revenue + us.price_weight * us.clock.weight(day) * surplus
    paid[ELECTIONS, 0] = value.flow(0, day, end) * float(politics[0])
    return paid


def end_of(branch: Branch, day: date) -> date:
    """Return the day on which a branch that begins on ``day`` is expected to end."""
    return day + timedelta(days=round(branch.years * DAYS_PER_YEAR))


def settlement_package(no_deal: NoDeal, space: DealSpace) -> int:
    """Return the package of the later settlement; its levels are levels of the issues."""
    wanted = [
        issue.levels.index(no_deal.settlement.get(name, issue.status_quo))
        for name, issue in space.issues.items()
    ]
    return int(np.flatnonzero((space.level_of == np.array(wanted)).all(axis=1))[0])
