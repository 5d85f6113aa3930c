"""A node of a judged tree, and what following a profile and the best reply are worth there.

For type theta of the mover the best reply is worth the most that any action open to it earns,
expected over the other player's types; while others move, both are expected over what they do.

Source: Fudenberg and Tirole (1991), chapter 8.3.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ...game.beliefs import Belief
from ...game.game import Game
from ...game.rules import Position, payoff_parts


@dataclass(frozen=True, slots=True)
class Node:
    """A position and a public belief, with what the profile does there."""

    position: Position
    """Where the talks stand."""
    belief: Belief
    """What is believed."""
    actions: NDArray[np.int64]
    """Actions [k]: every legal one of a player, the possible ones of nature."""
    chances: NDArray[np.float64]
    """How likely they are in the public's eyes [k]."""
    by_type: NDArray[np.float64]
    """How likely they are by type of the mover [type, k]; empty where nature moves."""
    following: NDArray[np.int64]
    """The node after each action [k]; -1 is the end."""


def paid_now(game: Game, here: Position, actions: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return what actions [k] pay at once, all parts summed [k, i, u, v], in $bn."""
    found = np.zeros((len(actions), 2, len(game.types[0]), len(game.types[1])))
    for u, v in game.type_pairs:
        for k, action in enumerate(actions.tolist()):
            found[k, :, u, v] = payoff_parts(game, here, action, (u, v)).sum(axis=0)
    return found


def open_to(game: Game, node: Node, types: int) -> NDArray[np.bool_]:
    """Return which actions each type of the mover may take [k, type]."""
    stage, state = game.stages[node.position.stage], node.position.public_state
    if stage.legal_to is None:
        return np.ones((len(node.actions), types), dtype=bool)
    return np.asarray(stage.legal_to[:, state, node.actions].T)


def valued(
    game: Game, node: Node, paid: NDArray[np.float64], values: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return the values at a node [f, i, own type] from those after it."""
    after = values[node.following]  # [k, f, i, own type]
    found = np.zeros(after.shape[1:])
    mover = game.stages[node.position.stage].mover
    first, second = (np.asarray(chances) for chances in node.belief.of)
    if mover is None:
        found += np.tensordot(node.chances, after, 1)
        found[:, 0, : first.size] += np.einsum("k,kuv,v->u", node.chances, paid[:, 0], second)
        found[:, 1, : second.size] += np.einsum("k,kuv,u->v", node.chances, paid[:, 1], first)
        return found
    other = 1 - mover
    by_mover = paid if mover == 0 else paid.swapaxes(2, 3)  # [k, i, mover's type, other's]
    about, about_other = (first, second) if mover == 0 else (second, first)
    worths = after[:, :, mover, : about.size] + (by_mover[:, mover] @ about_other)[:, None]
    found[0, mover, : about.size] = (node.by_type.T * worths[:, 0]).sum(axis=0)
    replies = np.where(open_to(game, node, about.size), worths[:, 1], -np.inf)
    found[1, mover, : about.size] = replies.max(axis=0)
    joint = about[:, None] * node.by_type
    found[:, other] = np.tensordot(node.chances, after[:, :, other], 1)
    found[:, other, : about_other.size] += np.einsum("tk,kto->o", joint, by_mover[:, other])
    return found
