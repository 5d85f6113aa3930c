"""Where the nodes of a game tree stand: strands of type pairs along the tree of public histories.

Every public history is a bundle of nodes, one for each pair of types, under each other: what a
player cannot tell apart is then close together. Columns are moves; rows are plays.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ...results.played_tree import PlayedMove, PlayedTree

Pair = tuple[int, int]


@dataclass(frozen=True)
class Spot:
    """One node of the drawing: a history, or an end, of one pair of types."""

    column: int
    """How many moves after nature's draw."""
    row: float
    """How far down, in rows."""
    reach: float
    """The probability of getting here, the draw of the types included."""


@dataclass(frozen=True)
class Twig:
    """One action of one pair of types, from a node to the next."""

    node: int
    """The history that it starts from."""
    pair: Pair
    """The types."""
    move: PlayedMove
    """The action."""
    start: Spot
    """Where it starts."""
    stop: Spot
    """Where it ends."""
    chance: float
    """How likely it is at its start."""
    payoffs: tuple[float, float] | None
    """What all moves so far have paid, where the game ends; else None."""


class TreeLayout:
    """The places of all nodes and branches of a small game's tree."""

    def __init__(self, tree: PlayedTree) -> None:
        self.tree = tree
        first, second = (range(len(names)) for names in tree.types)
        self.pairs = [(u, v) for u in first for v in second]
        """Type pairs, from top to bottom of a bundle."""
        self.spots: dict[tuple[int, Pair], Spot] = {}
        """The node of each history and pair."""
        self.twigs: list[Twig] = []
        """All branches."""
        self._rows = 0.0
        self._heights: dict[int, float] = {}
        self._here: dict[int, list[Pair]] = {}
        self._height(0, self.pairs)
        belief = tree.nodes[0].belief
        chances = [[*belief[player].values()] for player in tree.players]
        for pair in self.pairs:
            likely = chances[0][pair[0]] * chances[1][pair[1]]
            self._grow(0, pair, Spot(0, self._row(0, pair), likely), np.zeros(2))

    @property
    def rows(self) -> float:
        """How many rows the drawing has."""
        return self._rows - GAP

    @property
    def columns(self) -> int:
        """The last column."""
        return max(twig.stop.column for twig in self.twigs)

    def information_set(self, n: int, pair: Pair) -> int:
        """Return the number of the information set of a node, among those of its history."""
        node = self.tree.nodes[n]
        return 0 if node.player == "nature" else pair[self.tree.players.index(node.player)]

    def lane(self, n: int, pair: Pair) -> int:
        """Return how many lanes a node is set aside, so that frames of one history keep apart."""
        node = self.tree.nodes[n]
        if node.player == "nature":
            return 0
        other = 1 - self.tree.players.index(node.player)
        return self.information_set(n, pair) if len(self.tree.types[other]) > 1 else 0

    def _height(self, n: int, pairs: list[Pair]) -> float:
        """Work out where the bundles of a history's pairs, and of what follows, have their middle.

        Pairs that have not the action that leads somewhere are not there.
        """
        self._here[n] = pairs
        below = []
        for move in self.tree.nodes[n].moves:
            able = [pair for pair in pairs if _chance(self.tree, n, move, pair) is not None]
            if not able:
                continue
            if move.following >= 0:
                below.append(self._height(move.following, able))
                continue
            middle = self._rows + 0.5 * (len(able) - 1)
            self._heights[_end(n, move)], self._here[_end(n, move)] = middle, able
            below.append(middle)
            self._rows += len(able) + GAP
        self._heights[n] = 0.5 * (below[0] + below[-1])
        return self._heights[n]

    def _row(self, n: int, pair: Pair) -> float:
        here = self._here[n]
        return self._heights[n] + here.index(pair) - 0.5 * (len(here) - 1)

    def _grow(self, n: int, pair: Pair, here: Spot, paid: NDArray[np.float64]) -> None:
        self.spots[n, pair] = here
        for move in self.tree.nodes[n].moves:
            chance = _chance(self.tree, n, move, pair)
            if chance is None:
                continue
            is_end = move.following < 0
            row = self._row(_end(n, move) if is_end else move.following, pair)
            there = Spot(here.column + 1, row, here.reach * chance)
            total = paid + [float(move.payoffs[player][pair]) for player in self.tree.players]
            payoffs = (float(total[0]), float(total[1])) if is_end else None
            self.twigs.append(Twig(n, pair, move, here, there, chance, payoffs))
            if not is_end:
                self._grow(move.following, pair, there, total)


GAP = 0.6
"""Rows between the ends of different plays."""


def plays(tree: PlayedTree) -> int:
    """Return how many rows of payoffs a tree has: ends of the game, for each pair of types."""
    return sum(twig.payoffs is not None for twig in TreeLayout(tree).twigs)


def _end(n: int, move: PlayedMove) -> int:
    """Return a number for the end after a move, apart from those of histories."""
    return -1 - (n * 1_000_003 + move.number)


def _chance(tree: PlayedTree, n: int, move: PlayedMove, pair: Pair) -> float | None:
    """Return how likely a pair of types is to take an action; None if it is not theirs."""
    player = tree.nodes[n].player
    if player == "nature":
        return move.chances["nature"]
    i = tree.players.index(player)
    return move.chances.get(tree.types[i][pair[i]])
