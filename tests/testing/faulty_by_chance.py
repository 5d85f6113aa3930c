"""Strategies that answer as chance has it, or by how often they were asked: not deterministic.

Their stories cannot be replayed word for word.
"""

from __future__ import annotations

import itertools
from typing import ClassVar

import numpy as np

from negotiation.game.information import InformationSet
from negotiation.game.mixed_actions import MixedAction
from negotiation.strategies.strategy import Strategy
from tests.testing.faulty import either

_DICE = np.random.default_rng()
_ASKED = itertools.count()


class RollsDice(Strategy):
    memory_depth: ClassVar[float] = 0

    def mixed_action(self, seen: InformationSet) -> MixedAction:
        return either(seen, int(_DICE.integers(0, 1000)))


class SeldomRollsDice(Strategy):
    memory_depth: ClassVar[float] = 0

    def mixed_action(self, seen: InformationSet) -> MixedAction:
        return either(seen, int(_DICE.integers(0, 20) == 0))


class CountsForAllOfItsKind(Strategy):
    memory_depth: ClassVar[float] = 0

    def mixed_action(self, seen: InformationSet) -> MixedAction:
        return either(seen, int(next(_ASKED) % 37 == 0))
