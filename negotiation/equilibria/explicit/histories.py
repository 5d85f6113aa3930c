"""The public histories of a game, laid out for the compiled loops.

A public history is the sequence of all moves so far, nature's included; types are not part of it.
Histories are numbered stage by stage, so that a history comes after those it follows from.

Source: Fudenberg and Tirole (1991), *Game Theory*, chapter 8.2 (observed actions).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...foundations.errors import NegotiationError
from ...game.game import Game
from ...game.stages import ACCEPT, END, Stage, StageKind
from .kernels.layout import NATURE, Tree

MOST_HISTORIES = 50_000
"""The largest number of public histories that is taken on: about 100 MB, 0.2 s a stride."""

Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Histories:
    """The public histories [n] of a game and their edges [e]."""

    tree: Tree
    """What the loops read."""
    stage: Ints
    """The stage of each history [n]."""
    public_state: Ints
    """Its public state [n]."""
    package: Ints
    """The package on the table [n]; -1 where there is none."""
    action: Ints
    """The action that an edge stands for [e]."""

    @property
    def count(self) -> int:
        """The number of histories at which somebody moves."""
        return int(self.stage.size)

    def stakes(self) -> float:
        """Return the largest difference of what two plays pay a player of a pair of types, $bn."""
        tree = self.tree
        low, high = np.zeros((2, self.count + 1, *tree.payoff.shape[1:]))  # last row: the end
        for n in range(self.count - 1, -1, -1):
            edges = slice(tree.first[n], tree.first[n + 1])
            child = tree.child[edges]
            low[n] = (tree.payoff[edges] + low[child]).min(axis=0)
            high[n] = (tree.payoff[edges] + high[child]).max(axis=0)
        return float((high[0] - low[0]).max())

    def find(self, actions: Sequence[int]) -> int:
        """Return the history after these actions, nature's included.

        Raises ``NegotiationError`` if one of them is not open, or if they end the game.
        """
        here = 0
        for position, action in enumerate(actions):
            edges = slice(self.tree.first[here], self.tree.first[here + 1])
            found = np.flatnonzero(self.action[edges] == action)
            if found.size == 0:
                raise NegotiationError(
                    f"action {action} (number {position + 1} of the history) is not open there; "
                    f"try one of {', '.join(map(str, self.action[edges]))}"
                )
            here = int(self.tree.child[edges][found[0]])
            if here < 0:
                raise NegotiationError(
                    f"the game is over after the first {position + 1} of these actions"
                )
        return here


def count_histories(game: Game) -> int:
    """Return how many public histories a game has at which somebody moves, without listing them."""
    below: dict[tuple[int, int], int] = {}
    for t in range(len(game.stages) - 1, -1, -1):
        stage = game.stages[t]
        for s in range(game.states.count):
            total = 1
            for k in np.flatnonzero(stage.legal[s]):
                total += below.get((t + stage.stride[k], int(stage.next_state[s, k])), 0)
            if stage.kind is StageKind.OFFER and game.packages is not None:
                total += game.packages.count * below[t + 1, s]
            below[t, s] = total
    return below[0, game.initial_state]


@dataclass
class _Arrivals:
    """Histories that a stage is reached by: state, package on the table, edge that led there."""

    states: list[Ints] = field(default_factory=list)
    packages: list[Ints] = field(default_factory=list)
    edges: list[Ints] = field(default_factory=list)

    def add(self, states: Ints, packages: Ints, edges: Ints) -> None:
        self.states.append(states)
        self.packages.append(packages)
        self.edges.append(edges)


def list_histories(game: Game, most_histories: int = MOST_HISTORIES) -> Histories:
    """Return all public histories of a game.

    Raises ``NegotiationError`` with the count and what to try if they are more than
    ``most_histories``.
    """
    total = count_histories(game)
    if total > most_histories:
        raise NegotiationError(
            f"{game.name} has {total:,} public histories, more than {most_histories:,}; try fewer "
            "packages (keep_packages) or fewer rounds (keep_last_rounds), or solve it on beliefs"
        )
    arrivals = [_Arrivals() for _ in game.stages]
    arrivals[0].add(np.array([game.initial_state]), np.array([-1]), np.array([-1]))
    nodes = edges = 0
    child_of: list[tuple[Ints, Ints]] = []
    columns: list[list[NDArray[Any]]] = []
    for t, stage in enumerate(game.stages):
        if not arrivals[t].states:
            continue
        states, packages, came = (
            np.concatenate(found)
            for found in (arrivals[t].states, arrivals[t].packages, arrivals[t].edges)
        )
        child_of.append((came, np.arange(nodes, nodes + states.size)))
        row, action, offered = _open_actions(game, stage, states)
        listed = np.where(offered >= 0, 0, action)
        following = np.where(offered >= 0, t + 1, t + np.asarray(stage.stride)[listed])
        state = np.where(offered >= 0, states[row], stage.next_state[states[row], listed])
        goes_on = (state != END) & (following < len(game.stages))
        number = np.arange(edges, edges + row.size)
        for later in np.unique(following[goes_on]):
            there = goes_on & (following == later)
            arrivals[later].add(state[there], offered[there], number[there])
        columns.append(
            [
                np.full(states.size, NATURE if stage.mover is None else stage.mover),
                np.bincount(row, minlength=states.size),
                np.full(states.size, t),
                states,
                packages,
                action,
                _payoffs(game, stage, states[row], listed, offered, packages[row]),
                _chances(game, stage, states[row], listed),
                _barred(game, stage, states[row], listed),
            ]
        )
        nodes += states.size
        edges += row.size
    mover, degree, stage_of, state_of, package_of, action_of, payoff, chance, barred = (
        np.concatenate(column) for column in zip(*columns, strict=True)
    )
    child = np.full(edges, -1)
    for came, reached in child_of[1:]:
        child[came] = reached
    types = tuple((0,) * len(names) for names in game.types)
    first = np.concatenate([[0], np.cumsum(degree)])
    tree = Tree(mover, first, child, payoff, chance, np.zeros(barred.shape), types)
    found = Histories(tree, stage_of, state_of, package_of, action_of)
    if not barred.any():
        return found
    charge = np.where(barred, found.stakes() or 1.0, 0.0)
    return replace(found, tree=tree._replace(charge=charge))


def _open_actions(game: Game, stage: Stage, states: Ints) -> tuple[Ints, Ints, Ints]:
    """Return for every edge of a stage its history, its action and the package offered or -1."""
    legal = np.asarray(stage.legal)[states]
    if stage.kind is StageKind.OFFER and game.packages is not None:
        legal = np.concatenate(
            [legal, np.ones((states.size, game.packages.count), dtype=bool)], axis=1
        )
    row, action = np.nonzero(legal)
    return row, action, np.maximum(action - len(stage.actions), -1)


def _payoffs(
    game: Game, stage: Stage, states: Ints, listed: Ints, offered: Ints, on_table: Ints
) -> NDArray[np.float64]:
    """Return what every edge of a stage pays [e, i, pair]."""
    pairs = game.type_pairs
    table = np.stack([stage.total(u, v) for u, v in pairs], axis=1)
    paid: NDArray[np.float64] = np.moveaxis(table[:, :, states, listed], 2, 0)
    paid = np.where((offered >= 0)[:, None, None], 0.0, paid)
    if stage.kind is StageKind.ANSWER and game.packages is not None:
        accepted = listed == ACCEPT
        worth = [
            game.packages.worth(on_table[accepted], u, v, stage.round_index, states[accepted])
            for u, v in pairs
        ]
        paid[accepted] += np.moveaxis(np.array(worth), 2, 0).swapaxes(1, 2)
    return paid


def _chances(game: Game, stage: Stage, states: Ints, listed: Ints) -> NDArray[np.float64]:
    """Return nature's probability of every edge of a stage were the types sure [e, pair]."""
    chances = np.zeros((states.size, len(game.type_pairs)))
    if stage.chance is not None:
        sure = stage.chance_if_sure
        for number, (u, v) in enumerate(game.type_pairs):
            table = stage.chance if sure is None else sure[u % sure.shape[0], v % sure.shape[1]]
            chances[:, number] = table[states, listed]
    return chances


def _barred(game: Game, stage: Stage, states: Ints, listed: Ints) -> NDArray[np.bool_]:
    """Return which types of the mover may not take each edge of a stage [e, θ]."""
    barred = np.zeros((states.size, max(map(len, game.types))), dtype=bool)
    if stage.legal_to is not None:
        barred[:, : len(stage.legal_to)] = ~stage.legal_to[:, states, listed].T
    return barred
