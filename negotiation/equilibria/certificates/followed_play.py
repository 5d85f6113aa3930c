r"""Claimed values checked along play: what a profile promises against what following it earns.

Let $V_n$ be what a profile claims that a pair of types earns from a node on, and $d_n = V_n -
\sum_k \sigma(k) (\pi_k + V_{n(k)})$ the error of one step: $\sigma$ the profile's own chances at
the exact belief, $\pi_k$ what action $k$ pays at once, $n(k)$ the node after it, its belief by
Bayes' rule. Summed along play the claims cancel but for the first one, so that what following earns
is

    U = V_0 - E \sum_n d_n

whatever the claims are. The expectation is taken over talks that are played from the prior, as many
for each pair of types: an estimate without bias, whose noise vanishes where the claims are right.
At an offer stage all offers are tried with all answers to them; answers have no claims of their
own.

Source: the sum is that of a control variate by a martingale, Glasserman (2003), *Monte Carlo
Methods in Financial Engineering*, chapter 4.1.
Checked by tests/certificates/test_followed_play.py against the exact tree.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from ...foundations.streams import many_uniforms
from ...game.beliefs import Belief, posteriors
from ...game.game import Game, TypePair
from ...game.rules import start
from ...game.rules_at_many import apply_at_many, payoffs_at_many
from ...game.stages import NO_OFFER, StageKind
from ...results.followed_play import FollowedPlay
from ...results.profile import Profile

Numbers = NDArray[np.float64]
Wholes = NDArray[np.int64]

TALKS = 16
"""How many talks are followed for each pair of types, by default."""


@runtime_checkable
class _Claims(Protocol):
    def claimed(self, stage: int, states: Wholes, beliefs: Numbers) -> Numbers: ...


@dataclass
class _Talks:
    """Talks under way [n]."""

    stages: Wholes
    """The stage at which they stand; -1 where they are over."""
    states: Wholes
    """The public states."""
    beliefs: Numbers
    """Probabilities of the players' second types [n, i]."""
    packages: Wholes
    """The packages on the table; -1 where there is none."""
    types: Wholes
    """The types that play [n, i]."""
    pairs: Wholes
    """Their place among the game's type pairs."""

    def some(self, which: Wholes) -> _Talks:
        """Return a copy of some talks."""
        return _Talks(
            stages=self.stages[which],
            states=self.states[which],
            beliefs=self.beliefs[which],
            packages=self.packages[which],
            types=self.types[which],
            pairs=self.pairs[which],
        )


def followed_play(
    game: Game, profile: Profile, *, seed: int = 0, talks: int = TALKS
) -> FollowedPlay | None:
    """Return how a profile's claims hold along play from the prior; None if it makes none.

    ``talks`` are followed for each pair of types that the prior allows; from two on.
    """
    if not isinstance(profile, _Claims):
        return None
    pairs = [pair for pair in game.type_pairs if _likely(game, pair) > 0.0]
    return _Follower(game, profile, profile, pairs, talks).follow(seed)


