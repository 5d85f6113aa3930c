"""Where the nodes of a game tree stand: strands of type pairs along the tree of public histories.

Every public history is a bundle of nodes, one for each pair of types, under each other: what a
player cannot tell apart is then close together. Columns are moves; rows are plays.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ...results.played_tree import PlayedMove, PlayedNode, PlayedTree

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
        self._ends = 0
        self._heights: dict[int, float] = {}
        self._height(0)
        belief = tree.nodes[0].belief
        chances = [[*belief[player].values()] for player in tree.players]
        for number, pair in enumerate(self.pairs):
            likely = chances[0][pair[0]] * chances[1][pair[1]]
            top = Spot(0, self._row(self._heights[0], number), likely)
            self._grow(0, number, top, np.zeros(2))

    @property
    def rows(self) -> float:
        """How many rows the drawing has."""
        return self._ends * (len(self.pairs) + GAP) - GAP

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

    def _height(self, n: int) -> float:
        """Work out where the bundle of a history stands, in ends from the top."""
        below = []
        for move in self.tree.nodes[n].moves:
            if move.following >= 0:
                below.append(self._height(move.following))
            else:
                self._heights[_end(n, move)] = float(self._ends)
                below.append(float(self._ends))
                self._ends += 1
        self._heights[n] = 0.5 * (below[0] + below[-1])
        return self._heights[n]

    def _row(self, height: float, number: int) -> float:
        return height * (len(self.pairs) + GAP) + number

    def _grow(self, n: int, number: int, here: Spot, paid: NDArray[np.float64]) -> None:
        node, pair = self.tree.nodes[n], self.pairs[number]
        self.spots[n, pair] = here
        for move in node.moves:
            is_end = move.following < 0
            height = self._heights[_end(n, move) if is_end else move.following]
            chance = _chance(self.tree, node, move, pair)
            there = Spot(here.column + 1, self._row(height, number), here.reach * chance)
            total = paid + [float(move.payoffs[player][pair]) for player in self.tree.players]
            payoffs = (float(total[0]), float(total[1])) if is_end else None
            self.twigs.append(Twig(n, pair, move, here, there, chance, payoffs))
            if not is_end:
                self._grow(move.following, number, there, total)


GAP = 0.6
"""Rows between the ends of different plays."""


def plays(tree: PlayedTree) -> int:
    """Return how many rows of payoffs a tree has: ends of the game, for each pair of types."""
    ends = sum(move.following < 0 for node in tree.nodes for move in node.moves)
    return ends * len(tree.types[0]) * len(tree.types[1])


def _end(n: int, move: PlayedMove) -> int:
    """Return a number for the end after a move, apart from those of histories."""
    return -1 - (n * 1_000_003 + move.number)


def _chance(tree: PlayedTree, node: PlayedNode, move: PlayedMove, pair: Pair) -> float:
    if node.player == "nature":
        return move.chances["nature"]
    i = tree.players.index(node.player)
    return move.chances.get(tree.types[i][pair[i]], 0.0)
