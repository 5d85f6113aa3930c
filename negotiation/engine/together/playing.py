"""Play many matches together: from where they stand, stage by stage, to their ends."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ...game.beliefs import Belief
from ...game.game import Game
from ...game.information import History, PublicMove
from ...game.rules_at_many import Following, apply_at_many, payoffs_at_many
from ...results.profile import Profile
from ..seating import Seats
from ..who_knows import followed
from .answers import Kept, Rows, asked, asked_together, nature
from .learning import after
from .nodes import Arrivals, Nodes
from .plays import Plays, StagePlayed


@dataclass(frozen=True, slots=True)
class _Edges:
    """Actions taken at nodes. Axes: ``d`` edge."""

    nodes: NDArray[np.int64]
    """The node that an edge leaves [d]."""
    actions: NDArray[np.int64]
    """The action taken [d]."""
    following: Following
    """Where each edge leads [d]."""


def play_together(
    game: Game,
    seats: Seats,
    types: NDArray[np.int64],
    *,
    seed: int,
    matches: NDArray[np.uint64],
    belief: Belief | None = None,
    known_profile: Profile | None = None,
    kept: tuple[Kept, Kept] | None = None,
) -> Plays:
    """Return what becomes of many matches of two strategies under private information.

    ``types`` [m, i] are the types that play, ``matches`` [m] the numbers of the matches under the
    seed: as in `matches.play` with ``private=True``, the public belief begins at the prior and is
    updated by the profile of the followers, unless others are given. ``kept`` are answers of these
    two strategies in earlier plays of this game. Raises ``NegotiationError`` for an answer that
    cannot be played.
    """
    from .kernels.drawing import draw, pay

    start = Belief.prior(game) if belief is None else belief
    known = followed(seats) if known_profile is None else known_profile
    depth, reads_past = _memory(seats)
    answers = ({}, {}) if kept is None else kept
    pairs = len(game.types[0]), len(game.types[1])
    pair_of = types[:, 0] * pairs[1] + types[:, 1]
    payoffs = np.zeros((len(matches), 2))
    arrivals = [Arrivals() for _ in game.stages]
    everyone = np.arange(len(matches))
    chances = tuple(np.array([start.of[i]]) for i in (0, 1))
    arrivals[0].add(np.array([game.initial_state]), np.array([-1]), (chances[0], chances[1]), [()])
    arrivals[0].matches.append(everyone)
    arrivals[0].places.append(np.zeros_like(everyone))
    played: list[StagePlayed] = []
    for t, stage in enumerate(game.stages):
        if not arrivals[t].matches:
            continue
        nodes, here, at = arrivals[t].nodes(t, depth, reads_past)
        arrivals[t] = Arrivals()
        own = np.zeros(here.size, dtype=np.int64)
        if stage.mover is None:
            rows = nature(game, nodes)
        else:
            own = types[here, stage.mover]
            present = np.zeros((nodes.count, pairs[stage.mover]), dtype=bool)
            present[at, own] = True
            rows = asked(game, seats[stage.mover], nodes, present, answers[stage.mover])
        entries = np.full(len(matches), -1, dtype=np.int32)
        used = np.zeros(rows.actions.size, dtype=bool)
        draw(seed, matches, t, here, rows.row_of[at, own], rows.starts, rows.reached, entries, used)
        edges, edge_of = _edges(game, nodes, rows, used)
        pay(here, entries, edge_of, pair_of, _paid(game, nodes, edges), payoffs)
        beliefs = after(game, known, nodes, edges.nodes, edges.actions)
        _send_on(arrivals, nodes, edges, beliefs, (here, edge_of[entries[here]]), reads_past)
        played.append(StagePlayed(t, nodes, rows, entries))
    return Plays(game, seed, matches, types, payoffs, tuple(played))


def _memory(seats: Seats) -> tuple[float, bool]:
    """Return how many past moves keep nodes apart, and whether anyone is shown a history."""
    alone = [strategy for strategy in seats if asked_together(strategy) is None]
    return max((strategy.memory_depth for strategy in alone), default=0), bool(alone)


def _edges(
    game: Game, nodes: Nodes, rows: Rows, used: NDArray[np.bool_]
) -> tuple[_Edges, NDArray[np.int64]]:
    """Return the edges that were taken, and each entry's edge [e], -1 where none was."""
    taken = np.flatnonzero(used)
    width = int(rows.actions.max()) + 1
    codes, edge = np.unique(rows.nodes[taken] * width + rows.actions[taken], return_inverse=True)
    edge_of = np.full(used.size, -1, dtype=np.int64)
    edge_of[taken] = edge
    node, action = codes // width, codes % width
    following = apply_at_many(game, nodes.stage, nodes.states[node], action)
    return _Edges(node, action, following), edge_of


def _paid(game: Game, nodes: Nodes, edges: _Edges) -> NDArray[np.float64]:
    """Return what each edge pays at once by type pair [d, pair, i]."""
    states, packages = nodes.states[edges.nodes], nodes.packages[edges.nodes]
    return payoffs_at_many(game, nodes.stage, states, packages, edges.actions)


def _send_on(
    arrivals: list[Arrivals],
    nodes: Nodes,
    edges: _Edges,
    beliefs: tuple[NDArray[np.float64], NDArray[np.float64]],
    standing: tuple[NDArray[np.int64], NDArray[np.int64]],
    reads_past: bool,
) -> None:
    """Let the matches arrive where their edges lead; ``standing`` are matches and their edges."""
    here, edge = standing
    stages, states, packages = edges.following
    targets = np.unique(stages)
    for target in targets[targets >= 0]:
        of_these = np.flatnonzero(stages == target)
        first = arrivals[target].add(
            states[of_these],
            packages[of_these],
            (beliefs[0][of_these], beliefs[1][of_these]),
            _pasts(nodes, edges, of_these) if reads_past else (),
        )
        place = np.full(edges.nodes.size, -1, dtype=np.int64)
        place[of_these] = first + np.arange(of_these.size)
        places = place[edge]
        going = slice(None) if targets.size == 1 else places >= 0
        arrivals[target].matches.append(here[going])
        arrivals[target].places.append(places[going])


def _pasts(nodes: Nodes, edges: _Edges, which: NDArray[np.int64]) -> Sequence[History]:
    """Return a history that ends with each of some edges."""
    return [
        (*nodes.pasts[n], PublicMove(nodes.position(int(n)), int(action)))
        for n, action in zip(edges.nodes[which], edges.actions[which], strict=True)
    ]
