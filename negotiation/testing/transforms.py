"""Games that are the same game: other units, other zero, other numbering."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from ..game.game import Game
from ..game.stages import END, Stage, StageKind


def rescaled(game: Game, scale: tuple[float, float], shift: tuple[float, float]) -> Game:
    """Return the game in which player i's payoff of every play is ``scale[i] * u_i + shift[i]``.

    The shift is paid by whatever action ends the talks.
    """
    factor = np.array(scale)[None, :, None, None, None, None]
    stages = []
    for t, stage in enumerate(game.stages):
        beyond = t + np.array(stage.stride) >= len(game.stages)
        ends = (stage.next_state == END) | beyond[None, :]
        payoff = stage.payoff * factor
        payoff[0] += np.array(shift)[:, None, None, None, None] * ends[None, None, None]
        stages.append(replace(stage, payoff=payoff))
    packages = game.packages
    if packages is not None:
        packages = replace(packages, amounts=packages.amounts * np.array(scale)[None, :, None])
    return replace(game, stages=tuple(stages), packages=packages)


def with_players_swapped(game: Game) -> Game:
    """Return the game in which player 1 is called player 0."""
    stages = tuple(
        replace(
            stage,
            mover=None if stage.mover is None else 1 - stage.mover,
            payoff=np.swapaxes(stage.payoff[:, ::-1], 2, 3),
            chance_if_sure=(
                None if stage.chance_if_sure is None else np.swapaxes(stage.chance_if_sure, 0, 1)
            ),
        )
        for stage in game.stages
    )
    packages = game.packages
    if packages is not None:
        packages = replace(
            packages,
            amounts=packages.amounts[:, ::-1],
            weights=np.swapaxes(packages.weights[:, ::-1], 2, 3),
        )
    return replace(
        game,
        players=game.players[::-1],
        types=game.types[::-1],
        prior=game.prior[::-1],
        stages=stages,
        packages=packages,
    )


def with_types_reversed(game: Game, player: int) -> Game:
    """Return the game in which a player's types are listed the other way round."""

    def turned(array: NDArray[np.float64], axis: int) -> NDArray[np.float64]:
        return np.flip(array, axis) if array.shape[axis] > 1 else array

    stages = tuple(
        replace(
            stage,
            payoff=turned(stage.payoff, 2 + player),
            chance_if_sure=(
                None if stage.chance_if_sure is None else turned(stage.chance_if_sure, player)
            ),
        )
        for stage in game.stages
    )
    packages = game.packages
    if packages is not None:
        packages = replace(packages, weights=turned(packages.weights, 2 + player))
    types, prior = list(game.types), list(game.prior)
    types[player], prior[player] = types[player][::-1], prior[player][::-1]
    return replace(
        game,
        types=(types[0], types[1]),
        prior=(prior[0], prior[1]),
        stages=stages,
        packages=packages,
    )


def with_packages_renumbered(game: Game, order: Sequence[int]) -> Game:
    """Return the game in which package n is what package ``order[n]`` was."""
    packages = game.packages
    assert packages is not None
    kept = list(order)
    return replace(
        game,
        packages=packages.only(np.array(kept)),
    )


def with_actions_renumbered(game: Game, rng: np.random.Generator) -> Game:
    """Return the game in which the labelled actions of every move stage are numbered anew."""
    stages = []
    for stage in game.stages:
        if stage.kind is StageKind.MOVE:
            stages.append(_renumbered(stage, rng.permutation(len(stage.actions))))
        else:
            stages.append(stage)  # nature's and the bargaining actions have fixed numbers
    return replace(game, stages=tuple(stages))


def _renumbered(stage: Stage, order: NDArray[np.int64]) -> Stage:
    return replace(
        stage,
        actions=tuple(stage.actions[k] for k in order),
        legal=stage.legal[:, order],
        next_state=stage.next_state[:, order],
        stride=tuple(stage.stride[k] for k in order),
        payoff=stage.payoff[..., order],
        state_tags={tag: holds[:, order] for tag, holds in stage.state_tags.items()},
    )


def without_offers(game: Game) -> Game:
    """Return the game of its moves alone; one in which nobody else moves is returned as it is."""
    kept = tuple(s for s in game.stages if s.kind is StageKind.CHANCE or s.kind is StageKind.MOVE)
    nobody = all(stage.kind is StageKind.CHANCE for stage in kept)
    return game if nobody else replace(game, stages=kept, packages=None)


def with_a_ladder(game: Game) -> Game:
    """Return a random game whose second player moves one rung at a time, three rungs in all.

    Up is pressure, down is retreat. For games of `random_game` with postures; others are returned
    as they are.
    """
    stages = []
    for stage in game.stages:
        if stage.name == "card posture":
            rung = np.asarray(game.states.value_of)[:, [game.states.factors.index("card")]]
            to = np.arange(3)
            labels = tuple(replace(label, tags=frozenset()) for label in stage.actions)
            tags = {"hold": to == rung, "pressure": to > rung, "retreat": to < rung}
            legal = abs(to - rung) <= 1
            stages.append(replace(stage, actions=labels, state_tags=tags, legal=legal))
        else:
            stages.append(stage)
    return replace(game, stages=tuple(stages))
