"""A component of a package's value: an amount per package times a weight per date and type."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

Weight = Callable[[date], NDArray[np.float64]]
"""From the day of agreement to the weights [i, u, v], each axis possibly of length 1."""


@dataclass(frozen=True, slots=True)
class Component:
    """One term of the sum that values a package."""

    name: str
    """What it stands for, e.g. ``tariff flows``."""
    part: str
    """The payoff part it counts in, one of ``PARTS``."""
    amounts: NDArray[np.float64]
    """Amounts [i, p]."""
    weight: Weight
    """Weights by day of agreement."""


def by_player(us: float, partner: float) -> NDArray[np.float64]:
    """Return weights [i, 1, 1] that depend on the player alone."""
    return np.array([us, partner]).reshape(2, 1, 1)
