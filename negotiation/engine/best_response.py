"""The best response to a strategy, by backward induction over what it would do.

Player i of type theta knows the strategy sigma of the other, not its type. Let mu be what i makes
of the other's type, by Bayes' rule from sigma; then at i's own stages

    V(h, mu) = max_k E_mu[payoff(k)] + V(hk, mu),

at the other's, with P(k) = sum_tau mu(tau) sigma_tau(k | h) and the posterior mu_k,

    V(h, mu) = sum_k P(k) (E_{mu_k}[payoff(k)] + V(hk, mu_k)),

and nature's stages are averaged. A history h counts by its position alone where the strategy
remembers nothing.

i may offer any package. Against a strategy that remembers nothing, packages that get the same
answers from all types, and the same public belief, lead to the same talks unless they are accepted:
of these the one that pays i most is weighed, which leaves nothing out. Where the strategy remembers
offers, i may offer those of a menu only (`is_whole` is false): packages that are undominated for
some types and leave each player some hope. What is found then is a lower bound.

Types are private. The public belief, which the strategy is shown, begins at the prior; where the
strategy follows a profile it is updated by that profile, as in any play, after the exploiter's
actions too; else it stays. Checked by tests/engine/test_exploiting.py.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from ..equilibria.signalling.menu import menu_of
from ..foundations.streams import Stream
from ..game.beliefs import Belief
from ..game.game import Game
from ..game.information import History, PublicMove
from ..game.mixed_actions import MixedAction
from ..game.rules import (
    Position,
    apply,
    chance_probabilities,
    legal_actions,
    payoff_parts,
    stage_at,
    start,
)
from ..game.stages import ACCEPT, REJECT, StageKind
from ..results.profile import Profile
from ..strategies.strategy import Strategy
from .matches import mixed_action_of
from .talks import Talks

Chances = tuple[float, ...]
"""The exploiter's belief about the other's type [type]."""

Pattern = tuple[tuple[tuple[tuple[int, float], ...], ...], Belief, Belief]
"""What every type of the other answers, and the public beliefs after the offer and a rejection."""

_FEW = 300
"""Against a strategy that remembers, so many packages are all weighed."""

_NOTHING: NDArray[np.float64] = np.zeros(0)
_UNDRAWN = Stream(seed=0, match=0, count=0)


class TooManyNodes(Exception):
    """The tree of what could happen is too large to be weighed."""


class BestResponse:
    """The values of nodes for one type of the exploiter after another."""

    def __init__(self, game: Game, strategy: Strategy, exploiter: int, nodes: int) -> None:
        self.game, self.strategy, self.exploiter, self.most = game, strategy, exploiter, nodes
        table = game.packages
        count = 0 if table is None else table.count
        self.groups_offers = strategy.memory_depth == 0
        self.menu: tuple[int, ...] = tuple(range(count))
        if table is not None and not self.groups_offers and count > _FEW:
            self.menu = tuple(map(int, menu_of(game, 1).candidates))
        profile = getattr(strategy, "profile", None)
        self.known = profile if isinstance(profile, Profile) else None
        self.count = 0
        self._own = 0
        self._values: dict[tuple[object, ...], float] = {}
        self._answers: dict[tuple[object, ...], dict[int, float]] = {}
        self._read: dict[tuple[Position, Belief], list[MixedAction]] = {}
        self._groups: dict[tuple[Position, Belief], dict[Pattern, NDArray[np.int64]]] = {}

    @property
    def is_whole(self) -> bool:
        """Whether every package may be offered: then the values are those of the best response."""
        return self.game.packages is None or len(self.menu) == self.game.packages.count

    def value(self, own: int, chances: Chances) -> float:
        """Return what the exploiter's type ``own`` expects from the start on."""
        if own != self._own:
            self._own, self._values = own, {}
        return self._value(start(self.game), Belief.prior(self.game), chances, ())

    def _value(self, at: Position, public: Belief, chances: Chances, past: History) -> float:
        key = (at, public, chances, self._remembered(past))
        if key not in self._values:
            self.count += 1
            if self.count > self.most:
                raise TooManyNodes
            self._values[key] = self._weighed(at, public, chances, past)
        return self._values[key]

    def _weighed(self, at: Position, public: Belief, chances: Chances, past: History) -> float:
        mover = stage_at(self.game, at).mover
        if mover is None:
            actions = legal_actions(self.game, at)
            likely = chance_probabilities(self.game, at, public)
            return math.fsum(
                p * self._after(at, int(k), public, chances, past)
                for k, p in zip(actions, likely, strict=True)
                if p > 0.0
            )
        if mover == self.exploiter:
            options = self._options(at, public, chances)
            return max(self._after(at, k, public, chances, past) for k in options)
        mixed = [
            self._answer(at, other, public, past) if chance > 0.0 else {}
            for other, chance in enumerate(chances)
        ]
        total = 0.0
        for k in sorted({k for one in mixed for k in one}):
            joint = [p * one.get(k, 0.0) for p, one in zip(chances, mixed, strict=True)]
            likely_k = math.fsum(joint)
            posterior = tuple(p / likely_k for p in joint)
            total += likely_k * self._after(at, k, public, posterior, past)
        return total

    def _after(
        self, at: Position, action: int, public: Belief, chances: Chances, past: History
    ) -> float:
        """Return what an action pays now, expected over the other's type, and what follows."""
        now = math.fsum(
            p * self._paid(at, action, other) for other, p in enumerate(chances) if p > 0.0
        )
        longer = (*past, PublicMove(at, action)) if self.strategy.memory_depth > 0 else past
        following = apply(self.game, at, action)
        if following is None:
            return now
        return now + self._value(following, self._learnt(at, action, public), chances, longer)

    def _learnt(self, at: Position, action: int, public: Belief) -> Belief:
        """Return the public belief after an action, as `Talks.advanced` does."""
        mover = stage_at(self.game, at).mover
        if self.known is None or mover is None:
            return public
        key = (at, public)
        if key not in self._read:
            types = range(len(self.game.types[mover]))
            self._read[key] = [self.known.mixed_action(at, own, public) for own in types]
        return public.updated(mover, [one.probability(action) for one in self._read[key]])

    def _paid(self, at: Position, action: int, other: int) -> float:
        parts = payoff_parts(self.game, at, action, self._pair(other))
        return float(parts[:, self.exploiter].sum())

    def _options(self, at: Position, public: Belief, chances: Chances) -> list[int]:
        """Return the actions that are weighed at one of the exploiter's stages."""
        stage = stage_at(self.game, at)
        listed = [int(k) for k in np.flatnonzero(stage.open_to(self._own)[at.public_state])]
        if stage.kind is not StageKind.OFFER:
            return listed
        if not self.groups_offers:
            return listed + [1 + package for package in self.menu]
        worth = self._worths(at, chances)
        for pattern, packages in self._grouped(at, public).items():
            accepted = [dict(mixed).get(ACCEPT, 0.0) for mixed in pattern[0]]
            gain = np.zeros(packages.size)
            for chance, share, values in zip(chances, accepted, worth, strict=True):
                gain += chance * share * values[packages]
            listed.append(1 + int(packages[np.argmax(gain)]))
        return listed

    def _grouped(self, at: Position, public: Belief) -> dict[Pattern, NDArray[np.int64]]:
        """Return the packages by what the strategy's types answer and what the public learns."""
        key = (at, public)
        if key not in self._groups:
            alike: dict[Pattern, list[int]] = {}
            for package in self.menu:
                learnt = self._learnt(at, 1 + package, public)
                table = apply(self.game, at, 1 + package)
                assert table is not None  # an offer is followed by its answer
                answers = tuple(
                    tuple(sorted(self._answer(table, other, learnt, ()).items()))
                    for other in range(len(self.game.types[1 - self.exploiter]))
                )
                refused = self._learnt(table, REJECT, learnt)
                alike.setdefault((answers, learnt, refused), []).append(package)
            self._groups[key] = {pattern: np.array(found) for pattern, found in alike.items()}
        return self._groups[key]

    def _worths(self, at: Position, chances: Chances) -> list[NDArray[np.float64]]:
        """Return what each package is worth to the exploiter, by the other's type [other][p]."""
        table, r, s = self.game.packages, stage_at(self.game, at).round_index, at.public_state
        assert table is not None
        others = range(len(chances))
        return [table.values(self.exploiter, *self._pair(other), r, s) for other in others]

    def _answer(self, at: Position, other: int, public: Belief, past: History) -> dict[int, float]:
        """Return the strategy's probabilities above 0 at a node, by action."""
        key = (at, other, public, self._remembered(past))
        if key not in self._answers:
            talks = Talks(
                game=self.game,
                types=(other, 0) if self.exploiter == 1 else (0, other),
                position=at,
                belief=public,
                paid=_NOTHING,
                draws=_UNDRAWN,
                history=past,
            )
            mixed = mixed_action_of(self.strategy, talks)
            listed = zip(mixed.actions, mixed.probabilities, strict=True)
            self._answers[key] = {int(k): p for k, p in listed if p > 0.0}
        return self._answers[key]

    def _remembered(self, past: History) -> History:
        depth = self.strategy.memory_depth
        return past if math.isinf(depth) else past[len(past) - min(int(depth), len(past)) :]

    def _pair(self, other: int) -> tuple[int, int]:
        return (self._own, other) if self.exploiter == 0 else (other, self._own)
