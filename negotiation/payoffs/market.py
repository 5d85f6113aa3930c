r"""The market for US government bonds: its levels of stress, its moves and what yields cost.

The market stands on one of a few levels, each a rise of yields in basis points. In a week it climbs
a level with probability $u$ and calms by one with probability $d$; public postures add to $u$ and
take from $d$. Over $n$ days a weekly probability becomes $1 - (1 - q)^{n/7}$.

Investors may price the chance that the partner's threat is carried out. A share $\psi$ of what its
card posture adds, $a$, then scales with that chance: $a \,(1 - \psi + \psi\, m / \bar m)$ where the
public is sure of a type that would carry it out with probability $m$. $\bar m$ is the chance at
which the scenario states its pressures. At a belief the market moves as the mixture of the types.

A sale of $S$ bn moves yields by $b S$ at once, of which a share is undone when private buyers
return. A basis point costs the US its refinancing and, above the level that its government
tolerates, politics; it costs the partner the value of the bonds it keeps and a stronger currency.

Sources: Kansas City Fed (2025) for $b$; Beltran, Kretchmer, Marquez and Thomas (2013), J. of
International Money and Finance, for the share undone.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from ..foundations.parameters import parameter
from ..foundations.records import record


@record
class MarketLevel:
    """One level of stress; the scenario lists them from calm upwards."""

    yield_bp: float = parameter("bp", "rise of the 10-year yield at this level", low=0.0)


@record
class Market:
    """The market's levels and its laws of motion."""

    levels: Mapping[str, MarketLevel]
    """The levels, calm first."""
    initial: str
    """The level on the first day."""
    rise: float = parameter("probability/week", "chance of climbing a level, all quiet")
    fall: float = parameter("probability/week", "chance of calming a level, all quiet")
    yield_impact: float = parameter("bp/$bn", "rise of yields per billion sold", low=0.0, high=10.0)
    reversal_share: float = parameter(
        "fraction", "share of that rise that private buyers undo", high=1.0
    )
    refinancing: float = parameter(
        "$bn/bp/year", "what a basis point costs the US in a year", low=0.0
    )
    persistence_years: float = parameter(
        "years", "how long yields stay up after the talks end", low=0.0, high=30.0
    )
    relief_agreement: float = parameter(
        "fraction", "share of the stress that an agreement removes", high=1.0
    )
    relief_extension: float = parameter(
        "fraction", "share of the stress that extending the pause removes", high=1.0
    )
    execution_bp: float = parameter(
        "bp", "rise of yields when the threat is executed", low=0.0, high=200.0
    )
    credibility_priced: float = parameter(
        "fraction", "share of the card's pressure that scales with its credibility", high=1.0
    )
    credibility_reference: float = parameter(
        "probability", "credibility of the card at which its pressures are stated", low=0.01
    )


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


def refinancing_cost(market: Market, rise_bp: float, years: float) -> float:
    """Return what a rise of yields costs the US over some years, $bn."""
    return market.refinancing * rise_bp * years


def sale_impact(market: Market, reserves: Reserves) -> float:
    """Return the rise of yields on the day of a sale, bp; a follower's sale included."""
    return market.yield_impact * (reserves.sale_busd + reserves.follower_sale_busd)


def sale_settled(market: Market, reserves: Reserves) -> float:
    """Return the rise of yields after a sale that stays, bp."""
    return sale_impact(market, reserves) * (1.0 - market.reversal_share)


def over_days(weekly: float, days: float) -> float:
    """Return the probability over some days of what has a probability per week."""
    return float(1.0 - (1.0 - min(max(weekly, 0.0), 1.0)) ** (days / 7.0))


def priced_pressure(market: Market, pressure: float, credibility: float) -> float:
    """Return what a card posture adds to the weekly chance of climbing.

    ``pressure`` is what the scenario states, ``credibility`` the probability with which the partner
    would carry out its threat if it is the type that the public is sure of.
    """
    share = market.credibility_priced
    return pressure * (1.0 - share + share * credibility / market.credibility_reference)


def transition(market: Market, pressure: float, days: float) -> NDArray[np.float64]:
    """Return nature's probabilities [level, next level] over some days.

    ``pressure`` is what the postures add to the weekly chance of climbing, and take from that of
    calming, when positive; the reverse when negative.
    """
    count = len(market.levels)
    up = over_days(market.rise + pressure, days)
    down = over_days(market.fall - pressure, days)
    matrix = np.zeros((count, count))
    for level in range(count):
        climbs = up if level + 1 < count else 0.0
        calms = down * (1.0 - climbs) if level > 0 else 0.0
        if level + 1 < count:
            matrix[level, level + 1] = climbs
        if level > 0:
            matrix[level, level - 1] = calms
        matrix[level, level] = 1.0 - climbs - calms
    return matrix
