"""The certificate of a profile: the most that any player gains by deviating, anywhere.

Given a profile and the types, U[i] is what player i earns by following it and B[i] what it earns by
its best reply to the other's part of the profile, both from every node onwards. The certificate is
the largest B[i] - U[i] over all nodes that some legal play reaches, on and off the path, every
package on the table included: 0 exactly for a subgame-perfect equilibrium. It reads the profile's
probabilities and the game's tables, compares every package one by one and uses nothing of any
solver.

Source: the one-shot-deviation principle, Fudenberg and Tirole (1991), theorem 4.1, is not relied
on: deviations of any length are searched.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ...foundations.tolerance import PROBABILITY_SUM
from ...game.beliefs import Belief
from ...game.game import Game, TypePair
from ...game.rules import reachable_states
from ...game.stages import ACCEPT, NO_OFFER, StageKind
from ...results.case import Certificate
from ...results.profile import Profile

_METHOD = (
    "exact best reply of each player against the profile, from every stage, public state that some "
    "play reaches and package on the table"
)

Node = NDArray[np.float64]
"""Following and best-reply values at a node [following or best, i]."""


def largest_gain(game: Game, profile: Profile, types: TypePair) -> Certificate:
    """Return the certificate of a profile for one type pair, types known to both."""
    belief = Belief.certain(game, types)
    count = game.states.count
    # after[t][f, i, s]: f = 0 following the profile, 1 best reply; the last state is the end.
    after: list[NDArray[np.float64]] = [np.zeros((2, 2, count + 1))] * (len(game.stages) + 1)
    worst, where, checked = 0.0, "nowhere", 0
    reached = reachable_states(game)
    for t in range(len(game.stages) - 1, -1, -1):
        stage = game.stages[t]
        if stage.kind is StageKind.ANSWER:
            continue  # examined with the offer before it, package by package
        here = np.zeros((2, 2, count + 1))
        worths: dict[int, NDArray[np.float64]] = {}
        for s in map(int, np.flatnonzero(reached[t])):
            if stage.kind is StageKind.OFFER:
                worth = _worth(game, types, t, s, worths)
                node, gain = _bargaining(game, profile, types, belief, t, s, after, worth)
                seen = worth.shape[1] + 1
            else:
                node, seen = _plain(game, profile, types, belief, t, s, after), 1
                gain = float((node[1] - node[0]).max())
            here[:, :, s] = node
            checked += seen
            if gain > worst:
                worst, where = gain, _place(game, t, s)
        after[t] = here
    return Certificate(max_gain_busd=worst, method=_METHOD, where=where, checked=checked)


def _plain(
    game: Game,
    profile: Profile,
    types: TypePair,
    belief: Belief,
    t: int,
    s: int,
    after: list[NDArray[np.float64]],
) -> Node:
    """Return the values of a chance or move node."""
    stage = game.stages[t]
    options = _listed(game, types, t, s, after)
    legal = stage.legal[s]
    if stage.chance is not None:
        return np.asarray(options[..., legal] @ stage.chance_at(belief.of)[s][legal])
    mover = stage.mover
    assert mover is not None
    sigma = profile.probabilities(t, s, types[mover], belief)
    _refuse(game, sigma, legal, t, s)
    node = options @ sigma
    node[1, mover] = options[1, mover, legal].max()
    return np.asarray(node)


def _bargaining(
    game: Game,
    profile: Profile,
    types: TypePair,
    belief: Belief,
    t: int,
    s: int,
    after: list[NDArray[np.float64]],
    worth: NDArray[np.float64],
) -> tuple[Node, float]:
    """Return the values of an offer node and the largest gain there or at an answer.

    ``worth`` [i, p] is what every package is worth when it is accepted.
    """
    proposer = game.stages[t].mover
    assert proposer is not None
    answerer = 1 - proposer
    answer = game.stages[t + 1]
    replies = _listed(game, types, t + 1, s, after)
    sigma = profile.probabilities(t + 1, s, types[answerer], belief)
    _refuse(game, sigma, answer.legal[s], t + 1, s)
    # Values at the answer node for every package on the table [f, i, p].
    accepts = np.ascontiguousarray(sigma[:, ACCEPT])
    table = (replies.reshape(4, -1) @ sigma.T).reshape(2, 2, -1)
    table += worth * accepts
    table[1, answerer] = _best_answers(replies[1, answerer], answer.legal[s], worth[answerer])
    gain = float((table[1, answerer] - table[0, answerer]).max())
    passing = _listed(game, types, t, s, after)[..., NO_OFFER]
    chosen = profile.probabilities(t, s, types[proposer], belief)
    _refuse(game, chosen, np.ones(chosen.shape, dtype=bool), t, s)
    node = passing * chosen[NO_OFFER] + table @ chosen[1:]
    node[1, proposer] = max(passing[1, proposer], table[1, proposer].max())
    return node, max(gain, float((node[1] - node[0]).max()))


def _best_answers(
    replies: NDArray[np.float64], legal: NDArray[np.bool_], worth: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return what the best legal answer earns with every package on the table [p].

    ``replies`` [answer] is what the answers earn without the package's value ``worth`` [p].
    """
    refusals = [float(replies[k]) for k in np.flatnonzero(legal) if k != ACCEPT]
    if not legal[ACCEPT]:
        return np.full(worth.shape, max(refusals))
    accepted = replies[ACCEPT] + worth
    return np.asarray(np.maximum(accepted, max(refusals)) if refusals else accepted)


def _worth(
    game: Game, types: TypePair, t: int, s: int, worths: dict[int, NDArray[np.float64]]
) -> NDArray[np.float64]:
    """Return what every package is worth in a public state [i, p], by regime in ``worths``."""
    assert game.packages is not None
    g, r = game.packages.regime(s), game.stages[t + 1].round_index
    if g not in worths:
        worths[g] = np.stack([game.packages.values(i, *types, r, s) for i in (0, 1)])
    return worths[g]


def _listed(
    game: Game, types: TypePair, t: int, s: int, after: list[NDArray[np.float64]]
) -> NDArray[np.float64]:
    """Return payoff now plus value after for the stage's listed actions [f, i, k]."""
    stage = game.stages[t]
    now = stage.payoff_of(*types)[:, :, s, :].sum(axis=0)
    listed = np.empty((2, *now.shape))
    for k, stride in enumerate(stage.stride):
        listed[..., k] = now[:, k] + after[t + stride][:, :, stage.next_state[s, k]]
    return listed


def _refuse(
    game: Game, sigma: NDArray[np.float64], legal: NDArray[np.bool_], t: int, s: int
) -> None:
    """Raise ``ValueError`` unless every row of ``sigma`` is a distribution over legal actions."""
    sums = sigma @ np.stack([legal, ~legal], axis=1).astype(np.float64)  # faster than sum(axis=-1)
    if sigma.min() < 0.0 or np.abs(sums[..., 0] + sums[..., 1] - 1.0).max() > PROBABILITY_SUM:
        raise ValueError(f"the profile's probabilities are none: {_place(game, t, s)}")
    if sums[..., 1].max() > 0.0:
        raise ValueError(f"the profile plays an illegal action: {_place(game, t, s)}")


def _place(game: Game, t: int, s: int) -> str:
    stage = game.stages[t]
    return f"{game.rounds[stage.round_index].name}, {stage.name}, {game.states.in_words(s)}"
