r"""What a deal does to votes, in $bn-equivalents through explicit weights.

The clock of an election is how much a vote lost today will still count on the day: for $d$ days to
go, $c = r + (1 - r)\,2^{-d/h}$, which rises to 1 on election day; from the day after it is the
after-weight, for the elections that follow.

Signing costs the partner's governing party seats: so many for the signature itself (it is seen to
yield; the number is negative where it can campaign on its deal, as the US said in April 2025 and
Korea denied), for each $100bn pledged, for farm goods let in, and for exporters left worse off than
at the rates in force, since it has promised no talks that harm national interests. All these count
times the mandate of its type. Exporters better off win it some. A seat is worth so much for $100bn
of trade (`trade_scale`). With exporters' income changed by $\Delta X$ bn a year for $100bn of
trade,

$$\text{votes} = c\,v\,\frac{V}{100}\left[a_X \max(\Delta X, 0) - m\,(a_0 + a_I I + a_Q q + a_F f
  + a_N \max(-\Delta X, 0))\right].$$

The US government wins with a headline and with its farmers; it loses with higher prices.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import numpy as np
from numpy.typing import NDArray

from ..deal.space import Amounts, DealSpace
from ..foundations.parameters import parameter
from ..foundations.records import record
from .component import Component, Weight, by_player, partner_types, us_only
from .present_value import PresentValue
from .regime import Regime
from .tariffs import FlowWeights, TariffChanges


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
    seat_value: float = parameter(
        "$bn/seat/$100bn", "what a seat is worth to the government", low=0.0
    )
    seats_for_signing: float = parameter(
        "seats", "seats lost by signing anything, whatever the terms; negative if won", low=-20.0
    )
    seats_per_100_busd_pledged: float = parameter(
        "seats/$100bn", "seats lost per $100bn pledged", low=0.0
    )
    seats_per_100_kt: float = parameter(
        "seats/100 kt", "seats lost per 100 kt of quota goods opened to the US", low=0.0
    )
    seats_per_busd_farm_goods: float = parameter(
        "seats/$bn/year", "seats lost per $bn a year of farm goods bought", low=0.0
    )
    seats_per_busd_exports_lost: float = parameter(
        "seats/$bn/year", "seats lost per $bn a year that $100bn of exports lose by a deal", low=0.0
    )
    seats_per_busd_exports_won: float = parameter(
        "seats/$bn/year", "seats won per $bn a year that $100bn of exports gain by a deal", low=0.0
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


def seats_lost(partner: PartnerElection, space: DealSpace, exporters: Amounts) -> Amounts:
    """Return the seats that every package [p] costs, before the mandate of a type.

    ``exporters`` [p] is the change of exporters' income, $bn a year for $100bn of trade.
    """
    return np.asarray(
        partner.seats_for_signing
        + partner.seats_per_100_busd_pledged * space.total("pledge_busd") / 100.0
        + partner.seats_per_100_kt * space.total("quota_kt") / 100.0
        + partner.seats_per_busd_farm_goods * space.total("farm_purchases_busd_per_year")
        + partner.seats_per_busd_exports_lost * np.maximum(-exporters, 0.0)
    )


def components(
    us: UsElection,
    partner: PartnerElection,
    groups: Mapping[bool, TariffChanges],
    space: DealSpace,
    value: PresentValue,
    weights: FlowWeights,
    mandates: NDArray[np.float64],
    scale: float,
) -> list[Component]:
    """Return the elections part of every package; prices move with the tariffs.

    ``groups`` are the tariffs' changes in the sectors that the courts may free (``True``) and in
    the others, ``mandates`` [v] the weights of the partner's types.
    """

    def seat(day: date) -> float:
        return value.once(1, day) * partner.clock.weight(day) * partner.seat_value * scale

    def lost(struck: bool) -> Weight:
        def weight(day: date, regime: Regime) -> NDArray[np.float64]:
            counts = 1.0 if regime.struck == struck else 0.0
            return partner_types(-counts * seat(day) * mandates)

        return weight

    def won(struck: bool) -> Weight:
        def weight(day: date, regime: Regime) -> NDArray[np.float64]:
            return by_player(0.0, seat(day) if regime.struck == struck else 0.0)

        return weight

    def wins(day: date, regime: Regime) -> NDArray[np.float64]:
        del regime
        return by_player(value.once(0, day) * us.clock.weight(day), 0.0)

    def prices(at_risk: bool) -> Weight:
        def weight(day: date, regime: Regime) -> NDArray[np.float64]:
            paid = weights.of(0, day, regime, at_risk=at_risk)
            return by_player(paid * us.price_weight * us.clock.weight(day), 0.0)

        return weight

    headline = us.headline_value * space.total("pledge_busd")
    headline = headline + us.farm_value_busd_per_100_kt * space.total("quota_kt") / 100.0
    found = [Component("votes", "elections", us_only(headline), wins)]
    safe, risky = (groups[at_risk].exporter_income / scale for at_risk in (False, True))
    for struck, exporters in ((False, safe + risky), (True, safe)):
        words = " after a ruling" if struck else ""
        nothing = np.zeros(space.count)
        lose = np.stack([nothing, seats_lost(partner, space, exporters)])
        gain = partner.seats_per_busd_exports_won * np.maximum(exporters, 0.0)
        found += [
            Component(f"seats lost{words}", "elections", lose, lost(struck)),
            Component(f"seats won{words}", "elections", np.stack([nothing, gain]), won(struck)),
        ]
    for at_risk, changed in groups.items():
        words = " at risk in court" if at_risk else ""
        surplus = us_only(changed.importer_surplus)
        found.append(Component(f"prices{words}", "elections", surplus, prices(at_risk)))
    return found
