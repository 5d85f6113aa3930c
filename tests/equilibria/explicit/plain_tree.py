"""The tree of a small game by plain recursion over the rules: slow, and sharing no code.

A *play* is a function from the actions so far, nature's included, to the mixed actions of the
mover's types [θ, k].
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from negotiation.equilibria.explicit.solution import ExplicitSolution
from negotiation.game.beliefs import Belief
from negotiation.game.game import Game, TypePair
from negotiation.game.rules import (
    Position,
    apply,
    chance_probabilities,
    legal_actions,
    payoff_parts,
    stage_at,
    start,
)

Array = NDArray[np.float64]
Play = Callable[[tuple[int, ...]], Array]


class PlainTree:
    """A game to be walked through, history by history."""

    def __init__(self, game: Game, play: Play, believed: Callable[[tuple[int, ...]], Belief]):
        self.game, self.play, self.believed = game, play, believed

    def best(self, i: int, own: int) -> float:
        """Return the most that a type of player ``i`` can expect against the play."""
        return self._worth(i, own, start(self.game), (), self.game.prior[1 - i], best=True)

    def played(self, i: int, own: int) -> float:
        """Return what a type of player ``i`` expects from the play."""
        return self._worth(i, own, start(self.game), (), self.game.prior[1 - i], best=False)

    def gain(self) -> float:
        """Return the most that any type can gain at the start."""
        return max(
            self.best(i, own) - self.played(i, own)
            for i in (0, 1)
            for own in range(len(self.game.types[i]))
        )

    def _worth(
        self,
        i: int,
        own: int,
        position: Position | None,
        actions: tuple[int, ...],
        weights: Array,
        *,
        best: bool,
    ) -> float:
        """Return the worth from a position on, weighed by the chances of the other's types."""
        if position is None:
            return 0.0
        stage = stage_at(self.game, position)
        legal = legal_actions(self.game, position)
        if stage.mover is None:
            chances = chance_probabilities(self.game, position, self.believed(actions))
        else:
            table = self.play(actions)
        worths = []
        for n, k in enumerate(legal):
            after = weights
            if stage.mover is None:
                after = weights * chances[n]
            elif stage.mover == 1 - i:
                after = weights * table[:, k]
            paid = sum(
                weight * payoff_parts(self.game, position, int(k), pair(i, own, v))[:, i].sum()
                for v, weight in enumerate(after)
            )
            later = apply(self.game, position, int(k))
            worths.append(paid + self._worth(i, own, later, (*actions, int(k)), after, best=best))
        if stage.mover != i:
            return float(sum(worths))
        return float(max(worths) if best else table[own, legal] @ np.array(worths))


def pair(i: int, own: int, other: int) -> TypePair:
    """Return a type pair from one player's point of view."""
    return (own, other) if i == 0 else (other, own)


def tree_of(solution: ExplicitSolution) -> PlainTree:
    """Return the tree under a solution's play."""
    return PlainTree(solution.game, solution.probabilities, solution.belief)


def by_information_set(solution: ExplicitSolution, tree: Any) -> dict[str, dict[str, float]]:
    """Return a solution's chances by the information sets and actions of the extensive form."""
    found: dict[str, dict[str, float]] = {}
    for node, actions in _nodes(tree, solution.game):
        here = tree.nodes[node]
        if here["kind"] != "player":
            continue
        player = solution.game.players.index(here["player"])
        own = solution.game.types[player].index(here["types"][here["player"]])
        row = solution.probabilities(actions)[own]
        legal = np.flatnonzero(row)
        found[here["information_set"]] = dict(zip(here["actions"], row[legal], strict=True))
    return found


def _nodes(tree: Any, game: Game) -> Iterator[tuple[int, tuple[int, ...]]]:
    """Yield the nodes below nature's draw of types, with the actions that lead to them."""
    waiting: list[tuple[int, Position | None, tuple[int, ...]]]
    waiting = [(node, start(game), ()) for node in tree.successors(0)]
    while waiting:
        node, position, actions = waiting.pop()
        yield node, actions
        if position is None:
            continue
        legal = legal_actions(game, position)
        for child, k in zip(tree.successors(node), legal, strict=True):
            waiting.append((child, apply(game, position, int(k)), (*actions, int(k))))
