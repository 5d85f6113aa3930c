"""The equilibrium conditions of one game, with everything needed to move through them."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from ...foundations.errors import NegotiationError
from ...game.game import Game
from .histories import Histories
from .kernels.best_reply import largest_gains
from .kernels.elimination import linearise
from .kernels.layout import BARRED, NATURE, Point, Work
from .kernels.moving import advance, descend, descend_bounded, products, weigh

Array = NDArray[np.float64]


@dataclass
class Place:
    """A point and the precision that it belongs to."""

    point: Point
    """Log probabilities, probabilities and log odds."""
    precision: float
    """L, per $bn."""

    def copy(self) -> Place:
        """Return a copy that can be moved."""
        return Place(Point(*(part.copy() for part in self.point)), self.precision)


class Equations:
    """The logit equilibrium conditions of a game.

    Raises ``NegotiationError`` for a type of prior probability 0: its log odds are infinite.
    """

    def __init__(self, game: Game, histories: Histories) -> None:
        for player, names, prior in zip(game.players, game.types, game.prior, strict=True):
            for name, chance in zip(names, prior, strict=True):
                if not chance > 0.0:
                    raise NegotiationError(
                        f"type {name!r} of {player} has prior probability {chance}: on the tree of "
                        "histories every type must be possible; leave it out of the game"
                    )
        self.histories, self.tree = histories, histories.tree
        self.prior = np.concatenate([np.log(prior[1:]) - np.log(prior[0]) for prior in game.prior])
        first, second = (len(names) for names in game.types)
        most, columns, pairs = max(first, second), first + second, first * second
        nodes, edges = histories.count, self.tree.child.size
        self.degree = np.diff(self.tree.first)
        widest = int(self.degree.max())
        self.work = Work(
            value=np.zeros((nodes, 2, pairs)),
            response=np.zeros((nodes, 2, pairs, columns)),
            dx=np.zeros((edges, most, columns)),
            dy=np.zeros((edges, most, columns + most)),
            worth=np.zeros((widest, 2, pairs)),
            share=np.zeros((most, widest)),
            known=np.zeros((widest, most, columns + most)),
            common=np.zeros((most, columns + most)),
            small=np.zeros((2, most, columns + most)),
            belief=np.zeros((2, most)),
            turns=np.ones(edges),
            signs=np.ones(nodes),
        )
        self.move_x = np.zeros((edges, most, 2))
        self.move_y = np.zeros((nodes, columns - 2, 2))
        self.linearisations = 0
        #: The sign of the determinant at fixed precision, where last linearised.
        self.determinant_sign = 1.0

    def start(self, precision: float) -> Place:
        """Return uniform play and the beliefs that it leads to: the solution at precision 0."""
        owner = np.repeat(np.arange(self.histories.count), self.degree)
        mover = self.tree.mover[owner]
        own = np.array([*(len(types) for types in self.tree.types), 0])[mover]
        there = np.arange(self.work.share.shape[0]) < own[:, None]
        barred = self.tree.charge > 0.0
        open_to = np.add.reduceat((~barred).astype(np.float64), self.tree.first[:-1], axis=0)
        x = np.where(there, np.where(barred, BARRED, 0.0) - np.log(open_to)[owner], 0.0)
        y = np.tile(self.prior, (self.histories.count, 1))
        if barred.any():
            self._believe(x, y)
        return Place(Point(x, np.where(there, np.exp(x), 0.0), y), precision)

    def _believe(self, x: Array, y: Array) -> None:
        """Write the log odds that play leads to, history by history."""
        tree, offsets = self.tree, (0, len(self.tree.types[0]) - 1)
        for n, (lo, hi) in enumerate(pairwise(tree.first)):
            for e in range(lo, hi):
                child, mover = tree.child[e], tree.mover[n]
                if child < 0:
                    continue
                y[child] = y[n]
                if mover != NATURE:
                    own = len(tree.types[mover])
                    there = slice(offsets[mover], offsets[mover] + own - 1)
                    y[child, there] += x[e, 1:own] - x[e, 0]

    def linearise(self, place: Place) -> float:
        """Find the Newton correction and the tangent; return the largest residual, in log odds."""
        residual, sign = linearise(self.tree, place.precision, place.point, self.work, False)
        descend(self.tree, self.work, self.move_x, self.move_y)
        self.linearisations += 1
        self.determinant_sign = float(sign)
        return float(residual)

    def linearise_upright(self, place: Place, bound: Array, most: Array, last: Array) -> bool:
        """Find a bounded correction towards a stable solution; return whether a bound was felt."""
        linearise(self.tree, place.precision, place.point, self.work, True)
        self.linearisations += 1
        return bool(
            descend_bounded(
                self.tree, self.work, place.point.y, bound, most, last, self.move_x, self.move_y
            )
        )

    def correct(self, place: Place, rate: float = 0.0) -> float:
        """Apply the correction, and ``rate`` of log precision; return the largest change."""
        place.precision *= 1.0 + rate
        far = advance(self.tree, place.point, 1.0, rate, self.move_x, self.move_y)
        return max(float(far), abs(rate))

    def normalise(self, place: Place) -> None:
        """Make the probabilities of a place that was moved by hand sum to one."""
        self.move_x[:] = 0.0
        self.move_y[:] = 0.0
        advance(self.tree, place.point, 1.0, 0.0, self.move_x, self.move_y)

    def weights(self, place: Place) -> tuple[Array, Array]:
        """Return how much changes count at a place, of log probabilities and of log odds."""
        weight_y = np.empty_like(place.point.y)
        weigh(place.point, weight_y)
        return place.point.played.copy(), weight_y

    def products(
        self, weights: tuple[Array, Array], along: tuple[Array, Array]
    ) -> tuple[float, float, float]:
        """Return a direction times the correction, times the tangent; the tangent times itself."""
        zero, one, square = products(*weights, *along, self.move_x, self.move_y)
        return float(zero), float(one), float(square)

    def polish(self, place: Place, most_corrections: int = 12) -> float:
        """Correct at fixed precision as long as it helps; return the residual reached."""
        residual = self.linearise(place)
        for _ in range(most_corrections):
            ahead = place.copy()
            self.correct(ahead)
            found = self.linearise(ahead)
            if not found < 0.5 * residual:
                break
            place.point, residual = ahead.point, found
        self.linearise(place)
        return residual

    def gains(self, place: Place) -> tuple[float, float]:
        """Return the most that any type can gain at the start, and at any history, $bn.

        For the last place linearised.
        """
        room = np.empty((self.histories.count, self.work.share.shape[0]))
        at_start, anywhere = largest_gains(self.tree, place.point, self.work.value, room)
        return float(at_start), float(anywhere)

    def heights(self) -> NDArray[np.int64]:
        """Return how many moves at most follow each edge [e]."""
        height = np.zeros(self.histories.count, dtype=np.int64)
        child = np.asarray(self.tree.child)
        over = child < 0
        for n in range(self.histories.count - 1, -1, -1):
            below = child[self.tree.first[n] : self.tree.first[n + 1]]
            below = below[below >= 0]
            height[n] = 1 + height[below].max() if below.size else 1
        return np.where(over, 0, height[np.where(over, 0, child)])
