"""Surplus: what packages give each player beyond its reservation value.

With own[p], others[p] and the reservation values w and w' of an outlook, the surpluses are
own[p] - w and others[p] - w'. Divided by the most that a package on the table could give, they lie
between 0 and 1 and depend neither on the unit nor on the zero of anyone's payoffs.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from .choosing import best_package
from .outlook import Outlook


@dataclass(frozen=True)
class Surplus:
    """What every package gives beyond no agreement, in $bn."""

    own: NDArray[np.float64]
    """The player's surplus [p]."""
    others: NDArray[np.float64]
    """The other player's surplus, as the public expects it [p]."""
    open_to: NDArray[np.bool_]
    """Which packages leave neither player below its reservation value [p]."""
    tie: float
    """Surpluses closer than this are equal."""

    @classmethod
    def over(cls, outlook: Outlook) -> Surplus:
        """Return the surplus over an outlook's reservation values.

        Where the other must accept anything, its worst package stands for its reservation value.
        """
        return outlook.memory.recall((cls,), lambda: cls._over(outlook))

    @classmethod
    def _over(cls, outlook: Outlook) -> Surplus:
        w = outlook.others_reservation_value
        own = outlook.own - outlook.reservation_value
        others = outlook.others - (w if math.isfinite(w) else outlook.others.min())
        open_to = (own >= -outlook.tie) & (others >= -outlook.tie)
        for array in (own, others, open_to):
            array.setflags(write=False)
        return cls(own, others, open_to, outlook.tie)

    @cached_property
    def ideal(self) -> tuple[float, float]:
        """The most that an open package gives the player, and the other; 0 without one."""
        return _most(self.own, self.open_to), _most(self.others, self.open_to)

    @cached_property
    def shares(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Own and the other's surplus as shares of the ideal [p]; 0 where the ideal is 0."""
        first, second = self.ideal
        return _share(self.own, first, self.tie), _share(self.others, second, self.tie)

    @cached_property
    def share_tie(self) -> float:
        """Shares closer than this are equal."""
        least = min((most for most in self.ideal if most > self.tie), default=1.0)
        return self.tie / least

    def best(self, score: NDArray[np.float64], then: NDArray[np.float64], tie: float) -> int | None:
        """Return the open package with the highest score; ``None`` if none is open.

        Among equals the one that is highest by ``then`` is taken, then the lowest number.
        """
        return best_package(score, then, self.open_to, tie)


def _most(surplus: NDArray[np.float64], open_to: NDArray[np.bool_]) -> float:
    return float(np.max(surplus, initial=0.0, where=open_to))


def _share(surplus: NDArray[np.float64], most: float, tie: float) -> NDArray[np.float64]:
    return surplus / most if most > tie else np.zeros(surplus.size)
