"""Games whose nature heeds the public belief, made from games whose nature does not."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from negotiation.game.game import Game


def heeding_beliefs(game: Game, seed: int, *, by_both: bool = True) -> Game:
    """Return the game in which nature's chances depend on the public belief, drawn anew.

    On the belief about player 1 alone unless ``by_both``; some moves are possible for some types
    only.
    """
    rng = np.random.default_rng(seed)
    axes = (len(game.types[0]) if by_both else 1, len(game.types[1]))
    weights = game.prior[0] if by_both else np.ones(1)
    stages = []
    for stage in game.stages:
        if stage.chance is None:
            stages.append(stage)
            continue
        columns = stage.chance.shape[1]
        drawn = rng.multinomial(4, np.full(columns, 1.0 / columns), (*axes, len(stage.chance)))
        sure = drawn * rng.uniform(0.5, 1.5, drawn.shape)
        sure /= sure.sum(axis=-1, keepdims=True)
        stages.append(
            replace(
                stage,
                chance=np.einsum("u,v,uvsk->sk", weights, game.prior[1], sure),
                chance_if_sure=sure,
                legal=np.any(sure > 0.0, axis=(0, 1)),
            )
        )
    return replace(game, stages=tuple(stages))
