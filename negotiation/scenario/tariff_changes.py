"""The tariffs of a scenario, ready for the formulas: what packages and executed threats change.

What a sector pays is the rate that an issue sets, or the one in force, and a tariff-rate quota over
it where an issue speaks of one. A threat that is executed changes rates alone: a quota in force
stays as it is. An announced rate is compared with the average rate of the issue's sectors, weighted
by their imports of the base year; within a quota that is the average over what comes in.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

import numpy as np

from ..deal.space import Amounts, DealSpace
from ..payoffs.programme import DepartureValue, departure_value
from ..payoffs.queue import template_rate
from ..payoffs.tariff_rate_quotas import QuotaEffects, quota_effects
from ..payoffs.tariffs import QuotaRents, TariffChanges, changes, package_rates
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
            sector for name, issue in issues if risky[name] for sector in issue.sectors_taxed()
        }

    @cached_property
    def packages(self) -> dict[bool, TariffChanges]:
        """What packages change, by whether the courts may end it."""
        return self._changes(package_rates(self.scenario.sectors, self.space), agreed=True)

    @cached_property
    def departures(self) -> dict[str, DepartureValue]:
        """What packages are worth to the programme, by issue."""
        rates = package_rates(self.scenario.sectors, self.space)
        return {name: self._departure(name, rates, agreed=True) for name in self.at_risk}

    def set_alone(self, rates: Mapping[str, float]) -> UnilateralTariff:
        """Return the tariff of an executed threat: issue to rate."""
        by_sector, issues = self._rates_above_quotas(rates), self.scenario.issues
        return UnilateralTariff(
            groups=self._changes(by_sector, agreed=False),
            departures={
                name: self._departure(name, by_sector, agreed=False)
                for name in self.at_risk
                if not by_sector.keys().isdisjoint(issues[name].sectors_taxed())
            },
            at_risk=self.at_risk,
        )

    def rates_of(self, rates: Mapping[str, float]) -> dict[str, Amounts]:
        """Return the rates [1] that decide the imports of the sectors that some issues set."""
        found = self._rates_above_quotas(rates)
        quotas = self._quotas(found, agreed=False)
        return {
            name: quotas[name].marginal_rate if name in quotas else rate
            for name, rate in found.items()
        }

    def changes_something(self, rates: Mapping[str, float]) -> bool:
        """Return whether rates, by issue, differ from those in force."""
        sectors = self.scenario.sectors
        found = self._rates_above_quotas(rates)
        return any(rate[0] != sectors[name].rate_in_force for name, rate in found.items())

    def _rates_above_quotas(self, rates: Mapping[str, float]) -> dict[str, Amounts]:
        issues = self.scenario.issues
        return {
            sector: np.array([issues[name].terms(rate).rates[sector]])
            for name, rate in rates.items()
            for sector in issues[name].sectors_set()
        }

    def _quotas(self, rates: Mapping[str, Amounts], *, agreed: bool) -> dict[str, QuotaEffects]:
        """Return what the sectors under a quota pay: that of each package, or the one in force."""
        found = {}
        for name, rate in rates.items():
            if (quota := self.space.quota(name)) is not None:
                in_force, shares = quota
                shares = shares if agreed else np.full(len(rate), in_force.share)
                found[name] = quota_effects(self.scenario.sectors[name], rate, in_force, shares)
        return found

    def _changes(self, rates: Mapping[str, Amounts], *, agreed: bool) -> dict[bool, TariffChanges]:
        share = self.scenario.welfare.idle_factor_share
        count = max((len(rate) for rate in rates.values()), default=1)
        rates, quotas = self._under_quotas(rates, agreed=agreed)
        found = {}
        for at_risk in (False, True):
            sectors = {
                name: sector
                for name, sector in self.scenario.sectors.items()
                if (name in self._sectors_at_risk) == at_risk
            }
            own = {name: rate for name, rate in rates.items() if name in sectors}
            changed = changes(sectors, own, share, quotas)
            found[at_risk] = changed if own else _nothing(count)
        return found

    def _under_quotas(
        self, rates: Mapping[str, Amounts], *, agreed: bool
    ) -> tuple[Mapping[str, Amounts], dict[str, QuotaRents]]:
        """Return the rates that decide imports, and the rents of sectors under a quota."""
        marginal, quotas = dict(rates), {}
        now = self._now
        for name, effects in self._quotas(rates, agreed=agreed).items():
            quota = self.space.quota(name)
            assert quota is not None
            marginal[name] = effects.marginal_rate
            quotas[name] = QuotaRents(
                rate_in_force=float(now[name].marginal_rate[0]),
                rents=effects.rents - now[name].rents,
                exporter_share=quota[0].exporter_share,
            )
        return marginal, quotas

    @cached_property
    def _now(self) -> dict[str, QuotaEffects]:
        """What the sectors under a quota pay on the first day."""
        return self._quotas(
            {name: np.array([s.rate_in_force]) for name, s in self.scenario.sectors.items()},
            agreed=False,
        )

    def _departure(
        self, name: str, rates: Mapping[str, Amounts], *, agreed: bool
    ) -> DepartureValue:
        scenario = self.scenario
        departure, issue = scenario.programme.departures[name], scenario.issues[name]
        sectors = issue.sectors_taxed()
        before = self._average(sectors, {}, {})
        return departure_value(
            departure,
            template_rate(scenario.queue, name, departure.announced_rate),
            float(before[0]),
            self._average(sectors, rates, self._quotas(rates, agreed=agreed)),
            trade_scale(scenario.sectors, sectors),
        )

    def _average(
        self,
        names: tuple[str, ...],
        rates: Mapping[str, Amounts],
        quotas: Mapping[str, QuotaEffects],
    ) -> Amounts:
        """Return the average rate of some sectors [p], weighted by imports of the base year.

        Sectors without a rate pay what is in force. Sectors of one rate pay that rate to the digit.
        """
        sectors, paid = self.scenario.sectors, []
        for name in names:
            effects = quotas.get(name) if name in rates else self._now.get(name)
            in_force = np.array([sectors[name].rate_in_force])
            paid.append(rates.get(name, in_force) if effects is None else effects.average_rate)
        flows = [sectors[name].base_flow_busd_per_year for name in names]
        whole = sum(flows)
        if whole == 0.0:
            return paid[0]
        above = [flow * (rate - paid[0]) for flow, rate in zip(flows, paid, strict=True)]
        return np.asarray(paid[0] + sum(above) / whole)


def _nothing(count: int) -> TariffChanges:
    zero = np.zeros(count)
    return TariffChanges(
        importer_surplus=zero, revenue=zero, producer_gain=zero, exporter_income=zero
    )
