"""Relations between the two governments and their standing: what public quarrels cost.

Moving up a ladder of postures costs goodwill with the other government; climbing down costs
standing before one's own audience (Fearon 1994, American Political Science Review 88, 577-592).
Walking out and executing a threat cost both governments goodwill once. All are quoted for $100bn of
trade (`trade_scale`).
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from ..foundations.parameters import parameter
from ..foundations.records import record
from .treasury import Posture


@record
class Relations:
    """What open quarrels cost."""

    walk_out_us: float = parameter("$bn/$100bn", "cost to the US of a walk-out", low=0.0)
    walk_out_partner: float = parameter("$bn/$100bn", "cost to the partner of a walk-out", low=0.0)
    execution_us: float = parameter(
        "$bn/$100bn", "cost to the US of executing its threat on the partner", low=0.0
    )
    execution_partner: float = parameter(
        "$bn/$100bn", "cost to the partner of a threat executed on it", low=0.0
    )


def move_cost(
    postures: Mapping[str, Posture], origin: str, target: str, mover: int, scale: float
) -> NDArray[np.float64]:
    """Return what a move on a ladder costs in relations and in standing [relations, standing][i].

    In $bn before discounting and before the weights of types, negative.
    """
    cost = np.zeros((2, 2))
    up = postures[target].rung > postures[origin].rung
    if up:
        cost[0, mover] = -postures[target].own_relations * scale
        cost[0, 1 - mover] = -postures[target].other_relations * scale
    elif postures[target].rung < postures[origin].rung:
        cost[1, mover] = -postures[origin].climb_down * scale
    return cost


def walk_out_cost(relations: Relations, scale: float) -> tuple[float, float]:
    """Return what a walk-out costs the US and the partner, $bn (negative), before types."""
    return -relations.walk_out_us * scale, -relations.walk_out_partner * scale


def execution_cost(relations: Relations, scale: float) -> tuple[float, float]:
    """Return what an executed threat costs the US and the partner, $bn (negative)."""
    return -relations.execution_us * scale, -relations.execution_partner * scale
