"""What the public learns from actions at many nodes, when it reads them by a profile."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ...game.beliefs import posteriors
from ...game.game import Game
from ...results.profile import Profile
from .answers import read_off, together_or_none
from .nodes import Nodes

Beliefs = tuple[NDArray[np.float64], NDArray[np.float64]]
"""The public chances of each player's types [i][n, type]."""


def after(
    game: Game,
    known: Profile | None,
    nodes: Nodes,
    node: NDArray[np.int64],
    action: NDArray[np.int64],
) -> Beliefs:
    """Return the beliefs after actions [d] at nodes [d], read by the known profile, if any."""
    mover = game.stages[nodes.stage].mover
    first, second = (chances[node] for chances in nodes.beliefs)
    if known is None or mover is None:
        return first, second
    before = (first, second)[mover]
    likelihood = _likelihood(game, known.of_player(mover), nodes, node, action)
    posterior = posteriors(before, likelihood)
    return (posterior, second) if mover == 0 else (first, posterior)


def _likelihood(
    game: Game,
    known: Profile,
    nodes: Nodes,
    node: NDArray[np.int64],
    action: NDArray[np.int64],
) -> NDArray[np.float64]:
    """Return each type's probability of actions at nodes under a profile [d, type]."""
    mover = game.stages[nodes.stage].mover
    assert mover is not None
    types = range(len(game.types[mover]))
    if together_or_none(known) is None:
        found = np.zeros((node.size, len(types)))
        for d, (n, k) in enumerate(zip(node, action, strict=True)):
            position, belief = nodes.position(int(n)), nodes.belief(int(n))
            for own in types:
                found[d, own] = known.mixed_action(position, own, belief).probability(int(k))
        return found
    table, row_of, action_of = read_off(game, known, nodes)
    column = np.minimum(np.searchsorted(action_of, action), action_of.size - 1)
    likely = table[row_of[node], :, column]
    return np.where((action_of[column] == action)[:, None], likely, 0.0)
