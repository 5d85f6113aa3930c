"""Solving one stage of a game in one public state, at any pairs of beliefs.

The values of the stages after it are tables on the belief axes. Everything that needs a stage
solved comes here: backward induction with the nodes of the axes, a profile with the exact belief at
which play stands.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from ...game.game import Game
from ...game.stages import ACCEPT, NO_OFFER, REJECT, WALK_OUT, Stage
from .axis import BeliefAxis, log_odds
from .kernels.moves import solve_moves
from .kernels.offers import answer_offers
from .kernels.selecting import CONTINUED, LEANING
from .kernels.tables import slopes_of
from .selection import Selection

Table = NDArray[np.float64]
"""Values [i, u, v, s + 1, b0, b1]; the last public state is the end of the game, worth 0."""


@dataclass
class Tally:
    """What was solved."""

    counts: NDArray[np.int64] = field(default_factory=lambda: np.zeros(4, dtype=np.int64))
    """Roots; priors with several equilibria; paths lost; roots above the tolerance."""
    residual: float = 0.0
    """The largest error of any posterior's log odds."""

    def add(self, counts: NDArray[np.int64], residual: float) -> None:
        """Count another piece of work."""
        self.counts += counts
        self.residual = max(self.residual, residual)


@dataclass(frozen=True)
class Solved:
    """One stage solved in one public state: own beliefs [m] and beliefs about the other [j]."""

    odds: NDArray[np.float64]
    """Posterior log odds [j, m, k]."""
    logs: NDArray[np.float64]
    """Log probabilities of the legal actions [j, m, t, k]."""
    earned: NDArray[np.float64]
    """Values [i, t, w, j, m], the mover's type first."""
    flags: NDArray[np.int8]
    """What is known of each root [j, m]; see `kernels.selecting`."""


@dataclass(frozen=True)
class Answered:
    """The answers to every package in one public state."""

    odds: NDArray[np.float64]
    """Posterior log odds after a rejection [q, j, m]."""
    rejects: NDArray[np.float64]
    """Log probability of rejecting [q, j, m, t]."""
    accepts: NDArray[np.float64]
    """Probability of accepting [q, j, m, t]."""
    earned: NDArray[np.float64]
    """Values [i, t, w, q, j, m], the answerer's type first."""
    flags: NDArray[np.int8]
    """What is known of each root [q, j, m]; see `kernels.selecting`."""


