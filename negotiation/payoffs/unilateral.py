"""A tariff set without agreement: what an executed threat is worth while it lasts.

It counts exactly as the same rates in a package would: welfare in ``tariffs``, the programme's
convex measure and the government's own weights in ``programme``, prices in ``elections``. Only its
life differs: it starts and ends on days of its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import numpy as np
from numpy.typing import NDArray

from ..foundations.records import record
from .elections import UsElection
from .present_value import PARTS, PresentValue
from .programme import DepartureValue, Programme, politics
from .queue import Queue, template_weight
from .regime import Regime
from .tariffs import TariffChanges, welfare

TARIFFS, PROGRAMME, ELECTIONS = (
    PARTS.index(name) for name in ("tariffs", "programme", "elections")
)


@record
class UnilateralTariff:
    """Rates that the US sets on its own [1], and what they change."""

    groups: Mapping[bool, TariffChanges]
    """What they change in sectors that the courts may free (``True``) and in the others."""
    departures: Mapping[str, DepartureValue]
    """What they are worth to the programme, by issue."""
    at_risk: Mapping[str, bool]
    """Which of these issues the courts may strike."""


def yearly(
    tariff: UnilateralTariff,
    programme: Programme,
    queue: Queue | None,
    election: UsElection,
    red_lines: NDArray[np.float64],
    day: date,
    regime: Regime,
) -> dict[bool, NDArray[np.float64]]:
    """Return what the rates pay a year [part, i, u], by whether the courts may end it.

    Prices count by the US election clock of ``day``. Struck tariffs pay nothing.
    """
    found = {}
    for at_risk, changed in tariff.groups.items():
        paid = np.zeros((len(PARTS), 2, len(red_lines)))
        if not (at_risk and regime.struck):
            paid[TARIFFS] = welfare(changed)[:, 0][:, None]
            paid[PROGRAMME, 0] = politics(programme, changed)[0]
            for name, value in tariff.departures.items():
                if tariff.at_risk[name] == at_risk:
                    minds = red_lines if programme.departures[name].red_line else 1.0
                    paid[PROGRAMME, 0] += minds * value.at(template_weight(queue, regime))[0]
            prices = election.price_weight * election.clock.weight(day)
            paid[ELECTIONS, 0] = prices * changed.importer_surplus[0]
        found[at_risk] = paid
    return found


def paid_over(
    by_risk: Mapping[bool, NDArray[np.float64]],
    value: PresentValue,
    start: date,
    end: date,
    hazard: float,
) -> NDArray[np.float64]:
    """Return yearly amounts [part, i, u] paid from a day to another, $bn on the first day.

    ``hazard`` (1/year) is the chance that the courts end what they may end.
    """
    total = np.zeros_like(by_risk[False])
    for at_risk, paid in by_risk.items():
        for i in (0, 1):
            weight = value.flow(i, start, end, hazard=hazard if at_risk else 0.0)
            total[:, i] += weight * paid[:, i]
    return total
