r"""How far what is done is from a logit response to what it really earns.

In a logit equilibrium $\log \sigma(k) - L w(k)$ is the same for every action $k$ of a type, $w(k)$
what it earns from then on. What is left, on the tree where $w$ is exact, is how far the log odds of
two actions are from L times what they differ in.

Source: McKelvey and Palfrey (1998), Experimental Economics 1, 9-41, definition 3.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ...game.stages import NO_OFFER, StageKind
from .explicit_tree import ON_PATH, ExplicitTree
from .tree_values import open_to, paid_now

NEVER = 1e-9
"""Actions less likely than this are held to be no likelier than that: their own logarithms are
mostly rounding."""


def logit_residual(
    tree: ExplicitTree, precision: float, menu: NDArray[np.int64] | None = None
) -> float:
    """Return the largest error of the log odds of two actions that play from the prior meets.

    ``menu`` names the packages that are offered at all; by default every package may be.
    """
    worst = 0.0
    for n, node in enumerate(tree.nodes):
        mover = tree.game.stages[node.position.stage].mover
        if mover is None or tree.reached[n] <= ON_PATH:
            continue
        about_it, about_other = node.belief.of[mover], np.asarray(node.belief.of[1 - mover])
        paid = paid_now(tree.game, node.position, node.actions)
        now = paid[:, mover] if mover == 0 else paid[:, mover].swapaxes(1, 2)
        kinds = len(about_it)
        worths = tree.values[node.following, 0, mover, :kinds] + now @ about_other  # [k, own type]
        free = open_to(tree.game, node, kinds)
        if menu is not None and tree.game.stages[node.position.stage].kind is StageKind.OFFER:
            listed = (node.actions == NO_OFFER) | np.isin(node.actions - 1, menu)
            free = free & listed[:, None]
        for own in range(kinds):
            if about_it[own] * tree.reached[n] > ON_PATH:
                k = free[:, own]
                worst = max(worst, _off(node.by_type[own, k], precision * worths[k, own]))
    return worst


def _off(chances: NDArray[np.float64], worths: NDArray[np.float64]) -> float:
    """Return by how much log odds of actions miss what they earn [k], L times payoffs.

    An action that is never taken may be as unlikely as one likes, but not for no reason.
    """
    left = np.log(np.maximum(chances, NEVER)) - worths
    high = float(left[chances > NEVER].max())
    return high - float(left.min())