class _Follower:
    def __init__(
        self, game: Game, profile: Profile, claims: _Claims, pairs: list[TypePair], talks: int
    ) -> None:
        self.game, self.profile, self.claims, self.pairs = game, profile, claims, pairs
        self.each, many = talks, talks * len(pairs)
        begin = start(game)
        self.now = _Talks(
            stages=np.full(many, begin.stage),
            states=np.full(many, begin.public_state),
            beliefs=np.tile(np.array(Belief.prior(game).second_types()), (many, 1)),
            packages=np.full(many, -1),
            types=np.repeat(np.array(pairs), talks, axis=0),
            pairs=np.repeat([game.type_pairs.index(pair) for pair in pairs], talks),
        )
        self.missing, self.earned = np.zeros((2, many, 2))
        self.worst, self.where = 0.0, "nowhere"

    def follow(self, seed: int) -> FollowedPlay:
        """Play all talks to their ends, and return what their claims were worth."""
        draws = many_uniforms(seed, range(len(self.now.stages)), len(self.game.stages))
        for t in range(len(self.game.stages)):
            which = np.flatnonzero(self.now.stages == t)
            if which.size:
                self._follow_stage(t, which, draws[which, t])
        return self._found()

    def _follow_stage(self, t: int, which: Wholes, draws: Numbers) -> None:
        here = self.now.some(which)
        chances = self._chances(t, here)
        if self.game.stages[t].kind is not StageKind.ANSWER:
            error = self._claimed(here) - self._ahead(t, here, chances)
            self.missing[which] += error
            self._note(t, here, error)
        own = _of_own_type(self.game, t, here, chances)
        cumulated = np.cumsum(own, axis=1)
        taken = (cumulated <= draws[:, None] * cumulated[:, -1:]).sum(axis=1)
        after, paid = self._after(t, here, chances, taken)
        self.earned[which] += paid
        self.now.stages[which], self.now.states[which] = after.stages, after.states
        self.now.beliefs[which], self.now.packages[which] = after.beliefs, after.packages

    def _chances(self, t: int, here: _Talks) -> Numbers:
        """Return what every type of the mover does [n, type, k]; nature has one row."""
        stage = self.game.stages[t]
        if stage.mover is None:
            about = [
                np.stack([1.0 - second, second], axis=1)[:, : len(names)]
                for second, names in zip(here.beliefs.T, self.game.types, strict=True)
            ]
            found = stage.chance_at_nodes(here.states, about[0], about[1])
            return np.where(stage.legal[here.states], found, 0.0)[:, None]
        if stage.kind is not StageKind.ANSWER:
            return self.profile.mixed_actions(t, here.states, here.beliefs)
        found = np.empty((len(here.states), len(self.game.types[stage.mover]), len(stage.actions)))
        for package in np.unique(here.packages):
            on = np.flatnonzero(here.packages == package)
            found[on] = self.profile.mixed_actions(
                t, here.states[on], here.beliefs[on], np.array([package])
            )[:, 0]
        return found

    def _ahead(self, t: int, here: _Talks, chances: Numbers) -> Numbers:
        """Return what one step is worth to the types that play [n, i], claims after it taken."""
        own = _of_own_type(self.game, t, here, chances)
        total = np.zeros((len(here.stages), 2))
        for k in range(own.shape[1]):
            on = np.flatnonzero(own[:, k] > 0.0)
            if not on.size:
                continue
            some = here.some(on)
            after, worth = self._after(t, some, chances[on], np.full(on.size, k))
            on_table = after.packages >= 0
            goes = np.flatnonzero((after.stages >= 0) & ~on_table)
            if goes.size:
                worth[goes] += self._claimed(after.some(goes))
            if on_table.any():
                worth += self._ahead(t + 1, after, self._chances(t + 1, after))
            total[on] += own[on, k, None] * worth
        return total

    def _after(
        self, t: int, here: _Talks, chances: Numbers, taken: Wholes
    ) -> tuple[_Talks, Numbers]:
        """Return the talks after actions [n], numbered as in ``chances``, and what they pay."""
        stage, rows = self.game.stages[t], np.arange(len(taken))
        actions = taken
        if stage.kind is StageKind.OFFER:
            actions = np.where(
                taken == NO_OFFER, NO_OFFER, 1 + np.append(self.profile.menu, 0)[taken - 1]
            )
        following = apply_at_many(self.game, t, here.states, actions)
        paid = payoffs_at_many(self.game, t, here.states, here.packages, actions)
        beliefs = here.beliefs.copy()
        if stage.mover is not None and len(self.game.types[stage.mover]) == 2:
            second = here.beliefs[:, stage.mover]
            before = np.stack([1.0 - second, second], axis=1)
            beliefs[:, stage.mover] = posteriors(before, chances[rows, :, taken])[:, 1]
        after = _Talks(
            following.stages, following.states, beliefs, following.packages, here.types, here.pairs
        )
        return after, paid[rows, here.pairs]

    def _claimed(self, here: _Talks) -> Numbers:
        """Return what is claimed for the types that play [n, i]; all stand at one stage."""
        found = np.empty((len(here.stages), 2))
        for t in np.unique(here.stages):
            on = np.flatnonzero(here.stages == t)
            values = self.claims.claimed(int(t), here.states[on], here.beliefs[on])
            first, second = here.types[on].T
            found[on] = values[np.arange(on.size), :, first, second]
        return found

    def _note(self, t: int, here: _Talks, error: Numbers) -> None:
        """Keep the largest error of a step, and where it was."""
        n, i = np.unravel_index(int(np.abs(error).argmax()), error.shape)
        if abs(error[n, i]) > self.worst:
            stage = self.game.stages[t]
            state = self.game.states.in_words(int(here.states[n]))
            words = [
                self.game.rounds[stage.round_index].name,
                stage.name,
                *([state] if state else []),
            ]
            first, second = here.beliefs[n]
            words.append(f"beliefs {first:.3g} and {second:.3g} in the second types")
            self.worst, self.where = float(abs(error[n, i])), ", ".join(words)

    def _found(self) -> FollowedPlay:
        by_pair = self.missing.reshape(len(self.pairs), self.each, 2)
        mean, spread = by_pair.mean(axis=1), by_pair.var(axis=1, ddof=1) / self.each
        error: dict[str, dict[str, float]] = {player: {} for player in self.game.players}
        noise: dict[str, dict[str, float]] = {player: {} for player in self.game.players}
        for i, name, weights in _by_own_type(self.game, self.pairs):
            error[self.game.players[i]][name] = float(weights @ mean[:, i])
            noise[self.game.players[i]][name] = float(np.sqrt(weights**2 @ spread[:, i]))
        # What none of n talks met has a chance of at most 3 / n (Hanley and Lippman-Hand, 1983).
        unseen = 3.0 * self.worst / self.each
        likely = np.repeat([_likely(self.game, pair) for pair in self.pairs], self.each)
        return FollowedPlay(
            error_busd=error,
            noise_busd=noise,
            largest_busd={
                player: max(abs(errors[name]) + 3.0 * noise[player][name] for name in errors)
                + unseen
                for player, errors in error.items()
            },
            step_busd=self.worst,
            where=self.where,
            stakes_busd={
                player: _range(self.earned[:, i], likely)
                for i, player in enumerate(self.game.players)
            },
            talks=len(self.missing),
        )


