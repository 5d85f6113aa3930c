"""Random games of three moves, each by a player with two types, every path with its own payoffs."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from negotiation.game.game import Game
from negotiation.game.stages import END
from negotiation.game.textbook.writing import move_stage, textbook_game


def three_moves(seed: int, actions: int) -> Game:
    """Return a game of three moves with ``actions`` each: US, Japan and the US again.

    What a path pays each pair of types is drawn from the standard normal distribution.
    """
    rng = np.random.default_rng([3, seed])
    names = ["open"]
    names += [f"after {a}" for a in range(actions)]
    names += [f"after {a} and {b}" for a in range(actions) for b in range(actions)]
    second = 1 + actions
    stages = [
        move_stage(
            name=f"move {t + 1}",
            round_index=0,
            mover=t % 2,
            actions=[f"action {k}" for k in range(actions)],
            next_state=[END if t == 2 else 0] * actions,
            payoff=np.zeros((2, 1, 1, actions)),
            states=len(names),
        )
        for t in range(3)
    ]
    first, then, last = (stage.next_state.copy() for stage in stages)
    first[0] = 1 + np.arange(actions)
    then[1:second] = second + np.arange(actions**2).reshape(actions, actions)
    paid = np.zeros((1, 2, 2, 2, len(names), actions))
    paid[0, ..., second:, :] = rng.normal(size=(2, 2, 2, actions**2, actions))
    return textbook_game(
        name=f"three moves {seed}",
        players=("us", "japan"),
        types=(("first", "second"), ("first", "second")),
        second_types=tuple(rng.choice([0.3, 0.5, 0.6], size=2)),
        rounds=1,
        stages=[
            replace(stages[0], next_state=first),
            replace(stages[1], next_state=then),
            replace(stages[2], next_state=last, payoff=paid),
        ],
        states=names,
    )
