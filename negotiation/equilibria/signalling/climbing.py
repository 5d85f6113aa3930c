"""The branch of the whole game: all stages continued together, from a low precision up.

At a low precision a game has one equilibrium. As the precision rises it moves along a branch, the
*principal* one, and others appear beside it. At a precision where every stage that play may meet
has one root there is nothing to choose. Where some has several the precision is lowered until none
has, and raised again in strides, every root going on from its own at the stride before: the values
of all stages move together. A stride after which a root that play meets is no longer near, or has
turned back (the Jacobian has changed sign), is tried again at half its length. Where even the
shortest leaves the branch, the branch folds for this grid: what is found beyond is *selected*,
stage by stage, and not principal.

Source: McKelvey and Palfrey (1998), Experimental Economics 1, 9-41; Turocy (2010), Economic Theory
42, 255-269.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ...game.game import Game
from ...results.selection import SelectedEquilibrium
from .axis import BeliefAxis
from .backward import Progress, induce
from .belief_profile import BeliefProfile
from .branch import Branch
from .doubts import MET, doubts, in_play, places_of
from .kernels.selecting import BROKEN, CONTINUED
from .menu import Menu
from .selection import Selection
from .stage_solver import StageSolver

LOWEST = 2.0**-10
"""Share of the precision at which the search for one without several roots ends."""
STRIDE = 2.0**0.5
"""Longest stride: a factor of the precision."""
SHORTEST = 2.0 ** (1 / 8192)
"""Shortest stride."""
DRIFT, CLOSE = 0.5, 0.02
"""A belief may miss where the last stride points to by this share of the way, or by this much."""
_UNLIKELY = -14.0
"""Log probability below which a belief may leap: there is no weight to pull the others with, and
`own_root` finds where the branch leaps to."""
_MET = f"every stage (with a chance of {MET:g} or more)"
"""What is looked at for several roots, in words."""
MOST, FEW = 4e7, 4e6
"""Most equations that strides may solve: where play meets several roots, and where it does not."""
MANY = 400
"""Most strides."""
FEWEST = 6
"""With fewer strides than this the branch is not tried."""


def solved(
    game: Game,
    menu: Menu | None,
    precision: float,
    grid: int,
    selection: Selection,
    *,
    threads: int | None = None,
    progress: Progress | None = None,
) -> BeliefProfile:
    """Return the profile of a game for one menu and selection."""
    first, second = (
        BeliefAxis.around(float(prior[1]) if len(prior) == 2 else 0.0, grid) for prior in game.prior
    )
    solver = StageSolver(game, (first, second), precision, selection)
    values = None if menu is None else menu.values
    return BeliefProfile(solver, menu, induce(solver, values, threads=threads, progress=progress))


class Climber:
    """Solves one game with one menu at one precision after another."""

    def __init__(
        self, game: Game, menu: Menu | None, grid: int, *, threads: int | None = None
    ) -> None:
        self.game, self.menu, self.grid, self.threads = game, menu, grid, threads

    def at(self, precision: float, selection: Selection | None = None) -> BeliefProfile:
        """Return the profile at a precision; each stage by itself unless told otherwise."""
        return solved(
            self.game, self.menu, precision, self.grid, selection or Selection(),
            threads=self.threads,
        )  # fmt: skip

    def whole(self, high: BeliefProfile) -> BeliefProfile:
        """Return the profile on the game's branch at the precision of ``high``.

        ``high`` is the profile whose stages were each solved by themselves. What is returned says
        whether it is the principal one, and why.
        """
        several, steep = doubts(high)
        if not several and not steep:
            return _told(high, True, f"{_MET} that play or a deviation leads to has one root")
        strides = int((MOST if in_play(high) else FEW) / max(1, high.tally.counts[0]))
        if not high.induction.kept or strides < FEWEST:
            known = "" if several else "no stage is met where a second root is known, but "
            return _told(
                high, False, f"{known}the game is too large to be followed from precision 0", high
            )
        low = high
        while any(doubts(low)):
            if low.precision <= LOWEST * high.precision:
                return _told(high, False, "every precision tried leaves several roots", high)
            low = self.at(0.5 * low.precision)
        found, lost = self._climb(low, high.precision, min(MANY, strides))
        # Roots continued are not searched for others: those that were found stage by stage count.
        found.tally.counts[1] = max(found.tally.counts[1], high.tally.counts[1])
        if lost is None:
            why = (
                f"all stages were continued together from precision {low.precision:.3g}, "
                "where each that is met has one root"
            )
            return _told(found, True, why)
        why = f"the branch that starts at precision {low.precision:.3g} was lost at {lost:.4g}"
        return _told(found, False, why, high)

    def onwards(self, low: BeliefProfile, precision: float) -> BeliefProfile:
        """Return the profile that one goes on to at a higher precision, all stages together.

        It is principal if ``low`` is and its branch was not lost on the way.
        """
        if not low.induction.kept:
            return self.at(precision)
        strides = int(FEW / max(1, low.tally.counts[0]))
        if not low.selected.is_principal or strides < FEWEST:
            # There is nothing to prove, or no way to: no stride is tried again.
            found, _ = self._climb(low, precision, 1)
            why = f"continued in long strides from precision {low.precision:.3g}"
            return _told(found, False, why, found)
        found, lost = self._climb(low, precision, strides)
        why = f"all stages were continued together from precision {low.precision:.3g} on"
        if lost is not None:
            why = f"the branch from precision {low.precision:.3g} was lost at {lost:.4g}"
        return _told(found, lost is None, why, found)

    def _climb(
        self, low: BeliefProfile, precision: float, strides: int
    ) -> tuple[BeliefProfile, float | None]:
        """Return the profile that the branch of ``low`` leads to, and where it was lost."""
        here, stride, lost = low, STRIDE, None
        before, last, now = 0.0, nowhere(low), branch_of(low)
        while here.precision < precision:
            ahead = min(precision, here.precision * stride)
            if ahead > 0.999 * precision:
                ahead = precision
            share = (ahead - here.precision) / (here.precision - before)
            branch = branch_of(here, last, share)
            found = self.at(ahead, Selection("continued", CONTINUED, branch=branch))
            after = branch_of(found)
            _mark_astray(found, now, branch, after)
            strides -= 1
            if lost is None and doubts(found)[0]:
                if stride > SHORTEST and strides > 0:
                    stride **= 0.5
                    continue
                lost = ahead
            last, now = now, after
            before, here = here.precision, found
            stride = STRIDE if lost is not None else min(stride**1.5, STRIDE)
        return here, lost


def _told(
    profile: BeliefProfile, is_principal: bool, reason: str, high: BeliefProfile | None = None
) -> BeliefProfile:
    """Return a profile that says what it is, and where play meets several roots of ``high``."""
    places = () if high is None else places_of(high)
    profile.selected = SelectedEquilibrium(is_principal=is_principal, reason=reason, several=places)
    return profile


def branch_of(profile: BeliefProfile, before: Branch | None = None, ahead: float = 0.0) -> Branch:
    """Return the roots of a profile at the nodes, drawn out from those ``before``.

    ``ahead`` is the length of the next stride as a share of the last.
    """
    moves, answers = {}, {}
    game, menu, axes = profile.game, profile.offered, profile.solver.axes
    for (t, s), (here, answered) in profile.induction.kept.items():
        stage = game.stages[t]
        mover = stage.mover
        assert mover is not None
        shifts = _shifts(here.odds, axes[mover].log_odds[:, None])
        if before is not None:
            shifts = _drawn_out(shifts, before.moves[t, s], ahead, here.flags[..., None])
        moves[t, s] = shifts
        if answered is not None:
            assert menu is not None
            assert game.packages is not None
            packages = menu.values[stage.round_index, game.packages.regime(s)]
            shifts = _shifts(answered.odds, axes[1 - mover].log_odds)
            if before is not None:
                known = before.answers[t + 1, s][0]
                shifts = _drawn_out(shifts, known, ahead, answered.flags)
            answers[t + 1, s] = shifts, packages
    return Branch(moves, answers)


def _mark_astray(found: BeliefProfile, before: Branch, expected: Branch, after: Branch) -> None:
    """Flag roots that lie further from where they were expected than a smooth branch would go.

    ``after`` are the roots found.
    """
    axes = found.solver.axes
    for (t, s), (here, answered) in found.induction.kept.items():
        mover = found.game.stages[t].mover
        assert mover is not None
        taken = here.logs.max(axis=2) > _UNLIKELY
        drift = _drift(
            axes[mover].log_odds[:, None], before.moves[t, s], expected.moves[t, s],
            after.moves[t, s],
        )  # fmt: skip
        here.flags[(drift & taken).any(axis=-1)] = BROKEN
        if answered is not None:
            key = t + 1, s
            drift = _drift(
                axes[1 - mover].log_odds, before.answers[key][0], expected.answers[key][0],
                after.answers[key][0],
            )  # fmt: skip
            answered.flags[drift] = BROKEN


def _drift(
    priors: NDArray[np.float64],
    before: NDArray[np.float64],
    expected: NDArray[np.float64],
    after: NDArray[np.float64],
) -> NDArray[np.bool_]:
    """Return which shifts of log odds lie too far from those expected, as beliefs."""
    certain = np.isinf(np.broadcast_to(priors, after.shape))
    was, wanted, now = (
        np.tanh(0.5 * np.where(certain, 0.0, priors + shifts))
        for shifts in (before, expected, after)
    )
    far = np.abs(now - wanted) > np.maximum(2.0 * CLOSE, DRIFT * np.abs(wanted - was))
    return np.asarray(far & ~certain)


def nowhere(profile: BeliefProfile) -> Branch:
    """Return the roots at precision 0, where no belief moves."""
    branch = branch_of(profile)
    return Branch(
        {key: np.zeros_like(shifts) for key, shifts in branch.moves.items()},
        {key: (np.zeros_like(shifts), worth) for key, (shifts, worth) in branch.answers.items()},
    )


def _shifts(odds: NDArray[np.float64], priors: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return by how much posteriors differ from priors; certain beliefs never move."""
    certain = np.isinf(np.broadcast_to(priors, odds.shape))
    return np.subtract(odds, priors, where=~certain, out=np.zeros(odds.shape))


def _drawn_out(
    shifts: NDArray[np.float64],
    before: NDArray[np.float64],
    ahead: float,
    flags: NDArray[np.int8],
) -> NDArray[np.float64]:
    """Return where shifts point to, by the last stride, unless they have just leapt."""
    return np.where(flags == 0, shifts + ahead * (shifts - before), shifts)
