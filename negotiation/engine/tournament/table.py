"""Where one process plays cells of a tournament."""

from __future__ import annotations

import pickle
from dataclasses import dataclass, field
from pathlib import Path

from ...game.game import Game
from ...game.information import InformationSet
from ...results.profile import Profile
from ...strategies.strategy import Strategy
from ..seating import profile_to_follow
from ..strategy_choice import concept_in
from ..together.answers import Kept
from .apart import apart
from .cell import Cell, play_cell
from .entering import check_unchanged, choice_with
from .noise import with_noise
from .plan import Entrant, Plan
from .sources import check_loaded

Job = tuple[int, int]
"""A cell: who plays the US, and who its partner."""


class Watcher:
    """Told what guests are at; the process that plays for a parent tells it on."""

    def loads(self, n: int) -> None:
        """Hear that an entrant's code is being loaded and the entrant made."""

    def asks(self, n: int, seen: InformationSet | None) -> None:
        """Hear what an entrant is asked, or ``None`` that it has answered."""


@dataclass
class Table:
    """Where one process plays: the game, the strategies it has built, and their answers so far."""

    game: Game
    plan: Plan
    watcher: Watcher = field(default_factory=Watcher)
    profiles: dict[str, Profile] = field(default_factory=dict)
    strategies: dict[int, Strategy] = field(default_factory=dict)
    kept: dict[tuple[int, int], Kept] = field(default_factory=dict)

    def play(self, job: Job) -> Cell:
        """Play a cell.

        Raises what its entrants raise, ``NegotiationError`` where they have no answer that can be
        played, and ``Changed`` if a file is not any more what it was.
        """
        a, b = job
        kept = self.kept.setdefault((a, 0), {}), self.kept.setdefault((b, 1), {})
        seats = self._strategy(a), self._strategy(b)
        cell = play_cell(
            self.game, seats, seed=self.plan.seed, matches=self.plan.matches, kept=kept
        )
        for n in set(job):
            _check_what_was_played(self.plan.entrants[n])
        return cell

    def solve(self, concept: str) -> bytes:
        """Solve a concept's profile and return it, pickled.

        Raises ``NegotiationError`` where the concept does not apply, or has no profile.
        """
        return pickle.dumps(self._profile(concept), pickle.HIGHEST_PROTOCOL)

    def _profile(self, followed: str) -> Profile:
        if followed not in self.profiles:
            concept = concept_in(followed)
            settings = {name: value for of, name, value in self.plan.settings if of == concept}
            own = next(one for one in self.plan.entrants if one.followed == followed).settings
            made_with = {**settings, **dict(own)}
            self.profiles[followed] = profile_to_follow(self.game, concept, None, made_with)
        return self.profiles[followed]

    def _strategy(self, n: int) -> Strategy:
        if n not in self.strategies:
            entrant = self.plan.entrants[n]
            followed = entrant.followed
            profiles = {} if followed is None else {followed: self._profile(followed)}
            if entrant.file:
                self.watcher.loads(n)
            found = choice_with(entrant).made(profiles)
            if entrant.file:
                self.watcher.asks(n, None)
            is_guest = bool(entrant.file) and followed is None
            asked = self._apart(n, found) if is_guest else found
            self.strategies[n] = with_noise(asked, self.plan.noise)
        return self.strategies[n]

    def _apart(self, n: int, guest: Strategy) -> Strategy:
        return apart(guest, self.game, lambda seen: self.watcher.asks(n, seen))


def _check_what_was_played(entrant: Entrant) -> None:
    if entrant.file:
        check_unchanged(entrant)
        check_loaded(Path(entrant.file))


def concepts_of(plan: Plan, job: Job) -> frozenset[str]:
    """Return the solution concepts that a cell's entrants follow, with their own settings."""
    followed = (plan.entrants[n].followed for n in job)
    return frozenset(concept for concept in followed if concept is not None)


def guests_of(plan: Plan, job: Job) -> frozenset[int]:
    """Return the entrants of a cell whose code is a user's."""
    return frozenset(n for n in job if plan.entrants[n].file)
