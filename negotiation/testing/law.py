"""A law: something that every strategy owes, or that a claim of its own means, and how it breaks.

A law is tried in one situation at a time. It asks strategies that are built afresh for every
question, unless asking twice is its subject, so that each law finds its own fault and no other's:
where a strategy gives no answer, or not the same one again, other laws look away.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import ClassVar, TypeGuard

from ..engine.talks import Talks
from ..game.game import Game, TypePair
from ..game.information import History, InformationSet
from ..game.mixed_actions import MixedAction
from ..strategies.strategy import Strategy
from .asking import ANSWER_SECONDS, NoAnswer, ask
from .situations import Situation, history, play

Build = Callable[[Game], Strategy]
"""What builds a strategy, never asked before, for a game."""

ROUNDING = 1e-9
"""Probabilities that differ by less are one: they were computed from other units."""


AGAIN = 8
"""So often an answer is asked for again before it counts against a strategy that it is another."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Violation:
    """A law broken: where, by which answer, and why that breaks it."""

    law: str
    """The law's name."""
    talks: Talks = field(repr=False)
    """The talks, as far as they had gone when the strategy was asked."""
    answer: object
    """What it answered: a mixed action, as a rule."""
    why: str
    """Why that breaks the law, in words."""

    @property
    def seen(self) -> InformationSet:
        """What the strategy saw."""
        return self.talks.seen()


@dataclass(frozen=True, slots=True)
class Trial:
    """One strategy in one situation."""

    build: Build
    """What builds the strategy."""
    situation: Situation
    """Where it is asked."""
    seconds: float = ANSWER_SECONDS
    """How long an answer may take."""

    @property
    def game(self) -> Game:
        """The game, one for each strategy: it may have written into it."""
        return _game(self.build, self.situation.without_plays())

    def new(self, game: Game | None = None) -> Strategy:
        """Return a strategy that was never asked."""
        return self.build(self.game if game is None else game)

    @property
    def earlier(self) -> tuple[History, ...]:
        """The earlier talks that one who learns is shown: none, one or two, by the game's seed."""
        at = self.situation
        if not at.seed % 3 or not self.new().learns:
            return ()
        plays = (at.others, at.choices)[: at.seed % 3]
        return tuple(history(self.game, at.realised, moves) for moves in plays)

    def walk(self, types: TypePair | None = None) -> Iterator[Talks]:
        """Yield the talks of the situation's play wherever a player moves."""
        at = self.situation
        realised = at.realised if types is None else types
        return play(self.game, realised, at.belief, at.choices, self.earlier)

    def answer(
        self, talks: Talks, seen: InformationSet | None = None, strategy: Strategy | None = None
    ) -> object:
        """Return what a strategy answers where the talks stand, a ``NoAnswer`` after an error.

        ``seen`` is what it is shown, by default what the talks show; ``strategy`` is who is asked,
        by default one that was never asked before. Raises ``OutOfTime``.
        """
        shown = talks.seen() if seen is None else seen
        asked = self.new(shown.game) if strategy is None else strategy
        return ask(lambda: asked.mixed_action(shown), self.seconds, type(asked))

    def answers(self) -> Iterator[tuple[Talks, MixedAction]]:
        """Yield the positions of the play that get a mixed action, with it."""
        for talks in self.walk():
            mixed = self.answer(talks)
            if is_well_formed(mixed):
                yield talks, mixed

    def are_settled(self, *asked: tuple[Callable[[], object], object]) -> bool:
        """Return whether questions with their answers get the same ones every time again.

        Dice, and what a strategy keeps to itself, are the matter of the law ``deterministic``.
        """
        return all(same(question(), answer) for _ in range(AGAIN) for question, answer in asked)


@lru_cache(maxsize=256)
def _game(build: Build, situation: Situation) -> Game:
    del build
    return situation.new_game()


_PLAYS = (
    (),
    # Japan climbs to selling while the market is stressed; the US first presses, then eases.
    (2, 2, 2, 6910, 0, 1, 2, 2, 7653, 0, 2, 3, 0, 3555, 0, 1, 1, 0, 2951, 0, 1, 1, 2, 4554, 0, 0),
    # The same with a US that keeps pressing, and executes.
    (2, 2, 2, 1722, 0, 1, 2, 1, 7073, 0, 0, 3, 1, 7036, 0, 1, 1, 0, 6185, 0, 2, 1, 2, 7290, 0, 1),
    # A hint, a walk-back and hints again, to an extension.
    (2, 2, 1, 7283, 0, 1, 0, 1, 4773, 0, 0, 2, 1, 7391, 0, 0, 1, 0, 1045, 0, 1, 1, 1, 3869, 0, 2),
    # Quiet at first, a threat in the last round.
    (1, 1, 2, 6929, 0, 1, 0, 0, 1292, 0, 1, 1, 1, 7048, 0, 2, 1, 1, 620, 0, 0, 2, 2, 210, 0, 1),
)
THE_TALKS = tuple(
    Situation(scenario="june_deadline", choices=choices, pair=n, weights=(2, 1))
    for n, choices in enumerate(_PLAYS)
)
"""The base scenario's talks, with thousands of packages, played to their last round."""


class Law(ABC):
    """One law. Final once written; found by its file."""

    name: ClassVar[str]
    """Its name: that of its file, and for the meaning of a claim that of the claim."""
    statement: ClassVar[str]
    """What it asks, in one sentence."""
    is_claim: ClassVar[bool] = False
    """Whether it binds only who claims it; a law binds all otherwise."""
    also: ClassVar[tuple[Situation, ...]] = ()
    """Situations in which it is tried after those that are drawn."""
    compares: ClassVar[bool] = False
    """Whether it compares answers that ought to be one: it says nothing of who, asked the same
    question twice, gives two."""
    most_examples: ClassVar[int] = 10_000
    """In how many situations it is tried at most: few where one trial is long."""

    def fitted(self, situation: Situation) -> Situation:
        """Return the situation in which to try the law instead of one that was drawn."""
        return situation

    @abstractmethod
    def violation(self, trial: Trial) -> Violation | None:
        """Return how the strategy breaks the law in a situation; ``None`` if it does not."""

    def broken(self, talks: Talks, answer: object, why: str) -> Violation:
        """Return the violation of this law."""
        return Violation(law=self.name, talks=talks, answer=answer, why=why)


def is_well_formed(answer: object) -> TypeGuard[MixedAction]:
    """Return whether an answer is a mixed action that can be read."""
    return type(answer) is MixedAction and len(answer.actions) == len(answer.probabilities)


def likely(mixed: MixedAction) -> tuple[int, ...]:
    """Return the actions that may be taken."""
    chances = zip(mixed.actions, mixed.probabilities, strict=True)
    return tuple(action for action, chance in chances if chance > 0.0)


def legal_and_likely(seen: InformationSet, mixed: MixedAction) -> tuple[int, ...]:
    """Return the actions that may be taken and are legal."""
    legal = set(map(int, seen.legal_actions))
    return tuple(action for action in likely(mixed) if action in legal)


def same(one: object, other: object) -> bool:
    """Return whether two answers are the same; two errors are."""
    if isinstance(one, NoAnswer) and isinstance(other, NoAnswer):
        return True
    try:
        return bool(one == other)
    except Exception:
        return repr(one) == repr(other)


def alike(one: MixedAction, other: MixedAction) -> bool:
    """Return whether two mixed actions give every action the same probability, up to rounding."""
    actions = {*one.actions, *other.actions}
    return all(abs(one.probability(a) - other.probability(a)) <= ROUNDING for a in actions)
