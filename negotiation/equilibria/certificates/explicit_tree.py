r"""The exact certificate of a profile under private information, for small games.

A *node* is a position (stage, public state, package on the table) and a public belief. The belief
moves by Bayes' rule from the profile's own mixed actions, and stays where no type in its support
takes an action: a deviation never changes how it moves. So a type's best reply is a dynamic program
over nodes, and nodes that many histories share are worked out once. For type $\theta$ of player $i$
at a node, $U_{i\theta}$ is what following the profile earns and $B_{i\theta}$ what its best reply
earns against the other's part of the profile, by deviations of any length; both are expected over
the other's type with the public belief. The certificate is the largest $B_{i\theta} - U_{i\theta}$
over all information sets, a node and a type of its mover, types that the public has ruled out
included. Every package of the game is tried, not only the profile's menu. Moves of nature that have
probability 0 at the belief are left out. Beliefs are exact: no grid, no reading between nodes.

Source: Fudenberg and Tirole (1991), chapter 8.2; deviations of any length are searched, so that
their one-shot-deviation principle is not relied on.
Checked by tests/certificates/test_explicit_tree.py against all plans of tiny games.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ...foundations.errors import NegotiationError
from ...game.beliefs import Belief
from ...game.game import Game
from ...game.rules import Position, apply, legal_actions, start
from ...results.exact_certificate import ExactCertificate
from ...results.history_profile import HistoryProfile
from ...results.profile import Profile
from .own_accuracy import residual
from .tree_values import Node, paid_now, valued

NODE_LIMIT = 300_000
"""The largest number of nodes by default: some minutes of work and about 1 GB."""

ON_PATH = 1e-9
"""An information set that play from the prior reaches with a higher probability is on the path."""

_METHOD = (
    "each type's exact best reply to the profile from every position, public belief and package of "
    "the game, beliefs by Bayes' rule from the profile"
)
_OFF_PATH = (
    "Bayes' rule from the profile's own mixed actions wherever they give an action a positive "
    "probability; after any other action the belief stays as it is"
)
_NOBODY = np.zeros((0, 0))

Root = tuple[Position | None, Belief]
"""Where talks stand and what is believed; no position is the end of the game."""


class TreeTooLarge(NegotiationError):
    """A game has more nodes than one is willing to examine."""


@dataclass(frozen=True)
class ExplicitTree:
    """Every node that can follow some roots, and values at each."""

    game: Game
    """The game."""
    nodes: list[Node]
    """Nodes [n], in order of time."""
    roots: tuple[int, ...]
    """The roots' nodes; -1 is the end of the game."""
    values: NDArray[np.float64]
    """Values of following and of the best reply [n, f, i, own type]; 0 at the end, the last row."""
    reached: NDArray[np.float64]
    """Probability of each node in play from the first root [n]."""

    def gains(self, n: int) -> NDArray[np.float64]:
        """Return what each type of a node's mover gains by its best reply [type], $bn."""
        mover = self.game.stages[self.nodes[n].position.stage].mover
        if mover is None:
            return np.zeros(0)
        kinds = len(self.game.types[mover])
        return np.asarray(self.values[n, 1, mover, :kinds] - self.values[n, 0, mover, :kinds])


def explicit_tree(
    game: Game,
    profile: Profile,
    roots: Sequence[Root] | None = None,
    *,
    node_limit: int = NODE_LIMIT,
) -> ExplicitTree:
    """Return all nodes below some roots, by default the start of the game at the prior.

    Raises ``TreeTooLarge`` if there would be more than ``node_limit``, and ``ValueError`` for a
    profile that plays an illegal action.
    """
    wanted = [(start(game), Belief.prior(game))] if roots is None else list(roots)
    nodes, number = _expand(game, profile, wanted, node_limit)
    found = tuple(-1 if here is None else number[here, belief] for here, belief in wanted)
    reached = np.zeros(len(nodes) + 1)
    if found and found[0] >= 0:
        reached[found[0]] = 1.0
    for n, node in enumerate(nodes):
        if reached[n] > 0.0:
            np.add.at(reached, node.following, reached[n] * node.chances)
    values = np.zeros((len(nodes) + 1, 2, 2, max(map(len, game.types))))
    paid: dict[Position, NDArray[np.float64]] = {}
    for n in range(len(nodes) - 1, -1, -1):
        here = nodes[n].position
        if here not in paid:
            paid[here] = paid_now(game, here, nodes[n].actions)
        values[n] = valued(game, nodes[n], paid[here], values)
    return ExplicitTree(game, nodes, found, values, reached[:-1])


