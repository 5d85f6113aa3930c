"""Subjects: the strategies that laws are tried on, from the shelf or from a file of a user's."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ..engine.naming import with_settings
from ..engine.seating import Settings, profile_for
from ..engine.strategy_choice import StrategyChoice, StrategyLike, choice_of
from ..game.game import Game
from ..results.profile import Profile
from ..strategies.strategy import Strategy
from .law import Build

QUICK: Settings = {
    "logit": {"precision": 0.5, "grid": 5, "offers": 6},
    "perfect_bayesian": {"precision": 0.5, "grid": 5, "offers": 6},
}
"""Few nodes, few offers, one rung and one root: a follower's duties do not depend on them."""


@dataclass(frozen=True, slots=True)
class Subject:
    """A strategy under test."""

    choice: StrategyChoice
    """Its class, and what it is made with."""
    build: Build
    """What builds it for a game."""

    @property
    def name(self) -> str:
        """The name of its class, with settings of its own."""
        return with_settings(self.choice.kind.__name__, self.choice.settings)

    @property
    def claims(self) -> frozenset[str]:
        """What it claims."""
        return frozenset(self.choice.kind.claims)


def subject(strategy: StrategyLike) -> Subject:
    """Return a strategy as a subject (see `choice_of`)."""
    choice = choice_of(strategy)
    if choice.follows is not None:
        return Subject(choice, _Following(choice))
    return Subject(choice, _Plain(choice))


def files(path: Path) -> Iterator[Path]:
    """Yield the Python files of a path: itself, or those below a folder, tests left out."""
    if path.is_file():
        yield path
        return
    for file in sorted(path.rglob("*.py")):
        is_test = file.name.startswith("test_") or file.name in {"conftest.py", "__main__.py"}
        if not is_test and not any(part.startswith(".") for part in file.parts[1:]):
            yield file


@dataclass(frozen=True, slots=True)
class _Plain:
    """Builds a strategy that needs nothing."""

    choice: StrategyChoice

    def __call__(self, game: Game) -> Strategy:
        del game  # a strategy sees the game when it is asked
        return self.choice.made()


class _Following:
    """Builds a follower: the profile of a game is solved once and handed to every copy."""

    MOST = 4
    """So many games are kept solved."""
    is_costly = True
    """Large games are left out: each would have to be solved."""

    def __init__(self, choice: StrategyChoice) -> None:
        self.choice = choice
        self.solved: list[tuple[Game, Profile]] = []

    def __call__(self, game: Game) -> Strategy:
        found = next((profile for known, profile in self.solved if known is game), None)
        if found is None:
            found = profile_for(game, self.choice, None, QUICK)
            self.solved = [(game, found), *self.solved[: self.MOST - 1]]
        assert self.choice.followed is not None
        return self.choice.made({self.choice.followed: found})


@dataclass(frozen=True, slots=True)
class InSmallGames:
    """Builds what another builds; large games are left out."""

    build: Build
    """What builds the strategy."""
    is_costly: bool = True
    """Whether large games are left out."""

    def __call__(self, game: Game) -> Strategy:
        """Return the strategy for a game."""
        return self.build(game)
