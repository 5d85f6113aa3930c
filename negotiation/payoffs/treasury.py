r"""The Treasury card: a ladder of public postures, and what yields cost both sides.

From the bottom: say nothing, walk a hint back, hint that the card exists, threaten to sell, sell. A
posture rattles the market as long as it is held (`market`); what moving on the ladder costs is in
`relations`. A sale moves yields and costs the seller (`reserves`).

Own stress of $y$ bp costs the US its refinancing while it lasts (`market`) and, above the rise that
its government tolerates, politics. With a background of $z$ bp and a tolerance of $T$ bp the
strain is that of the own part alone, $\max(z+y-T,0)-\max(z-T,0)$, times a weight. It costs the
partner the value of the bonds that it keeps, to the extent that its government counts that.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import numpy as np
from numpy.typing import NDArray

from ..foundations.parameters import parameter
from ..foundations.records import record
from .market import Market, refinancing_cost
from .present_value import PresentValue
from .reserves import Reserves, mark_to_market_loss
from .types import PartnerType


@record
class Posture:
    """One rung of a government's ladder of public postures."""

    moves: tuple[str, ...]
    """The postures that may follow; staying is always allowed."""
    rung: int
    """Height on the ladder: moving up is pressure, moving down a retreat."""
    market_pressure: float = parameter(
        "change/week", "added to the market's weekly chance of climbing", low=-1.0, high=1.0
    )
    own_relations: float = parameter(
        "$bn/$100bn", "cost in relations to the mover of climbing to it", low=0.0
    )
    other_relations: float = parameter(
        "$bn/$100bn", "cost in relations to the other player of climbing to it", low=0.0
    )
    climb_down: float = parameter("$bn/$100bn", "audience cost of leaving it downwards", low=0.0)
    selling: bool = False
    """Whether the partner sells while it holds this posture."""
    extension: float = parameter(
        "$bn/$100bn", "audience cost to the US of extending the pause from it", low=0.0
    )


@record
class Card:
    """The partner's card."""

    in_play: bool
    """Whether the card exists; without it only the initial posture is left."""
    postures: Mapping[str, Posture]
    """The ladder, by name."""
    initial: str
    """The posture on the first day."""
    available_from: date
    """No climb before this day."""
    available_until: date
    """No climb after this day."""


def strain(
    rise_bp: NDArray[np.float64],
    background_bp: float,
    tolerances: NDArray[np.float64],
    strains: NDArray[np.float64],
) -> NDArray[np.float64]:
    """Return the US politics of own rises [s], for tolerances and strains [u], as [u, s], $bn."""
    room = tolerances[:, None]
    beyond = np.maximum(background_bp + rise_bp - room, 0.0)
    beyond = beyond - np.maximum(background_bp - room, 0.0)
    return np.asarray(strains[:, None] * beyond)


def yields_while(
    market: Market,
    rise_bp: NDArray[np.float64],
    years: float,
    strained: NDArray[np.float64],
) -> NDArray[np.float64]:
    """Return what own rises [s] cost the US over some years of talks [u, s], $bn (negative).

    ``strained`` [u, s] is the whole strain of yields that stay high for ``persistence_years``: in
    less time they cost the share of it that the time makes, and never more than the whole.
    """
    share = min(years / market.persistence_years, 1.0) if market.persistence_years > 0.0 else 1.0
    share = share if years > 0.0 else 0.0
    paid = np.array([refinancing_cost(market, float(rise), years) for rise in rise_bp])
    return np.asarray(-(paid[None, :] + share * strained))


def yields_after(
    market: Market, rise_bp: NDArray[np.float64], strained: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return what own rises [s] left by the end of the talks cost the US [u, s], $bn (negative)."""
    return yields_while(market, rise_bp, market.persistence_years, strained)


def reserves_after(
    market: Market,
    reserves: Reserves,
    rise_bp: NDArray[np.float64],
    sale_bp: NDArray[np.float64],
    reserve_weights: NDArray[np.float64],
) -> NDArray[np.float64]:
    """Return what own rises [s] left by the end cost the partner [v, s], $bn (negative).

    ``sale_bp`` [s] is the part of the rise that the partner's own sale made: its loss was counted
    in full when it sold (`reserves.sale_cost`). A rise that passes is a loss only while it lasts;
    bonds are held for their duration.
    """
    lasting = min(market.persistence_years / max(reserves.duration_years, 1e-9), 1.0)
    losses = np.array([mark_to_market_loss(reserves, float(r)) for r in rise_bp - sale_bp])
    return np.asarray(-reserve_weights[:, None] * losses[None, :] * lasting)


def assurance_weight(
    types: Mapping[str, PartnerType], value: PresentValue, day: date
) -> NDArray[np.float64]:
    """Return the weight of an assurance on each partner type [v]: minus what it costs."""
    return np.array([-t.assurance_busd * value.once(1, day) for t in types.values()])
