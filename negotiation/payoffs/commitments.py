r"""What the partner's commitments are worth: a pledge, purchases, a quota, an assurance.

A pledge of $x$ bn, of which a share $\kappa$ is expected to come true, is worth
$\kappa\,v\,x$ to the US and costs the partner $\kappa\,(c\,x + d\,x^2)$: most of it is loans and
guarantees that earn a return, and the more is pledged the worse the projects. Purchases of $y$ bn a
year earn US exporters a margin and cost the partner a premium over the cheapest source. Quota goods
earn their sellers a margin. An assurance lowers the yield that the US pays by a few basis points.
"""

from __future__ import annotations

from datetime import date

import numpy as np
from numpy.typing import NDArray

from ..deal.space import DealSpace
from ..foundations.parameters import parameter
from ..foundations.records import record
from .component import Component, by_player
from .present_value import PresentValue


@record
class Commitments:
    """How much the partner's commitments are worth to each government."""

    pledge_fulfilment: float = parameter("fraction", "share of a pledge that comes true", high=1.0)
    pledge_value: float = parameter(
        "$bn/$bn", "worth to the US of a dollar invested on its terms", low=0.0, high=1.0
    )
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
    quota_price: float = parameter("$/t", "price of the goods inside the quota", low=0.0)
    quota_margin: float = parameter(
        "fraction", "profit of US farmers on additional quota goods", low=0.0, high=1.0
    )
    assurance_bp: float = parameter(
        "bp", "fall of US yields if the partner promises to hold", low=0.0, high=50.0
    )


def pledge_flows(terms: Commitments, pledge: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return what pledges [p] are worth to each player [i, p], $bn once."""
    expected = terms.pledge_fulfilment
    cost = terms.pledge_cost * pledge + terms.pledge_cost_growth * pledge**2
    return np.stack([expected * terms.pledge_value * pledge, -expected * cost])


def components(
    terms: Commitments,
    space: DealSpace,
    value: PresentValue,
    refinancing_busd_per_bp_year: float,
) -> list[Component]:
    """Return the commitments part of every package."""
    purchases = space.total("purchases_busd_per_year")
    quota = space.total("quota_kt") * terms.quota_price * 1e-6  # kt times $/t is $1000
    assurance = space.total("assurance")
    nothing = np.zeros(space.count)

    def once(day: date) -> NDArray[np.float64]:
        return by_player(value.once(0, day), value.once(1, day))

    def yearly(day: date) -> NDArray[np.float64]:
        return by_player(value.flow(0, day), value.flow(1, day))

    return [
        Component("pledge", "commitments", pledge_flows(terms, space.total("pledge_busd")), once),
        Component(
            "purchases",
            "commitments",
            np.stack([terms.purchase_margin * purchases, -terms.purchase_premium * purchases]),
            yearly,
        ),
        Component("quota", "commitments", np.stack([terms.quota_margin * quota, nothing]), yearly),
        Component(
            "assurance",
            "treasury",
            np.stack([refinancing_busd_per_bp_year * terms.assurance_bp * assurance, nothing]),
            yearly,
        ),
    ]
