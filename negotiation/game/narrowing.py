"""A smaller game of the same class: fewer packages, fewer rounds or one type pair.

Narrowing only leaves things out: what remains pays what it paid before, in $bn at the scenario's
first day. A narrowed game is small enough for a tree on the board, for Gambit or for brute force.
Its equilibria are those of the smaller game, not of the one that it was cut from.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from ..foundations.errors import NegotiationError
from .beliefs import Belief
from .game import Game, TypePair
from .packages import PackageTable
from .stages import Stage


def keep_packages(game: Game, packages: Sequence[int]) -> Game:
    """Return the game in which only these packages, in this order, can be offered.

    Package n of the narrowed game is package ``packages[n]`` of ``game``.
    """
    table = game.packages
    if table is None:
        raise NegotiationError(f"{game.name} has no packages to choose from")
    kept = [int(p) for p in packages]
    strangers = [p for p in kept if not 0 <= p < table.count]
    if not kept or strangers or len(set(kept)) != len(kept):
        raise NegotiationError(
            f"cannot keep the packages {kept}: give at least one number from 0 to "
            f"{table.count - 1}, each once"
        )
    return replace(
        game,
        name=f"{game.name}, {len(kept)} of {table.count} packages",
        packages=table.only(np.array(kept)),
    )


def keep_last_rounds(game: Game, rounds: int) -> Game:
    """Return the game that begins with the last ``rounds`` rounds, in the same first public state.

    Stages after the last round, such as the last word, stay. Payoffs are not brought forward: they
    remain present values at the scenario's first day.
    """
    total = len(game.rounds)
    if not 1 <= rounds <= total:
        raise NegotiationError(
            f"cannot keep the last {rounds} rounds of {game.name}: give a number from 1 to {total}"
        )
    first = total - rounds
    stages = tuple(
        replace(stage, round_index=stage.round_index - first)
        for stage in game.stages
        if stage.round_index >= first
    )
    packages = game.packages
    if packages is not None:
        packages = replace(packages, weights=packages.weights[..., first:, :])
    return replace(
        game,
        name=f"{game.name}, last {rounds} of {total} rounds",
        rounds=game.rounds[first:],
        stages=stages,
        packages=packages,
        indicators={name: numbers[first:] for name, numbers in game.indicators.items()},
    )


def fix_chances(game: Game, belief: Belief) -> Game:
    """Return the game in which nature moves as at one public belief, whatever is learnt later.

    The game itself where nature never heeds the belief.
    """
    if not game.prices_beliefs:
        return game
    return replace(game, stages=tuple(_fixed(stage, belief) for stage in game.stages))


def _fixed(stage: Stage, belief: Belief) -> Stage:
    if stage.chance_if_sure is None:
        return stage
    chance = stage.chance_at(belief.of)
    return replace(stage, chance=chance, chance_if_sure=None, legal=chance > 0.0)


def keep_types(game: Game, types: TypePair) -> Game:
    """Return the game in which each player has one type, known to both."""
    u, v = types
    if types not in game.type_pairs:
        raise NegotiationError(
            f"{game.name} has no type pair {types}: give one of "
            + ", ".join(map(str, game.type_pairs))
        )
    game = fix_chances(game, Belief.certain(game, types))
    packages = game.packages
    if packages is not None:
        packages = _one_pair(packages, u, v)
    return replace(
        game,
        name=f"{game.name}, "
        + " and ".join(f"{player} {name}" for player, name in game.type_names(types).items()),
        types=((game.types[0][u],), (game.types[1][v],)),
        prior=(np.ones(1), np.ones(1)),
        stages=tuple(
            replace(stage, payoff=_slice(_slice(stage.payoff, 2, u), 3, v)) for stage in game.stages
        ),
        packages=packages,
    )


def _one_pair(packages: PackageTable, u: int, v: int) -> PackageTable:
    return replace(packages, weights=_slice(_slice(packages.weights, 2, u), 3, v))


def _slice(array: NDArray[np.float64], axis: int, at: int) -> NDArray[np.float64]:
    """Return the array with one type left on an axis, which stays as an axis of length 1."""
    return np.take(array, [at % array.shape[axis]], axis=axis)
