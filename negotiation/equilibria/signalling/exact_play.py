"""Play from the prior to its ends on the whole tree: exact chances, payoffs and beliefs.

Where the tree is small nothing has to be spread over the nodes of a grid (`reach`): what is said of
the talks is then what following the profile brings, whatever the grid errs.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from ...game.rules import is_agreement, payoff_parts
from ...game.stages import StageKind
from ..certificates.explicit_tree import ExplicitTree
from ..certificates.tree_values import Node
from .reached import Ending

Array = NDArray[np.float64]


@dataclass
class ExactPlay:
    """Where play goes on a tree."""

    parts: Array
    """Expected payoffs [part, i, u, v], $bn."""
    endings: list[Ending] = field(default_factory=list)
    """Every way in which talks end."""
    taken: dict[int, Array] = field(default_factory=dict)
    """As in `reached.Reach`."""
    spells: list[tuple[int, int, Array, Array]] = field(default_factory=list)
    """From after which stage until before which a belief is held: the probabilities of the second
    types [i], and how likely that is given each pair of types [u, v]."""

    def believed(self, t: int, i: int) -> tuple[Array, Array]:
        """Return the beliefs held before a stage, and how likely they are [u, v, n]."""
        held = [(about[i], chance) for came, goes, about, chance in self.spells if came < t <= goes]
        order = sorted(range(len(held)), key=lambda n: held[n][0])
        chances = np.array([held[n][0] for n in order])
        return chances, np.stack([held[n][1] for n in order], axis=-1)


def exact_play(tree: ExplicitTree) -> ExactPlay:
    """Return where play goes from the first root of a tree, types drawn in every way."""
    game, last = tree.game, len(tree.game.stages)
    found = ExactPlay(parts=np.zeros((len(game.parts), 2, 2, 2)))
    likely = np.zeros((len(tree.nodes), 2, 2))
    first = tree.roots[0]
    likely[first] = 1.0
    start = tree.nodes[first]
    found.spells.append((-1, start.position.stage, _second(start.belief.of), likely[first].copy()))
    for n, node in enumerate(tree.nodes):
        if not likely[n].any():
            continue
        t, state = node.position.stage, node.position.public_state
        stage = game.stages[t]
        chances = likely[n] * _by_pair(node, stage.mover)  # [k, u, v]
        before = _second(node.belief.of)
        for k, (action, child) in enumerate(
            zip(node.actions.tolist(), node.following, strict=True)
        ):
            after = before
            if stage.mover is not None:
                moved = node.belief.updated(stage.mover, node.by_type[:, k].tolist())
                after = _second(moved.of)
            if stage.kind is StageKind.MOVE:
                taken = found.taken.setdefault(t, np.zeros((len(stage.actions), 3, 2, 2)))
                told = np.array([1.0, before[stage.mover], after[stage.mover]])
                taken[action] += np.multiply.outer(told, chances[k])
            _pay(tree, found, node, action, chances[k])
            if child >= 0:
                likely[child] += chances[k]
            elif chances[k].any():
                package = node.position.package if is_agreement(stage, action) else None
                found.endings.append(Ending(t, state, action, package, chances[k]))
            goes = last if child < 0 else tree.nodes[child].position.stage
            found.spells.append((t, goes, after, chances[k]))
    return found


def _by_pair(node: Node, mover: int | None) -> Array:
    """Return how likely the actions at a node are given each pair of types [k, u, v]."""
    if mover is None:
        return np.broadcast_to(node.chances[:, None, None], (node.chances.size, 2, 2))
    own = node.by_type[np.arange(2) % len(node.by_type)].T  # [k, type]; one type stands twice
    by_pair = own[:, :, None] if mover == 0 else own[:, None, :]
    return np.broadcast_to(by_pair, (len(own), 2, 2))


def _pay(tree: ExplicitTree, found: ExactPlay, node: Node, action: int, chances: Array) -> None:
    """Add what an action pays, taken with some chances by types [u, v]."""
    game = tree.game
    for u, v in np.argwhere(chances > 0.0).tolist():
        pair = (u % len(game.types[0]), v % len(game.types[1]))
        paid = payoff_parts(game, node.position, action, pair)
        found.parts[:, :, u, v] += chances[u, v] * paid


def _second(of: tuple[tuple[float, ...], ...]) -> Array:
    """Return the probabilities of the second types [i]; 0 for a player that has one."""
    return np.array([chances[1] if len(chances) > 1 else 0.0 for chances in of])
