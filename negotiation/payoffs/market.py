r"""The market for US government bonds: own stress and background, its moves, and what yields cost.

In spring 2025 yields rose for many reasons. The market's *levels* are the rises of the 10-year
yield that are seen while investors worry; only a share of such a rise is due to these talks and to
the partner's card. That share,

$$\alpha = \alpha_{\text{tariffs}}\;\alpha_{\text{partner}},$$

the part that tariffs caused times the part of it that is about this partner, is the talks' *own*
stress: it follows public postures, and it ends with a signature. The rest is *background*: it goes
its way whoever signs, and matters only in that it brings yields nearer to what the US tolerates.
Signatures of all partners together remove the tariffs' part and no more.

In a week the market climbs a level with probability $u$ and calms by one with probability $d$;
postures add to $u$ and take from $d$. Over $n$ days a weekly probability becomes $1-(1-q)^{n/7}$.
Investors may price the chance that the partner's threat is carried out: a share $\psi$ of what its
card posture adds, $a$, then scales with it, $a\,(1-\psi+\psi\,m/\bar m)$, where the public is sure
of a type that would carry it out with probability $m$; $\bar m$ is the chance at which the
scenario states its pressures. At a belief the market moves as the mixture of the types.

A rise $y$ (bp) that lasts $D$ years costs the US what it sells in that time at higher yields, for
as long as these stay locked in: $N D\,y\,m\,10^{-4}$, with $N$ bn of notes and bonds sold a year
and $m$ years locked. Bills roll over too quickly to matter.

Sources: Treasury (2025), refunding statement, for $N$; Kansas City Fed (2025) and Beltran,
Kretchmer, Marquez and Thomas (2013), J. of International Money and Finance, for sales (`reserves`).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import numpy as np
from numpy.typing import NDArray

from ..foundations.parameters import parameter
from ..foundations.records import record


@record
class MarketLevel:
    """One level of stress; the scenario lists them from calm upwards."""

    yield_bp: float = parameter("bp", "rise of the 10-year yield seen at this level", low=0.0)


@record
class Market:
    """The market's levels and its laws of motion."""

    levels: Mapping[str, MarketLevel]
    """The levels, calm first."""
    initial: str
    """The level on the first day."""
    tariff_share: float = parameter(
        "fraction", "share of such a rise that tariffs as a whole cause", high=1.0
    )
    partner_share: float = parameter(
        "fraction", "share of the tariffs' part that is about this partner and its card", high=1.0
    )
    background_bp: float = parameter(
        "bp", "rise of yields for other reasons on the first day", low=0.0, high=200.0
    )
    background_half_life_days: float = parameter(
        "days", "days after which half of that is gone", low=1.0, high=5000.0
    )
    rise: float = parameter("probability/week", "chance of climbing a level, all quiet")
    fall: float = parameter("probability/week", "chance of calming a level, all quiet")
    yield_impact: float = parameter("bp/$bn", "rise of yields per billion sold", low=0.0, high=10.0)
    reversal_share: float = parameter(
        "fraction", "share of that rise that private buyers undo", high=1.0
    )
    notes_sold: float = parameter(
        "$bn/year", "notes and bonds that the US sells in a year", low=0.0, high=20000.0
    )
    locked_years: float = parameter(
        "years", "how long a yield is locked in when a note is sold", low=0.0, high=30.0
    )
    persistence_years: float = parameter(
        "years", "how long own stress lasts after the talks end", low=0.0, high=30.0
    )
    relief_agreement: float = parameter(
        "fraction", "share of own stress that an agreement removes", high=1.0
    )
    relief_extension: float = parameter(
        "fraction", "share of own stress that the last extension of the pause removes", high=1.0
    )
    execution_bp: float = parameter(
        "bp", "own rise of yields when the threat is executed", low=0.0, high=200.0
    )
    credibility_priced: float = parameter(
        "fraction", "share of the card's pressure that scales with its credibility", high=1.0
    )
    credibility_reference: float = parameter(
        "probability", "credibility of the card at which its pressures are stated", low=0.01
    )


def own_share(market: Market) -> float:
    """Return the share of the market's rise that is the talks' own."""
    return market.tariff_share * market.partner_share


def background(market: Market, first_day: date, day: date) -> float:
    """Return the background rise of yields on a day, bp."""
    days = (day - first_day).days
    return float(market.background_bp * 2.0 ** (-days / market.background_half_life_days))


def refinancing_cost(market: Market, rise_bp: float, years: float) -> float:
    """Return what a rise of yields that lasts some years costs the US, $bn."""
    return market.notes_sold * years * rise_bp * market.locked_years * 1e-4


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
