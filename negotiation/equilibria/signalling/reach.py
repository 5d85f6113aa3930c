"""How play spreads from the prior: the chance of every public state and belief, stage by stage.

A posterior seldom falls on a node of the belief axis. It is split into the two nodes around it as
if one more public signal told a little about the type: type by type, so that at a node the types
are mixed exactly as its belief says. Beliefs remain martingales, and the signal's error falls with
the square of the spacing where strategies are smooth.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from ...game.rules import alike
from ...game.stages import ACCEPT, NO_OFFER, REJECT, WALK_OUT, StageKind
from .backward import chances_on
from .belief_profile import BeliefProfile
from .kernels.spreading import spread
from .reached import Ending, Reach
from .stage_solver import Answered, Solved, Tally
from .weights import Weight, by_types, made_up, stacked

NEGLIGIBLE = 1e-9
"""Public states and offers less likely than this are not followed: the others stand for them."""

_TOGETHER = 16
"""So many public states are followed together, for the memory that it takes."""


def reach_of(profile: BeliefProfile) -> Reach:
    """Follow a solved profile forwards from the prior. What is found is kept with the profile."""
    if profile not in _KEPT:
        _KEPT[profile] = _Follower(profile).follow()
    return _KEPT[profile]


def explored(profile: BeliefProfile) -> Reach:
    """Follow players who every second time take any action; beliefs move as the profile has it."""
    return _Follower(profile, exploring=True).follow()


_KEPT: WeakKeyDictionary[BeliefProfile, Reach] = WeakKeyDictionary()


class _Follower:
    """Follows play stage by stage, public states with the same legal actions together.

    Weights are [s, k, u, v, b0, b1] for the public states of a stage and its actions or offers.
    """

    def __init__(self, profile: BeliefProfile, exploring: bool = False) -> None:
        self.profile, self.solver, self.game = profile, profile.solver, profile.game
        self.exploring = exploring
        self.axes = self.solver.axes
        self._prior = np.outer(*(np.append(one, 0.0)[:2] for one in self.game.prior))
        self._by_part: dict[tuple[int, int], NDArray[np.float64]] = {}
        shape = (2, 2, self.axes[0].count, self.axes[1].count)
        states, stages = self.game.states.count, len(self.game.stages)
        self.found = Reach(
            nodes=(self.axes[0].chances, self.axes[1].chances),
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
        actions: dict[StageKind, Callable[[int, NDArray[np.int64]], None]] = {
            StageKind.CHANCE: self._chance,
            StageKind.MOVE: self._move,
            StageKind.OFFER: self._offer,
        }
        for t, stage in enumerate(self.game.stages):
            if stage.kind is not StageKind.ANSWER:
                weights = self.found.before[t]
                met = np.flatnonzero(weights.sum(axis=(1, 2, 3, 4)) > NEGLIGIBLE)
                before = weights.sum(axis=(0, 3, 4))
                weights[np.setdiff1d(np.arange(len(weights)), met)] = 0.0
                weights *= made_up(before, weights.sum(axis=(0, 3, 4)))
                for states in alike(self.game, t, met, _TOGETHER):
                    actions[stage.kind](t, states)
            self.found.ended[t + 1] += self.found.ended[t]
        return self.found

    def _chance(self, t: int, states: NDArray[np.int64]) -> None:
        stage = self.game.stages[t]
        moved = (
            self.found.before[t][states][:, None]
            * (chances_on(stage, self.axes)[states][:, :, None, None])
        )
        self._go(t, states, range(moved.shape[1]), moved, moved)

    def _move(self, t: int, states: NDArray[np.int64]) -> None:
        stage = self.game.stages[t]
        mover = stage.mover
        assert mover is not None
        solved = [self._solved(t, int(s))[0] for s in states]
        self._doubt(t, states, solved)
        chances = self._tried(stacked([each.logs for each in solved], 4))  # [s, k, j, m, theta]
        odds = stacked([each.odds for each in solved], 3)
        moved = self.found.before[t][states][:, None] * by_types(mover, chances)
        after = self._spread(mover, moved, odds)
        legal = np.flatnonzero(stage.legal[states[0]])
        taken = self.found.taken.setdefault(t, np.zeros((len(stage.actions), 3, 2, 2)))
        taken[legal, 0] += moved.sum(axis=(4, 5)).sum(axis=0)
        taken[legal, 1] += self._mean(mover, moved).sum(axis=0)
        taken[legal, 2] += self._mean(mover, after).sum(axis=0)
        self._go(t, states, legal.tolist(), moved, after)

    def _offer(self, t: int, states: NDArray[np.int64]) -> None:
        proposer = self.game.stages[t].mover
        assert proposer is not None
        both = [self._solved(t, int(s)) for s in states]
        self._doubt(t, states, [solved for solved, _ in both])
        replies = [answered for _, answered in both if answered is not None]
        chances = self._tried(stacked([solved.logs for solved, _ in both], 4))
        odds = stacked([solved.odds for solved, _ in both], 3)
        offered = self.found.before[t][states][:, None] * by_types(proposer, chances)
        passed = self._spread(proposer, offered[:, :1], odds[:, :1])
        self._go(t, states, [NO_OFFER], offered[:, :1], passed)
        likely = np.argwhere(offered[:, 1:].sum(axis=(2, 3, 4, 5)) > NEGLIGIBLE)
        if likely.size:
            at = likely[:, 0], 1 + likely[:, 1]
            made = offered[at]
            made *= made_up(offered[:, 1:].sum(axis=(0, 1, 4, 5)), made.sum(axis=(0, 3, 4)))
            self._answer(t + 1, states, self._spread(proposer, made, odds[at]), replies, likely)

    def _tried(self, logs: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return how often the actions are taken, from their log probabilities [s, k, ..]."""
        chances = np.exp(logs)
        chances /= chances.sum(axis=1, keepdims=True)  # logarithms of large L are rounded
        return 0.5 * (chances + 1.0 / chances.shape[1]) if self.exploring else chances

    def _doubt(self, t: int, states: NDArray[np.int64], solved: Sequence[Solved]) -> None:
        """Note where a move or an offer may have several roots."""
        mover = self.game.stages[t].mover
        assert mover is not None
        for s, each in zip(states.tolist(), solved, strict=True):
            weight = self.found.before[t][s][None]
            self.found.doubt(self._prior, (t, s), mover, weight, each.flags[None])

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
        self,
        t: int,
        states: NDArray[np.int64],
        weights: Weight,
        replies: Sequence[Answered],
        likely: NDArray[np.int64],
    ) -> None:
        """Follow the answers to offers made with weights [n, ..].

        ``likely`` [n, 2] says which of the states each was made in, and which of the menu it is.
        """
        stage, at = self.game.stages[t], (likely[:, 0], likely[:, 1])
        answerer = stage.mover
        assert answerer is not None
        for n in np.unique(at[0]):
            rows = at[0] == n
            flags = replies[n].flags[at[1][rows]]
            self.found.doubt(self._prior, (t, int(states[n])), answerer, weights[rows], flags)
        accepts = np.stack([each.accepts for each in replies])[at]
        rejects = np.exp(np.stack([each.rejects for each in replies])[at])
        leaves = np.maximum(1.0 - accepts - rejects, 0.0)
        often = {ACCEPT: accepts, WALK_OUT: leaves, REJECT: rejects}
        legal = [k for k in often if stage.legal[states[0], k]]
        total = sum(often[k] for k in legal)  # 1 but for rounding
        accepts, leaves, rejects = accepts / total, leaves / total, rejects / total
        often = {ACCEPT: accepts, WALK_OUT: leaves, REJECT: rejects}
        if self.exploring:
            often = {k: 0.5 * (often[k] + 1.0 / len(legal)) for k in legal}
        prior = self.axes[answerer].log_odds
        present, first = np.unique(at[0], return_index=True)  # these rise
        for k, chance in ((ACCEPT, accepts), (WALK_OUT, leaves), (REJECT, rejects)):
            if k not in legal:
                continue
            moved = weights * by_types(answerer, often[k])
            if k == REJECT:
                odds = np.stack([each.odds for each in replies])[at]
            else:
                with np.errstate(divide="ignore", invalid="ignore"):
                    shift = np.log(chance[..., 1]) - np.log(chance[..., 0])
                    odds = prior + np.where(np.isnan(shift), 0.0, shift)  # nan: neither type
                odds = np.where(np.isnan(odds), prior, odds)  # the impossible, of a sure belief
            after = self._spread(answerer, moved, odds)
            if k == ACCEPT:
                self._agree(t, states[at[0]], moved, after, at[1])
            else:
                summed = (np.add.reduceat(each, first)[:, None] for each in (moved, after))
                self._go(t, states[present], [k], *summed)

    def _agree(
        self,
        t: int,
        states: NDArray[np.int64],
        moved: Weight,
        after: Weight,
        offers: NDArray[np.int64],
    ) -> None:
        """Pay for the packages accepted in some states [n] and end the talks with each."""
        assert self.profile.offered is not None
        stage = self.game.stages[t]
        chance = moved.sum(axis=(3, 4))  # [n, u, v]
        worth = self._worths(stage.round_index, states, offers)
        paid = worth + self._paid(t)[states, ACCEPT]
        self.found.parts += (paid * chance[:, None, None]).sum(axis=0)
        self.found.ended[t + 1] += after.sum(axis=0)
        packages = self.profile.offered.packages[offers]
        for n in np.flatnonzero(chance.any(axis=(1, 2))).tolist():
            package = int(packages[n])
            self.found.endings.append(Ending(t, int(states[n]), ACCEPT, package, chance[n]))

    def _go(
        self,
        t: int,
        states: NDArray[np.int64],
        actions: Sequence[int],
        moved: Weight,
        after: Weight,
    ) -> None:
        """Pay for actions [k] in states [s] and pass their weights on to the next stage or end."""
        stage = self.game.stages[t]
        chances = moved.sum(axis=(4, 5))  # [s, k, u, v]
        if not stage.is_free:
            paid = self._paid(t)[states][:, list(actions)]
            self.found.parts += (paid * chances[:, :, None, None]).sum(axis=(0, 1))
        for row, column in np.argwhere(chances.any(axis=(2, 3))).tolist():
            s, k, weight = int(states[row]), actions[column], after[row, column]
            following, state = t + stage.stride[k], stage.next_rows[s][k]
            if state < 0 or following >= len(self.game.stages):
                self.found.endings.append(Ending(t, s, k, None, chances[row, column]))
                self.found.ended[t + 1] += weight
            else:
                self.found.before[following][state] += weight

    def _paid(self, t: int) -> NDArray[np.float64]:
        """Return what a stage's actions pay at once by part [s, k, part, i, u, v]."""
        payoff = self.game.stages[t].payoff
        first, second = (np.arange(2) % n for n in payoff.shape[2:4])
        return np.moveaxis(payoff[:, :, first][:, :, :, second], (4, 5), (0, 1))

    def _worths(
        self, r: int, states: NDArray[np.int64], offers: NDArray[np.int64]
    ) -> NDArray[np.float64]:
        """Return the values of packages of the menu, each in a state [n, part, i, u, v]."""
        table, menu = self.game.packages, self.profile.offered
        assert table is not None
        assert menu is not None
        first, second = (np.arange(2) % len(names) for names in self.game.types)
        found = np.empty((offers.size, len(self.game.parts), 2, 2, 2))
        regimes = table.regime_of[states]
        for g in np.unique(regimes).tolist():
            if (r, g) not in self._by_part:
                parts = table.parts_to_all(menu.packages, r, g, found.shape[1])
                self._by_part[r, g] = parts[:, :, :, first][..., second]
            here = regimes == g
            found[here] = self._by_part[r, g][offers[here]]
        return found

    def _spread(self, mover: int, weights: Weight, odds: NDArray[np.float64]) -> Weight:
        """Return the weights [.., u, v, b0, b1] moved to the posteriors ``odds`` [.., j, m]."""
        axis = self.axes[mover]
        if axis.count == 1:
            return weights
        flat = weights if mover == 1 else weights.swapaxes(-1, -2)  # [.., u, v, j, m]
        flat = np.ascontiguousarray(flat).reshape(-1, *flat.shape[-4:])
        odds = np.ascontiguousarray(odds).reshape(-1, *odds.shape[-2:])
        out = np.zeros(flat.shape)
        spread(flat, odds, axis.log_odds, mover, out)
        return (out if mover == 1 else out.swapaxes(-1, -2)).reshape(weights.shape)

    def _mean(self, mover: int, weight: Weight) -> NDArray[np.float64]:
        """Return the sum of the belief about the mover [.., u, v]."""
        along = weight.sum(axis=-1 - mover)
        return np.asarray(along @ self.axes[mover].chances)
