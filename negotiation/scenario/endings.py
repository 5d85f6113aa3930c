"""What the US may do on a legal deadline, and what talks that end without agreement are worth.

Where nothing is threatened that differs from the rates in force (no tariff is paused, and none has
been named yet) there is nothing to execute, and extending costs nothing.

Axes as in `worth`. The last deadline is final; on the ones before, the talks go on.
"""

from __future__ import annotations

from datetime import date

import numpy as np

from ..payoffs.delay import waiting_cost
from ..payoffs.pause import EXECUTED, NAMED, after, extension_cost
from ..payoffs.present_value import PARTS
from ..payoffs.relations import execution_cost, walk_out_cost
from ..payoffs.retaliation import retaliation_cost, retaliation_flows
from .worth import Worth, Worths

TARIFFS, PROGRAMME, RELATIONS, DELAY = (
    PARTS.index(name) for name in ("tariffs", "programme", "relations", "delay")
)


class Endings:
    """Deadlines, executions and walk-outs of one scenario."""

    def __init__(self, worths: Worths) -> None:
        self.worths, self.scenario, self.states = worths, worths.scenario, worths.states
        self.timetable, self.pause = worths.timetable, worths.scenario.pause
        #: Where there is nothing to extend or execute: struck, or executed already.
        self._executed = self.states.is_in(EXECUTED)
        #: Where the US may execute something.
        self.may_execute = ~self.states.struck & worths.threatened & self.pause.may_execute
        self._open = ~self.states.struck & ~self._executed & worths.threatened

    def extending(self, day: date, earlier: int) -> Worth:
        """Return what extending the pause costs on a day, after some extensions."""
        worths, worth = self.worths, self.worths.nothing()
        postures = np.array([p.extension for p in self.states.us.values()])[self.states.us_of]
        cost = extension_cost(
            self.pause, postures, worths.us("audience_weight"), earlier, worths.scale
        )
        pressed = ~self.states.struck & worths.threatened
        worth[PROGRAMME, 0] = np.where(pressed, cost, 0.0)[:, None, :]
        return worths.discounted(worth, day)

    def naming(self, day: date, earlier: int) -> Worth:
        """Return what naming a new rate from a new day costs."""
        return self.pause.naming_share * self.extending(day, earlier)

    def executing(self, day: date) -> Worth:
        """Return what executing the threat is worth at once: credibility less relations."""
        worths, worth = self.worths, self.worths.nothing()
        us, partner = execution_cost(self.scenario.relations, worths.scale)
        worth[RELATIONS, 0] = us
        worth[RELATIONS, 1] = (partner * worths.partner("relations_weight"))[None, :, None]
        worth[PROGRAMME, 0] = (worths.scale * worths.us("credibility"))[:, None, None]
        worth[..., ~self._open] = 0.0
        return worths.discounted(worth, day)

    def deadline(self, r: int) -> Worth:
        """Return what the three actions pay on a legal deadline between rounds [.., s, k]."""
        day, until = self.timetable.days[r], self.timetable.next_day(r)
        earlier = self.timetable.earlier(r)
        flows = self.worths.set_alone(self.worths.executed_rates, day, until, 0.0)
        flows[..., ~self._open] = 0.0  # where it is executed already, waiting has paid for it
        return np.stack(
            [self.extending(day, earlier), self.naming(day, earlier), self.executing(day) + flows],
            axis=-1,
        )

    def extension(self, r: int) -> Worth:
        """Return the worth of ending the talks with the pause extended.

        When that pause ends, the US executes where that serves it better than letting it stand.
        """
        day, horizon = self.timetable.days[r], self.scenario.horizon
        earlier = self.timetable.earlier(r)
        worth = self.extending(day, earlier)
        worth += self.worths.yields_after(1.0 - self.scenario.market.relief_extension, day)
        worth += self.worths.own.no_agreement(day)[..., None]
        end = after(day, self.pause.paused_years, horizon)
        if self.pause.may_execute and end < horizon:
            survives = self._stands(day, end)
            later = self._executed_from(end, stress_left=0.0)
            stay = self.extending(end, earlier + 1)
            # The US alone decides, and what it gets does not depend on the partner's type.
            wants = later[:, 0].sum(axis=0) > stay[:, 0].sum(axis=0)
            wants &= self.may_execute
            worth += survives * np.where(wants[None, None], later, stay)
        return worth

    def execution(self, r: int) -> Worth:
        """Return the worth of ending the talks with the threat executed."""
        day = self.timetable.days[r]
        own = self.worths.own.no_agreement(day)[..., None]
        return self._executed_from(day, stress_left=1.0) + own

    def _executed_from(self, day: date, *, stress_left: float) -> Worth:
        """Return the worth of an execution on a day.

        ``stress_left`` is the share of own stress still to be paid for then. Where the threat is
        executed already, its rise of yields has been seen in the market.
        """
        worths, market = self.worths, self.scenario.market
        end = after(day, self.pause.executed_years, self.scenario.horizon)
        worth = self.executing(day)
        shock = np.where(self._open, market.execution_bp, 0.0)
        worth += worths.yields_after(stress_left, day, shock)
        worth += worths.set_alone(worths.executed_rates, day, end, worths.hazard)
        if self.pause.new_rates:
            named = self.states.is_in(NAMED)
            new = worths.set_alone(self.pause.new_rates, day, end, worths.hazard)
            old = worths.set_alone(worths.executed_rates, day, end, worths.hazard)
            worth[..., named] += (new - old)[..., named]
        return worth

    def _stands(self, day: date, end: date) -> float:
        """Return the probability that the courts let the tariff stand until a day."""
        years = self.worths.value.years(end) - self.worths.value.years(day)
        return float(np.exp(-self.worths.hazard * years))

    def walk_out(self, r: int) -> Worth:
        """Return the worth of a walk-out, whoever walks: the threat is executed at once.

        Where the threat cannot be executed, the pause goes on. Announced days to come are missed.
        """
        worths, day = self.worths, self.timetable.days[r]
        worth = worths.nothing()
        us, partner = walk_out_cost(self.scenario.relations, worths.scale)
        worth[RELATIONS, 0] = us
        worth[RELATIONS, 1] = (partner * worths.partner("relations_weight"))[None, :, None]
        missed = self.timetable.aims_from(r)
        worth[DELAY] = np.array(waiting_cost(self.scenario.delay, 0, missed, worths.scale))[
            :, None, None, None
        ]
        worth = worths.discounted(worth, day)
        if not self.pause.may_execute:
            return worth + self.extension(r)
        return worth + np.where(self.may_execute, self.execution(r), self.extension(r))

    def retaliation(self, r: int) -> Worth:
        """Return what retaliation adds to an executed threat."""
        s, worths = self.scenario, self.worths
        assert s.retaliation is not None
        day = self.timetable.days[r]
        end = after(day, self.pause.executed_years, s.horizon)
        yearly = retaliation_flows(
            s.retaliation,
            s.sectors,
            worths.tariffs.rates_of(worths.executed_rates),
            s.welfare.idle_factor_share,
        )
        goodwill = retaliation_cost(s.retaliation, worths.scale)
        worth = worths.nothing()
        for i in (0, 1):
            weight = worths.value.flow(i, day, end, hazard=worths.hazard)
            worth[TARIFFS, i] = weight * float(yearly[i])
            worth[RELATIONS, i] = worths.value.once(i, day) * goodwill[i]
        return worth
