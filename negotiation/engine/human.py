"""A human in a seat: the interface of every strategy, with a question instead of a rule.

It is no member of the shelf: no law can be held against a person, and a tournament would wait.

>>> from negotiation.engine.matches import play
>>> from negotiation.game.pie import divide_the_pie
>>> from negotiation.strategies.boulware import Boulware
>>> pie = divide_the_pie(rounds=2, discount_factors=(1, 1), shares=[0, 0.5, 1])
>>> patient = Human(lambda seen: int(seen.legal_actions[-1]))  # offers the last, walks out
>>> [move.action for move in play(pie, (patient, Boulware()), (0, 0), seed=0).moves][:2]
['offer', 'reject']
"""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from ..game.information import InformationSet
from ..game.mixed_actions import MixedAction
from ..strategies.strategy import Strategy


class Human(Strategy):
    """Does what it is told by whoever is asked."""

    follows: ClassVar[str | None] = None

    def __init__(self, ask: Callable[[InformationSet], int]) -> None:
        """``ask`` returns a legal action at an information set."""
        self.ask = ask

    def mixed_action(self, seen: InformationSet) -> MixedAction:
        """Return the action that was chosen, for certain."""
        return MixedAction.pure(self.ask(seen))
