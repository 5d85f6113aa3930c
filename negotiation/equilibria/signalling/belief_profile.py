"""The profile of a game solved on beliefs: every stage solved anew at the belief asked for."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor

import numpy as np
from numpy.typing import NDArray

from ...foundations.cores import workers_by_default
from ...game.beliefs import Belief
from ...game.game import Game
from ...game.mixed_actions import MixedAction
from ...game.rules import Position
from ...game.stages import ACCEPT, REJECT, WALK_OUT, Stage, StageKind
from ...results.profile import Profile
from ...results.receipt import Setting
from ...results.selection import SelectedEquilibrium
from .axis import log_odds, read_both
from .backward import BeliefInduction
from .beliefs_together import Together, together
from .kernels.selecting import CONTINUED, PRINCIPAL
from .kernels.tables import exponential_of, normalise
from .menu import Menu, values_at
from .stage_solver import StageSolver, Tally

_REMEMBERED = 20_000
"""Nodes whose mixed actions are kept, so that the same question is not solved twice."""
_WORTH_THREADS = 200
"""From so many nodes on they are solved in parallel, each public state by itself."""


class BeliefProfile(Profile):
    """Mixed actions at every public state, type and belief, and values.

    Off the path, beliefs are those that the equilibrium's own mixed actions imply: with a finite
    precision every action of the menu has positive probability. An offer outside the menu has none
    and leaves the belief as it is.
    """

    def __init__(self, solver: StageSolver, menu: Menu | None, induction: BeliefInduction) -> None:
        self.game: Game = solver.game
        self.solver, self.offered, self.induction = solver, menu, induction
        #: Which equilibrium this is, where that has been asked.
        self.selected = _as_asked(solver.selection.name)
        self._kept: dict[tuple[int, int, float, float, int], NDArray[np.float64]] = {}

    @property
    def precision(self) -> float:
        """The precision L, per $bn."""
        return self.solver.precision

    @property
    def settings(self) -> Mapping[str, Setting]:
        """The precision, the nodes of a belief axis, the size of the menu, the selection."""
        return {
            "precision": float(self.precision),
            "grid": max(axis.count for axis in self.solver.axes),
            "menu": int(self.menu.size),
            "selection": self.selection,
        }

    @property
    def selection(self) -> str:
        """``principal`` or ``selected``, or the name of the selection that was asked for."""
        asked = self.solver.selection.rule not in (PRINCIPAL, CONTINUED)
        return self.solver.selection.name if asked else self.selected.name

    @property
    def tally(self) -> Tally:
        """What was solved, and the largest error left."""
        return self.induction.tally

    @property
    def residual(self) -> float:
        """The largest error of any posterior's log odds."""
        return self.tally.residual

    @property
    def menu(self) -> NDArray[np.int64]:
        """The packages that may be offered with positive probability [m]."""
        return np.arange(0) if self.offered is None else self.offered.packages

    def value(self, belief: Belief | None = None) -> NDArray[np.float64]:
        """Return the players' values [i, u, v] at the start, at the prior by default, in $bn."""
        here = Belief.prior(self.game) if belief is None else belief
        table = self.induction.values[0][:, :, :, self.game.initial_state]
        first, second = (np.array([chance]) for chance in here.second_types())
        table = self.solver.axes[1].read(table, second)[..., 0]
        table = self.solver.axes[0].read(table, first)[..., 0]
        rows, columns = (len(names) for names in self.game.types)
        return np.asarray(table[:, :rows, :columns])

    def claimed(
        self, stage: int, states: NDArray[np.int64], beliefs: NDArray[np.float64]
    ) -> NDArray[np.float64]:
        """Return the values [n, i, u, v] at the start of a stage, not an answer, in $bn.

        At public states [n] and probabilities of the second types [n, i]; a single type has two
        rows.
        """
        found = np.empty((len(states), 2, 2, 2))
        for s in np.unique(states).tolist():
            on = np.flatnonzero(states == s)
            table = self.induction.values[stage][:, :, :, s]
            found[on] = read_both(self.solver.axes, table, beliefs[on])
        return found

    def probabilities(
        self, stage: int, public_state: int, player_type: int, belief: Belief
    ) -> NDArray[np.float64]:
        """Return the mover's probabilities at an exact belief (see `Profile`)."""
        here = self.game.stages[stage]
        own = self._table(stage, public_state, belief, -1)[..., player_type, :]
        if here.kind is not StageKind.OFFER:
            return np.array(own)
        packages = self.game.packages
        assert packages is not None
        row = np.zeros(1 + packages.count)
        row[0] = own[0]
        row[1 + self.menu] = own[1:]
        return row

    def mixed_action(self, position: Position, player_type: int, belief: Belief) -> MixedAction:
        """Return the mover's mixed action at a position."""
        if position.package is None:
            return super().mixed_action(position, player_type, belief)
        table = self._table(position.stage, position.public_state, belief, position.package)
        row = table[0, player_type]
        actions = np.flatnonzero(row)
        return MixedAction(tuple(map(int, actions)), tuple(map(float, row[actions])))

    def mixed_actions(
        self,
        stage: int,
        states: NDArray[np.int64],
        beliefs: NDArray[np.float64],
        packages: NDArray[np.int64] | None = None,
    ) -> NDArray[np.float64]:
        """Return the probabilities of every type at many nodes at once (see `Profile`)."""
        here = self.game.stages[stage]
        assert here.mover is not None
        on_table = self.menu if packages is None else packages
        kinds = {
            StageKind.MOVE: (len(self.game.types[here.mover]), len(here.actions)),
            StageKind.OFFER: (len(self.game.types[here.mover]), 1 + self.menu.size),
            StageKind.ANSWER: (len(on_table), len(self.game.types[here.mover]), len(here.actions)),
        }
        found = np.empty((len(states), *kinds[here.kind]))
        tasks: list[tuple[int, NDArray[np.float64] | None, NDArray[np.int64], Together]] = []
        alike: dict[bytes, list[Together]] = {}
        for s in np.unique(states).tolist():
            nodes = np.flatnonzero(states == s)
            key = beliefs[nodes].tobytes()
            if key not in alike:
                alike[key] = list(together(beliefs[nodes], here.mover))
            worths = self._worths(here, s, on_table)
            tasks += [(s, worths, nodes, each) for each in alike[key]]

        def solve(
            s: int, worths: NDArray[np.float64] | None, nodes: NDArray[np.int64], each: Together
        ) -> None:
            table = self._solved(stage, s, each.others, each.own, worths)
            found[nodes[each.places]] = table.reshape(-1, *table.shape[2:])[each.rows]

        if len(tasks) == 1 or len(states) < _WORTH_THREADS:
            for task in tasks:
                solve(*task)
        else:
            with ThreadPoolExecutor(min(workers_by_default(), len(tasks))) as pool:
                deque(pool.map(solve, *zip(*tasks, strict=True)), maxlen=0)
        return found

    def _table(self, stage: int, s: int, belief: Belief, package: int) -> NDArray[np.float64]:
        """Return both types' probabilities at one node; at an answer stage for some packages.

        ``package`` -1 stands for all.
        """
        chances = belief.second_types()
        key = (stage, s, *chances, package)
        if key not in self._kept:
            mover = self.game.stages[stage].mover
            assert mover is not None
            on_table = np.array([package])
            if package < 0:
                table = self.game.packages
                on_table = np.arange(0 if table is None else table.count)
            if len(self._kept) >= _REMEMBERED:
                self._kept.clear()
            other, own = np.array([chances[1 - mover]]), log_odds(np.array([chances[mover]]))
            worths = self._worths(self.game.stages[stage], s, on_table)
            self._kept[key] = self._solved(stage, s, other, own, worths)[0, 0]
        return self._kept[key]

    def _solved(
        self,
        stage: int,
        s: int,
        others: NDArray[np.float64],
        own: NDArray[np.float64],
        worths: NDArray[np.float64] | None,
    ) -> NDArray[np.float64]:
        """Return probabilities [j, m, type, k] at beliefs about the other [j] and the mover.

        ``own`` are log odds [m] or [j, m] (`StageSolver.moves`). At an answer stage the result is
        [j, m, q, type, answer] for packages of these ``worths`` (`_worths`).
        """
        here = self.game.stages[stage]
        mover = here.mover
        assert mover is not None
        values, tally = self.induction.values, Tally()
        types = len(self.game.types[mover])
        if here.kind is StageKind.ANSWER:
            assert worths is not None
            answered = self.solver.answers(stage, s, values, worths, others, own, tally)
            table = np.zeros((*answered.accepts.shape, len(here.actions)))
            table[..., ACCEPT] = answered.accepts
            table[..., REJECT] = _exponential(answered.rejects)
            left = 1.0 - table[..., ACCEPT] - table[..., REJECT]
            if here.legal[s, WALK_OUT]:
                table[..., WALK_OUT] = np.maximum(left, 0.0)
            _normalise(table)
            return np.moveaxis(table, 0, 2)[:, :, :, :types]
        if here.kind is StageKind.OFFER:
            assert self.offered is not None
            menu = self.offered.values[here.round_index, self._regime(s)]
            logs = self.solver.offers(stage, s, values, menu, others, own, tally)[0].logs
            chances = _exponential(logs)
        else:
            logs = self.solver.moves(stage, s, values, others, own, tally).logs
            chances = np.zeros((*logs.shape[:3], len(here.actions)))
            chances[..., here.legal[s]] = _exponential(logs)
        _normalise(chances)
        return chances[:, :, :types]

    def _regime(self, s: int) -> int:
        assert self.game.packages is not None
        return self.game.packages.regime(s)

    def _worths(
        self, here: Stage, s: int, packages: NDArray[np.int64]
    ) -> NDArray[np.float64] | None:
        """Return the values [i, u, v, q] of packages on the table; None if it is no answer."""
        if here.kind is not StageKind.ANSWER:
            return None
        r, g = here.round_index, self._regime(s)
        return self.game.memory.recall(
            (values_at, r, g, packages.tobytes()), lambda: values_at(self.game, packages, r, g)
        )


def _as_asked(selection: str) -> SelectedEquilibrium:
    reason = f"every stage was solved by itself, {selection}"
    return SelectedEquilibrium(is_principal=False, reason=reason, several=())


def _exponential(logs: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return probabilities from their logarithms, the same numbers however many there are."""
    found = np.empty_like(logs)
    exponential_of(logs.reshape(-1), found.reshape(-1))
    return found


def _normalise(chances: NDArray[np.float64]) -> None:
    """Make probabilities [.., k] sum to 1 over the last axis."""
    normalise(chances.reshape(-1, chances.shape[-1]))
