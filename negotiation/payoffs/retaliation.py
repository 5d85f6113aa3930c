"""Retaliation: the partner's own tariffs on US goods, answered by the same rate on top.

The base scenario has none: published work finds that it would hurt Japan and hardly the US (Hosoe
2025), and the US has said that it would add any retaliation to its own rate.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from ..foundations.parameters import parameter
from ..foundations.records import record
from .tariffs import Sector, changes, welfare


@record
class Retaliation:
    """The partner's tariff on US goods after an executed threat."""

    sectors: Mapping[str, Sector]
    """US exports to the partner, by sector."""
    mirrored: bool
    """Whether the US adds the same rate to its own tariffs."""
    rate: float = parameter("fraction", "rate added on US goods", low=0.0, high=2.0)
    us_relations: float = parameter("$bn/$100bn", "cost in relations to the US", low=0.0)
    partner_relations: float = parameter("$bn/$100bn", "cost in relations to the partner", low=0.0)


def retaliation_flows(
    retaliation: Retaliation,
    imports: Mapping[str, Sector],
    rates_executed: Mapping[str, NDArray[np.float64]],
    idle_factor_share: float,
) -> NDArray[np.float64]:
    """Return what retaliation adds to welfare under an executed threat [i], $bn a year.

    ``idle_factor_share`` is that of the partner's exporters. ``rates_executed`` are the US rates
    [1] of the sectors that the threat hits: if the US mirrors it raises these by the same rate.
    """
    own = {
        name: np.array([sector.rate_in_force + retaliation.rate])
        for name, sector in retaliation.sectors.items()
    }
    # Roles are exchanged: here the partner imports and the US exports. The idle share is fitted to
    # GDP effects on the partner; US exporters sell little of their output there, and get none.
    yearly = welfare(changes(retaliation.sectors, own, 0.0))[::-1, 0].copy()
    if retaliation.mirrored:
        raised = {name: rate + retaliation.rate for name, rate in rates_executed.items()}
        more = welfare(changes(imports, raised, idle_factor_share))
        yearly += (more - welfare(changes(imports, rates_executed, idle_factor_share)))[:, 0]
    return np.asarray(yearly)


def retaliation_cost(retaliation: Retaliation, scale: float) -> tuple[float, float]:
    """Return what retaliation costs the US and the partner in relations, $bn (negative)."""
    return -retaliation.us_relations * scale, -retaliation.partner_relations * scale
