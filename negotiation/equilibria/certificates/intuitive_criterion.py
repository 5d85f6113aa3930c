r"""The intuitive criterion: what an unexpected action should not be taken to mean.

At an information set of a player of two types let $u_\theta$ be what type $\theta$ earns by
following the profile, and $w_\theta(a, \mu)$ what action $a$ earns it if the public then believes
$\mu$ and all go on as the profile says. An action that both types hardly take is
*equilibrium-dominated* for $\theta$ if $u_\theta > \max_\mu w_\theta(a, \mu)$: whatever it made the
public believe, $\theta$ would regret it. The profile fails at $a$ if $a$ is dominated for one type
only, the other would gain if the public were sure of it, and the profile's own belief after $a$
nevertheless gives the dominated type a probability above `DOUBT`.

We depart from the paper in one point: it lets the others answer a belief by any best reply, here
they answer as the profile does. The maximum is over a grid of beliefs.

Source: Cho and Kreps (1987), QJE 102, 179-221, section IV.
Checked by tests/certificates/test_intuitive_criterion.py: beer and quiche.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from ...game.beliefs import Belief
from ...game.game import Game
from ...game.rules import action_name, apply
from ...game.stages import StageKind
from ...results.profile import Profile
from .explicit_tree import (
    NODE_LIMIT,
    ON_PATH,
    ExplicitTree,
    Root,
    explicit_tree,
    place,
)
from .tree_values import Node, paid_now

UNEXPECTED = 1e-3
"""An action that both types take with a lower probability is judged."""

DOUBT = 1e-3
"""The dominated type may keep this much of the belief."""

_MARGIN = 1e-9
"""By how much one payoff must exceed another, relative to the largest: rounding errors."""


def intuitive_violations(
    worth: NDArray[np.float64],
    chances: NDArray[np.float64],
    posteriors: NDArray[np.float64],
    labels: tuple[Sequence[str], Sequence[str]],
    *,
    believed: NDArray[np.float64],
    following: NDArray[np.float64],
    threshold: float = UNEXPECTED,
) -> tuple[str, ...]:
    """Return where the intuitive criterion is violated at one information set, in words.

    ``worth`` [type, k, posterior] is what every action earns, $bn, if the public then gives the
    second type the probability ``posteriors`` [posterior], which hold 0 and 1; rows of actions
    that are expected are not read. ``chances`` [type, k] are the profile's, ``believed`` [k] the
    second type's probability after each action by the profile, ``following`` [type] what the types
    earn by following. ``labels`` name the two types and the actions. An action is unexpected if
    both types take it with a probability below ``threshold``.
    """
    sure = [np.flatnonzero(posteriors == end) for end in (0.0, 1.0)]
    if len(following) != 2 or any(where.size == 0 for where in sure):
        raise ValueError("the intuitive criterion needs two types and the posteriors 0 and 1")
    types, actions = labels
    found = []
    for k in map(int, np.flatnonzero((chances < threshold).all(axis=0))):
        margin = _MARGIN * max(np.abs(worth[:, k]).max(), np.abs(following).max())
        dominated = following > worth[:, k].max(axis=-1) + margin
        if dominated[0] == dominated[1]:
            continue
        doubted = int(np.flatnonzero(dominated)[0])
        other = 1 - doubted
        gain = float(worth[other, k, sure[other][0]] - following[other])
        weight = float(believed[k] if doubted == 1 else 1.0 - believed[k])
        if gain > margin and weight > DOUBT:
            loss = float(following[doubted] - worth[doubted, k].max())
            found.append(
                f"{actions[k]} costs {types[doubted]} at least {loss:.4g} $bn whatever it makes "
                f"the public believe, and would gain {types[other]} {gain:.4g} $bn if believed; "
                f"yet after it {types[doubted]} is given the probability {weight:.3g}"
            )
    return tuple(found)


def intuitive_on_path(
    game: Game,
    profile: Profile,
    *,
    tree: ExplicitTree | None = None,
    grid: int = 21,
    threshold: float = UNEXPECTED,
    node_limit: int = NODE_LIMIT,
) -> tuple[tuple[str, ...], int]:
    """Return the violations at the move stages that play from the prior reaches, in words.

    And how many unexpected actions were judged. Movers of two types that both have a positive
    probability are judged, at ``grid`` posteriors and the profile's own. Offers are not judged.
    ``tree`` is the profile's own from the prior, if it is at hand. Raises ``TreeTooLarge`` if the
    game, or all that may follow unexpected actions, has more than ``node_limit`` nodes.
    """
    if tree is None:
        tree = explicit_tree(game, profile, node_limit=node_limit)
    places = []
    for n, node in enumerate(tree.nodes):
        stage = game.stages[node.position.stage]
        if tree.reached[n] <= ON_PATH or stage.kind is not StageKind.MOVE or stage.mover is None:
            continue
        about = node.belief.of[stage.mover]
        unexpected = np.flatnonzero((node.by_type < threshold).all(axis=0))
        if len(about) == 2 and min(about) > 0.0 and unexpected.size:
            places.append((n, unexpected, _posteriors(node, stage.mover, grid)))
    roots: list[Root] = [
        root
        for n, unexpected, posteriors in places
        for root in _after(game, tree.nodes[n], unexpected, posteriors)
    ]
    # One tree for all, because much of what follows is the same.
    below = explicit_tree(game, profile, roots, node_limit=node_limit)
    found: list[str] = []
    first = 0
    for n, unexpected, posteriors in places:
        following = below.roots[first : first + unexpected.size * posteriors.size]
        first += len(following)
        mover = game.stages[tree.nodes[n].position.stage].mover
        assert mover is not None
        after = below.values[list(following), 0, mover, :2]  # the last row is the end
        violations = _at(game, tree, n, unexpected, posteriors, after, threshold)
        found += [f"{place(game, tree.nodes[n])}: {violation}" for violation in violations]
    return tuple(found), sum(unexpected.size for _, unexpected, _ in places)


def _at(
    game: Game,
    tree: ExplicitTree,
    n: int,
    unexpected: NDArray[np.int64],
    posteriors: NDArray[np.float64],
    after: NDArray[np.float64],
    threshold: float,
) -> tuple[str, ...]:
    """Return the violations at one node; ``after`` [k * posterior, type] is what follows."""
    node = tree.nodes[n]
    here, mover = node.position, game.stages[node.position.stage].mover
    assert mover is not None
    worth = np.full((2, node.actions.size, posteriors.size), np.nan)
    worth[:, unexpected] = np.moveaxis(after.reshape(unexpected.size, -1, 2), 2, 0)
    paid = paid_now(game, here, node.actions)[:, mover]  # [k, u, v]
    by_own = paid if mover == 0 else paid.swapaxes(1, 2)
    worth += (by_own @ np.asarray(node.belief.of[1 - mover])).T[..., None]
    return intuitive_violations(
        worth,
        node.by_type,
        posteriors,
        (game.types[mover], [action_name(game, here, k) for k in node.actions.tolist()]),
        believed=_believed(node, mover),
        following=tree.values[n, 0, mover, :2],
        threshold=threshold,
    )


def _believed(node: Node, mover: int) -> NDArray[np.float64]:
    """Return the probability of the mover's second type after each action by the profile [k]."""
    return np.array([node.belief.updated(mover, row).of[mover][1] for row in node.by_type.T])


def _posteriors(node: Node, mover: int, grid: int) -> NDArray[np.float64]:
    return np.unique(np.concatenate([np.linspace(0.0, 1.0, grid), _believed(node, mover)]))


def _after(
    game: Game, node: Node, unexpected: NDArray[np.int64], posteriors: NDArray[np.float64]
) -> list[Root]:
    """Return where each unexpected action leads at each posterior [k * posterior]."""
    mover = game.stages[node.position.stage].mover
    assert mover is not None
    return [
        (apply(game, node.position, action), _replaced(node.belief, mover, q))
        for action in node.actions[unexpected].tolist()
        for q in posteriors.tolist()
    ]


def _replaced(belief: Belief, player: int, second: float) -> Belief:
    """Return the belief that gives a player's second type this probability."""
    own = (1.0 - second, second)
    return Belief((own, belief.of[1]) if player == 0 else (belief.of[0], own))
