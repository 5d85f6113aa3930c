"""Oracles over public histories, and profiles to hold them against.

`every_plan` lists what every pure plan of a type pays against each type of the other, plan by plan,
and never compares two of them before the end; `History` carries its own Bayes' rule. Neither merges
histories nor shares code with the certificate.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from math import prod

import numpy as np
from numpy.typing import NDArray

from negotiation.game.beliefs import Belief
from negotiation.game.game import Game
from negotiation.game.rules import Position, apply, legal_actions, payoff_parts, stage_at, start
from negotiation.game.stages import StageKind
from negotiation.results.profile import Profile

Array = NDArray[np.float64]


class RandomProfile(Profile):
    """Fully mixed actions that depend on stage, state, type, package and both beliefs.

    With ``sparse`` each type leaves out some actions, so that much is off the path.
    """

    def __init__(self, game: Game, seed: int, *, sparse: bool = False) -> None:
        self.game, self.seed, self.sparse = game, seed, sparse

    def probabilities(
        self, stage: int, public_state: int, player_type: int, belief: Belief
    ) -> Array:
        here = self.game.stages[stage]
        legal = here.legal[public_state]
        count = 0 if self.game.packages is None else self.game.packages.count
        rows = count if here.kind is StageKind.ANSWER else 1
        if here.kind is StageKind.OFFER:
            legal = np.concatenate([legal, np.ones(count, dtype=bool)])
        rng = np.random.default_rng([self.seed, stage, public_state, player_type])
        drawn = rng.normal(size=(3, rows, legal.size))
        first, second = belief.of
        weight = np.exp(drawn[0] + 3.0 * first[-1] * drawn[1] + 3.0 * second[-1] * drawn[2])
        if self.sparse:
            kept = rng.random(weight.shape) < 0.5
            kept[:, np.flatnonzero(legal)[rng.integers(legal.sum())]] = True
            weight = weight * kept
        weight = weight * legal
        chances = weight / weight.sum(axis=1, keepdims=True)
        return np.array(chances if here.kind is StageKind.ANSWER else chances[0])


@dataclass(frozen=True)
class History:
    """A public history: where it has led and what is believed, by Bayes' rule from the prior."""

    game: Game
    profile: Profile
    position: Position | None
    belief: tuple[Array, Array]

    @classmethod
    def empty(cls, game: Game, profile: Profile) -> History:
        return cls(game, profile, start(game), (np.array(game.prior[0]), np.array(game.prior[1])))

    @property
    def mover(self) -> int | None:
        assert self.position is not None
        return stage_at(self.game, self.position).mover

    @property
    def actions(self) -> list[int]:
        assert self.position is not None
        return [int(k) for k in legal_actions(self.game, self.position)]

    @cached_property
    def chances(self) -> Array:
        """Return the probabilities of the actions [type, k]; one row for nature."""
        here = self.position
        assert here is not None
        first, second = self.belief
        stage = stage_at(self.game, here)
        if stage.mover is None:
            if stage.chance_if_sure is None:
                assert stage.chance is not None
                return np.asarray(stage.chance[here.public_state][self.actions])[None]
            sure = stage.chance_if_sure[:, :, here.public_state][..., self.actions]
            shape = (first.size, second.size, len(self.actions))
            mixture = np.einsum("u,v,uvk->k", first, second, np.broadcast_to(sure, shape))
            return np.asarray(mixture)[None]
        public = Belief((tuple(map(float, first)), tuple(map(float, second))))
        rows = []
        for own in range(len(self.game.types[stage.mover])):
            row = self.profile.probabilities(here.stage, here.public_state, own, public)
            rows.append((row if here.package is None else row[here.package])[self.actions])
        return np.stack(rows)

    def paid(self, action: int, player: int, own: int) -> Array:
        """Return what an action pays a type of a player at once, by the other's type."""
        assert self.position is not None
        others = range(len(self.game.types[1 - player]))
        pairs = [(own, other) if player == 0 else (other, own) for other in others]
        return np.array(
            [payoff_parts(self.game, self.position, action, p)[:, player].sum() for p in pairs]
        )

    def after(self, n: int) -> History:
        """Return the history after the n-th action."""
        assert self.position is not None
        following = apply(self.game, self.position, self.actions[n])
        if self.mover is None:
            return History(self.game, self.profile, following, self.belief)
        joint = self.belief[self.mover] * self.chances[:, n]
        posterior = joint / joint.sum() if joint.sum() > 0.0 else self.belief[self.mover]
        pair = (posterior, self.belief[1]) if self.mover == 0 else (self.belief[0], posterior)
        return History(self.game, self.profile, following, pair)

    def all(self) -> Iterator[History]:
        """Yield this history and all that follow it; moves of nature with probability 0 do not."""
        if self.position is None:
            return
        yield self
        nature = self.chances[0] if self.mover is None else None
        for n in range(len(self.actions)):
            if nature is None or nature[n] > 0.0:
                yield from self.after(n).all()


def plans(history: History, player: int) -> int:
    """Return how many pure plans a player has from a history on."""
    if history.position is None:
        return 1
    below = [plans(history.after(n), player) for n in range(len(history.actions))]
    return sum(below) if history.mover == player else prod(below)


def every_plan(history: History, player: int, own: int) -> Array:
    """Return what every pure plan pays a type against each type of the other [plan, other]."""
    others = len(history.game.types[1 - player])
    if history.position is None:
        return np.zeros((1, others))
    below = [
        history.paid(action, player, own) + every_plan(history.after(n), player, own)
        for n, action in enumerate(history.actions)
    ]
    if history.mover == player:
        return np.concatenate(below)
    chances = history.chances
    total = np.zeros((1, others))
    for n, worths in enumerate(below):
        weighed = worths * chances[:, n]  # nature's single row stands for all of the other's types
        total = (total[:, None] + weighed[None]).reshape(-1, others)
    return total


def followed(history: History, player: int, own: int) -> Array:
    """Return what following the profile pays a type against each type of the other [other]."""
    if history.position is None:
        return np.zeros(len(history.game.types[1 - player]))
    chances = history.chances
    row = chances[own : own + 1] if history.mover == player else chances
    total = np.zeros(len(history.game.types[1 - player]))
    for n, action in enumerate(history.actions):
        below = followed(history.after(n), player, own)
        total += row[:, n] * (history.paid(action, player, own) + below)
    return total


def best(history: History, player: int, own: int, weight: Array) -> float:
    """Return what the best plan pays, the other's types weighed by their part in the history."""
    if history.position is None:
        return 0.0
    chances = history.chances
    mine = history.mover == player
    worths = []
    for n, action in enumerate(history.actions):
        after = weight if mine else weight * chances[:, n]
        now = float(after @ history.paid(action, player, own))
        worths.append(now + best(history.after(n), player, own, after))
    return max(worths) if mine else sum(worths)
