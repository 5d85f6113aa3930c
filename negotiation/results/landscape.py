"""The landscape of a bargaining problem: every package's payoffs, with the points that matter."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date

import numpy as np
from numpy.typing import NDArray

from ..foundations.brief import brief
from ..foundations.records import record


@record
class Landscape:
    """The payoff plane of one type pair at one date and public state."""

    __repr__ = brief

    player_types: Mapping[str, str]
    """Each player's type, by player."""
    players: tuple[str, str]
    """The players, in the order of the rows of ``payoffs``."""
    date: date
    """The day on which the packages would be agreed."""
    payoffs: NDArray[np.float64]
    """Every package's payoffs [i, p], $bn."""
    frontier: tuple[int, ...]
    """The packages that no other package dominates, by rising payoff of player 0."""
    zone: tuple[int, ...]
    """The packages that both prefer to disagreement."""
    disagreement_point: tuple[float, float]
    """Payoffs if no package is ever agreed, $bn."""
    points: Mapping[str, tuple[float, float]]
    """Named points: bargaining solutions and the equilibrium, $bn."""
    packages: Mapping[str, Mapping[str, str]]
    """The package, in words, of every named point that is a package."""
    numbers: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    """The same packages in numbers, by point and issue."""
    units: Mapping[str, str] = field(default_factory=dict)
    """The unit of these numbers, by issue."""