def exact_certificate(
    game: Game,
    profile: Profile | HistoryProfile,
    *,
    claimed: NDArray[np.float64] | None = None,
    tree: ExplicitTree | None = None,
    intuitive: tuple[str, ...] = (),
    log_odds: float | None = None,
    node_limit: int = NODE_LIMIT,
) -> ExactCertificate:
    """Return the exact certificate of a profile.

    ``claimed`` are the values [i, u, v] that it is said to have at the prior, $bn; ``tree`` is its
    own from there, if it is at hand, as for strategies by history it must be; ``intuitive`` is what
    `intuitive_criterion.intuitive_on_path` says, ``log_odds`` what `logit_residual` does. Raises
    ``TreeTooLarge`` for a game of more than ``node_limit`` nodes.
    """
    if tree is None:
        assert isinstance(profile, Profile)
        tree = explicit_tree(game, profile, node_limit=node_limit)
    worst, on_path, checked, where = 0.0, 0.0, 0, "nowhere"
    for n, node in enumerate(tree.nodes):
        mover = game.stages[node.position.stage].mover
        for own, gain in enumerate(map(float, tree.gains(n))):
            assert mover is not None
            checked += 1
            if tree.reached[n] * node.belief.of[mover][own] > ON_PATH:
                on_path = max(on_path, gain)
            if gain > worst:
                worst, where = gain, f"{place(game, node)}, {game.types[mover][own]}"
    first, off = tree.values[tree.roots[0]], dict[str, float]()
    if claimed is not None:
        for i, expected in enumerate(by_own_type(game, claimed)):
            missing = np.abs(first[0, i, : len(expected)] - expected)
            off[game.players[i]] = float(missing.max())
    return ExactCertificate(
        max_gain_busd=worst,
        at_start={
            player: {
                name: max(0.0, float(first[1, i, own] - first[0, i, own]))
                for own, name in enumerate(game.types[i])
            }
            for i, player in enumerate(game.players)
        },
        on_path_busd=on_path,
        interpolation_error_busd=max(off.values(), default=None),
        claims_off_busd=off,
        log_odds_on_path=log_odds,
        residual=residual(profile) or 0.0,
        method=_METHOD,
        where=where,
        checked=checked,
        off_path_beliefs=_OFF_PATH,
        intuitive=intuitive,
    )


def by_own_type(
    game: Game, values: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return what values [i, u, v] are worth to each player by its own type, at the prior, $bn."""
    one, other = game.prior
    return values[0] @ other, one @ values[1]


def place(game: Game, node: Node) -> str:
    """Return where a node is, in words, with the public beliefs."""
    stage = game.stages[node.position.stage]
    words = [game.rounds[stage.round_index].name, stage.name]
    words.append(game.states.in_words(node.position.public_state))
    if node.position.package is not None and game.packages is not None:
        words += [f"{n} {x}" for n, x in game.packages.terms(node.position.package).items()]
    for i, player in enumerate(game.players):
        if len(game.types[i]) > 1:
            thought = zip(game.types[i], node.belief.of[i], strict=True)
            words.append(f"{player} " + " or ".join(f"{t} {chance:.3g}" for t, chance in thought))
    return ", ".join(words)


def _expand(
    game: Game, profile: Profile, roots: Sequence[Root], node_limit: int
) -> tuple[list[Node], dict[tuple[Position, Belief], int]]:
    """Return the nodes in order of time, and their numbers."""
    waiting: list[dict[tuple[Position, Belief], None]] = [{} for _ in game.stages]
    for root, known in roots:
        if root is not None:
            waiting[root.stage][root, known] = None
    drafts, edges, count = [], [], sum(map(len, waiting))
    for t, stage in enumerate(game.stages):
        for here, belief in waiting[t]:
            actions, by_type = _mixed(game, profile, here, belief)
            if stage.mover is None:
                chances, by_type = by_type[0], _NOBODY
                after = [belief] * len(actions)
            else:
                chances = np.asarray(belief.of[stage.mover]) @ by_type
                after = [belief.updated(stage.mover, row) for row in by_type.T.tolist()]
            following = []
            for action, posterior in zip(actions.tolist(), after, strict=True):
                position = apply(game, here, action)
                following.append((position, posterior))
                if position is not None and following[-1] not in waiting[position.stage]:
                    waiting[position.stage][position, posterior] = None
                    count += 1
            if count > node_limit:
                day = game.rounds[stage.round_index].name
                raise TreeTooLarge(
                    f"the exact certificate of {game.name} needs more than {node_limit:,} nodes: "
                    f"{count:,} were found by {day}, {stage.name}, stage {t + 1} of "
                    f"{len(game.stages)}; try fewer packages (keep_packages), fewer rounds "
                    "(keep_last_rounds) or one type pair, all in game/narrowing.py"
                )
            drafts.append((here, belief, actions, chances, by_type))
            edges.append(following)
    number = {(draft[0], draft[1]): n for n, draft in enumerate(drafts)}
    nodes = [
        Node(*draft, np.array([-1 if p is None else number[p, b] for p, b in following]))
        for draft, following in zip(drafts, edges, strict=True)
    ]
    return nodes, number


def _mixed(
    game: Game, profile: Profile, here: Position, belief: Belief
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Return the actions [k] at a node and their probabilities [type, k], one row for nature."""
    stage, actions = game.stages[here.stage], legal_actions(game, here)
    if stage.mover is None:
        chances = stage.chance_at(belief.of)[here.public_state][actions]
        return actions[chances > 0.0], chances[None, chances > 0.0]
    by_type = np.zeros((len(game.types[stage.mover]), len(actions)))
    for own, row in enumerate(by_type):
        mixed = profile.mixed_action(here, own, belief)
        if not np.isin(mixed.actions, actions).all():
            raise ValueError(f"the profile plays an illegal action at {here}")
        row[np.searchsorted(actions, mixed.actions)] = mixed.probabilities
    return actions, by_type
