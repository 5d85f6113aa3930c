"""Logit and perfect Bayesian equilibrium of a small game, exactly, on the tree of its histories.

At every public history h with mover i each type θ plays

    sigma_θ(a | h) proportional to exp(L Q_θ(a | h)),

where Q is the expected continuation payoff over the other's type under the public belief at h, and
beliefs follow from sigma by Bayes' rule. All actions have positive probability, so beliefs are
defined everywhere; as L grows the solutions approach sequential equilibria (McKelvey and Palfrey).
The solver on belief grids interpolates between beliefs; this one does not, but it needs an unknown
for every history.

The principal branch, from uniform play at L = 0, is followed by arc length (`branch`). It may fold
more often than anyone has time for, because folds of continuations multiply. Once the strides
granted for it are used up, the solver leaps over folds (`leaps`) and follows the branch only where
no leap succeeds; the solution is then not called principal. Nor is it beyond a crossing of
branches, which exactly symmetric games have: none of them is the principal one there.

Source: McKelvey and Palfrey (1998), Experimental Economics 1, 9-41; Turocy (2010), Economic Theory
42, 255-269.
"""

from __future__ import annotations

import math

from ...foundations.errors import NegotiationError
from ...game.game import Game
from .branch import Branch
from .equations import Equations, Place
from .histories import MOST_HISTORIES, list_histories
from .leaps import Leaps
from .solution import ExplicitSolution, Rung

FIRST = 0.05
"""Precision, times what is at stake in a whole play, at which play is all but uniform."""
BURST = 15
"""Strides along the branch between attempts to leap."""
SOLVED = 1e-3
"""Residual of a solution, in log odds; it is 1e-9 but for rounding at the highest precisions."""
FALLEN = 0.2
"""Share of the precision at which a branch was joined: below it leaps are tried from there, too."""
MOST_PRECISE = 1e11
"""Precision, times what is at stake, beyond which rounding blurs the conditions."""

EFFORT = 30_000
"""Linearisations that a solution may take by default."""

SMALLEST_STAKES = 1e-300
"""Where nothing is at stake any precision is as good."""


def solve_explicit(
    game: Game,
    precision: float | None = None,
    *,
    regret: float = 1e-6,
    strides: int = 300,
    effort: int = EFFORT,
    most_histories: int = MOST_HISTORIES,
) -> ExplicitSolution:
    """Return a logit equilibrium of a game with private types on its tree of public histories.

    ``precision`` is L, per $bn. Without it L grows until no type can gain more than ``regret``, in
    $bn, at the start: a perfect Bayesian equilibrium up to that amount. ``strides`` are granted to
    the principal branch before the solver leaps over folds; ``effort`` bounds the linearisations
    in all, shared among up to three attempts with different strides. Any number of types; each must
    have a positive prior probability.

    Raises ``NegotiationError`` if the game has too many histories, if a type is impossible, or if
    the effort is used up; the text then says which precision was reached.
    """
    if precision is not None and not 0.0 <= precision < math.inf:
        raise NegotiationError(f"precision must be finite and at least 0, not {precision}")
    if not regret > 0.0:
        raise NegotiationError(f"regret must be above 0, not {regret}: noise never quite vanishes")
    histories = list_histories(game, most_histories)
    equations = Equations(game, histories)
    attempts = dict.fromkeys((strides, 0, 10 * max(strides, 100)))
    reached = 0.0
    for attempt, granted in enumerate(attempts, 1):
        search = _Search(game, equations, granted, effort * attempt // len(attempts))
        try:
            if precision is None:
                search.climb_until(regret)
            else:
                search.climb(precision)
        except _StuckError:
            reached = max(reached, search.place.precision)
        else:
            return search.solution()
    raise NegotiationError(
        f"{game.name}: no equilibrium was found beyond precision {reached:.4g} per $bn in "
        f"{equations.linearisations:,} linearisations; try a lower precision, more effort, or "
        "other strides along the principal branch"
    )


class _StuckError(Exception):
    """The climb found no way on, or used up its effort."""


class _Search:
    """The climb from uniform play to a precision."""

    def __init__(self, game: Game, equations: Equations, strides: int, effort: int) -> None:
        self.game, self.equations = game, equations
        self.strides, self.effort = strides, effort
        self.ladder: list[Rung] = []
        self.folds = self.crossings = 0
        self.residual = 0.0
        self.stakes = max(equations.histories.stakes(), SMALLEST_STAKES)
        self.place = equations.start(FIRST / self.stakes)
        self._leaps: Leaps | None = None

    def climb_until(self, regret: float) -> None:
        """Climb until no type can gain more than this at the start."""
        highest = MOST_PRECISE / self.stakes
        target = min(1.0 / regret, highest)
        self.climb(target)
        gain, _ = self.equations.gains(self.place)
        while gain > regret:
            if target >= highest:
                raise NegotiationError(
                    f"{self.game.name}: some type can still gain {gain:.2g} $bn at precision "
                    f"{target:.3g}, beyond which rounding blurs the conditions; try a regret above "
                    f"that, not {regret:.3g}"
                )
            target = min(2.0 * target, highest)
            self.climb(target)
            gain, _ = self.equations.gains(self.place)

    def climb(self, target: float) -> None:
        """Climb to a precision and polish the solution there."""
        if not self.ladder:
            self.place.precision = min(self.place.precision, target)
            self.equations.polish(self.place)
            self._note("start")
        branch = Branch(self.equations, self.place)
        left, lost = self.place.precision, False
        while self.place.precision < target:
            if self.equations.linearisations > self.effort:
                raise _StuckError
            if self.strides <= 0 and (branch.is_rising or lost):
                found = self._leap(target)
                if found is not None:
                    self.place = found
                    self.folds += branch.folds
                    self.crossings += branch.crossings
                    branch = Branch(self.equations, found)
                    left, lost = found.precision, False
                    self._note("leap")
                    continue
                if lost:
                    raise _StuckError
                self.strides = BURST
                left = self.place.precision
            found_way = branch.go_on(target)
            self.place = branch.place
            lost = not found_way or self.place.precision < FALLEN * left
            self.strides = 0 if lost else self.strides - 1
            if found_way:
                self._note("branch")
        self.folds += branch.folds
        self.crossings += branch.crossings
        self.residual = self.equations.polish(self.place)
        if not self.residual < SOLVED:
            raise _StuckError

    def solution(self) -> ExplicitSolution:
        """Return what was found."""
        equations, point = self.equations, self.place.point
        at_start, anywhere = equations.gains(self.place)
        counts = [len(names) for names in self.game.types]
        return ExplicitSolution(
            game=self.game,
            histories=equations.histories,
            precision=self.place.precision,
            log_probabilities=point.x,
            log_odds=point.y,
            continuation=equations.work.value.reshape(-1, 2, *counts),
            residual=self.residual,
            regret=at_start,
            regret_anywhere=anywhere,
            ladder=tuple(self.ladder),
            folds=self.folds,
            crossings=self.crossings,
            linearisations=equations.linearisations,
        )

    def _leap(self, target: float) -> Place | None:
        if self._leaps is None:
            self._leaps = Leaps(self.equations)
        return self._leaps.leap(self.place, target)

    def _note(self, way: str) -> None:
        self.ladder.append(Rung(self.place.precision, way))
