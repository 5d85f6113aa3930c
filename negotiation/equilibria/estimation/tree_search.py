"""Equilibria of a small game on the tree of its public histories, from many starts.

At one precision the equilibrium conditions are solved from the principal profile, from the
frequencies of the choices themselves, from equal chances, and from play drawn at random, always the
same. Newton's corrections lead to equilibria of every kind, corrections towards stable ones to some
that these miss. A solution is followed to another precision in strides so short that no probability
moves far.

The search finds some equilibria and proves of none that it is the last.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ...game.stages import StageKind
from ...results.many_nodes import mixed_actions_at
from ...results.profile import Profile
from ..explicit.equations import Array, Equations, Place
from ..explicit.histories import list_histories
from ..explicit.kernels.layout import NATURE
from .choices import Choices
from .likelihood import LEAST, Fit, Reading

RANDOM_STARTS = 8
"""How many starts are drawn."""
STRIDE, SHORTEST = 0.15, 1e-3
"""The longest stride of log L in following a branch; the shortest, before it is taken to end."""
NEAR = 0.25
"""The most that a probability may change in a stride."""
SOLVED = 1e-7
"""Residual of a solution, in log odds."""
_CORRECTIONS, _SETTLED = 60, 1e-9
_BOUND = 0.5
"""The largest move of a belief in a correction towards a stable solution."""


@dataclass(frozen=True)
class Solution:
    """An equilibrium on the tree."""

    place: Place
    """Where the conditions are solved."""
    reading: Reading
    """The choices as it reads them."""


class TreeSearch:
    """The search in one game, for one set of choices."""

    def __init__(self, choices: Choices) -> None:
        self.choices, self.game = choices, choices.game
        self.histories = list_histories(self.game)
        self.equations = Equations(self.game, self.histories)
        self._owner = np.repeat(np.arange(self.histories.count), self.equations.degree)
        self._edges, self._types, taken = self._paths()
        #: How often each type took each edge [e, θ].
        self._taken = taken

    def _solution(self, place: Place | None) -> Solution | None:
        """Return a place, if any, with the choices as the equilibrium there reads them."""
        if place is None:
            return None
        logs = place.point.x[self._edges, self._types]
        total = float(np.maximum(logs, math.log(LEAST)).sum())
        impossible = int((logs < math.log(LEAST)).sum())
        return Solution(place, Reading(Fit(total, impossible, 0, 0.0), np.exp(logs)))

    def near(self, profile: Profile, precision: float) -> Solution | None:
        """Return the equilibrium next to a profile."""
        return self._solution(self._newton(self._at(self._logs_of(profile), precision)))

    def solutions(self, precision: float) -> Iterator[Solution]:
        """Yield what the starts lead to at a precision; the same may come more than once."""
        rng = np.random.default_rng(0)
        shape = self.equations.start(precision).point.x.shape
        starts = [np.log(self._taken + 0.5), np.zeros(shape)]
        starts += [rng.normal(scale=2.0, size=shape) for _ in range(RANDOM_STARTS)]
        for logs in starts:
            for solve in (self._newton, self._upright):
                found = self._solution(solve(self._at(logs, precision)))
                if found is not None:
                    yield found

    def follow(self, solution: Solution, x: float) -> Solution | None:
        """Return the equilibrium that the branch of another one has at x = log L, if it has one."""
        here, at = solution.place, math.log(solution.place.precision)
        stride = STRIDE
        while at != x:
            ahead = x if abs(x - at) <= stride else at + math.copysign(stride, x - at)
            moved = here.copy()
            self.equations.linearise(moved)
            self.equations.move_x[:, :, 0] = self.equations.move_y[:, :, 0] = 0.0
            self.equations.correct(moved, math.expm1(ahead - at))
            moved.precision = math.exp(ahead)
            found = self._newton(moved)
            if found is None or np.abs(found.point.played - here.point.played).max() > NEAR:
                stride *= 0.4
                if stride < SHORTEST:
                    return None
                continue
            here, at, stride = found, ahead, min(2.0 * stride, STRIDE)
        return self._solution(here)

    def _newton(self, place: Place) -> Place | None:
        """Correct a place, which is moved, until it is a solution."""
        for _ in range(_CORRECTIONS):
            self.equations.linearise(place)
            change = self.equations.correct(place)
            if not math.isfinite(change):
                return None
            if change < _SETTLED:
                return place if self.equations.linearise(place) < SOLVED else None
        return None

    def _upright(self, place: Place) -> Place | None:
        """Correct a place, which is moved, towards a stable solution."""
        types = self.equations.work.share.shape[0]
        most = np.full(self._owner.size, _BOUND)
        bound = np.repeat(most[:, None], max(types - 1, 1), axis=1)
        last = np.zeros_like(bound)
        for _ in range(_CORRECTIONS):
            felt = self.equations.linearise_upright(place, bound, most, last)
            change = self.equations.correct(place)
            if not math.isfinite(change):
                return None
            if change < 0.01 and not felt:
                break
        return self._newton(place)

    def _at(self, logs: Array, precision: float) -> Place:
        """Return the place of some play [e, θ], beliefs following from it by Bayes' rule."""
        place = self.equations.start(precision)
        place.point.x[:] = np.where(place.point.played > 0.0, logs, 0.0)
        self.equations.normalise(place)
        tree, x, y = self.histories.tree, place.point.x, place.point.y
        offset = 0, len(self.game.types[0]) - 1
        for e, (n, child) in enumerate(zip(self._owner, tree.child, strict=True)):
            if child < 0:
                continue
            y[child] = y[n]
            mover = int(tree.mover[n])
            if mover != NATURE:
                own = len(self.game.types[mover]) - 1
                told = x[e, 1 : 1 + own] - x[e, 0]
                y[child, offset[mover] : offset[mover] + own] += told
        return place

    def _paths(self) -> tuple[NDArray[np.int64], NDArray[np.int64], Array]:
        """Return edges and types [m] of the choices counted, and how often edges were taken."""
        choices, tree = self.choices, self.histories.tree
        most = int(self.histories.action.max()) + 1
        keys = self._owner * most + self.histories.action
        taken = np.zeros((keys.size, max(map(len, self.game.types))))
        at = np.zeros(len(choices.types), dtype=np.int64)
        edges: list[NDArray[np.int64]] = []
        types: list[NDArray[np.int64]] = []
        for t, stage in enumerate(self.game.stages):
            here = np.flatnonzero(choices.actions[:, t] >= 0)
            edge = np.searchsorted(keys, at[here] * most + choices.actions[here, t])
            if stage.mover is not None:
                counted, own = choices.counted[here, t], choices.types[here, stage.mover]
                edges.append(edge[counted])
                types.append(own[counted])
                np.add.at(taken, (edge, own), 1.0)
            at[here] = tree.child[edge]
        return np.concatenate(edges), np.concatenate(types), taken

    def _logs_of(self, profile: Profile) -> Array:
        """Return the log probabilities [e, θ] of a profile on beliefs, at the beliefs it leads to.

        Histories come stage by stage, so a history's belief is known when its stage is.
        """
        histories, tree = self.histories, self.histories.tree
        logs = np.zeros((self._owner.size, max(map(len, self.game.types))))
        beliefs = np.zeros((histories.count, 2))
        beliefs[0] = [prior[1] if len(prior) == 2 else 0.0 for prior in self.game.prior]
        for t, stage in enumerate(self.game.stages):
            nodes = np.flatnonzero(histories.stage == t)
            edges = np.flatnonzero(histories.stage[self._owner] == t)
            if nodes.size == 0:
                continue
            after = beliefs[self._owner[edges]]
            if stage.mover is not None:
                table, row_of = mixed_actions_at(
                    profile,
                    t,
                    histories.public_state[nodes],
                    beliefs[nodes],
                    histories.package[nodes],
                )
                row = row_of[np.searchsorted(nodes, self._owner[edges])]
                column = histories.action[edges]
                if stage.kind is StageKind.OFFER:
                    column = np.where(column > 0, 1 + np.searchsorted(profile.menu, column - 1), 0)
                chances = np.maximum(table[row, :, column], LEAST)  # [e, θ]
                logs[edges, : chances.shape[1]] = np.log(chances)
                if chances.shape[1] == 2:
                    own = after[:, stage.mover]
                    joint = own * chances[:, 1]
                    after[:, stage.mover] = joint / (joint + (1.0 - own) * chances[:, 0])
            on = tree.child[edges] >= 0
            beliefs[tree.child[edges][on]] = after[on]
        return logs
