r"""The exact certificate of strategies by history, on the tree of a small game's public histories.

As in `explicit_tree`, but a node is a history: two of them with the same position and belief may be
played differently. Beliefs are worked out here, by Bayes' rule from the logs of the strategies'
own probabilities, $\ln \mu_\theta(h a) = \ln \mu_\theta(h) + \ln \sigma_\theta(a | h) + const$.
Every type takes every action that is open to it with a positive probability, so that the rule holds
after each history however unlikely it is, and the strategies are judged as what a limit of trembles
leaves: at every information set, with the beliefs that belong to it.

Source: Kreps and Wilson (1982), Econometrica 50, 863-894 (consistent beliefs); Fudenberg and Tirole
(1991), chapter 8.3. Checked by tests/certificates/test_by_history.py.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from ...foundations.errors import NegotiationError
from ...game.beliefs import Belief
from ...game.game import Game
from ...game.rules import Position, apply, legal_actions, start
from ...results.exact_certificate import ExactCertificate
from ...results.history_profile import HistoryProfile
from .explicit_tree import ExplicitTree, exact_certificate
from .tree_values import Node, paid_now, valued

_METHOD = (
    "each type's exact best reply to the strategies after every public history of the game, "
    "beliefs by Bayes' rule from the logs of the strategies' own probabilities"
)
_OFF_PATH = (
    "Bayes' rule from the strategies' own probabilities after every history, however unlikely: "
    "every type takes each action that is open to it with a positive probability"
)
_NOBODY = np.zeros((0, 0))

Logs = tuple[NDArray[np.float64], NDArray[np.float64]]
"""Logs of the public belief about each player's types [i][type]."""


@dataclass(frozen=True, slots=True)
class _Waiting:
    """A history that is still to be examined."""

    history: tuple[int, ...]
    position: Position
    logs: Logs


def certify_by_history(
    game: Game, profile: HistoryProfile, claimed: NDArray[np.float64]
) -> ExactCertificate:
    """Return the exact certificate of strategies that claim values [i, u, v] at the prior, $bn.

    Raises ``NegotiationError`` for strategies that are no probabilities after some history.
    """
    tree = history_tree(game, profile)
    found = exact_certificate(game, profile, claimed=claimed, tree=tree)
    return replace(found, method=_METHOD, off_path_beliefs=_OFF_PATH)


def history_tree(game: Game, profile: HistoryProfile) -> ExplicitTree:
    """Return all public histories as nodes, parents first, and values at each."""
    with np.errstate(divide="ignore"):
        first, second = (np.log(prior) for prior in game.prior)
    waiting = [_Waiting((), start(game), (first, second))]
    nodes: list[Node] = []
    for here in waiting:  # grows while it is gone through
        node, after = _node(game, profile, here, len(waiting))
        nodes.append(node)
        waiting += after
    assert len(nodes) == len(waiting)
    reached = np.zeros(len(nodes) + 1)
    reached[0] = 1.0
    for n, node in enumerate(nodes):
        np.add.at(reached, node.following, reached[n] * node.chances)
    values = np.zeros((len(nodes) + 1, 2, 2, max(map(len, game.types))))
    for n in range(len(nodes) - 1, -1, -1):
        paid = paid_now(game, nodes[n].position, nodes[n].actions)
        values[n] = valued(game, nodes[n], paid, values)
        for i, logs in enumerate(waiting[n].logs):  # whom actions of others' types rule out
            ruled_out = np.flatnonzero(np.isneginf(logs))
            values[n, 1, i, ruled_out] = values[n, 0, i, ruled_out]
    return ExplicitTree(game, nodes, (0,), values, reached[:-1])


def _node(
    game: Game, profile: HistoryProfile, here: _Waiting, listed: int
) -> tuple[Node, list[_Waiting]]:
    """Return a history as a node, and the histories after it; so many are listed before those."""
    stage, actions = game.stages[here.position.stage], legal_actions(game, here.position)
    belief = Belief((_plain(here.logs[0]), _plain(here.logs[1])))
    if stage.mover is None:
        by_type = _NOBODY
        chances = stage.chance_at(belief.of)[here.position.public_state][actions]
        logs = [here.logs] * len(actions)
    else:
        told = profile.log_chances(here.history)
        by_type = np.exp(told).T
        if told.shape[0] != len(actions) or not np.allclose(by_type.sum(axis=1), 1.0, atol=1e-9):
            raise NegotiationError(
                f"after the actions {here.history} of {game.name} the strategies give no "
                f"probabilities over the {len(actions)} open actions: {by_type.tolist()}"
            )
        chances = np.asarray(belief.of[stage.mover]) @ by_type
        logs = [_updated(here.logs, stage.mover, row) for row in told]
    following: list[int] = []
    after: list[_Waiting] = []
    for action, posterior in zip(actions.tolist(), logs, strict=True):
        position = apply(game, here.position, action)
        if not np.isfinite(posterior[0]).any() or not np.isfinite(posterior[1]).any():
            position = None  # no type can have come there: nobody is asked
        following.append(-1 if position is None else listed + len(after))
        if position is not None:
            after.append(_Waiting((*here.history, action), position, posterior))
    return Node(here.position, belief, actions, chances, by_type, np.array(following)), after


def _updated(logs: Logs, mover: int, told: NDArray[np.float64]) -> Logs:
    """Return the beliefs after an action with these log probabilities by type of the mover."""
    joint = logs[mover] + told
    top = joint.max()
    posterior = joint - top - np.log(np.exp(joint - top).sum()) if np.isfinite(top) else joint
    return (posterior, logs[1]) if mover == 0 else (logs[0], posterior)


def _plain(logs: NDArray[np.float64]) -> tuple[float, ...]:
    chances = np.exp(logs)
    return tuple(map(float, chances / chances.sum()))
