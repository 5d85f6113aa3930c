"""Where one process plays cells of a tournament."""

from __future__ import annotations

import pickle
import threading
from dataclasses import dataclass, field
from pathlib import Path

from ...foundations.errors import NegotiationError
from ...foundations.users_files import where_raised
from ...game.game import Game
from ...results.profile import Profile
from ...strategies.strategy import Strategy
from ..seating import profile_to_follow
from ..strategy_choice import concept_in
from ..together.answers import Kept
from .apart import apart
from .cell import Cell, play_cell
from .entering import check_unchanged, choice_with
from .plan import Entrant, Plan
from .sources import check_loaded
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
    profiles: dict[str, Profile] = field(default_factory=dict)
    strategies: dict[int, Strategy] = field(default_factory=dict)
    kept: dict[tuple[int, int], Kept] = field(default_factory=dict)

    def play(self, job: Job) -> Job:
        """Play a cell and keep it.

        Raises ``NegotiationError`` naming who plays whom for what an entrant cannot do.
        """
        cell = self._cell(job)
        for n in set(job):
            _check_what_was_played(self.plan.entrants[n])
        with WRITING:
            save_cell(self.folder, self.plan, *job, cell)
        return job

    def solve(self, concept: str) -> bytes:
        """Solve a concept's profile and return it, pickled.

        Raises ``NegotiationError`` where the concept does not apply, or has no profile.
        """
        return pickle.dumps(self._profile(concept), pickle.HIGHEST_PROTOCOL)

    def _cell(self, job: Job) -> Cell:
        a, b = job
        plan = self.plan
        kept = self.kept.setdefault((a, 0), {}), self.kept.setdefault((b, 1), {})
        try:
            seats = self._strategy(a), self._strategy(b)
            return play_cell(self.game, seats, seed=plan.seed, matches=plan.matches, kept=kept)
        except NegotiationError as error:
            raise NegotiationError(f"{plan.pairing(a, b)}, seed {plan.seed}: {error}") from error
        except BaseException as error:  # guests play where no Ctrl-C arrives: it is their own
            guests = [one.file for n in job if (one := plan.entrants[n]).file]
            if not guests:
                raise
            raise NegotiationError(
                f"{plan.pairing(a, b)}, seed {plan.seed}: {where_raised(error, guests[0])}; try "
                f"`negotiation check {guests[0]}`"
            ) from error

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
            found = choice_with(entrant).made(profiles)
            is_guest = bool(entrant.file) and followed is None
            self.strategies[n] = apart(found, self.game) if is_guest else found
        return self.strategies[n]


def _check_what_was_played(entrant: Entrant) -> None:
    if entrant.file:
        check_unchanged(entrant)
        check_loaded(Path(entrant.file))


def concepts_of(plan: Plan, job: Job) -> frozenset[str]:
    """Return the solution concepts that a cell's entrants follow, with their own settings."""
    followed = (plan.entrants[n].followed for n in job)
    return frozenset(concept for concept in followed if concept is not None)
