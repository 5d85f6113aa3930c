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
from .curve import Curve, Piece, Progress, Tried
from .likelihood import read, uniform_log_likelihood
from .menu_behind import menu_behind
from .over_branches import Peak, follow, pieces_over, several_within
from .survey import Branch, survey
from .ways import Ways

if TYPE_CHECKING:
    from ..signalling.menu import Menu

BOUNDS = (0.01, 100.0)
"""Where the precision is looked for, per $bn: from nearly blind to errors of cents."""

MOST_POINTS = 1000
"""So many points a scan may have: each is a game to solve."""

BRANCHES = 3
"""How many branches are followed by default, the principal one included."""

Solve = Callable[[float], Profile]
"""What solves the game at a precision."""


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
        return concept.profile(game) if menu is None else concept.with_menu(game, menu)

    return cache(solve)


def other_ways(choices: Choices, solve: Solve, menu: Menu | None, grid: int = 11) -> Ways:
    """Return the ways to other equilibria than those that ``solve`` gives, with the same menu.

    They are looked for on the tree of histories where the game is small.
    """
    from .selected_branches import SelectedBranches
    from .tree_branches import TreeBranches, is_small

    if is_small(choices.game, 0 if menu is None else menu.packages.size):
        return TreeBranches(choices, solve)
    return SelectedBranches(choices, menu, grid)


def estimate_precision(  # noqa: PLR0913 - what may be asked of it
    game: Game,
    records: Sequence[Record],
    *,
    players: Collection[str] | None = None,
    strategies: Collection[str] | None = None,
    solve: Solve | None = None,
    branches: int = BRANCHES,
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
    return precision_behind(
        choices, solve=solve, branches=branches, bounds=bounds, points=points, progress=progress
    )


def precision_behind(
    choices: Choices,
    *,
    solve: Solve | None = None,
    ways: Ways | None = None,
    branches: int = BRANCHES,
    bounds: tuple[float, float] = BOUNDS,
    points: int = 17,
    progress: Progress | None = None,
) -> PrecisionEstimate:
    """Return the most likely precision behind some choices.

    ``solve`` gives the profile at a precision, by default the `logit_profiles` of the `menu_behind`
    the choices; the scan of ``bounds`` has so many ``points``. ``ways`` lead to other equilibria,
    by default, with the default solver, the `other_ways`; at most so many ``branches`` are
    followed, the principal one included: 1 looks for no other. Raises ``NegotiationError`` where
    there is no choice to learn from, for bounds that are none, and for no branch at all.
    """
    game, (low, high) = choices.game, bounds
    _check(choices, bounds, points, branches)
    if solve is None:
        menu = menu_behind(choices)
        solve = logit_profiles(game, menu=menu)
        ways = other_ways(choices, solve, menu) if ways is None and branches > 1 else ways
    tried, ends, solved = Tried(progress), (math.log(low), math.log(high)), solve
    scan = [float(x) for x in np.linspace(*ends, points)]
    principal = Curve(lambda x: read(solved(math.exp(x)), choices), tried)
    peaks = [Peak.of("principal", principal, scan)]
    ways_tried, others = 0, list[Branch]()
    if ways is not None and branches > 1:
        ways_tried, others = survey(principal, ways, scan, tried)
    left = follow(peaks, others, scan, branches - 1)
    several = several_within(peaks, others, left, scan)
    top = max(peaks, key=lambda peak: peak.value)
    pieces = pieces_over(peaks if several is not None or top is not peaks[0] else peaks[:1])
    at_bound = {ends[0]: "lower", ends[1]: "upper"}.get(top.best, "")
    precision, reading = math.exp(top.best), top.curve.at(top.best)
    assert reading is not None
    uniform = uniform_log_likelihood(choices, solve(precision).menu)
    told = [peak.told(ends) for peak in peaks]
    best = told[peaks.index(top)]
    return PrecisionEstimate(
        scenario=game.name,
        precision=precision,
        standard_error=None if top.spread is None else precision * top.spread,
        interval=_precisions((pieces[0][0], pieces[-1][1])),
        open_ends=(pieces[0][0] == ends[0], pieces[-1][1] == ends[1]),
        at_bound=at_bound,
        bounds=bounds,
        matches=len(choices.types),
        choices=int(choices.counted.sum()),
        log_likelihood=top.value,
        uniform_log_likelihood=uniform,
        pseudo_r2=1.0 - top.value / uniform,
        offers_replaced=reading.fit.replaced,
        largest_replacement_busd=reading.fit.replaced_busd,
        impossible_choices=reading.fit.impossible,
        precisions=best.precisions,
        log_likelihoods=best.log_likelihoods,
        pieces=tuple(map(_precisions, pieces)),
        branch=top.name,
        branches=tuple(told),
        branches_at_once=1 if several is None else several.at_once,
        several_between=None if several is None else _precisions(several.between),
        branches_left=0 if several is None else several.left,
        branches_found=len(others),
        ways_tried=ways_tried,
        receipt=receipt(
            game,
            libraries=("numpy", "scipy"),
            parameters={
                "points": points,
                "branches": branches,
                "choices": fingerprint((choices.types, choices.actions, choices.counted)),
            },
        ),
    )


def _precisions(piece: Piece) -> tuple[float, float]:
    """Return the precisions of a range of x = log L."""
    return math.exp(piece[0]), math.exp(piece[1])


def _check(choices: Choices, bounds: tuple[float, float], points: int, branches: int) -> None:
    """Raise what is wrong with the request."""
    low, high = bounds
    if not 0.0 < low < high < math.inf or not 3 <= points <= MOST_POINTS:
        raise NegotiationError(
            f"cannot look for a precision from {low} to {high} at {points} points: give two rising "
            f"positive bounds and 3 to {MOST_POINTS} points, e.g. {BOUNDS[0]} to {BOUNDS[1]} at 17"
        )
    if branches < 1:
        raise NegotiationError(
            f"cannot follow {branches} branches: 1 is the principal one alone, {BRANCHES} the usual"
        )
    if not choices.counted.any():
        raise NegotiationError(
            "the records hold no choice between two actions to learn from; try other players or "
            "strategies, or more matches"
        )
