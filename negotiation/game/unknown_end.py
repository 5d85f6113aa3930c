"""Talks whose deadline nobody knows: before each round but the first, chance may break them off.

A game with such an end is a game like any other: at the beginning of a round nature chooses
whether the talks go on, and breaking off pays what walking out would pay in that round. Strategies
see the stage, and profiles are solved with it.

Source: Axelrod (1984), The Evolution of Cooperation; Roth and Murnighan (1978), Journal of
Mathematical Psychology 17, 189-198, on a known probability of another round.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from ..foundations.errors import NegotiationError
from .game import Game
from .stages import END, WALK_OUT, ActionLabel, Stage, StageKind

STAGE_NAME = "end of the talks"
"""What the stage is called."""
GO_ON = ActionLabel(name="talks go on")
BREAK_OFF = ActionLabel(name="talks break off")


def with_unknown_end(game: Game, probability: float) -> Game:
    """Return a game that breaks off before each round but the first with a probability.

    With n rounds the last is reached with ``(1 - probability) ** (n - 1)`` at most. Raises
    ``NegotiationError`` for what is no probability below 1, and for a game in which a later round
    has no answer at which walking out is possible.
    """
    if not 0.0 <= probability < 1.0:
        raise NegotiationError(
            f"the end probability must be at least 0 and below 1, not {probability!r}; try 0.1"
        )
    if not probability:
        return game
    begins = [t for t in range(1, len(game.stages)) if _begins_a_round(game, t)]
    place = [t + sum(begin < t for begin in begins) for t in range(len(game.stages) + 1)]
    stages: list[Stage] = []
    for t, stage in enumerate(game.stages):
        if t in begins:
            stages.append(_end_before(game, stage.round_index, probability))
        here = len(stages)
        # What leads to the beginning of a round leads to its chance of an end.
        strides = tuple(place[t + stride] - here for stride in stage.stride)
        stages.append(replace(stage, stride=strides))
    return replace(game, stages=tuple(stages))


def _begins_a_round(game: Game, t: int) -> bool:
    return game.stages[t].round_index != game.stages[t - 1].round_index


def _end_before(game: Game, round_index: int, probability: float) -> Stage:
    """Return the stage at which nature chooses whether a round is begun."""
    answers = [
        stage
        for stage in game.stages
        if stage.round_index == round_index and stage.kind is StageKind.ANSWER
    ]
    if not answers or not answers[0].legal[:, WALK_OUT].all():
        raise NegotiationError(
            f"{game.name} cannot break off before {game.rounds[round_index].name}: walking out is "
            "not possible there, so that nobody knows what breaking off pays; try a scenario in "
            "which it is, e.g. june_deadline, or --end-probability 0"
        )
    paid = answers[0].payoff[..., WALK_OUT]
    states = game.states.count
    next_state = np.full((states, 2), END, dtype=np.int64)
    next_state[:, 0] = np.arange(states)
    return Stage(
        kind=StageKind.CHANCE,
        name=STAGE_NAME,
        round_index=round_index,
        mover=None,
        actions=(GO_ON, BREAK_OFF),
        legal=np.ones((states, 2), dtype=bool),
        next_state=next_state,
        stride=(1, 1),
        payoff=np.stack([np.zeros_like(paid), paid], axis=-1),
        chance=np.tile([1.0 - probability, probability], (states, 1)),
    )
