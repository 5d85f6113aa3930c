"""Selections: which equilibrium a stage plays where it has several, one for each way of starting.

With leaning selections everyone first believes that certain actions come from certain types, and
the stage settles next to that belief: on *pooling* on one posture, if leaving it is first believed
of one type; on *separating*, if pressure is first believed of the second type and everything else
of the first.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ...game.game import Game
from ...game.stages import Stage, StageKind
from .kernels.selecting import FROM_ABOVE, FROM_BELOW, LEANING
from .selection import Selection

SHIFT = 8.0
"""Log odds by which a leaning selection first moves a belief."""


@dataclass(frozen=True)
class Pooling:
    """Leaving one action is first believed of one type."""

    action: str
    """The action."""
    deviator: int
    """The type that leaving it is first believed of."""

    def __call__(self, stage: Stage, s: int, actions: int) -> NDArray[np.float64]:
        """Return the shifts of log odds [k] of the legal actions in public state ``s``."""
        if stage.kind is not StageKind.MOVE:
            return np.zeros(actions)
        names = [stage.actions[k].name for k in np.flatnonzero(stage.legal[s])]
        if self.action not in names:
            return np.zeros(actions)
        shift = SHIFT if self.deviator == 1 else -SHIFT
        return np.array([0.0 if name == self.action else shift for name in names])


@dataclass(frozen=True)
class Separating:
    """Pressure is first believed of the second type, everything else of the first."""

    second_presses: bool = True
    """Whether it is the second type; else the first."""

    def __call__(self, stage: Stage, s: int, actions: int) -> NDArray[np.float64]:
        """Return the shifts of log odds [k] of the legal actions in public state ``s``."""
        if stage.kind is not StageKind.MOVE:
            return np.zeros(actions)
        legal = np.flatnonzero(stage.legal[s])
        presses = np.array(["pressure" in stage.actions[k].tags for k in legal])
        if "pressure" in stage.state_tags:
            presses |= stage.state_tags["pressure"][s, legal]
        return np.where(presses == self.second_presses, SHIFT, -SHIFT)


def all_selections(game: Game) -> tuple[Selection, ...]:
    """Return every selection but the principal one, for a game."""
    found = [
        Selection(name="from the lowest belief", rule=FROM_BELOW),
        Selection(name="from the highest belief", rule=FROM_ABOVE),
        Selection(name="separating, pressure of the second type", rule=LEANING, lean=Separating()),
        Selection(
            name="separating, pressure of the first type", rule=LEANING, lean=Separating(False)
        ),
    ]
    named: dict[str, None] = {}
    for stage in game.stages:
        if stage.kind is not StageKind.MOVE or stage.mover is None:
            continue
        if len(game.types[stage.mover]) == 2:
            named |= dict.fromkeys(action.name for action in stage.actions)
    for action in named:
        for deviator in (0, 1):
            name = f"pooling on {action}, leaving it a sign of the {_ORDINALS[deviator]} type"
            found.append(Selection(name=name, rule=LEANING, lean=Pooling(action, deviator)))
    return tuple(found)


_ORDINALS = ("first", "second")
