"""The agents of the Mesa model: two governments.

Importing Mesa makes "spawn" the way in which this program starts processes, whoever chose another
one before. That choice is the program's, so it is put back.
"""

from __future__ import annotations

import multiprocessing
from typing import Protocol

from ..foundations.errors import MissingLibrary
from ..game.mixed_actions import MixedAction
from ..strategies.strategy import Strategy
from .matches import mixed_action_of
from .talks import Talks

_start_method = multiprocessing.get_start_method(allow_none=True)
try:
    import mesa
except ModuleNotFoundError as error:
    if error.name != "mesa":
        raise
    raise MissingLibrary("Mesa") from error
finally:
    multiprocessing.set_start_method(_start_method, force=True)

__all__ = ["Government", "mesa"]


class Table(Protocol):
    """What a government needs of the model: the talks, and a way to act."""

    talks: Talks

    def act(self, mixed: MixedAction) -> None:
        """Advance the talks by a mixed action."""


class Government(mesa.Agent):  # type: ignore[misc] # Mesa is not typed
    """One of the two governments at the table, acting by its strategy."""

    model: Table

    def __init__(self, model: Table, name: str, strategy: Strategy) -> None:
        super().__init__(model)
        self.name = name
        self.strategy = strategy

    def step(self) -> None:
        """Choose by the strategy's mixed action; the table draws."""
        self.model.act(mixed_action_of(self.strategy, self.model.talks))
