"""How play spreads from the prior: the chance of every public state and belief, stage by stage.

A posterior seldom falls on a node of the belief axis. It is split into the two nodes around it as
if one more public signal told a little about the type: type by type, so that at a node the types
are mixed exactly as its belief says. Beliefs remain martingales, and the signal's error falls with
the square of the spacing where strategies are smooth.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import product
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from ...game.stages import ACCEPT, NO_OFFER, REJECT, WALK_OUT, Stage, StageKind
from .backward import chances_on
from .belief_profile import BeliefProfile
from .kernels.selecting import BROKEN, ONE, SEVERAL
from .kernels.spreading import spread
from .stage_solver import Answered, Solved, Tally

NEGLIGIBLE = 1e-9
"""Public states and offers less likely than this are not followed."""

Weight = NDArray[np.float64]
"""Probabilities [u, v, b0, b1] given each pair of types."""


@dataclass
class Ending:
    """One way for the talks to end in one stage and public state."""

    stage: int
    """The stage whose action ends them."""
    public_state: int
    """The public state."""
    action: int
    """The action."""
    package: int | None
    """The package accepted, if one is."""
    chance: NDArray[np.float64]
    """Its probability given each pair of types [u, v]."""


@dataclass
class Reach:
    """Where play goes."""

    before: list[NDArray[np.float64]]
    """Weight at the start of every stage and after the last [t][s, u, v, b0, b1]."""
    ended: list[Weight]
    """Weight of talks that have ended before every stage and in all, by the last belief [t]."""
    endings: list[Ending]
    """Every way in which talks end."""
    parts: NDArray[np.float64]
    """Expected payoffs [part, i, u, v], $bn."""
    taken: dict[int, NDArray[np.float64]] = field(default_factory=dict)
    """At move stages, chances of the actions [k, u, v], and sums of the belief about the mover
    before and after them [k, before or after, u, v], side by side [k, 3, u, v]."""
    doubtful: dict[tuple[int, int], NDArray[np.float64]] = field(default_factory=dict)
    """At stages and public states with roots known not to be the only ones: their probability by
    beliefs, the types drawn from the prior [b0, b1]."""
    steep: float = 0.0
    """The largest probability of a place where there may be several roots."""


def reach_of(profile: BeliefProfile) -> Reach:
    """Follow a solved profile forwards from the prior. What is found is kept with the profile."""
    if profile not in _KEPT:
        _KEPT[profile] = _Follower(profile).follow()
    return _KEPT[profile]


_KEPT: WeakKeyDictionary[BeliefProfile, Reach] = WeakKeyDictionary()


class _Follower:
    def __init__(self, profile: BeliefProfile) -> None:
        self.profile, self.solver, self.game = profile, profile.solver, profile.game
        self.axes = self.solver.axes
        self._prior = np.outer(*(np.append(one, 0.0)[:2] for one in self.game.prior))
        self._by_part: dict[tuple[int, int], NDArray[np.float64]] = {}
        shape = (2, 2, self.axes[0].count, self.axes[1].count)
        states, stages = self.game.states.count, len(self.game.stages)
        self.found = Reach(
            before=[np.zeros((states, *shape)) for _ in range(stages + 1)],
            ended=[np.zeros(shape) for _ in range(stages + 1)],
            endings=[],
            parts=np.zeros((len(self.game.parts), 2, 2, 2)),
        )
        self.found.before[0][self.game.initial_state, :, :, self.axes[0].middle, :][
            ..., self.axes[1].middle
        ] = 1.0

    def follow(self) -> Reach:
        """Return where play goes."""
        actions: dict[StageKind, Callable[[int, int, Weight], None]] = {
            StageKind.CHANCE: self._chance,
            StageKind.MOVE: self._move,
            StageKind.OFFER: self._offer,
        }
        for t, stage in enumerate(self.game.stages):
            if stage.kind is not StageKind.ANSWER:
                for s in range(self.game.states.count):
                    weight = self.found.before[t][s]
                    if weight.sum() > NEGLIGIBLE:
                        actions[stage.kind](t, s, weight)
            self.found.ended[t + 1] += self.found.ended[t]
        return self.found

    def _chance(self, t: int, s: int, weight: Weight) -> None:
        stage = self.game.stages[t]
        table = chances_on(stage, self.axes)[s]
        for k in range(table.shape[0]):
            self._go(stage, t, s, k, weight * table[k], None)

    def _move(self, t: int, s: int, weight: Weight) -> None:
        stage = self.game.stages[t]
        mover = stage.mover
        assert mover is not None
        solved, _ = self._solved(t, s)
        self._doubt(t, s, mover, weight[None], solved.flags[None])
        taken = self.found.taken.setdefault(t, np.zeros((len(stage.actions), 3, 2, 2)))
        for n, k in enumerate(np.flatnonzero(stage.legal[s])):
            chance = np.exp(solved.logs[..., n])  # [j, m, theta]
            moved = weight * self._by_types(mover, chance)
            after = self._spread(mover, moved[None], solved.odds[None, ..., n])[0]
            taken[k, 0] += moved.sum(axis=(2, 3))
            taken[k, 1] += self._mean(mover, moved)
            taken[k, 2] += self._mean(mover, after)
            self._go(stage, t, s, int(k), moved, after)

    def _offer(self, t: int, s: int, weight: Weight) -> None:
        stage = self.game.stages[t]
        proposer = stage.mover
        assert proposer is not None
        solved, replies = self._solved(t, s)
        assert replies is not None
        self._doubt(t, s, proposer, weight[None], solved.flags[None])
        logs, odds = np.moveaxis(solved.logs, 3, 0), np.moveaxis(solved.odds, 2, 0)
        offered = weight * self._by_types(proposer, np.exp(logs))  # [1 + q, u, v, b0, b1]
        passed = self._spread(proposer, offered[:1], odds[:1])[0]
        self._go(stage, t, s, NO_OFFER, offered[0], passed)
        likely = np.flatnonzero(offered[1:].sum(axis=(1, 2, 3, 4)) > NEGLIGIBLE)
        if likely.size:
            here = self._spread(proposer, offered[1 + likely], odds[1 + likely])
            self._answer(t + 1, s, here, replies, likely)

    def _doubt(self, t: int, s: int, mover: int, weights: Weight, flags: NDArray[np.int8]) -> None:
        """Note how likely the beliefs are at which a root may not be the only one [n, j, m]."""
        if not flags.any():
            return
        flags = flags if mover == 1 else flags.swapaxes(1, 2)
        chance = np.einsum("nuvab,uv->nab", weights, self._prior)
        self.found.steep = max(self.found.steep, float(chance[flags != ONE].max()))
        doubted = (flags == SEVERAL) | (flags == BROKEN)
        if doubted.any():
            here = self.found.doubtful.get((t, s), 0.0)
            self.found.doubtful[t, s] = here + np.where(doubted, chance, 0.0).sum(axis=0)

    def _solved(self, t: int, s: int) -> tuple[Solved, Answered | None]:
        """Return a stage solved at the nodes: as it was kept, or solved again."""
        induction, stage = self.profile.induction, self.game.stages[t]
        if (t, s) in induction.kept:
            return induction.kept[t, s]
        mover = stage.mover
        assert mover is not None
        others, own = self.axes[1 - mover].chances, self.axes[mover].log_odds
        if stage.kind is StageKind.MOVE:
            return self.solver.moves(t, s, induction.values, others, own, Tally()), None
        menu = self.profile.offered
        assert menu is not None
        assert self.game.packages is not None
        packages = menu.values[stage.round_index, self.game.packages.regime(s)]
        return self.solver.offers(t, s, induction.values, packages, others, own, Tally())

    def _answer(
        self, t: int, s: int, weights: Weight, replies: Answered, offers: NDArray[np.int64]
    ) -> None:
        """Follow the answers to some offers [n] of the menu, made with weights [n, ..]."""
        stage, answerer = self.game.stages[t], 1 - self._proposer(t)
        self._doubt(t, s, answerer, weights, replies.flags[offers])
        accepts, rejects = replies.accepts[offers], np.exp(replies.rejects[offers])
        leaves = np.maximum(1.0 - accepts - rejects, 0.0)
        prior = self.axes[answerer].log_odds
        for k, chance in ((ACCEPT, accepts), (WALK_OUT, leaves)):
            if not stage.legal[s, k]:
                continue
            moved = weights * self._by_types(answerer, chance)
            with np.errstate(divide="ignore", invalid="ignore"):
                shift = np.log(chance[..., 1]) - np.log(chance[..., 0])
            odds = prior + np.where(np.isfinite(shift), shift, 0.0)
            after = self._spread(answerer, moved, odds)
            if k == ACCEPT:
                self._agree(stage, t, s, moved, after, offers)
            else:
                self._go(stage, t, s, k, moved.sum(axis=0), after.sum(axis=0))
        moved = weights * self._by_types(answerer, rejects)
        after = self._spread(answerer, moved, replies.odds[offers])
        self._go(stage, t, s, REJECT, moved.sum(axis=0), after.sum(axis=0))

    def _agree(
        self,
        stage: Stage,
        t: int,
        s: int,
        moved: Weight,
        after: Weight,
        offers: NDArray[np.int64],
    ) -> None:
        """Pay for the packages accepted and end the talks with each."""
        assert self.profile.offered is not None
        chance = moved.sum(axis=(3, 4))  # [n, u, v]
        worth = self._worths(stage.round_index, s)[offers]
        self.found.parts += (worth * chance[:, None, None]).sum(axis=0)
        self.found.parts += self._paid(stage, s, ACCEPT) * chance.sum(axis=0)
        self.found.ended[t + 1] += after.sum(axis=0)
        for n, q in enumerate(offers):
            if chance[n].sum() > 0.0:
                package = int(self.profile.offered.packages[q])
                self.found.endings.append(Ending(t, s, ACCEPT, package, chance[n]))

    def _proposer(self, t: int) -> int:
        proposer = self.game.stages[t - 1].mover
        assert proposer is not None
        return proposer

    def _go(
        self, stage: Stage, t: int, s: int, k: int, moved: Weight, after: Weight | None
    ) -> None:
        """Pay for an action and pass its weight on to the next stage or to the end."""
        chance = moved.sum(axis=(2, 3))
        if chance.sum() <= 0.0:
            return
        self.found.parts += self._paid(stage, s, k) * chance
        weight = moved if after is None else after
        following = t + stage.stride[k]
        state = int(stage.next_state[s, k])
        if state < 0 or following >= len(self.game.stages):
            self.found.endings.append(Ending(t, s, k, None, chance))
            self.found.ended[min(t + 1, len(self.found.ended) - 1)] += weight
        else:
            self.found.before[following][state] += weight

    def _paid(self, stage: Stage, s: int, k: int) -> NDArray[np.float64]:
        """Return what an action pays at once by part [part, i, u, v]."""
        first, second = (np.arange(2) % n for n in stage.payoff.shape[2:4])
        return stage.payoff[..., s, k][:, :, first][:, :, :, second]

    def _worths(self, r: int, s: int) -> NDArray[np.float64]:
        """Return the values of the menu's packages by part [q, part, i, u, v]."""
        table, menu = self.game.packages, self.profile.offered
        assert table is not None
        assert menu is not None
        key = r, table.regime(s)
        if key not in self._by_part:
            first, second = (np.arange(2) % len(names) for names in self.game.types)
            parts = len(self.game.parts)
            worth = np.empty((len(menu.packages), parts, 2, 2, 2))
            for (q, package), u, v in product(enumerate(menu.packages), range(2), range(2)):
                pair = int(first[u]), int(second[v])
                worth[q, :, :, u, v] = table.parts(int(package), *pair, r, s, parts)
            self._by_part[key] = worth
        return self._by_part[key]

    def _by_types(self, mover: int, chance: NDArray[np.float64]) -> Weight:
        """Return probabilities [.., j, m, theta] of the mover as [.., u, v, b0, b1]."""
        by_type = np.moveaxis(chance, -1, -3)  # [.., theta, j, m]
        if mover == 0:
            return by_type.swapaxes(-1, -2)[..., :, None, :, :]
        return by_type[..., None, :, :, :]

    def _spread(self, mover: int, weights: Weight, odds: NDArray[np.float64]) -> Weight:
        """Return the weights [n, u, v, b0, b1] moved to the posteriors ``odds`` [n, j, m]."""
        axis = self.axes[mover]
        if axis.count == 1:
            return weights
        flat = weights if mover == 1 else weights.swapaxes(3, 4)  # [n, u, v, j, m]
        out = np.zeros(flat.shape)
        spread(np.ascontiguousarray(flat), np.ascontiguousarray(odds), axis.chances, mover, out)
        return out if mover == 1 else out.swapaxes(3, 4)

    def _mean(self, mover: int, weight: Weight) -> NDArray[np.float64]:
        """Return the sum of the belief about the mover [u, v]."""
        along = weight.sum(axis=3 - mover)
        return np.asarray(along @ self.axes[mover].chances)
