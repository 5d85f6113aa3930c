"""The tariffs of a scenario, ready for the formulas: what packages and executed threats change."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

import numpy as np

from ..deal.space import Amounts, DealSpace
from ..payoffs.programme import DepartureValue, departure_value
from ..payoffs.queue import template_rate
from ..payoffs.tariffs import TariffChanges, changes, package_rates
from ..payoffs.trade_scale import trade_scale
from ..payoffs.unilateral import UnilateralTariff
from .schema import ScenarioFile


class TariffLedger:
    """Sectors by who may end their tariff, and the changes that rates make in them."""

    def __init__(self, scenario: ScenarioFile, space: DealSpace) -> None:
        self.scenario, self.space = scenario, space
        issues = scenario.issues.items()
        risky = {name: getattr(issue, "courts_may_strike", False) for name, issue in issues}
        #: Which issues the courts may strike, of those with an announced rate.
        self.at_risk = {name: risky[name] for name in scenario.programme.departures}
        self._sectors_at_risk = {
            sector for name, issue in issues if risky[name] for sector in issue.sectors_set()
        }

    @cached_property
    def packages(self) -> dict[bool, TariffChanges]:
        """What packages change, by whether the courts may end it."""
        return self._changes(package_rates(self.scenario.sectors, self.space))

    @cached_property
    def departures(self) -> dict[str, DepartureValue]:
        """What packages are worth to the programme, by issue."""
        issues = self.scenario.issues
        rates = {
            name: self.space.rate(issues[name].sectors_set()[0], issues[name].status_quo)
            for name in self.at_risk
        }
        return {name: self._departure(name, rate) for name, rate in rates.items()}

    def set_alone(self, rates: Mapping[str, float]) -> UnilateralTariff:
        """Return the tariff of an executed threat: issue to rate."""
        by_sector = self.rates_of(rates)
        return UnilateralTariff(
            groups=self._changes(by_sector),
            departures={
                name: self._departure(name, np.array([rate]))
                for name, rate in rates.items()
                if name in self.at_risk
            },
            at_risk=self.at_risk,
        )

    def rates_of(self, rates: Mapping[str, float]) -> dict[str, Amounts]:
        """Return the rates [1] of the sectors that some issues set, by sector."""
        issues = self.scenario.issues
        return {
            sector: np.array([rate])
            for name, rate in rates.items()
            for sector in issues[name].sectors_set()
        }

    def _changes(self, rates: Mapping[str, Amounts]) -> dict[bool, TariffChanges]:
        share = self.scenario.welfare.idle_factor_share
        count = max((len(rate) for rate in rates.values()), default=1)
        found = {}
        for at_risk in (False, True):
            sectors = {
                name: sector
                for name, sector in self.scenario.sectors.items()
                if (name in self._sectors_at_risk) == at_risk
            }
            own = {name: rate for name, rate in rates.items() if name in sectors}
            changed = changes(sectors, own, share)
            found[at_risk] = changed if own else _nothing(count)
        return found

    def _departure(self, name: str, rates: Amounts) -> DepartureValue:
        scenario = self.scenario
        departure, issue = scenario.programme.departures[name], scenario.issues[name]
        return departure_value(
            departure,
            template_rate(scenario.queue, name, departure.announced_rate),
            issue.status_quo,
            rates,
            trade_scale(scenario.sectors, issue.sectors_set()),
        )


def _nothing(count: int) -> TariffChanges:
    zero = np.zeros(count)
    return TariffChanges(
        importer_surplus=zero, revenue=zero, producer_gain=zero, exporter_income=zero
    )