def _of_own_type(game: Game, t: int, here: _Talks, chances: Numbers) -> Numbers:
    """Return the chances [n, k] of the types that play."""
    mover = game.stages[t].mover
    if mover is None:
        return chances[:, 0]
    return np.asarray(chances[np.arange(len(chances)), here.types[:, mover]])


def _likely(game: Game, pair: TypePair) -> float:
    return float(game.prior[0][pair[0]] * game.prior[1][pair[1]])


def _by_own_type(game: Game, pairs: list[TypePair]) -> Iterator[tuple[int, str, Numbers]]:
    """Yield each player's possible types with the weights of the pairs [pair], given the type."""
    for i in (0, 1):
        for own, name in enumerate(game.types[i]):
            weights = np.array([_likely(game, pair) * (pair[i] == own) for pair in pairs])
            if weights.sum() > 0.0:
                yield i, name, weights / weights.sum()


def _range(earned: Numbers, likely: Numbers) -> float:
    """Return the width of the range that leaves out the lowest and the highest twentieth.

    Two standard deviations where that is more: what seldom happens may be all that is at stake.
    """
    order = np.argsort(earned, kind="stable")
    share = np.cumsum(likely[order])
    share /= share[-1]
    low, high = (order[min(int(np.searchsorted(share, q)), order.size - 1)] for q in (0.05, 0.95))
    mean = np.average(earned, weights=likely)
    deviation = np.sqrt(np.average((earned - mean) ** 2, weights=likely))
    return max(float(earned[high] - earned[low]), 2.0 * float(deviation))
