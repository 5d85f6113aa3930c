"""A component of a package's value: an amount per package times a weight by date, news, type."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from .regime import Regime

Weight = Callable[[date, Regime], NDArray[np.float64]]
"""From the day of agreement and the news to weights [i, u, v], each axis possibly of length 1."""


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
    """Weights by day of agreement and news."""


def by_player(us: float, partner: float) -> NDArray[np.float64]:
    """Return weights [i, 1, 1] that depend on the player alone."""
    return np.array([us, partner]).reshape(2, 1, 1)


def us_only(amounts: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return amounts [i, p] of which the partner has none."""
    return np.stack([amounts, np.zeros_like(amounts)])


def us_types(weights: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return weights [i, u, v] of the US alone from those of its types [u]."""
    return np.stack([weights, np.zeros_like(weights)])[:, :, None]


def partner_types(weights: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return weights [i, u, v] of the partner alone from those of its types [v]."""
    return np.stack([np.zeros_like(weights), weights])[:, None, :]
