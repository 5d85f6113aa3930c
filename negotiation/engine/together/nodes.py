"""Public nodes: where matches stand at one stage, each distinct node once.

A node is a public state, the package on the table at an answer stage, the public belief, and as
much of the past as the strategies say that they remember. Matches that share a node share every
mixed action; a strategy with no memory is asked about a position once, however it was reached.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ...game.beliefs import Belief
from ...game.information import History, PublicMove
from ...game.rules import Position
from ...results.many_nodes import distinct
from ...results.profile import Profile


class Reading(NamedTuple):
    """What a profile says at some nodes. Axes: ``d`` distinct position and belief."""

    table: NDArray[np.float64]
    """Probabilities of every type of the mover [d, type, column]."""
    row_of: NDArray[np.int64]
    """Each node's d [n]."""
    actions: NDArray[np.int64]
    """The actions, in rising order [column]."""


@dataclass(frozen=True, slots=True)
class Nodes:
    """The distinct nodes of one stage. Axes: ``n`` node."""

    stage: int
    """The stage."""
    states: NDArray[np.int64]
    """The public state [n]."""
    packages: NDArray[np.int64]
    """The package on the table [n]; -1 where there is none."""
    beliefs: tuple[NDArray[np.float64], NDArray[np.float64]]
    """The public chances of each player's types [i][n, type]."""
    pasts: tuple[History, ...]
    """One history that leads to each node [n]; empty where nobody reads histories."""
    read: dict[Profile, Reading] = field(default_factory=dict)
    """What profiles say at these nodes, as far as they have been asked."""

    @property
    def count(self) -> int:
        """The number of nodes."""
        return self.states.size

    def position(self, n: int) -> Position:
        """Return where the talks stand at a node."""
        package = int(self.packages[n])
        return Position(self.stage, int(self.states[n]), None if package < 0 else package)

    def belief(self, n: int) -> Belief:
        """Return the public belief at a node."""
        first, second = (tuple(map(float, chances[n])) for chances in self.beliefs)
        return Belief((first, second))

    def second_types(self) -> NDArray[np.float64]:
        """Return the chance of each player's second type [n, i], 0 where it has one type only."""
        columns = [
            chances[:, 1] if chances.shape[1] > 1 else np.zeros(self.count)
            for chances in self.beliefs
        ]
        return np.stack(columns, axis=1)


@dataclass(slots=True)
class Arrivals:
    """What leads to the nodes of one stage, gathered from the stages before."""

    matches: list[NDArray[np.int64]] = field(default_factory=list)
    """Which matches come [a], group by group."""
    places: list[NDArray[np.int64]] = field(default_factory=list)
    """By which arrival each of them comes [a]."""
    states: list[NDArray[np.int64]] = field(default_factory=list)
    packages: list[NDArray[np.int64]] = field(default_factory=list)
    beliefs: list[tuple[NDArray[np.float64], NDArray[np.float64]]] = field(default_factory=list)
    pasts: list[History] = field(default_factory=list)
    count: int = 0

    def add(
        self,
        states: NDArray[np.int64],
        packages: NDArray[np.int64],
        beliefs: tuple[NDArray[np.float64], NDArray[np.float64]],
        pasts: Sequence[History],
    ) -> int:
        """Add arrivals, and return the number of the first of them."""
        first = self.count
        self.states.append(states)
        self.packages.append(packages)
        self.beliefs.append(beliefs)
        self.pasts.extend(pasts)
        self.count += states.size
        return first

    def nodes(
        self, stage: int, depth: float, reads_past: bool
    ) -> tuple[Nodes, NDArray[np.int64], NDArray[np.int64]]:
        """Return the distinct nodes, the matches that stand there [a], and each one's node [a].

        ``depth`` is how many past moves keep nodes apart.
        """
        states, packages = np.concatenate(self.states), np.concatenate(self.packages)
        first, second = (np.concatenate([pair[i] for pair in self.beliefs]) for i in (0, 1))
        columns: list[NDArray[np.generic]] = [packages, states, *first.T, *second.T]
        if depth > 0 and reads_past:
            columns.append(_past_numbers(self.pasts, depth))
        rows, node_of = distinct(*columns)
        pasts = tuple(self.pasts[n] for n in rows) if reads_past else ()
        found = Nodes(stage, states[rows], packages[rows], (first[rows], second[rows]), pasts)
        return found, np.concatenate(self.matches), node_of[np.concatenate(self.places)]


def _past_numbers(pasts: Sequence[History], depth: float) -> NDArray[np.int64]:
    """Return a number for each past, equal where the moves that count are [n]."""
    if math.isinf(depth):
        return np.arange(len(pasts))  # different arrivals have different pasts
    number_of: dict[tuple[PublicMove, ...], int] = {}
    found = [number_of.setdefault(past[-int(depth) :], len(number_of)) for past in pasts]
    return np.array(found, dtype=np.int64)
