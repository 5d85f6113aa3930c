"""What public states, moves and endings are worth: the formulas of `payoffs`, laid out in arrays.

Axes: ``[part, i, u, v, s]`` = payoff part, player (0 is the US), type of the US, type of the
partner, public state. Everything is in $bn at the scenario's first day. No formula stands here.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from ..deal.space import DealSpace
from ..payoffs import commitments, elections, programme, tariffs, treasury
from ..payoffs.component import Component, partner_types
from ..payoffs.courts import yearly_hazard
from ..payoffs.delay import waiting_cost
from ..payoffs.market import background, own_share
from ..payoffs.part import Valuation
from ..payoffs.pause import EXECUTED, NAMED
from ..payoffs.present_value import DAYS_PER_YEAR, PARTS, PresentValue
from ..payoffs.regime import Regime
from ..payoffs.reserves import sale_impact, sale_settled
from ..payoffs.tariffs import FlowWeights, start_of_tariffs
from ..payoffs.trade_scale import trade_scale
from ..payoffs.unilateral import UnilateralTariff, paid_over, yearly
from .own_parts import OwnParts
from .schema import ScenarioFile
from .states import StateSpace
from .tariff_changes import TariffLedger
from .timetable import Timetable

Worth = NDArray[np.float64]
"""Payoffs [part, i, u, v, s]."""

TREASURY, DELAY = PARTS.index("treasury"), PARTS.index("delay")


class Worths:
    """The worth of everything in one scenario."""

    def __init__(self, scenario: ScenarioFile, states: StateSpace, space: DealSpace) -> None:
        self.scenario, self.states, self.space = scenario, states, space
        self.timetable = Timetable.of(scenario)
        self.value = PresentValue(
            first_day=scenario.first_day,
            horizon=scenario.horizon,
            discount_rates=(scenario.us.discount_rate, scenario.partner.discount_rate),
        )
        self.scale = trade_scale(scenario.sectors)
        self.hazard = yearly_hazard(scenario.courts)
        self.tariffs = TariffLedger(scenario, space)
        threats = self.tariffs.changes_something(scenario.pause.rates)
        #: The rates of an executed threat: those paused, or, where none are, those named later.
        self.executed_rates = scenario.pause.rates if threats else scenario.pause.new_rates
        #: In which states [s] something is threatened that differs from what is in force.
        self.threatened = np.full(states.count, threats)
        if self.tariffs.changes_something(scenario.pause.new_rates):
            self.threatened |= states.is_in(NAMED) | states.is_in(EXECUTED)
        self.us_types = tuple(scenario.us.types.values())
        self.partner_types = tuple(scenario.partner.types.values())
        self.own = OwnParts(
            scenario,
            Valuation(
                value=self.value,
                packages=space,
                us_types=self.us_types,
                partner_types=self.partner_types,
                scale=self.scale,
            ),
        )

    @property
    def parts(self) -> tuple[str, ...]:
        """The names of the payoff parts."""
        return self.own.names

    def us(self, name: str) -> NDArray[np.float64]:
        """Return a field of the US types [u]."""
        return np.array([getattr(t, name) for t in self.us_types])

    def partner(self, name: str) -> NDArray[np.float64]:
        """Return a field of the partner's types [v]."""
        return np.array([getattr(t, name) for t in self.partner_types])

    def nothing(self) -> Worth:
        """Return zeros [part, i, u, v, s]."""
        shape = (len(self.parts), 2, len(self.us_types), len(self.partner_types), self.states.count)
        return np.zeros(shape)

    @cached_property
    def components(self) -> list[Component]:
        """The components of every package's value."""
        s, space, value, ledger = self.scenario, self.space, self.value, self.tariffs
        weights = FlowWeights(value=value, lag=s.welfare, hazard=self.hazard)
        found = tariffs.components(ledger.packages, weights)
        found += programme.components(
            s.programme,
            s.queue,
            ledger.packages,
            ledger.departures,
            ledger.at_risk,
            self.us("red_line_weight"),
            weights,
        )
        found += commitments.components(s.commitments, space, value, s.market)
        found += elections.components(
            s.us.election,
            s.partner.election,
            ledger.packages,
            space,
            value,
            weights,
            self.partner("mandate_weight"),
            self.scale,
        )
        promised = np.stack([np.zeros(space.count), space.total("assurance")])

        def given_up(day: date, regime: Regime) -> NDArray[np.float64]:
            del regime
            return partner_types(treasury.assurance_weight(s.partner.types, value, day))

        found.append(Component("card given up", "treasury", promised, given_up))
        found += self.own.components()
        return found

    # ------------------------------------------------------------------------------------- yields

    def own_bp(self, *, settled: bool) -> NDArray[np.float64]:
        """Return the talks' own rise of yields [s]; a sale's lasting part only if settled."""
        market = self.scenario.market
        levels = np.array([level.yield_bp for level in market.levels.values()])
        own = own_share(market) * levels[self.states.market_of]
        return np.asarray(own + self.sale_bp(settled=settled))

    def sale_bp(self, *, settled: bool) -> NDArray[np.float64]:
        """Return the part of the rise [s] that a sale made."""
        s = self.scenario
        sale = (sale_settled if settled else sale_impact)(s.market, s.reserves)
        selling = np.array([p.selling for p in self.states.card.values()], dtype=np.float64)
        return np.asarray(sale * selling[self.states.card_of])

    def yields_after(
        self, remaining: float, day: date, execution_bp: NDArray[np.float64] | float = 0.0
    ) -> Worth:
        """Return what yields left by the end of the talks cost.

        ``remaining`` is the share of own stress that is left, ``execution_bp`` [s] comes on top.
        """
        s, worth = self.scenario, self.nothing()
        rises = remaining * self.own_bp(settled=True) + execution_bp
        sales = remaining * self.sale_bp(settled=True)
        us = treasury.yields_after(s.market, rises, self._strain(rises, day))
        partner = treasury.reserves_after(
            s.market, s.reserves, rises, sales, self.partner("reserve_weight")
        )
        worth[TREASURY, 0] = us[:, None, :]
        worth[TREASURY, 1] = partner[None]
        return self.discounted(worth, day)

    def discounted(self, worth: Worth, day: date) -> Worth:
        """Return an amount of a day in present value."""
        factors = np.array([self.value.once(0, day), self.value.once(1, day)])
        return np.asarray(worth * factors[None, :, None, None, None])

    # -------------------------------------------------------------------- the course of the talks

    def agreement(self, r: int) -> Worth:
        """Return the worth of agreeing in a round, whatever the package: own stress calms.

        An executed tariff is paid until the agreed ones start.
        """
        day = self.timetable.days[r]
        worth = self.yields_after(1.0 - self.scenario.market.relief_agreement, day)
        start = start_of_tariffs(self.scenario.welfare, day)
        return worth + self.executed_until(day, start, self.hazard)

    def waiting(self, r: int) -> Worth:
        """Return the worth of passing the days from one round to the next without agreement."""
        s, day, until = self.scenario, self.timetable.days[r], self.timetable.next_day(r)
        days, worth = (until - day).days, self.nothing()
        rise = self.own_bp(settled=False)
        paid = treasury.yields_while(s.market, rise, days / DAYS_PER_YEAR, self._strain(rise, day))
        worth[TREASURY, 0] = paid[:, None, :]
        costs = waiting_cost(s.delay, days, int(r in self.timetable.aims), self.scale)
        worth[DELAY] = np.array(costs)[:, None, None, None]
        paid_at_once = self.discounted(worth, day) + self.own.waiting(day, until)[..., None]
        return paid_at_once + self.executed_until(day, until)

    def executed_until(self, start: date, end: date, hazard: float = 0.0) -> Worth:
        """Return what the tariff pays where it is executed already, from a day to another.

        ``hazard`` is 0 between rounds: whether the courts have struck it is seen at the next one.
        """
        worth, threatened = self.nothing(), self.executed_rates
        executed = self.states.is_in(EXECUTED)
        if executed.any():
            worth[..., executed] = self.set_alone(threatened, start, end, hazard)[..., executed]
        return worth

    def set_alone(self, rates: Mapping[str, float], start: date, end: date, hazard: float) -> Worth:
        """Return what rates that the US sets on its own pay, issue to rate."""
        s, worth = self.scenario, self.nothing()
        if rates and end > start:
            tariff = self._alone(rates)
            for g, regime in enumerate(self.states.regimes):
                by_risk = yearly(
                    tariff,
                    s.programme,
                    s.queue,
                    s.us.election,
                    self.us("red_line_weight"),
                    start,
                    regime,
                )
                paid = paid_over(by_risk, self.value, start, end, hazard)
                worth[: len(PARTS), ..., self.states.regime_of == g] = paid[:, :, :, None, None]
        return worth

    def _alone(self, rates: Mapping[str, float]) -> UnilateralTariff:
        key = tuple(sorted(rates.items()))
        if key not in self._set_alone:
            self._set_alone[key] = self.tariffs.set_alone(rates)
        return self._set_alone[key]

    @cached_property
    def _set_alone(self) -> dict[tuple[tuple[str, float], ...], UnilateralTariff]:
        return {}

    def _strain(self, rises: NDArray[np.float64], day: date) -> NDArray[np.float64]:
        s = self.scenario
        return treasury.strain(
            rises,
            background(s.market, s.first_day, day),
            self.us("tolerance_bp"),
            self.us("strain_busd_per_bp"),
        )
