r"""What the partner's commitments are worth: a pledge, purchases, a quota, an assurance.

A pledge is not money handed over. Of $x$ bn pledged a share $\kappa$ comes true, in equal yearly
amounts from the signature to the day on which it is due. Each dollar invested earns a profit of
$\pi$ (present value), of which the US takes $\sigma$; brings the US activity worth $v$; and costs
the partner its funds, $c + d x$, the more the more is pledged, as the projects get worse:

$$\text{US: } \kappa\,(v + \sigma\pi)\,x, \qquad
  \text{partner: } \kappa\,((1-\sigma)\,\pi - c - d\,x)\,x .$$

So it is an imperfect transfer: the partner pays $(c + dx - (1-\sigma)\pi)/(v + \sigma\pi)$ for each
dollar of gain to the US. Purchases of $y$ bn a year earn US exporters a margin $m y$ and cost the
partner a premium over the cheapest source, $(p + g y)\,y$, as the next cargo is further from what
it would have bought anyway; they, too, run to the day on which commitments are due. Quota goods
earn their sellers a margin. An assurance lowers the yield that the US pays a little.
"""

from __future__ import annotations

from datetime import date

import numpy as np
from numpy.typing import NDArray

from ..deal.space import DealSpace
from ..foundations.parameters import parameter
from ..foundations.records import record
from .component import Component, Weight, by_player, us_only
from .market import Market, refinancing_cost
from .present_value import PresentValue
from .regime import Regime


@record
class Commitments:
    """How much the partner's commitments are worth to each government."""

    due: date
    """The day by which a pledge is to be invested and to which purchases run."""
    pledge_fulfilment: float = parameter("fraction", "share of a pledge that comes true", high=1.0)
    pledge_activity: float = parameter(
        "$bn/$bn", "worth to the US of a dollar invested, beside the profit", low=0.0, high=1.0
    )
    pledge_profit: float = parameter(
        "$bn/$bn", "profit of a dollar invested, present value", low=0.0, high=1.0
    )
    pledge_us_share: float = parameter("fraction", "share of that profit that the US takes", high=1)
    pledge_cost: float = parameter(
        "$bn/$bn", "cost to the partner of the first dollar", low=0.0, high=1.0
    )
    pledge_cost_growth: float = parameter(
        "$bn/$bn2", "growth of that cost with the size of the pledge", low=0.0, high=0.01
    )
    purchase_margin: float = parameter(
        "fraction", "profit of US exporters on additional sales", low=0.0, high=1.0
    )
    purchase_premium: float = parameter(
        "fraction", "extra price that the partner pays for buying American", low=0.0, high=1.0
    )
    purchase_premium_growth: float = parameter(
        "fraction per $bn/year", "growth of that premium with the purchases", low=0.0, high=0.1
    )
    quota_price: float = parameter("$/t", "price of the goods inside the quota", low=0.0)
    quota_margin: float = parameter(
        "fraction", "profit of US farmers on additional quota goods", low=0.0, high=1.0
    )
    assurance_bp: float = parameter(
        "bp", "fall of US yields if the partner promises to hold", low=0.0, high=50.0
    )


def pledge_flows(terms: Commitments, pledge: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return what pledges [p] are worth to each player [i, p], $bn once all is invested."""
    profit, share = terms.pledge_profit, terms.pledge_us_share
    us = (terms.pledge_activity + share * profit) * pledge
    cost = terms.pledge_cost * pledge + terms.pledge_cost_growth * pledge**2
    return terms.pledge_fulfilment * np.stack([us, (1.0 - share) * profit * pledge - cost])


def spread(value: PresentValue, i: int, day: date, due: date) -> float:
    """Return the value of 1 paid in equal parts from a day until it is due."""
    years = value.years(due) - value.years(day)
    return value.flow(i, day, due) / years if years > 0.0 else value.once(i, day)


def components(
    terms: Commitments, space: DealSpace, value: PresentValue, market: Market
) -> list[Component]:
    """Return the commitments part of every package."""
    purchases = space.total("purchases_busd_per_year")
    quota = space.total("quota_kt") * terms.quota_price * 1e-6  # kt times $/t is $1000
    saved = refinancing_cost(market, terms.assurance_bp, 1.0) * space.total("assurance")

    def invested(day: date, regime: Regime) -> NDArray[np.float64]:
        del regime
        return by_player(spread(value, 0, day, terms.due), spread(value, 1, day, terms.due))

    def yearly(end: date | None) -> Weight:
        def weight(day: date, regime: Regime) -> NDArray[np.float64]:
            del regime
            return by_player(value.flow(0, day, end), value.flow(1, day, end))

        return weight

    premium = terms.purchase_premium + terms.purchase_premium_growth * purchases
    sold = np.stack([terms.purchase_margin * purchases, -premium * purchases])
    return [
        Component(
            "pledge", "commitments", pledge_flows(terms, space.total("pledge_busd")), invested
        ),
        Component("purchases", "commitments", sold, yearly(terms.due)),
        Component("quota", "commitments", us_only(terms.quota_margin * quota), yearly(None)),
        Component("assurance", "treasury", us_only(saved), yearly(None)),
    ]
