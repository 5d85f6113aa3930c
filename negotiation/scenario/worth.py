"""What public states, moves and endings are worth: the formulas of `payoffs`, in arrays.

Axes: ``[part, i, u, v, s]`` = payoff part, player (0 is the US), type of the US, type of the
partner, public state. Everything is in $bn at the scenario's first day.
"""

from __future__ import annotations

from datetime import date
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from ..deal.space import DealSpace
from ..payoffs import commitments, elections, tariffs, treasury
from ..payoffs.component import Component
from ..payoffs.market import refinancing_cost, sale_impact, sale_settled
from ..payoffs.no_deal import Branch, branch_flows, branch_rates, end_of, settlement_package
from ..payoffs.present_value import DAYS_PER_YEAR, PARTS, PresentValue
from ..payoffs.retaliation import retaliation_payoff
from .schema import ScenarioFile
from .states import StateSpace

Worth = NDArray[np.float64]
"""Payoffs [part, i, u, v, s]."""

ELECTIONS, RELATIONS, TREASURY, DELAY = (
    PARTS.index(name) for name in ("elections", "relations", "treasury", "delay")
)


class Worths:
    """The worth of everything in one scenario."""

    def __init__(self, scenario: ScenarioFile, states: StateSpace, space: DealSpace) -> None:
        self.scenario, self.states, self.space = scenario, states, space
        self.value = PresentValue(
            first_day=scenario.first_day,
            horizon=scenario.horizon,
            discount_rates=(scenario.us.discount_rate, scenario.partner.discount_rate),
        )
        self.us_types = tuple(scenario.us.types.values())
        self.partner_types = tuple(scenario.partner.types.values())

    def us(self, name: str) -> NDArray[np.float64]:
        """Return a field of the US types as [u, 1]."""
        return np.array([getattr(t, name) for t in self.us_types])[:, None]

    def partner(self, name: str) -> NDArray[np.float64]:
        """Return a field of the partner's types as [1, v]."""
        return np.array([getattr(t, name) for t in self.partner_types])[None, :]

    def nothing(self) -> Worth:
        """Return zeros [part, i, u, v, s]."""
        shape = (len(PARTS), 2, len(self.us_types), len(self.partner_types), self.states.count)
        return np.zeros(shape)

    @cached_property
    def components(self) -> list[Component]:
        """The components of every package's value."""
        s, space, value = self.scenario, self.space, self.value
        found = tariffs.components(s.sectors, s.welfare, space, value)
        found += commitments.components(s.commitments, space, value, s.market.refinancing)
        found += elections.components(
            s.us.election, s.partner.election, s.sectors, s.welfare, space, value
        )
        given_up = space.total("assurance")
        found.append(
            Component(
                "card given up",
                "relations",
                np.stack([np.zeros(space.count), given_up]),
                lambda day: treasury.assurance_weight(s.partner.types, value, day),
            )
        )
        return found

    def package(self, p: int, day: date) -> Worth:
        """Return the worth of a package agreed on a day, in every public state."""
        worth = self.nothing()
        for component in self.components:
            weights = component.weight(day)
            amounts = component.amounts[:, p][:, None, None]
            worth[PARTS.index(component.part)] += (weights * amounts)[..., None]
        return worth

    def rise_bp(self, *, settled: bool) -> NDArray[np.float64]:
        """Return the rise of yields in every state [s]; a sale's lasting part only if settled."""
        levels = np.array([level.yield_bp for level in self.scenario.market.levels.values()])
        return np.asarray(levels[self.states.market_of] + self.sale_bp(settled=settled))

    def sale_bp(self, *, settled: bool) -> NDArray[np.float64]:
        """Return the part of the rise in every state [s] that a sale made."""
        s = self.scenario
        sale = (sale_settled if settled else sale_impact)(s.market, s.reserves)
        selling = np.array([p.selling for p in self.states.card.values()], dtype=np.float64)
        return np.asarray(sale * selling[self.states.card_of])

    def yields_after(self, remaining: float, day: date, execution_bp: float = 0.0) -> Worth:
        """Return what yields left by the end of the talks cost.

        ``remaining`` is the share of the settled rise that is left, ``execution_bp`` comes on top.
        """
        worth = self.nothing()
        s = self.scenario
        rises = remaining * self.rise_bp(settled=True) + execution_bp
        sales = remaining * self.sale_bp(settled=True)
        for n, (rise, sale) in enumerate(zip(rises, sales, strict=True)):
            worth[TREASURY, ..., n] = treasury.yield_cost(
                s.market,
                s.reserves,
                float(rise),
                sale_bp=float(sale),
                tolerances=self.us("tolerance_bp"),
                strains=self.us("strain_busd_per_bp"),
                reserve_weights=self.partner("reserve_weight"),
            )
        return self.discounted(worth, day)

    def discounted(self, worth: Worth, day: date) -> Worth:
        """Return an amount of a day in present value."""
        factors = np.array([self.value.once(0, day), self.value.once(1, day)])
        return np.asarray(worth * factors[None, :, None, None, None])

    def agreement(self, day: date) -> Worth:
        """Return the worth of agreeing on a day, whatever the package: the market calms."""
        return self.yields_after(1.0 - self.scenario.market.relief_agreement, day)

    def waiting(self, day: date, until: date) -> Worth:
        """Return the worth of passing the days from one round to the next without agreement."""
        days = (until - day).days
        worth = self.nothing()
        rise = self.rise_bp(settled=False)
        s = self.scenario
        years = days / DAYS_PER_YEAR
        worth[TREASURY, 0] = -refinancing_cost(s.market, 1.0, years) * rise
        worth[TREASURY, 0] -= treasury.strain_while(
            s.market, rise, years, self.us("tolerance_bp"), self.us("strain_busd_per_bp")
        )
        worth[DELAY, 0] = -s.delay.us_busd_per_day * days
        worth[DELAY, 1] = -s.delay.partner_busd_per_day * days
        return self.discounted(worth, day)

    def execution(self, day: date, *, stress_left: float = 1.0) -> Worth:
        """Return the worth of the threat executed on a day.

        ``stress_left`` is the share of the talks' rise of yields still to be paid for then.
        """
        s, branch = self.scenario, self.scenario.no_deal.execute
        worth = self.nothing()
        worth[RELATIONS, 0] = -s.relations.execution_us_busd
        worth[RELATIONS, 1] = (
            -s.relations.execution_partner_busd * self.partner("relations_weight")
        )[..., None]
        worth[ELECTIONS, 0] = self.us("credibility_busd")[..., None]
        worth = self.discounted(worth, day)
        worth += self.yields_after(stress_left, day, s.market.execution_bp)
        worth += self._tariffs(branch, day)
        worth += branch.settlement_probability * self._settlement(end_of(branch, day))
        return worth

    def extension(self, day: date) -> Worth:
        """Return the worth of extending the pause on a day."""
        s, branch = self.scenario, self.scenario.no_deal.extend
        audience = np.array([p.extension_busd for p in self.states.us.values()])
        worth = self.nothing()
        worth[ELECTIONS, 0] = -(self.us("audience_weight")[..., None] * audience[self.states.us_of])
        worth = self.discounted(worth, day)
        end = end_of(branch, day)
        worth += self.yields_after(1.0 - s.market.relief_extension, day)
        worth += self._tariffs(branch, day)
        worth += branch.settlement_probability * self._settlement(end)
        if branch.execution_probability > 0.0 and end < self.value.horizon:
            # The stress of these weeks is paid for above; what comes later is the execution's own.
            worth += branch.execution_probability * self.execution(end, stress_left=0.0)
        return worth

    def walk_out(self, day: date) -> Worth:
        """Return the worth of a walk-out, whoever walks: the threat is executed at once.

        Where the threat cannot be executed, the pause goes on.
        """
        r = self.scenario.relations
        worth = self.nothing()
        worth[RELATIONS, 0] = -r.walk_out_us_busd
        worth[RELATIONS, 1] = (-r.walk_out_partner_busd * self.partner("relations_weight"))[
            ..., None
        ]
        worth = self.discounted(worth, day)
        executes = self.scenario.no_deal.execute.allowed
        return worth + (self.execution(day) if executes else self.extension(day))

    def retaliation(self, day: date) -> Worth:
        """Return what retaliation adds to an executed threat."""
        s = self.scenario
        assert s.retaliation is not None
        branch = s.no_deal.execute
        rates = branch_rates(branch, s.issues, s.sectors)
        hit = tuple(x for name in branch.rates for x in s.issues[name].sectors_set())
        end = min(end_of(branch, day), self.value.horizon)
        paid = retaliation_payoff(
            s.retaliation, s.sectors, rates, hit, s.welfare.idle_factor_share, self.value, day, end
        )
        return self.nothing() + paid[:, :, None, None, None]

    def _tariffs(self, branch: Branch, day: date) -> Worth:
        s = self.scenario
        paid = branch_flows(
            branch, s.issues, s.sectors, s.welfare.idle_factor_share, s.us.election, self.value, day
        )
        return self.nothing() + paid[:, :, None, None, None]

    def _settlement(self, day: date) -> Worth:
        if day >= self.value.horizon:
            return self.nothing()  # what comes after the horizon is outside the model
        return self.package(settlement_package(self.scenario.no_deal, self.space), day)
