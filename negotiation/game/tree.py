"""The extensive form of a small game, as a networkx tree built through the rules alone.

A *history* is the sequence of all moves so far; every history is a node, the empty one the root,
and its children are the histories that one legal action makes of it. Two nodes are in the same
*information set* exactly if the same player moves there after the same public history and with the
same type of its own: the other player's type is what it does not see.

With types known (a pair) the tree has perfect information. With private types nature first draws
the pair from the common prior, and the public tree hangs below each draw.

Node attributes: ``kind`` (``chance``, ``player`` or ``leaf``), ``player`` (``nature`` for chance,
absent at leaves), ``information_set``, ``actions``, ``probabilities`` (chance only), ``payoffs``
(leaves only: each player's accumulated total, $bn at the scenario's first day), ``round``,
``stage``, ``public_state``. Edges carry ``action``, a name unique among the siblings.

Source: Fudenberg and Tirole (1991), *Game Theory*, chapters 3.3 and 8.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from ..foundations.errors import NegotiationError
from .beliefs import Belief
from .game import Game, TypePair
from .narrowing import fix_chances
from .rules import (
    Position,
    action_name,
    apply,
    chance_probabilities,
    legal_actions,
    payoff_parts,
    stage_at,
    start,
)
from .stages import NO_OFFER, StageKind

if TYPE_CHECKING:
    import networkx

NODE_LIMIT = 50_000
"""The largest tree that is built by default: about 50 MB."""

ROOT = 0
"""The root's node."""


def extensive_form(
    game: Game, types: TypePair | None = None, *, node_limit: int = NODE_LIMIT
) -> networkx.DiGraph[int]:
    """Return the tree of a game, nodes numbered in the order of play from ``ROOT``.

    ``types`` fixes a type pair, known to both; without it types are private and nature draws them
    first (pairs of prior probability 0 are left out). Raises ``NegotiationError`` with the count
    and what to try if the tree would have more than ``node_limit`` nodes, and for private types in
    a game where nature heeds the public belief: what nature does there depends on how the players
    are believed to play, and an ordinary tree has no words for that.
    """
    if types is not None and types not in game.type_pairs:
        raise NegotiationError(
            f"{game.name} has no type pair {types}: give one of "
            + ", ".join(map(str, game.type_pairs))
        )
    if types is None and game.prices_beliefs:
        raise NegotiationError(
            f"{game.name} has no tree with private types: nature's probabilities depend on the "
            "public belief there; try types that are known, or the game without that dependence "
            "(fix_chances)"
        )
    game = game if types is None else fix_chances(game, Belief.certain(game, types))
    nodes = count_nodes(game, types)
    if nodes > node_limit:
        raise NegotiationError(
            f"the tree of {game.name} has {nodes:,} nodes, more than {node_limit:,}; try fewer "
            "packages (keep_packages), fewer rounds (keep_last_rounds) or one type pair"
        )
    import networkx

    tree: networkx.DiGraph[int] = networkx.DiGraph(title=game.name, players=game.players)
    numbers = count(ROOT)
    if types is not None:
        _grow(tree, game, types, numbers, _Branch(start(game), np.zeros(2)))
        return tree
    root = next(numbers)
    drawn = _pairs_drawn(game)
    names = [_in_words(game, pair) for pair, _ in drawn]
    tree.add_node(
        root,
        kind="chance",
        player="nature",
        information_set="types are drawn",
        actions=tuple(names),
        probabilities=tuple(probability for _, probability in drawn),
        round=game.rounds[0].name,
        stage="types",
        public_state=game.states.describe(game.initial_state),
    )
    for name, (pair, _) in zip(names, drawn, strict=True):
        _grow(tree, game, pair, numbers, _Branch(start(game), np.zeros(2), "", root, name))
    return tree


def count_nodes(game: Game, types: TypePair | None = None) -> int:
    """Return the number of nodes of a game's tree without building it.

    The size below a position depends on the stage and public state only, not on the package on the
    table, so each is counted once.
    """
    sizes: dict[tuple[int, int], int] = {}
    for t in range(len(game.stages) - 1, -1, -1):
        for s in range(game.states.count):
            sizes[t, s] = 1 + sum(_sizes_below(game, t, s, sizes))
    one = sizes[0, game.initial_state]
    return one if types is not None else 1 + one * len(_pairs_drawn(game))


