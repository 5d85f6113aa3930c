"""Backward induction over stages and public states when both types are known.

V[t, i, s] is player i's value at the start of stage t in public state s. At the last stage and
backwards: nature averages; a mover picks the action with the largest payoff now plus value after;
an answerer accepts exactly the packages worth at least its best alternative; a proposer offers the
best of those, unless passing the round, or an offer that will be refused, is better.

Ties (payoffs closer than ``tolerance.TIE`` of the span): an answerer accepts; a proposer prefers
agreement to no offer to a refused offer; any mover then takes what is better for the other player,
then the lowest number. Refused offers all pay the same: the one made is the package that the
answerer likes least, the last in number where it does not care.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ...foundations.tolerance import TIE
from ...game.beliefs import Belief
from ...game.game import Game, TypePair
from ...game.stages import ACCEPT, NO_OFFER, Stage, StageKind
from .best_package import PackageRanking

Values = NDArray[np.float64]
"""Values [i, s + 1]; the last column is the end of the game, worth 0."""


@dataclass(frozen=True, slots=True)
class Induction:
    """The solved game for one type pair."""

    values: tuple[Values, ...]
    """Value at the start of each stage [t][i, s + 1]."""
    choices: tuple[NDArray[np.int64], ...]
    """The mover's action [t][s]; at an answer stage, what it does with a package it refuses."""
    thresholds: tuple[NDArray[np.float64] | None, ...]
    """At answer stages, the least package value that is accepted [t][s]; infinite where accepting
    is not legal, minus infinity where nothing else is."""


def induce(
    game: Game, types: TypePair, ranking: PackageRanking | None, *, agreements: bool = True
) -> Induction:
    """Solve a game backwards for one type pair.

    ``ranking`` may be shared between type pairs; ``agreements=False`` solves the talks in which no
    package is ever offered, whose value is the disagreement point.
    """
    count = game.states.count
    tie = TIE * game.payoff_span
    known = Belief.certain(game, types).of
    end = np.zeros((2, count + 1))
    values: list[Values] = [end] * (len(game.stages) + 1)
    choices: list[NDArray[np.int64]] = [np.zeros(count, dtype=np.int64)] * len(game.stages)
    thresholds: list[NDArray[np.float64] | None] = [None] * len(game.stages)
    for t in range(len(game.stages) - 1, -1, -1):
        stage = game.stages[t]
        after = _value_after(stage, t, types, values)
        if stage.kind is StageKind.CHANCE:
            chance = np.where(stage.legal, stage.chance_at(known), 0.0)
            here = (after * chance).sum(axis=-1)
        elif stage.kind is StageKind.OFFER:
            answer = thresholds[t + 1]
            assert answer is not None
            here, choices[t] = _offer(
                stage,
                types,
                after[..., NO_OFFER],
                values[t + 1],
                answer,
                game.stages[t + 1],
                ranking if agreements else None,
                tie,
            )
        elif stage.kind is StageKind.ANSWER:
            refusing = stage.legal.copy()
            refusing[:, ACCEPT] = False
            here, choices[t] = _best(after, refusing, stage.mover, tie)
            least = here[stage.mover] - stage.total(*types)[stage.mover, :, ACCEPT] - tie
            least = np.where(refusing.any(axis=1), least, -np.inf)
            thresholds[t] = np.where(stage.legal[:, ACCEPT], least, np.inf)
        else:
            here, choices[t] = _best(after, stage.legal, stage.mover, tie)
        values[t] = np.concatenate([here, np.zeros((2, 1))], axis=1)
    return Induction(tuple(values[:-1]), tuple(choices), tuple(thresholds))


def _value_after(
    stage: Stage, t: int, types: TypePair, values: list[Values]
) -> NDArray[np.float64]:
    """Return payoff now plus value after, for every action [i, s, k]."""
    after = np.array(stage.total(*types))
    for k, stride in enumerate(stage.stride):
        after[..., k] += values[t + stride][:, stage.next_state[:, k]]
    return after


def _best(
    after: NDArray[np.float64], legal: NDArray[np.bool_], mover: int | None, tie: float
) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Return the values [i, s] and actions [s] of a mover's best choice."""
    assert mover is not None
    own = np.where(legal, after[mover], -np.inf)
    tied = own >= own.max(axis=1, keepdims=True) - tie
    others = np.where(tied, after[1 - mover], -np.inf)
    action = np.argmax(others >= others.max(axis=1, keepdims=True) - tie, axis=1)
    return np.take_along_axis(after, action[None, :, None], axis=2)[..., 0], action


def _offer(
    stage: Stage,
    types: TypePair,
    passing: NDArray[np.float64],
    refused: Values,
    threshold: NDArray[np.float64],
    answer: Stage,
    ranking: PackageRanking | None,
    tie: float,
) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Return the values [i, s] and actions [s] of a proposer.

    ``passing`` [i, s] is the value of no offer, ``refused`` [i, s + 1] that of an offer refused.
    """
    proposer = stage.mover
    assert proposer is not None
    if ranking is None:
        return passing, np.full(passing.shape[1], NO_OFFER, dtype=np.int64)
    best, worst = np.empty((2, threshold.size), dtype=np.int64)
    least = np.empty(threshold.size)  # what the answerer's worst package is worth to it
    agreed = np.array(answer.total(*types)[:, :, ACCEPT])
    fails = refused[:, :-1].copy()
    for packages, here in ranking.by_states(proposer, types, stage.round_index, tie):
        best[here] = packages.best(threshold[here])
        worst[here] = packages.worst_for_answerer
        agreed[:, here] += packages.values[:, best[here]]
        least[here] = packages.values[1 - proposer, packages.worst_for_answerer]
    agreed[:, best < 0] = -np.inf
    fails[:, least >= threshold] = -np.inf
    own_agreed, own_passing, own_fails = agreed[proposer], passing[proposer], fails[proposer]
    agree = own_agreed >= np.maximum(own_passing, own_fails) - tie
    pass_on = ~agree & (own_passing >= own_fails - tie)
    action = np.where(agree, 1 + best, np.where(pass_on, NO_OFFER, 1 + worst))
    return np.where(agree, agreed, np.where(pass_on, passing, fails)), action
