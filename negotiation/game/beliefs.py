"""Public beliefs: what everyone thinks of each player's type.

With independent types and observed actions, the belief about a player is updated by Bayes' rule
from that player's own actions only: posterior[t] is proportional to prior[t] * sigma_t(action).

Source: Fudenberg and Tirole (1991), chapter 8.2.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .game import Game, TypePair


@dataclass(frozen=True, slots=True)
class Belief:
    """A product belief: for each player, a probability for each type [i][type]."""

    of: tuple[tuple[float, ...], tuple[float, ...]]
    """Probabilities by player and type."""

    @classmethod
    def prior(cls, game: Game) -> Belief:
        """Return the common prior of a game."""
        return cls((tuple(map(float, game.prior[0])), tuple(map(float, game.prior[1]))))

    @classmethod
    def certain(cls, game: Game, types: TypePair) -> Belief:
        """Return the belief that is sure of a type pair: complete information."""
        first, second = (
            tuple(float(t == types[i]) for t in range(len(game.types[i]))) for i in (0, 1)
        )
        return cls((first, second))

    @classmethod
    def of_second_types(cls, game: Game, first: float, second: float) -> Belief:
        """Return the belief that gives each player's second type a probability.

        A player with one type has it for certain, whatever the number. For games with at most two
        types a player.
        """
        chances = (first, second)
        one, other = (
            (1.0 - chances[i], chances[i]) if len(game.types[i]) == 2 else (1.0,) for i in (0, 1)
        )
        return cls((one, other))

    def second_types(self) -> tuple[float, float]:
        """Return the probability of each player's second type, 0 where there is none."""
        first, second = (chances[1] if len(chances) == 2 else 0.0 for chances in self.of)
        return first, second

    def most_likely(self) -> TypePair:
        """Return the most probable type of each player, the first one where several are."""
        first, second = self.of
        return first.index(max(first)), second.index(max(second))

    def probability(self, types: TypePair) -> float:
        """Return the probability of a type pair."""
        return self.of[0][types[0]] * self.of[1][types[1]]

    def updated(self, player: int, likelihood: Sequence[float]) -> Belief:
        """Return the posterior after an action of ``player`` with this likelihood by type [type].

        An action that no type in the support takes leaves the belief as it is.
        """
        joint = [p * q for p, q in zip(self.of[player], likelihood, strict=True)]
        total = 0.0
        for weight in joint:  # not `sum`, which newer Pythons round better than an array's loop
            total += weight
        if total <= 0.0:
            return self
        posterior = tuple(p / total for p in joint)
        return Belief((posterior, self.of[1]) if player == 0 else (self.of[0], posterior))


def posteriors(before: NDArray[np.float64], likelihood: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the chances of a mover's types after actions with these likelihoods, all [n, type].

    Bayes' rule at many beliefs: each is updated as `Belief.updated` does, bit for bit.
    """
    joint = before * likelihood
    total = np.zeros(len(joint))
    for weight in joint.T:
        total = total + weight
    after = before.copy()
    np.divide(joint, total[:, None], out=after, where=total[:, None] > 0.0)
    return after
