"""Subjects: the strategies that laws are tried on, from the shelf or from a file of a user's."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ..engine.from_files import check_that_it_can_be_made, strategy_named
from ..engine.seating import Settings
from ..engine.solving import concept_for
from ..foundations.errors import NegotiationError
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

    member: type[Strategy]
    """Its class."""
    build: Build
    """What builds it for a game."""

    @property
    def name(self) -> str:
        """The name of its class."""
        return self.member.__name__

    @property
    def claims(self) -> frozenset[str]:
        """What it claims."""
        return frozenset(self.member.claims)


def subject(text: str) -> Subject:
    """Return the strategy of ``my_strategy.py``, ``my_strategy.py:Class`` or a name of the shelf.

    Raises ``NegotiationError`` as `strategy_named`.
    """
    return subject_of(strategy_named(text))


def subject_of(member: type[Strategy]) -> Subject:
    """Return a class as a subject; raises ``NegotiationError`` if it cannot be built."""
    followed = member.follows
    if followed is not None:
        return Subject(member, _Following(member, followed))
    check_that_it_can_be_made(member)
    return Subject(member, _Plain(member))


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

    member: type[Strategy]

    def __call__(self, game: Game) -> Strategy:
        del game  # a strategy sees the game when it is asked
        return self.member()


class _Following:
    """Builds a follower: the profile of a game is solved once and handed to every copy."""

    MOST = 4
    """So many games are kept solved."""
    is_costly = True
    """Large games are left out: each would have to be solved."""

    def __init__(self, member: type[Strategy], concept: str) -> None:
        self.member, self.concept = member, concept
        self.solved: list[tuple[Game, Profile]] = []

    def __call__(self, game: Game) -> Strategy:
        found = next((profile for known, profile in self.solved if known is game), None)
        if found is None:
            found = _profile(game, self.concept)
            self.solved = [(game, found), *self.solved[: self.MOST - 1]]
        return self.member(found)  # type: ignore[call-arg]


def _profile(game: Game, concept: str) -> Profile:
    solver = concept_for(game, concept, QUICK.get(concept, {}))
    solve = getattr(solver, "profile", None)
    if solve is None:
        raise NegotiationError(f"{solver.title} has no profile that a strategy could follow")
    found: Profile = solve(game, None)
    return found
