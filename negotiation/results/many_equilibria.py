"""The equilibria that a search has found."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from ..foundations.brief import brief
from ..foundations.records import record
from .private_certificate import PrivateCertificate
from .receipt import Receipt


@record
class FoundEquilibrium:
    """One equilibrium of a game, of those that a search has found to differ."""

    selections: tuple[str, ...]
    """The ways of selecting an equilibrium at every stage that lead to it."""
    is_principal: bool
    """Whether it is the one that the logit path selects."""
    values_busd: Mapping[str, Mapping[str, float]]
    """What each type of each player expects at the prior, $bn."""
    agreed_by: NDArray[np.float64]
    """Probability of an agreement by the end of each round [r], pairs weighed with the prior."""
    first_moves: Mapping[str, Mapping[str, Mapping[str, float]]]
    """How likely each type takes each action at its player's first move: player, type, action."""
    several: int
    """Beliefs at which a stage has several equilibria."""
    residual: float
    """The largest error of any posterior's log odds."""
    path_error_busd: float
    """Largest difference of a player's payoff along the path from its solved value, $bn."""
    certificate: PrivateCertificate
    """What deviating from it would earn."""


@record
class ManyEquilibria:
    """What a search for equilibria has found, the one that the logit path selects first."""

    __repr__ = brief
    saved_as: ClassVar[str] = "equilibria"

    rounds: tuple[str, ...]
    """Names of the rounds [r]."""
    dates: tuple[date, ...]
    """Their days [r]."""
    tried: int
    """How many ways of selecting were tried."""
    found: tuple[FoundEquilibrium, ...]
    """The equilibria that differ."""
    differ_by: str
    """When two count as different, in words."""
    receipt: Receipt
    """Where all this comes from."""
