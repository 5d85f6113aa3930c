r"""A payoff part of a scenario's own: a term that its `[parts.NAME]` adds to both payoffs.

A payoff is a sum of parts. Seven of them are in every scenario (`present_value.PARTS`); a scenario
adds others by name, and each is then a row of its own wherever parts are shown. With $a$ what a
package is worth, $w$ what passing the days between two rounds costs and $e$ what ending without an
agreement is worth, a part adds

$$a(p, t) \text{ to an agreement on } p \text{ at } t, \qquad
  w(t, t') \text{ to talks that go on from } t \text{ to } t', \qquad
  e(t) \text{ to talks that end at } t \text{ without one},$$

all in $bn on the scenario's first day, as changes against the tariffs in force.
"""

from __future__ import annotations

from abc import ABC
from collections.abc import Iterable
from datetime import date

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ..deal.space import DealSpace
from ..foundations.errors import NegotiationError, nearest
from ..foundations.records import record
from .component import Component, by_player
from .present_value import PresentValue
from .regime import Regime
from .types import PartnerType, UsType


@record
class Valuation:
    """What a payoff part is valued with: the packages, the days, the types, the scale of trade.

    Amounts are arrays [i, u, v]: player (0 is the US), type of the US, type of the partner; each
    axis may be of length 1. Packages come last: [i, p].
    """

    value: PresentValue
    """Discounting to the scenario's first day."""
    packages: DealSpace
    """Every package, and the issues."""
    us_types: tuple[UsType, ...]
    """The types of the US [u]."""
    partner_types: tuple[PartnerType, ...]
    """The types of the partner [v]."""
    scale: float
    """How often a term counts that is quoted for $100bn of trade."""

    def change(self, issue: str) -> NDArray[np.float64]:
        """Return how far an issue moves from its status quo, per package [p], in its own unit.

        Raises ``NegotiationError`` for an issue that is not negotiated.
        """
        known = self.packages.issues
        if issue not in known:
            raise NegotiationError(f"there is no issue {issue!r}; try {nearest(issue, known)}")
        levels = np.array(known[issue].levels) - known[issue].status_quo
        return np.asarray(levels[self.packages.level_of[:, self.packages.names.index(issue)]])

    def paid_once(self, us: float, partner: float, day: date) -> NDArray[np.float64]:
        """Return amounts paid on a day, $bn, as present values [i, 1, 1]."""
        return by_player(us * self.value.once(0, day), partner * self.value.once(1, day))

    def paid_yearly(
        self, us: float, partner: float, start: date, end: date | None = None
    ) -> NDArray[np.float64]:
        """Return amounts a year, $bn/year, from a day to another (the horizon) [i, 1, 1]."""
        flows = (self.value.flow(i, start, end) for i in (0, 1))
        return by_player(us, partner) * by_player(*flows)

    def once(self, name: str, amounts: ArrayLike) -> Component:
        """Return a term of packages that is paid on the day of the agreement, $bn [i, p]."""

        def weight(day: date, regime: Regime) -> NDArray[np.float64]:
            del regime
            return self.paid_once(1.0, 1.0, day)

        return Component(name, "", np.asarray(amounts, dtype=np.float64), weight)

    def yearly(self, name: str, amounts: ArrayLike) -> Component:
        """Return a term of packages paid from the agreement to the horizon, $bn/year [i, p]."""

        def weight(day: date, regime: Regime) -> NDArray[np.float64]:
            del regime
            return self.paid_yearly(1.0, 1.0, day)

        return Component(name, "", np.asarray(amounts, dtype=np.float64), weight)


class PayoffPart(ABC):
    """A term of both payoffs. A kind of part is one file; its numbers come from the scenario.

    A finished kind is a record with a ``title`` and parameters, and says one or more of the three:
    what a package is worth, what waiting costs, what ending without an agreement is worth.
    """

    title: str
    """The part in words, from the scenario."""

    def issues_named(self) -> tuple[str, ...]:
        """Return the issues that it speaks of; each must be in the deal."""
        return ()

    def of_package(self, given: Valuation) -> Iterable[Component]:
        """Return the terms of a package's value; none unless a kind says otherwise."""
        del given
        return ()

    def of_waiting(self, given: Valuation, start: date, end: date) -> ArrayLike:
        """Return what passing some days without an agreement is worth [i, u, v], present value."""
        del given, start, end
        return np.zeros((2, 1, 1))

    def of_no_agreement(self, given: Valuation, day: date) -> ArrayLike:
        """Return what ending the talks without an agreement is worth [i, u, v], present value."""
        del given, day
        return np.zeros((2, 1, 1))
