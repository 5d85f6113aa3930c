"""Retaliation: the partner's own tariffs on US goods, answered by the same rate on top.

The base scenario has none: published work finds that it would hurt Japan and hardly the US (Hosoe
2025), and the US has said that it would add any retaliation to its own rate.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import numpy as np
from numpy.typing import NDArray

from ..foundations.parameters import parameter
from ..foundations.records import record
from .present_value import PARTS, PresentValue
from .tariffs import Sector, flows, in_force

TARIFFS, RELATIONS = PARTS.index("tariffs"), PARTS.index("relations")


@record
class Retaliation:
    """The partner's tariff on US goods after an executed threat."""

    sectors: Mapping[str, Sector]
    """US exports to the partner, by sector."""
    mirrored: bool
    """Whether the US adds the same rate to its own tariffs."""
    rate: float = parameter("fraction", "rate added on US goods", low=0.0, high=2.0)
    us_relations_busd: float = parameter("$bn", "cost in relations to the US", low=0.0)
    partner_relations_busd: float = parameter("$bn", "cost in relations to the partner", low=0.0)


def retaliation_payoff(
    retaliation: Retaliation,
    imports: Mapping[str, Sector],
    rates_executed: Mapping[str, NDArray[np.float64]],
    sectors_hit: tuple[str, ...],
    idle_factor_share: float,
    value: PresentValue,
    start: date,
    end: date,
) -> NDArray[np.float64]:
    """Return what retaliation adds to an executed threat [part, i], $bn on the first day.

    ``idle_factor_share`` is that of the partner's exporters. ``rates_executed`` are the US rates
    [1] by sector without it; ``sectors_hit`` are those that the US raises by the same rate if it
    mirrors.
    """
    own = {name: then + retaliation.rate for name, then in in_force(retaliation.sectors).items()}
    # Roles are exchanged: here the partner imports and the US exports. The idle share is fitted to
    # GDP effects on the partner; US exporters sell little of their output there, and get none.
    change = flows(retaliation.sectors, own, 0.0) - flows(
        retaliation.sectors, in_force(retaliation.sectors), 0.0
    )
    yearly = change[::-1, 0].copy()
    if retaliation.mirrored:
        raised = {
            name: rate + retaliation.rate if name in sectors_hit else rate
            for name, rate in rates_executed.items()
        }
        mirrored = flows(imports, raised, idle_factor_share) - flows(
            imports, rates_executed, idle_factor_share
        )
        yearly += mirrored[:, 0]
    paid = np.zeros((len(PARTS), 2))
    for i in (0, 1):
        paid[TARIFFS, i] = value.flow(i, start, end) * float(yearly[i])
    paid[RELATIONS] = [
        -retaliation.us_relations_busd * value.once(0, start),
        -retaliation.partner_relations_busd * value.once(1, start),
    ]
    return paid
