"""Nashpy's view of a bimatrix game, with everything that is not an equilibrium taken out.

Departs from Nashpy 0.0.43: its support enumeration loses equilibria to rounding and its vertex
enumeration may add profiles that are none. Both are asked, on payoffs scaled to [1, 2], and what
they say counts only if its regret is nothing. Beyond five actions they take seconds to minutes and
are not asked.

Source: Knight and Campbell (2018), Journal of Open Source Software 3(30), 904.
"""

from __future__ import annotations

import warnings

import numpy as np
from numpy.typing import NDArray

from ...foundations.errors import MissingLibrary
from ...foundations.tolerance import CERTIFIED
from ..certificates.matrix import regrets

LARGEST = 5
"""The largest number of actions of a player for which Nashpy is asked."""

MixedProfile = tuple[NDArray[np.float64], NDArray[np.float64]]
"""Mixed actions of the row and the column player."""


def nashpy_equilibria(
    row: NDArray[np.float64], column: NDArray[np.float64]
) -> list[MixedProfile] | None:
    """Return the equilibria that Nashpy finds and regret confirms; ``None`` if it is not asked.

    Raises ``MissingLibrary`` where Nashpy is not installed.
    """
    try:
        import nashpy
    except ImportError:
        raise MissingLibrary("Nashpy") from None
    if max(row.shape) > LARGEST:
        return None
    scaled = _scaled(row), _scaled(column)
    game = nashpy.Game(*scaled)
    confirmed: list[MixedProfile] = []
    for method in (game.vertex_enumeration, game.support_enumeration):
        with warnings.catch_warnings(), np.errstate(all="ignore"):
            warnings.simplefilter("ignore")
            try:
                profiles = list(method())
            except (ArithmeticError, RuntimeError, TypeError, ValueError):
                continue  # a degenerate polytope may defeat it; the exact method still answers
        confirmed += [profile for profile in profiles if _is_nash(scaled, profile, row.shape)]
    return confirmed


def _scaled(payoffs: NDArray[np.float64]) -> NDArray[np.float64]:
    span = float(np.ptp(payoffs))
    return np.asarray(1.0 + (payoffs - payoffs.min()) / (span if span > 0.0 else 1.0))


def _is_nash(
    scaled: tuple[NDArray[np.float64], NDArray[np.float64]],
    profile: MixedProfile,
    shape: tuple[int, ...],
) -> bool:
    x, y = profile
    if x.shape != shape[:1] or y.shape != shape[1:]:
        return False
    return max(regrets(*scaled, x, y)) <= CERTIFIED
