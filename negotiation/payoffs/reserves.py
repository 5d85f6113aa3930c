r"""The partner's Treasuries: what a sale does to yields and what it costs the seller.

A sale of $S$ bn moves yields by $b S$ bp at once, of which a share $\rho$ is undone when private
buyers return; the next holder may sell as well. The seller loses $H D\,y\,10^{-4}$ on holdings of
$H$ bn with a duration of $D$ years, and its exporters lose with a stronger currency.

Sources: Kansas City Fed (2025) for $b$; Beltran, Kretchmer, Marquez and Thomas (2013), J. of
International Money and Finance, for $\rho$.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ..foundations.parameters import parameter
from ..foundations.records import record
from .market import Market


@record
class Reserves:
    """The partner's holdings of US government bonds."""

    holdings_busd: float = parameter("$bn", "US Treasuries held by the partner", low=0.0)
    duration_years: float = parameter(
        "years", "percent of value lost per percentage point of yield", low=0.0, high=30.0
    )
    sale_busd: float = parameter("$bn", "what the partner sells if it sells", low=0.0)
    follower_sale_busd: float = parameter(
        "$bn", "what the next holder sells if the partner does", low=0.0
    )
    currency_busd_per_bp: float = parameter(
        "$bn/bp", "cost to the partner's exporters of a stronger currency, per settled bp", low=0.0
    )


def mark_to_market_loss(reserves: Reserves, rise_bp: float) -> float:
    """Return the loss on the holdings when yields rise, $bn once."""
    return reserves.holdings_busd * reserves.duration_years * rise_bp * 1e-4


def sale_impact(market: Market, reserves: Reserves) -> float:
    """Return the rise of yields on the day of a sale, bp; a follower's sale included."""
    return market.yield_impact * (reserves.sale_busd + reserves.follower_sale_busd)


def sale_settled(market: Market, reserves: Reserves) -> float:
    """Return the rise of yields after a sale that stays, bp."""
    return sale_impact(market, reserves) * (1.0 - market.reversal_share)


def sale_cost(
    market: Market, reserves: Reserves, reserve_weights: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return what starting to sell costs the partner at once, $bn (negative).

    One number for each weight [..] that a type gives to a loss on its reserves.
    """
    settled = sale_settled(market, reserves)
    loss = mark_to_market_loss(reserves, settled)
    return np.asarray(-(reserve_weights * loss + reserves.currency_busd_per_bp * settled))