class StageSolver:
    """Solves the stages of one game at one precision and with one selection."""

    def __init__(
        self,
        game: Game,
        axes: tuple[BeliefAxis, BeliefAxis],
        precision: float,
        selection: Selection,
    ) -> None:
        self.game, self.axes, self.precision, self.selection = game, axes, precision, selection
        #: Which of its types a player's two rows are: a single type twice.
        self._rows = tuple(np.arange(2) % len(names) for names in game.types)
        #: What actions pay at once, by stage [s, i, t, w, k].
        self._pays: dict[int, NDArray[np.float64]] = {}

    def moves(
        self,
        t: int,
        s: int,
        after: list[Table],
        others: NDArray[np.float64],
        own: NDArray[np.float64],
        tally: Tally,
    ) -> Solved:
        """Solve a move stage at beliefs ``others`` [j] about the other player and ``own``.

        ``own`` are log odds [m], or [j, m] where each belief about the other has its own. What is
        found at a pair of beliefs does not depend on the others.
        """
        stage = self.game.stages[t]
        mover = stage.mover
        assert mover is not None
        legal = np.flatnonzero(stage.legal[s])
        worths = np.stack(
            [self._continued(stage, t, s, int(k), mover, after, others) for k in legal], axis=4
        )
        return self._solve(t, s, worths, others, own, tally)

    def answers(
        self,
        t: int,
        s: int,
        after: list[Table],
        packages: NDArray[np.float64],
        others: NDArray[np.float64],
        own: NDArray[np.float64],
        tally: Tally,
        worths: NDArray[np.float64] | None = None,
    ) -> Answered:
        """Solve an answer stage for the values of some packages [i, u, v, q].

        What is earned is written to ``worths`` [m, i, w, t, k, j], if given: to the proposer's
        last actions.
        """
        stage = self.game.stages[t]
        answerer = stage.mover
        assert answerer is not None
        now = self._paid(t, s)
        rejecting = self._continued(stage, t, s, REJECT, answerer, after, others)
        steep = self._slopes(rejecting)
        sure = [
            now[..., k].copy() if stage.legal[s, k] else np.full((2, 2, 2), -np.inf)
            for k in (ACCEPT, WALK_OUT)
        ]
        axis = self.axes[answerer]
        priors = _priors(own, len(others))
        offers, rows, columns = packages.shape[3], *priors.shape
        odds = np.empty((offers, rows, columns))
        flags = np.empty(odds.shape, dtype=np.int8)
        if self.selection.rule == LEANING:
            odds[:] = priors
        elif self.selection.rule == CONTINUED:
            assert self.selection.branch is not None
            axes = self.axes[1 - answerer], axis
            odds = self.selection.branch.of_answers(t, s, axes, packages, others, priors)
        rejects, accepts = np.empty((2, *odds.shape, 2))
        if worths is None:
            worths = np.empty((columns, 2, 2, 2, offers, rows))
        counts = np.zeros(4, dtype=np.int64)
        residual = answer_offers(
            sure[0],
            np.ascontiguousarray(_from(answerer, packages)),
            sure[1],
            rejecting,
            steep,
            answerer,
            others,
            axis.log_odds,
            priors,
            self.precision,
            axis.centre,
            axis.stretch,
            self.selection.rule,
            odds,
            rejects,
            accepts,
            worths,
            flags,
            counts,
        )
        tally.add(counts, residual)
        earned = worths[:, :, :, :, -offers:].transpose(1, 3, 2, 4, 5, 0)
        return Answered(odds, rejects, accepts, earned, flags)

    def offers(
        self,
        t: int,
        s: int,
        after: list[Table],
        packages: NDArray[np.float64],
        others: NDArray[np.float64],
        own: NDArray[np.float64],
        tally: Tally,
    ) -> tuple[Solved, Answered]:
        """Solve an offer stage with its answers, for a menu of packages [i, u, v, q].

        The answers are those at the nodes of the proposer's axis [j] and ``others`` [m].
        """
        stage = self.game.stages[t]
        proposer = stage.mover
        assert proposer is not None
        axis, actions = self.axes[proposer], 1 + packages.shape[3]
        worths = np.empty((len(others), 2, 2, 2, actions, axis.count))
        worths[:, :, :, :, 0] = self._continued(stage, t, s, NO_OFFER, proposer, after, others)
        replies = self.answers(
            t + 1, s, after, packages, axis.chances, log_odds(others), tally, worths
        )
        return self._solve(t, s, worths, others, own, tally), replies

    def _solve(
        self,
        t: int,
        s: int,
        worths: NDArray[np.float64],
        others: NDArray[np.float64],
        own: NDArray[np.float64],
        tally: Tally,
    ) -> Solved:
        """Solve a stage whose worths [j, i, t, w, k, n] are known."""
        stage, selection = self.game.stages[t], self.selection
        mover = stage.mover
        assert mover is not None
        axis = self.axes[mover]
        priors = _priors(own, len(others))
        worths = np.ascontiguousarray(worths)
        rows, columns, actions = *priors.shape, worths.shape[4]
        odds = np.empty((rows, columns, actions))
        flags = np.empty((rows, columns), dtype=np.int8)
        if selection.rule == LEANING:
            odds[:] = priors[..., None] + selection.lean(stage, s, actions)
        elif selection.rule == CONTINUED:
            assert selection.branch is not None
            axes = self.axes[1 - mover], axis
            odds = selection.branch.of_moves(t, s, axes, actions, others, priors)
        logs = np.empty((rows, columns, 2, actions))
        earned = np.empty((2, 2, 2, rows, columns))
        counts = np.zeros(4, dtype=np.int64)
        residual = solve_moves(
            worths,
            self._slopes(worths),
            mover,
            others,
            axis.log_odds,
            priors,
            self.precision,
            axis.centre,
            axis.stretch,
            selection.rule,
            odds,
            logs,
            earned,
            flags,
            counts,
        )
        tally.add(counts, residual)
        return Solved(odds, logs, earned, flags)

    def _paid(self, t: int, s: int) -> NDArray[np.float64]:
        """Return what a stage's actions pay at once [i, t, w, k], the mover's type first."""
        table = self._pays.get(t)
        if table is None:
            stage, (first, second) = self.game.stages[t], self._rows
            assert stage.mover is not None
            paid = stage.totals
            paid = paid[:, first % paid.shape[1]][:, :, second % paid.shape[2]]
            table = np.ascontiguousarray(_from(stage.mover, paid).transpose(3, 0, 1, 2, 4))
            self._pays[t] = table
        found: NDArray[np.float64] = table[s]
        return found

    def _continued(
        self,
        stage: Stage,
        t: int,
        s: int,
        k: int,
        mover: int,
        after: list[Table],
        others: NDArray[np.float64],
    ) -> NDArray[np.float64]:
        """Return payoff now plus value after of one action [j, i, t, w, n]."""
        values = after[t + stage.stride[k]][:, :, :, stage.next_state[s, k]]
        here = _from(mover, values)  # [i, t, w, b0, b1]
        if mover == 1:
            here = here.swapaxes(3, 4)  # [i, t, w, n, j]
        axis = self.axes[1 - mover]
        if others is not axis.chances:
            here = axis.read(here, others)
        paid = self._paid(t, s)[..., k]
        return np.ascontiguousarray((here + paid[..., None, None]).transpose(4, 0, 1, 2, 3))

    def _slopes(self, worths: NDArray[np.float64]) -> NDArray[np.float64]:
        steep = np.empty_like(worths)
        count = worths.shape[-1]
        slopes_of(worths.reshape(-1, count), steep.reshape(-1, count))
        return steep


def _from(mover: int, table: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return a table [i, u, v, ..] as the mover sees it: its own type before the other's."""
    return table if mover == 0 else table.swapaxes(1, 2)


def _priors(own: NDArray[np.float64], rows: int) -> NDArray[np.float64]:
    """Return the log odds to solve at [j, m], from those [m] or [j, m] that are asked for."""
    return np.broadcast_to(own, (rows, own.shape[-1])).copy()
