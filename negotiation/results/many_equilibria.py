"""The equilibria that a search has found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date
from typing import TYPE_CHECKING, ClassVar

import numpy as np
from numpy.typing import NDArray

from ..foundations.brief import brief
from ..foundations.records import record
from .frames import Cell, framed
from .private_certificate import PrivateCertificate
from .receipt import Receipt

if TYPE_CHECKING:
    from pandas import DataFrame


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
    no_deal_busd: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    """What each type of each player has if nothing is ever agreed, $bn; empty where there is
    nothing to agree on."""

    def to_rows(self) -> list[dict[str, Cell]]:
        """Return a row for each equilibrium, player and own type; amounts are $bn."""
        return [
            {
                "equilibrium": n,
                "is_principal": one.is_principal,
                "player": player,
                "type": name,
                "payoff": value,
                "no_deal": self.no_deal_busd.get(player, {}).get(name),
                "another_plan_gains": one.certificate.at_start_busd[player][name],
                **{
                    f"agreed_by_{day.isoformat()}": float(chance)
                    for day, chance in zip(self.dates, one.agreed_by, strict=True)
                },
                **{
                    f"first_move_{action}": chance
                    for action, chance in one.first_moves.get(player, {}).get(name, {}).items()
                },
            }
            for n, one in enumerate(self.found, start=1)
            for player, by_type in one.values_busd.items()
            for name, value in by_type.items()
        ]

    def to_frame(self) -> DataFrame:
        """Return the same rows as a data frame of pandas."""
        return framed(self.to_rows())
