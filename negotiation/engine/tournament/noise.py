"""Noise: with some probability an action is replaced by a legal one, all of them alike.

The strategy's mixed action is mixed with the uniform one, and the match's own stream draws once, as
ever: matches with the same number still share their draws. Beliefs are updated as if there were no
noise; what the public takes to be impossible leaves them where they are.

Source: Selten (1975), International Journal of Game Theory 4, 25-55, on trembles.
"""

from __future__ import annotations

from typing import ClassVar

from ...game.information import InformationSet
from ...game.mixed_actions import MixedAction
from ...strategies.strategy import Strategy


class _Noisy(Strategy):
    """Asks a strategy, and trembles."""

    memory_depth: ClassVar[float]

    def __init__(self, inner: Strategy, noise: float) -> None:
        self.inner, self.noise = inner, noise
        self.guest = getattr(inner, "guest", inner)
        self.profile = getattr(inner, "profile", None)

    def mixed_action(self, seen: InformationSet) -> MixedAction:
        """Return the strategy's answer, mixed with all legal actions."""
        answer = self.inner.mixed_action(seen)
        if type(answer) is not MixedAction:
            return answer
        legal = [int(action) for action in seen.legal_actions]
        chances = dict.fromkeys(legal, self.noise / len(legal))
        for action, chance in zip(answer.actions, answer.probabilities, strict=True):
            chances[action] = chances.get(action, 0.0) + (1.0 - self.noise) * chance
        return MixedAction(tuple(chances), tuple(chances.values()))


def with_noise(strategy: Strategy, noise: float) -> Strategy:
    """Return a strategy that plays as another does, but for so much noise; itself without any."""
    if not noise:
        return strategy
    said = {name: getattr(strategy, name) for name in ("memory_depth", "claims", "learns")}
    kind: type[_Noisy] = type(type(strategy).__name__, (_Noisy,), said)
    return kind(strategy, noise)
