"""A mixed action: a probability distribution over the legal actions at one information set."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from ..foundations.tolerance import PROBABILITY_SUM


@dataclass(frozen=True, slots=True)
class MixedAction:
    """Probabilities by action. Actions left out have probability 0."""

    actions: tuple[int, ...]
    """The actions that may be taken."""
    probabilities: tuple[float, ...]
    """Their probabilities, which sum to 1."""

    @classmethod
    def pure(cls, action: int) -> MixedAction:
        """Return the certain choice of one action."""
        sure = object.__new__(cls)  # nothing to check, and most moves of most talks are sure
        object.__setattr__(sure, "actions", (int(action),))
        object.__setattr__(sure, "probabilities", (1.0,))
        return sure

    @classmethod
    def uniform(cls, actions: Iterable[int]) -> MixedAction:
        """Return equal probabilities over some actions."""
        chosen = tuple(int(action) for action in actions)
        return cls(chosen, (1.0 / len(chosen),) * len(chosen))

    def __post_init__(self) -> None:
        """Raise ``ValueError`` unless the probabilities are a distribution; take any sequence."""
        if type(self.actions) is not tuple:
            object.__setattr__(self, "actions", tuple(map(int, self.actions)))
        if type(self.probabilities) is not tuple:
            object.__setattr__(self, "probabilities", tuple(map(float, self.probabilities)))
        if len(self.actions) != len(self.probabilities) or len(set(self.actions)) != len(
            self.actions
        ):
            raise ValueError("one probability per action, each action once")
        if any(map(math.isnan, self.probabilities)):
            raise ValueError(f"no number among the probabilities {self.probabilities}")
        if any(p < 0.0 for p in self.probabilities):
            raise ValueError(f"negative probability in {self.probabilities}")
        if not math.isclose(math.fsum(self.probabilities), 1.0, abs_tol=PROBABILITY_SUM):
            raise ValueError(f"probabilities sum to {math.fsum(self.probabilities)}, not 1")

    def probability(self, action: int) -> float:
        """Return the probability of an action."""
        return self.probabilities[self.actions.index(action)] if action in self.actions else 0.0

    def draw(self, uniform: float) -> int:
        """Return the action that a uniform draw on [0, 1) selects, actions in rising order."""
        reached = 0.0
        last = self.actions[0]
        for action, probability in sorted(zip(self.actions, self.probabilities, strict=True)):
            if probability > 0.0:
                last = action
                reached += probability
                if uniform < reached:
                    return action
        return last
