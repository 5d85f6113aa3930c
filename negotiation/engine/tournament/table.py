"""Where one process plays cells of a tournament."""

from __future__ import annotations

import pickle
import threading
from dataclasses import dataclass, field
from pathlib import Path

from ...game.game import Game
from ...results.profile import Profile
from ...strategies.strategy import Strategy
from ..seating import made, profile_to_follow
from ..together.answers import Kept
from .apart import apart
from .cell import play_cell
from .entering import class_of
from .plan import Plan
from .storing import save_cell

Job = tuple[int, int]
"""A cell: who plays the US, and who its partner."""

WRITING = threading.Lock()
"""Held while a cell is written: who ends this process waits for it."""


@dataclass
class Table:
    """Where one process plays: the game, the strategies it has built, and their answers so far."""

    game: Game
    plan: Plan
    folder: Path
    """Where the cells are kept."""
    solved: Path | None = None
    """Where processes find the profiles that others have solved."""
    profiles: dict[str, Profile] = field(default_factory=dict)
    strategies: dict[int, Strategy] = field(default_factory=dict)
    kept: dict[tuple[int, int], Kept] = field(default_factory=dict)

    def play(self, job: Job) -> Job:
        """Play a cell and keep it."""
        a, b = job
        seats = self._strategy(a), self._strategy(b)
        kept = self.kept.setdefault((a, 0), {}), self.kept.setdefault((b, 1), {})
        plan = self.plan
        cell = play_cell(self.game, seats, seed=plan.seed, matches=plan.matches, kept=kept)
        with WRITING:
            save_cell(self.folder, plan, a, b, cell)
        return job

    def solve(self, concept: str) -> None:
        """Solve a concept's profile and leave it where other processes find it.

        Raises ``NegotiationError`` where the concept does not apply, or has no profile.
        """
        assert self.solved is not None
        profile = self._profile(concept)
        (self.solved / concept).write_bytes(pickle.dumps(profile, pickle.HIGHEST_PROTOCOL))

    def _profile(self, concept: str) -> Profile:
        if concept not in self.profiles:
            self.profiles[concept] = self._found(concept)
        return self.profiles[concept]

    def _found(self, concept: str) -> Profile:
        if self.solved is not None and (self.solved / concept).exists():
            found: Profile = pickle.loads((self.solved / concept).read_bytes())
            return found
        settings = {name: value for of, name, value in self.plan.settings if of == concept}
        return profile_to_follow(self.game, concept, None, settings)

    def _strategy(self, n: int) -> Strategy:
        if n not in self.strategies:
            entrant = self.plan.entrants[n]
            kind = class_of(entrant)
            concept = kind.follows
            found = made(kind, {} if concept is None else {concept: self._profile(concept)})
            is_guest = bool(entrant.file) and concept is None
            self.strategies[n] = apart(found, self.game) if is_guest else found
        return self.strategies[n]


def concepts_of(plan: Plan, job: Job) -> frozenset[str]:
    """Return the solution concepts that a cell's entrants follow."""
    followed = (class_of(plan.entrants[n]).follows for n in job)
    return frozenset(concept for concept in followed if concept is not None)