def _sizes_below(game: Game, t: int, s: int, sizes: dict[tuple[int, int], int]) -> Iterator[int]:
    stage = game.stages[t]
    for k in np.flatnonzero(stage.legal[s]):
        state, following = int(stage.next_state[s, k]), t + stage.stride[k]
        yield 1 if state < 0 or following >= len(game.stages) else sizes[following, state]
    if stage.kind is StageKind.OFFER and game.packages is not None:
        yield game.packages.count * sizes[t + 1, s]


def _pairs_drawn(game: Game) -> list[tuple[TypePair, float]]:
    """Return the type pairs that nature may draw, with their probabilities."""
    first, second = game.prior
    drawn = [(pair, float(first[pair[0]] * second[pair[1]])) for pair in game.type_pairs]
    return [(pair, probability) for pair, probability in drawn if probability > 0.0]


def _in_words(game: Game, pair: TypePair) -> str:
    return ", ".join(f"{player} {name}" for player, name in game.type_names(pair).items())


@dataclass(frozen=True, slots=True)
class _Branch:
    """A node still to be added: where it stands and what led to it."""

    position: Position | None
    earned: NDArray[np.float64]
    history: str = ""
    parent: int | None = None
    action: str = ""


def _grow(tree: Any, game: Game, types: TypePair, numbers: Iterator[int], first: _Branch) -> None:
    """Add the public tree of one type pair, in the order of play."""
    waiting = [first]
    while waiting:
        branch = waiting.pop()
        node = next(numbers)
        tree.add_node(node, **_attributes(game, branch, types))
        if branch.parent is not None:
            tree.add_edge(branch.parent, node, action=branch.action)
        here = branch.position
        if here is None:
            continue
        below = [
            _Branch(
                position=apply(game, here, action),
                earned=branch.earned + payoff_parts(game, here, action, types).sum(axis=0),
                history=f"{branch.history}.{action}",
                parent=node,
                action=edge_name(game, here, action),
            )
            for action in map(int, _open_to(game, here, types))
        ]
        waiting.extend(reversed(below))  # a stack: the first action is played out first


def _open_to(game: Game, here: Position, types: TypePair) -> NDArray[np.int64]:
    """Return the actions that the mover may take, of its own type."""
    mover = stage_at(game, here).mover
    return legal_actions(game, here, None if mover is None else types[mover])


def edge_name(game: Game, position: Position, action: int) -> str:
    """Return an action's name, unique at its position: an offer is called by its terms."""
    name = action_name(game, position, action)
    if stage_at(game, position).kind is not StageKind.OFFER or action == NO_OFFER:
        return name
    assert game.packages is not None
    terms = game.packages.terms(action - 1)
    return f"{name} {action - 1}: " + ", ".join(
        f"{issue} {level}" for issue, level in terms.items()
    )


def _attributes(game: Game, branch: _Branch, types: TypePair) -> dict[str, Any]:
    position = branch.position
    if position is None:
        payoffs = {player: float(branch.earned[i]) for i, player in enumerate(game.players)}
        return {"kind": "leaf", "payoffs": payoffs, "types": game.type_names(types)}
    stage = stage_at(game, position)
    round_name = game.rounds[stage.round_index].name
    common = {
        "actions": tuple(
            edge_name(game, position, int(k)) for k in _open_to(game, position, types)
        ),
        "round": round_name,
        "stage": stage.name,
        "public_state": game.states.describe(position.public_state),
        "types": game.type_names(types),
    }
    public = f"{round_name} {stage.name} after {branch.history[1:] or 'nothing'}"
    if stage.mover is None:
        chances = chance_probabilities(game, position, Belief.certain(game, types))
        return common | {
            "kind": "chance",
            "player": "nature",
            "information_set": f"nature with {_in_words(game, types)}: {public}",
            "probabilities": tuple(map(float, chances)),
        }
    player = game.players[stage.mover]
    own_type = game.types[stage.mover][types[stage.mover]]
    return common | {
        "kind": "player",
        "player": player,
        "information_set": f"{player} as {own_type}: {public}",
    }
