"""The precision at which choices are most likely: maximum likelihood over the logit equilibria.

    L* = argmax over L of  sum log sigma_L(a | position, public belief under sigma_L, type).

Every L is a solved game. Where a game has several equilibria at some belief, the one selected may
change from one L to the next, and the likelihood jumps: a scan over log L comes first, a finer one
between the neighbours of its best point second, a bounded search third. The 95 % interval is the
likelihood ratio's: it ends where the log-likelihood is 1.92 below its peak, and spans every point
tried that is not. The standard error is by the curvature in log L. Among jumps both are too small:
the estimate's ``is_smooth`` tells.

Sources: McKelvey and Palfrey (1998), section 4; Wilks (1938) for the interval; McFadden (1974) for
the pseudo-R2. The test is `tests/equilibria/estimation`.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Sequence
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from ...foundations.errors import NegotiationError
from ...foundations.fingerprints import fingerprint
from ...game.game import Game
from ...results.precision_estimate import PrecisionEstimate
from ...results.profile import Profile
from ...results.receipt import receipt
from ...results.record import Record
from .choices import Choices
from .likelihood import Fit, fit, uniform_log_likelihood
from .menu_behind import menu_behind

if TYPE_CHECKING:
    from ..signalling.menu import Menu

BOUNDS = (0.01, 100.0)
"""Where the precision is looked for, per $bn: from nearly blind to errors of cents."""

DROP = 1.920729
"""Half the 95 % point of chi-square with one degree of freedom."""

_SETTLED = 1e-4
"""How closely log L is found: a ten-thousandth of L."""

_FINER = 9
"""How many points the finer scan has."""
MOST_POINTS = 1000
"""So many points a scan may have: each is a game to solve."""

Solve = Callable[[float], Profile]
"""What solves the game at a precision."""
Progress = Callable[[int, float, float], None]
"""Told how many precisions have been tried, the last one, and its log-likelihood."""


def logit_profiles(game: Game, grid: int = 11, offers: int = 24, menu: Menu | None = None) -> Solve:
    """Return what solves a game's logit equilibrium at a precision, each precision once.

    With a ``menu`` the same offers are open at every precision (see `menu_behind`); without one the
    solver finds ``offers`` of its own at each. Hand the same one to several estimates, so that they
    share what is solved.
    """
    from ..logit import Logit

    def solve(precision: float) -> Profile:
        """Return the profile."""
        concept = Logit(precision, grid, offers)
        return concept.profile(game) if menu is None else concept.solved_with(game, menu)

    return cache(solve)


def estimate_precision(
    game: Game,
    records: Sequence[Record],
    *,
    players: Collection[str] | None = None,
    strategies: Collection[str] | None = None,
    solve: Solve | None = None,
    bounds: tuple[float, float] = BOUNDS,
    points: int = 17,
    progress: Progress | None = None,
) -> PrecisionEstimate:
    """Return the most likely precision behind some records of a game.

    ``players`` and ``strategies`` limit whose choices count, as in `Choices.read`; for the rest see
    `precision_behind`. Raises ``NegotiationError`` for records that cannot be read, with all
    mistakes together.
    """
    choices = Choices.read(game, records, players, strategies)
    return precision_behind(choices, solve=solve, bounds=bounds, points=points, progress=progress)


def precision_behind(
    choices: Choices,
    *,
    solve: Solve | None = None,
    bounds: tuple[float, float] = BOUNDS,
    points: int = 17,
    progress: Progress | None = None,
) -> PrecisionEstimate:
    """Return the most likely precision behind some choices.

    ``solve`` gives the profile at a precision, by default the `logit_profiles` of the `menu_behind`
    the choices; the scan of ``bounds`` has so many ``points``. Raises ``NegotiationError`` where
    there is no choice to learn from, and for bounds that are none.
    """
    game, (low, high) = choices.game, bounds
    if not 0.0 < low < high < math.inf or not 3 <= points <= MOST_POINTS:
        raise NegotiationError(
            f"cannot look for a precision from {low} to {high} at {points} points: give two rising "
            f"positive bounds and 3 to {MOST_POINTS} points, e.g. {BOUNDS[0]} to {BOUNDS[1]} at 17"
        )
    if not choices.counted.any():
        raise NegotiationError(
            "the records hold no choice between two actions to learn from; try other players or "
            "strategies, or more matches"
        )
    search = _Search(solve or logit_profiles(game, menu=menu_behind(choices)), choices, progress)
    ends = math.log(low), math.log(high)
    best = search.peak([float(x) for x in np.linspace(*ends, points)])
    at_bound = {ends[0]: "lower", ends[1]: "upper"}.get(best, "")
    first, last = search.last_inside(best, -1), search.last_inside(best, 1)
    precision, found = math.exp(best), search.fit_at(best)
    spread = None if at_bound else search.spread(best, first, last, ends)
    uniform = uniform_log_likelihood(choices, search.profile_at(best).menu)
    tried = sorted(search.tried)
    return PrecisionEstimate(
        scenario=game.name,
        precision=precision,
        standard_error=None if spread is None else precision * spread,
        interval=(math.exp(first), math.exp(last)),
        open_ends=(first == ends[0], last == ends[1]),
        at_bound=at_bound,
        bounds=bounds,
        matches=len(choices.types),
        choices=int(choices.counted.sum()),
        log_likelihood=found.log_likelihood,
        uniform_log_likelihood=uniform,
        pseudo_r2=1.0 - found.log_likelihood / uniform,
        offers_replaced=found.replaced,
        largest_replacement_busd=found.replaced_busd,
        impossible_choices=found.impossible,
        precisions=np.exp(tried),
        log_likelihoods=np.array([search.tried[x].log_likelihood for x in tried]),
        receipt=receipt(
            game,
            libraries=("numpy", "scipy"),
            parameters={
                "points": str(points),
                "choices": fingerprint((choices.types, choices.actions, choices.counted)),
            },
        ),
    )


class _Search:
    """The log-likelihood as a function of x = log L, every x tried once."""

    def __init__(self, solve: Solve, choices: Choices, progress: Progress | None) -> None:
        self.solve, self.choices, self.progress = solve, choices, progress
        self.tried: dict[float, Fit] = {}

    def profile_at(self, x: float) -> Profile:
        """Return the profile."""
        return self.solve(math.exp(x))

    def fit_at(self, x: float) -> Fit:
        """Return the fit."""
        if x not in self.tried:
            self.tried[x] = fit(self.profile_at(x), self.choices)
            if self.progress is not None:
                self.progress(len(self.tried), math.exp(x), self.tried[x].log_likelihood)
        return self.tried[x]

    def value(self, x: float) -> float:
        """Return the log-likelihood."""
        return self.fit_at(float(x)).log_likelihood

    def peak(self, scan: list[float]) -> float:
        """Return where the log-likelihood is largest; an end of the scan if it rises to it."""
        from scipy.optimize import minimize_scalar

        for around in (scan, self._around(scan)):
            for x in around:
                self.value(x)
        around = self._around(sorted(self.tried))
        minimize_scalar(
            lambda x: -self.value(x),
            bounds=(around[0], around[-1]),
            method="bounded",
            options={"xatol": _SETTLED},
        )
        found = max(self.tried, key=self.value)
        near = [end for end in (scan[0], scan[-1]) if abs(found - end) <= 2 * _SETTLED]
        return near[0] if near else found

    def _around(self, scan: list[float]) -> list[float]:
        """Return some points between the neighbours of the best point of a scan."""
        best = max(range(len(scan)), key=lambda n: self.value(scan[n]))
        first, last = scan[max(best - 1, 0)], scan[min(best + 1, len(scan) - 1)]
        return [float(x) for x in np.linspace(first, last, _FINER)]

    def last_inside(self, best: float, direction: int) -> float:
        """Return the end of the interval below (-1) or above (1) the best point.

        The end of what was tried if the interval goes on there.
        """
        from scipy.optimize import brentq

        least = self.value(best) - DROP
        ahead = sorted(
            (x for x in self.tried if (x - best) * direction >= 0.0), reverse=direction < 0
        )
        inside = max(n for n, x in enumerate(ahead) if self.value(x) >= least)
        if inside == len(ahead) - 1:
            return ahead[-1]
        ends = ahead[inside], ahead[inside + 1]
        return float(brentq(lambda x: self.value(x) - least, *ends, xtol=_SETTLED))

    def spread(
        self, best: float, first: float, last: float, ends: tuple[float, float]
    ) -> float | None:
        """Return the standard error of log L; ``None`` where the likelihood is not curved."""
        reach = min(best - first, last - best) / 2.0
        if reach <= _SETTLED or not ends[0] <= best - reach < best + reach <= ends[1]:
            return None
        around = self.value(best - reach) + self.value(best + reach)
        curvature = (2.0 * self.value(best) - around) / reach**2
        return 1.0 / math.sqrt(curvature) if curvature > 0.0 else None
