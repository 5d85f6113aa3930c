"""The Treasury card: a ladder of public postures, what each does and what each move costs.

From the bottom: say nothing, walk a hint back, hint that the card exists, threaten to sell, sell.
A posture rattles the market as long as it is held. Moving up costs relations with the other
government; climbing down costs standing at home (Fearon 1994, audience costs), more so for a
government that cares. Selling costs the partner the value of the bonds it keeps, to the extent that
its government counts that, and its exporters a stronger currency.

The US postures work the same way: pressing makes it costly to extend the pause after all, easing
calms the market.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import numpy as np
from numpy.typing import NDArray

from ..foundations.parameters import parameter
from ..foundations.records import record
from .market import Market, Reserves, mark_to_market_loss, refinancing_cost, sale_settled
from .present_value import PARTS, PresentValue

TREASURY, ELECTIONS, RELATIONS = (
    PARTS.index(name) for name in ("treasury", "elections", "relations")
)


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
    own_relations_busd: float = parameter(
        "$bn", "cost in relations to the mover of climbing to it", low=0.0
    )
    other_relations_busd: float = parameter(
        "$bn", "cost in relations to the other player of climbing to it", low=0.0
    )
    climb_down_busd: float = parameter("$bn", "audience cost of leaving it downwards", low=0.0)
    selling: bool = False
    """Whether the partner sells while it holds this posture."""
    extension_busd: float = parameter(
        "$bn", "audience cost to the US of extending the pause from it", low=0.0
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


@record
class UsType:
    """A type of the US government."""

    prior: float = parameter(
        "probability", "probability of this type", follows="1 less those of the other types"
    )
    tolerance_bp: float = parameter("bp", "rise of yields it bears without politics", low=0.0)
    strain_busd_per_bp: float = parameter(
        "$bn/bp", "political cost of each basis point above that", low=0.0
    )
    credibility_busd: float = parameter(
        "$bn", "worth of being seen to execute a threat, for its other talks", low=0.0
    )
    audience_weight: float = parameter("1", "multiplier on its audience costs", low=0.0)


@record
class PartnerType:
    """A type of the partner's government."""

    prior: float = parameter(
        "probability", "probability of this type", follows="1 less those of the other types"
    )
    reserve_weight: float = parameter(
        "fraction", "how much of a loss on its reserves it counts", high=1.0
    )
    relations_weight: float = parameter("1", "multiplier on its relations costs", low=0.0)
    audience_weight: float = parameter("1", "multiplier on its audience costs", low=0.0)
    assurance_busd: float = parameter(
        "$bn", "what promising to hold its Treasuries costs it", low=0.0
    )
    credibility: float = parameter(
        "probability", "probability that it would carry out a sale, as investors see this type"
    )


def move_cost(
    postures: Mapping[str, Posture],
    origin: str,
    target: str,
    *,
    mover: int,
    relations_weights: NDArray[np.float64],
    audience_weights: NDArray[np.float64],
) -> NDArray[np.float64]:
    """Return what a move costs at once [part, i, u, v], $bn, before discounting.

    The weights [u, v] are those of the mover's types; relations of the other player are unweighted.
    """
    cost = np.zeros((len(PARTS), 2, *relations_weights.shape))
    up = postures[target].rung > postures[origin].rung
    if up:
        cost[RELATIONS, mover] = -postures[target].own_relations_busd * relations_weights
        cost[RELATIONS, 1 - mover] = -postures[target].other_relations_busd
    elif postures[target].rung < postures[origin].rung:
        cost[ELECTIONS, mover] = -postures[origin].climb_down_busd * audience_weights
    return cost


def sale_cost(
    market: Market, reserves: Reserves, reserve_weights: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return what starting to sell costs the partner at once [u, v], $bn (negative)."""
    settled = sale_settled(market, reserves)
    loss = mark_to_market_loss(reserves, settled)
    return -(reserve_weights * loss + reserves.currency_busd_per_bp * settled)


def strain_while(
    market: Market,
    rise_bp: NDArray[np.float64],
    years: float,
    tolerances: NDArray[np.float64],
    strains: NDArray[np.float64],
) -> NDArray[np.float64]:
    """Return the US politics of yields [s] that stay high for some years of talks [u, v, s], $bn.

    Yields left high for ``persistence_years`` cost the whole strain; while talks go on they cost
    the share of it that the days make, and never more than the whole.
    """
    share = min(years / market.persistence_years, 1.0) if market.persistence_years > 0.0 else 1.0
    beyond = np.maximum(rise_bp - tolerances[..., None], 0.0)
    return np.asarray(strains[..., None] * beyond * (share if years > 0.0 else 0.0))


def yield_cost(
    market: Market,
    reserves: Reserves,
    rise_bp: float,
    *,
    sale_bp: float,
    tolerances: NDArray[np.float64],
    strains: NDArray[np.float64],
    reserve_weights: NDArray[np.float64],
) -> NDArray[np.float64]:
    """Return what yields left high by the end of the talks cost [i, u, v], $bn, undiscounted.

    The US pays its refinancing while they last and politics above its tolerance; the partner loses
    on its reserves, to the extent that its government counts it. ``sale_bp`` is the part of the
    rise that the partner's own sale made: its loss was counted in full when it sold (`sale_cost`).
    Weights are per type pair [u, v].
    """
    paid = refinancing_cost(market, rise_bp, market.persistence_years)
    politics = strains * np.maximum(rise_bp - tolerances, 0.0)
    # A rise that passes is a loss only while it lasts; bonds are held for their duration.
    lasting = min(market.persistence_years / max(reserves.duration_years, 1e-9), 1.0)
    loss = reserve_weights * mark_to_market_loss(reserves, rise_bp - sale_bp) * lasting
    return -np.stack(np.broadcast_arrays(paid + politics, loss))


def assurance_weight(
    types: Mapping[str, PartnerType], value: PresentValue, day: date
) -> NDArray[np.float64]:
    """Return the weight of an assurance on each partner type [i, u, v]: minus what it costs."""
    weights = np.zeros((2, 1, len(types)))
    weights[1, 0] = [-t.assurance_busd * value.once(1, day) for t in types.values()]
    return weights
