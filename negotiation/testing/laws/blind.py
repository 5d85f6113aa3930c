"""The other's type stays a secret, however the strategy looks for it.

The talks are played once in each world and the strategy is asked by the engine itself, so that one
that reaches for the engine's objects, through the calling frames or the garbage collector, finds
them, and gives itself away. There is one world at a time: no other talks are alive.
"""

from __future__ import annotations

from functools import partial
from typing import ClassVar

from ...engine.matches import mixed_action_of
from ...engine.talks import Talks
from ...game.game import TypePair
from ...strategies.strategy import Strategy
from ..asking import ask
from ..law import THE_TALKS, Law, Trial, Violation, same
from ..situations import Situation


class Blind(Law):
    """Asks for one answer in all worlds that look the same to the player."""

    name: ClassVar[str] = "blind"
    statement: ClassVar[str] = (
        "Worlds that differ only in the other's realised type get one answer from it."
    )
    compares: ClassVar[bool] = True
    also: ClassVar[tuple[Situation, ...]] = THE_TALKS

    def violation(self, trial: Trial) -> Violation | None:
        """Return the first answer that depends on what the player cannot know."""
        here = trial.situation.realised
        for player, names in enumerate(trial.game.types):
            worlds = [(here[0], n) if player == 1 else (n, here[1]) for n in range(len(names))]
            found = self._told_apart(trial, 1 - player, here, worlds)
            if found is not None:
                return found
        return None

    def _told_apart(
        self, trial: Trial, seer: int, here: TypePair, worlds: list[TypePair]
    ) -> Violation | None:
        """Return an answer of the seer that differs between worlds that look the same to it."""
        if len(worlds) == 1:
            return None
        at_home = _answers(trial, here, seer)
        for types in worlds:
            if types == here:
                continue
            away = _answers(trial, types, seer)
            for n, (one, other) in enumerate(zip(at_home, away, strict=True)):
                asked = (
                    (partial(_answer, trial, here, seer, n), one),
                    (partial(_answer, trial, types, seer, n), other),
                )
                if not same(one, other) and trial.are_settled(*asked):
                    talks = [talks for talks in trial.walk() if talks.mover == seer][n]
                    hidden = 1 - seer
                    name = trial.game.types[hidden][types[hidden]]
                    return self.broken(
                        talks, one, f"were the other's type {name}, it would answer {other!r}"
                    )
        return None


def _answer(trial: Trial, types: TypePair, seer: int, n: int) -> object:
    return _answers(trial, types, seer)[n]


def _answers(trial: Trial, types: TypePair, seer: int) -> list[object]:
    return [
        _asked(trial.new(), talks, trial.seconds)
        for talks in trial.walk(types)
        if talks.mover == seer
    ]


def _asked(strategy: Strategy, talks: Talks, seconds: float) -> object:
    return ask(lambda: mixed_action_of(strategy, talks), seconds, type(strategy))
