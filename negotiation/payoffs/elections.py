r"""What a deal does to votes, in $bn-equivalents through explicit weights.

The clock of an election is how much a vote lost today will still count on the day: for $d$ days to
go, $c = r + (1 - r)\,2^{-d/h}$, which rises to 1 on election day; from the day after it is the
after-weight, for the elections that follow.

The partner loses seats where it opens its farm markets and wins some where its cars are relieved.
The US government wins with a headline, with its farmers and with revenue as such; it loses with
higher consumer prices and with the precedent that a cut sets for its other partners.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import numpy as np
from numpy.typing import NDArray

from ..deal.space import DealSpace
from ..foundations.parameters import parameter
from ..foundations.records import record
from .component import Component, by_player
from .present_value import PresentValue
from .tariffs import (
    Sector,
    TariffWelfare,
    in_force,
    package_rates,
    start_of_tariffs,
    trade_effects,
)


@record
class Clock:
    """The clock of one election."""

    name: str
    """The election, for people."""
    day: date
    """Election day."""
    half_life_days: float = parameter(
        "days", "days before the election at which half the weight is gone", low=1.0, high=5000.0
    )
    floor: float = parameter("fraction", "weight of a vote long before the election", high=1.0)
    after: float = parameter("fraction", "weight of a vote after the election", high=1.0)

    def weight(self, day: date) -> float:
        """Return the clock's weight on a day, between 0 and 1."""
        left = (self.day - day).days
        if left < 0:
            return self.after
        return float(self.floor + (1.0 - self.floor) * 2.0 ** (-left / self.half_life_days))


@record
class PartnerElection:
    """What the partner's governing party fears and hopes for."""

    clock: Clock
    seat_value_busd: float = parameter(
        "$bn/seat", "what a seat is worth to the government", low=0.0
    )
    seats_per_100_kt: float = parameter(
        "seats/100 kt", "seats lost per 100 kt of quota goods opened to the US", low=0.0
    )
    seats_per_busd_purchased: float = parameter(
        "seats/$bn/year", "seats lost per $bn a year of purchases", low=0.0
    )
    seats_per_pp_relief: float = parameter(
        "seats/pp", "seats won per percentage point of tariff relief", low=0.0
    )


@record
class UsElection:
    """What the US government gains and loses with its voters."""

    clock: Clock
    headline_value: float = parameter(
        "$bn/$bn", "political worth of a headline dollar pledged", low=0.0, high=1.0
    )
    farm_value_busd_per_100_kt: float = parameter(
        "$bn/100 kt", "political worth of 100 kt of farm goods sold", low=0.0
    )
    price_weight: float = parameter(
        "fraction", "political cost of a dollar of higher prices", low=0.0, high=10.0
    )
    revenue_weight: float = parameter(
        "fraction", "political worth of a dollar of tariff revenue", low=0.0, high=10.0
    )


def us_political_flows(
    sectors: Mapping[str, Sector], rates: Mapping[str, NDArray[np.float64]]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return tariff revenue and importer surplus [p] at some rates, less those in force."""
    now = in_force(sectors)
    revenue, surplus = np.zeros(1), np.zeros(1)
    for name, sector in sectors.items():
        then = trade_effects(sector, rates[name])
        before = trade_effects(sector, now[name])
        revenue = revenue + then.tariff_revenue - before.tariff_revenue
        surplus = surplus + then.importer_surplus - before.importer_surplus
    return revenue, surplus


def components(
    us: UsElection,
    partner: PartnerElection,
    sectors: Mapping[str, Sector],
    welfare: TariffWelfare,
    space: DealSpace,
    value: PresentValue,
) -> list[Component]:
    """Return the elections part of every package; prices and revenue move with the tariffs."""
    nothing = np.zeros(space.count)
    kilotonnes = space.total("quota_kt") / 100.0
    seats = (
        partner.seats_per_pp_relief * space.total("relief_pp")
        - partner.seats_per_100_kt * kilotonnes
        - partner.seats_per_busd_purchased * space.total("purchases_busd_per_year")
    )
    headline = us.headline_value * space.total("pledge_busd")
    wins = headline + us.farm_value_busd_per_100_kt * kilotonnes
    revenue, surplus = us_political_flows(sectors, package_rates(sectors, space))

    def votes(day: date) -> NDArray[np.float64]:
        return by_player(
            value.once(0, day) * us.clock.weight(day),
            value.once(1, day) * partner.clock.weight(day) * partner.seat_value_busd,
        )

    def prices(day: date) -> NDArray[np.float64]:
        paid = value.flow(0, start_of_tariffs(welfare, day))
        return by_player(paid * us.price_weight * us.clock.weight(day), 0.0)

    def coffers(day: date) -> NDArray[np.float64]:
        paid = value.flow(0, start_of_tariffs(welfare, day))
        return by_player(paid * us.revenue_weight, 0.0)

    def precedents(day: date) -> NDArray[np.float64]:
        return by_player(-value.once(0, day), 0.0)

    return [
        Component("votes", "elections", np.stack([wins, seats]), votes),
        Component("prices", "elections", np.stack([surplus, nothing]), prices),
        Component("revenue", "elections", np.stack([revenue, nothing]), coffers),
        Component(
            "precedent", "elections", np.stack([space.total("precedent_busd"), nothing]), precedents
        ),
    ]
