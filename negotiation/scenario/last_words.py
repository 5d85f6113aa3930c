"""The stages at which the US extends the pause or executes its threat, and what may follow."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from ..game.protocol import LAST_WORD, RETALIATION
from ..game.stages import END, ActionLabel, Stage, StageKind
from ..payoffs.pause import EXECUTE, EXECUTED, EXTEND, EXTENDED, NAME, NAMED
from .endings import Endings

EXTENDS = ActionLabel(name=EXTEND, tags=frozenset({"concession"}))
NAMES = ActionLabel(name=NAME, tags=frozenset({"hold"}))
EXECUTES = ActionLabel(name=EXECUTE, tags=frozenset({"pressure"}))


def deadline_stage(r: int, endings: Endings) -> Stage:
    """Return the stage of a legal deadline after which the talks go on.

    An execution rattles the market: it climbs a level. Where the tariff is executed already it can
    only stay so; where the courts have struck it there is nothing to decide, and where nothing is
    threatened yet the US may name a rate or let the day pass.
    """
    states, pause = endings.states, endings.pause
    rows = np.arange(states.count)
    legal = np.zeros((states.count, 3), dtype=bool)
    executed, idle = states.is_in(EXECUTED), states.struck
    acting = ~executed & ~idle
    legal[acting] = [pause.may_extend, bool(pause.new_rates), pause.may_execute]
    idling = acting & ~endings.worths.threatened  # nothing is threatened: naming is all there is
    legal[idling, 0], legal[idling, 2] = True, False
    legal[executed, 2] = True
    legal[idle, 0] = True
    next_state = np.tile(rows[:, None], (1, 3))
    for k, label in enumerate((EXTENDED, NAMED, EXECUTED)):
        if label in states.pause:
            next_state[acting, k] = states.moved(pause=states.pause.index(label))[acting, 0]
    if EXECUTED in states.pause:
        level = np.minimum(states.market_of + 1, len(states.levels) - 1)
        shaken = states.moved(market=level[:, None], pause=states.pause.index(EXECUTED))[:, 0]
        next_state[acting, 2] = shaken[acting]
    return Stage(
        kind=StageKind.MOVE,
        name=LAST_WORD,
        round_index=r,
        mover=0,
        actions=(EXTENDS, NAMES, EXECUTES),
        legal=legal,
        next_state=next_state,
        stride=(1, 1, 1),
        payoff=endings.deadline(r),
    )


def final_stages(r: int, endings: Endings) -> Iterator[Stage]:
    """Yield the last word, and the partner's answer to an execution where it has one."""
    states, pause = endings.states, endings.pause
    answered = endings.scenario.retaliation is not None
    legal = np.tile([pause.may_extend, pause.may_execute], (states.count, 1))
    legal[states.is_in(EXECUTED)] = [False, True]  # it can only stay so
    legal[states.struck | ~endings.worths.threatened] = [True, False]
    next_state = np.full((states.count, 2), END, dtype=np.int64)
    if answered:
        next_state[:, 1] = np.arange(states.count)
    yield Stage(
        kind=StageKind.MOVE,
        name=LAST_WORD,
        round_index=r,
        mover=0,
        actions=(EXTENDS, EXECUTES),
        legal=legal,
        next_state=next_state,
        stride=(1, 1),
        payoff=np.stack([endings.extension(r), endings.execution(r)], axis=-1),
    )
    if answered:
        yield Stage(
            kind=StageKind.MOVE,
            name=RETALIATION,
            round_index=r,
            mover=1,
            actions=(
                ActionLabel(name="executed, not answered", tags=frozenset({"hold", "concession"})),
                ActionLabel(name="executed, answered in kind", tags=frozenset({"pressure"})),
            ),
            legal=np.ones((states.count, 2), dtype=bool),
            next_state=np.full((states.count, 2), END, dtype=np.int64),
            stride=(1, 1),
            payoff=np.stack([endings.worths.nothing(), endings.retaliation(r)], axis=-1),
        )
