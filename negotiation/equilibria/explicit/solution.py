"""What the solver on the tree of histories hands over."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ...foundations.errors import NegotiationError
from ...game.beliefs import Belief
from ...game.game import Game, TypePair
from ...game.information import PublicMove
from ...game.stages import StageKind
from ...results.history_profile import HistoryProfile
from .histories import Histories
from .kernels.layout import NATURE

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Rung:
    """One place on the way from uniform play to the solution."""

    precision: float
    """L there, per $bn."""
    way: str
    """How it was reached: ``start``, along the ``branch``, or by a ``leap`` over folds."""


@dataclass(frozen=True)
class Ending:
    """One way in which the talks end."""

    actions: tuple[int, ...]
    """All actions, nature's included."""
    probability: float
    """How likely it is."""


@dataclass(frozen=True)
class ExplicitSolution(HistoryProfile):
    """A logit equilibrium with a mixed action for every type at every public history.

    Two histories with the same stage, public state and belief may be played differently, which a
    `Profile` cannot say: strategies are asked for by history. A history is given as its actions,
    nature's included, or as the public moves that an information set carries.
    """

    game: Game
    """The game."""
    histories: Histories
    """Its public histories [n] and their edges [e]."""
    precision: float
    """L, per $bn."""
    log_probabilities: Array
    """Log probability of every edge for every type of its mover [e, θ]; 0 where there is none."""
    log_odds: Array
    """Log odds of player 0's types 1, 2, ... against its type 0, then of player 1's [n, c]."""
    continuation: Array
    """Expected payoffs from every history on [n, i, u, v], $bn."""
    residual: float
    """The largest error of a log probability or log odds in the equilibrium conditions."""
    regret: float
    """The most that any type can gain by deviating from the start on, $bn."""
    regret_anywhere: float
    """The most that any type can gain by deviating from any history on, at its belief, $bn."""
    ladder: tuple[Rung, ...]
    """The places on the way."""
    folds: int
    """How often precision turned round along the branch."""
    crossings: int
    """How often no stride was short enough to stay on the branch beyond doubt, as where it meets
    another one, and it was followed straight on."""
    linearisations: int
    """How often the equations were linearised: the effort."""

    @property
    def is_principal(self) -> bool:
        """Whether this is the branch from uniform play at precision 0, followed all the way.

        Else it was selected: by leaps over folds, or where branches cross.
        """
        return self.crossings == 0 and all(rung.way != "leap" for rung in self.ladder)

    @property
    def values(self) -> Array:
        """Expected payoffs at the start [i, u, v], $bn."""
        return np.asarray(self.continuation[0])

    def probabilities(self, history: Sequence[int | PublicMove]) -> Array:
        """Return the mixed actions of the mover's types at a history [θ, k].

        At an offer stage action ``1 + p`` offers package ``p``. Illegal actions have 0. Raises
        ``NegotiationError`` where nature moves or the history does not exist.
        """
        n = self._find(history)
        stage = self.game.stages[self.histories.stage[n]]
        if stage.mover is None:
            raise NegotiationError(f"nature moves after {_shown(history)}; nobody has a strategy")
        count = len(stage.actions)
        if stage.kind is StageKind.OFFER and self.game.packages is not None:
            count += self.game.packages.count
        table = np.zeros((len(self.game.types[stage.mover]), count))
        edges = self.edges(n)
        logs = self.log_probabilities[edges, : table.shape[0]]
        table[:, self.histories.action[edges]] = np.exp(logs).T
        return table

    def belief(self, history: Sequence[int | PublicMove]) -> Belief:
        """Return what everyone believes about both players' types after a history."""
        return self.belief_at(self._find(history))

    def value(self, history: Sequence[int | PublicMove]) -> Array:
        """Return both players' expected payoffs from a history on, by type pair [i, u, v], $bn."""
        return np.asarray(self.continuation[self._find(history)])

    def log_chances(self, history: Sequence[int | PublicMove]) -> Array:
        """Return the log probabilities of the open actions [k, θ], as `HistoryProfile` says."""
        n = self._find(history)
        mover = int(self.histories.tree.mover[n])
        if mover == NATURE:
            raise NegotiationError(f"nature moves after {_shown(history)}; nobody has a strategy")
        own = len(self.game.types[mover])
        logs = np.array(self.log_probabilities[self.edges(n), :own])
        logs[self.histories.tree.charge[self.edges(n), :own] > 0.0] = -np.inf
        return logs

    def endings(self, types: TypePair, least: float = 1e-9) -> tuple[Ending, ...]:
        """Return how talks of a type pair end, most likely first, none below ``least``."""
        found = [ending for ending in self._endings(types) if ending.probability >= least]
        return tuple(sorted(found, key=lambda ending: -ending.probability))

    def belief_at(self, n: int) -> Belief:
        """Return what everyone believes at a history by number."""
        odds = self.log_odds[n]
        split = len(self.game.types[0]) - 1
        chances = []
        for own in (odds[:split], odds[split:]):
            logs = np.concatenate([[0.0], own])
            weights = np.exp(logs - logs.max())
            chances.append(tuple(map(float, weights / weights.sum())))
        return Belief((chances[0], chances[1]))

    def _endings(self, types: TypePair) -> Iterator[Ending]:
        tree = self.histories.tree
        waiting: list[tuple[int, tuple[int, ...], float]] = [(0, (), 1.0)]
        while waiting:
            n, actions, probability = waiting.pop()
            edges = self.edges(n)
            chances = self.chances(n, types)
            for e, chance in zip(range(edges.start, edges.stop), chances, strict=True):
                now = (*actions, int(self.histories.action[e])), probability * float(chance)
                if tree.child[e] < 0:
                    yield Ending(*now)
                elif now[1] > 0.0:
                    waiting.append((int(tree.child[e]), *now))

    def chances(self, n: int, types: TypePair) -> Array:
        """Return the probabilities of the edges of a history by number, given the types [k]."""
        tree, edges = self.histories.tree, self.edges(n)
        mover = int(tree.mover[n])
        if mover != NATURE:
            return np.asarray(np.exp(self.log_probabilities[edges, types[mover]]))
        first, second = self.belief_at(n).of
        pairs = np.outer(first, second).ravel()
        return np.asarray(tree.chance[edges] @ pairs)

    def edges(self, n: int) -> slice:
        """Return the edges of a history by number."""
        return slice(int(self.histories.tree.first[n]), int(self.histories.tree.first[n + 1]))

    def _find(self, history: Sequence[int | PublicMove]) -> int:
        return self.histories.find(_actions(history))


def _actions(history: Sequence[int | PublicMove]) -> list[int]:
    return [move.action if isinstance(move, PublicMove) else int(move) for move in history]


def _shown(history: Sequence[int | PublicMove]) -> str:
    actions = _actions(history)
    return f"the actions {', '.join(map(str, actions))}" if actions else "no action at all"
