"""Logit equilibrium in the extensive form: plain code over a tree, without beliefs or grids.

`walked` reads a profile along every public history from the prior; `AgentForm` holds probabilities
against the definition of an agent quantal response equilibrium (McKelvey and Palfrey, 1998), node
by node: it knows nothing of public beliefs, for it sums over the nodes of each information set.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from negotiation.game.beliefs import Belief
from negotiation.game.game import Game
from negotiation.game.rules import Position, action_name, apply, legal_actions, stage_at, start
from negotiation.game.tree import ROOT, extensive_form
from negotiation.results.profile import Profile

Probabilities = Mapping[str, Mapping[str, float]]
"""Chances by information set and action, both as the tree names them."""


def walked(game: Game, profile: Profile, tree: Any) -> dict[str, dict[str, float]]:
    """Return what a profile does at every information set, beliefs updated from the prior.

    The likelihoods are the profile's own. Needs private types: a tree that nature begins.
    """
    found: dict[str, dict[str, float]] = {}
    solved: dict[tuple[str, Position], list[NDArray[np.float64]]] = {}
    waiting = [(node, start(game), Belief.prior(game), "") for node in tree.successors(ROOT)]
    while waiting:
        node, position, belief, history = waiting.pop()
        here, stage = tree.nodes[node], stage_at(game, position)
        legal = legal_actions(game, position)
        rows: list[NDArray[np.float64]] = []
        if stage.mover is not None:
            key = (history, position)
            if key not in solved:
                types = range(len(game.types[stage.mover]))
                solved[key] = [_chances(profile, position, t, belief, legal) for t in types]
            rows = solved[key]
            names = game.types[stage.mover]
            own = names.index(here["types"][game.players[stage.mover]])
            chances = dict(zip(here["actions"], map(float, rows[own]), strict=True))
            assert found.setdefault(here["information_set"], chances) == chances
        for n, (child, action) in enumerate(zip(tree.successors(node), legal, strict=True)):
            after = apply(game, position, int(action))
            if after is None:
                assert tree.nodes[child]["kind"] == "leaf"
                continue
            seen = belief
            if stage.mover is not None:
                seen = belief.updated(stage.mover, [float(row[n]) for row in rows])
            name = action_name(game, position, int(action))
            waiting.append((child, after, seen, f"{history}.{name} {action}"))
    return found


def _chances(
    profile: Profile, position: Position, own: int, belief: Belief, legal: NDArray[np.int64]
) -> NDArray[np.float64]:
    mixed = profile.mixed_action(position, own, belief)
    return np.array([mixed.probability(int(action)) for action in legal])


class AgentForm:
    """A tree laid out level by level, for fast responses at every information set."""

    def __init__(self, game: Game) -> None:
        self.tree = tree = extensive_form(game)
        nodes, count = tree.nodes, len(tree)
        self.sets: list[str] = []
        self.names: list[tuple[str, ...]] = []
        first: dict[str, int] = {}  # the first action of each information set
        self.owner: list[int] = []
        self.start = [0]
        parent = np.full(count, -1)
        #: The action that leads to a node, -1 from nature; nature's chance, 1 from a player.
        self.action, self.chance = np.full(count, -1), np.ones(count)
        self.payoff = np.zeros((2, count))
        depth = np.zeros(count, dtype=int)
        for node in range(count):  # the tree is numbered in the order of play
            here = nodes[node]
            if here["kind"] == "leaf":
                self.payoff[:, node] = [here["payoffs"][player] for player in game.players]
                continue
            label = here["information_set"]
            if here["kind"] == "player" and label not in first:
                first[label] = self.start[-1]
                self.sets.append(label)
                self.names.append(here["actions"])
                self.owner += [game.players.index(here["player"])] * len(here["actions"])
                self.start.append(self.start[-1] + len(here["actions"]))
            for n, child in enumerate(tree.successors(node)):
                parent[child], depth[child] = node, depth[node] + 1
                if here["kind"] == "player":
                    self.action[child] = first[label] + n
                else:
                    self.chance[child] = here["probabilities"][n]
        levels = [np.flatnonzero(depth == d) for d in range(1, depth.max() + 1)]
        self.levels = [(level, parent[level]) for level in levels]
        self.size = self.start[-1]
        self.chosen = self.action >= 0
        self.owner_of = np.array(self.owner, dtype=int)

    def vector(self, probabilities: Probabilities) -> NDArray[np.float64]:
        """Return probabilities as one row of numbers [a], set after set."""
        return np.array(
            [
                probabilities[label][name]
                for label, names in zip(self.sets, self.names, strict=True)
                for name in names
            ]
        )

    def uniform(self) -> NDArray[np.float64]:
        """Return equal chances at every information set [a]."""
        sizes = np.diff(self.start)
        return np.repeat(1.0 / sizes, sizes)

    def worths(self, sigma: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return what each action is expected to pay its mover once its set is reached [a]."""
        odds = self.chance.copy()
        odds[self.chosen] = sigma[self.action[self.chosen]]
        reach, value = np.ones(odds.size), self.payoff.copy()
        for level, above in self.levels:
            reach[level] = reach[above] * odds[level]
        for level, above in reversed(self.levels):
            for i in range(2):
                np.add.at(value[i], above, odds[level] * value[i, level])
        nodes = np.flatnonzero(self.chosen)
        actions = self.action[nodes]
        above = np.concatenate([[0], *(above for _, above in self.levels)])
        order = np.concatenate([[0], *(level for level, _ in self.levels)])
        parents = np.empty(odds.size, dtype=int)
        parents[order] = above
        weight = reach[parents[nodes]]
        total = np.bincount(actions, weight, self.size)
        earned = np.bincount(actions, weight * value[self.owner_of[actions], nodes], self.size)
        return np.asarray(earned / total)

    def response(self, sigma: NDArray[np.float64], precision: float) -> NDArray[np.float64]:
        """Return the logit response to some probabilities [a]."""
        scaled = precision * self.worths(sigma)
        found = np.empty_like(scaled)
        for here in map(slice, self.start[:-1], self.start[1:]):
            weights = np.exp(scaled[here] - scaled[here].max())
            found[here] = weights / weights.sum()
        return found

    def residual(self, sigma: NDArray[np.float64], precision: float) -> float:
        """Return how far some probabilities are from their own response."""
        return float(np.abs(self.response(sigma, precision) - sigma).max())

    def settled(
        self, precision: float, sigma: NDArray[np.float64], *, weight: float = 0.3
    ) -> NDArray[np.float64] | None:
        """Return the equilibrium in which repeated partial responses settle, if they do."""
        for _ in range(2000):
            answer = self.response(sigma, precision)
            if np.abs(answer - sigma).max() < 1e-13:
                return answer
            sigma = sigma + weight * (answer - sigma)
        return None

    def random(self, rng: np.random.Generator) -> NDArray[np.float64]:
        """Return random chances at every information set [a]: often nearly pure ones."""
        rows = [rng.dirichlet(np.full(n, 0.3)) + 1e-9 for n in np.diff(self.start)]
        return np.concatenate([row / row.sum() for row in rows])
