"""Playing the cells of a tournament, by one process or several; what is played is kept at once."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Iterator, Mapping
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from dataclasses import dataclass, field
from pathlib import Path

from ... import equilibria
from ...equilibria.concept import SolutionConcept
from ...foundations import shelf
from ...game.game import Game
from ...results.profile import Profile
from ...strategies.strategy import Strategy
from ..seating import made, profile_to_follow
from ..together.answers import Kept
from .apart import apart
from .cell import play_cell
from .entering import class_of
from .plan import Plan
from .storing import load_cell, save_cell

Job = tuple[int, int]
"""A cell: who plays the US, and who its partner."""


@dataclass
class Table:
    """Where one process plays: the game, the strategies it has built, and their answers so far."""

    game: Game
    plan: Plan
    folder: Path
    profiles: Mapping[str, Profile]
    strategies: dict[int, Strategy] = field(default_factory=dict)
    kept: dict[tuple[int, int], Kept] = field(default_factory=dict)

    def play(self, job: Job) -> Job:
        """Play a cell and keep it."""
        a, b = job
        seats = self._strategy(a), self._strategy(b)
        kept = self.kept.setdefault((a, 0), {}), self.kept.setdefault((b, 1), {})
        plan = self.plan
        cell = play_cell(self.game, seats, seed=plan.seed, matches=plan.matches, kept=kept)
        save_cell(self.folder, plan, a, b, cell)
        return job

    def _strategy(self, n: int) -> Strategy:
        if n not in self.strategies:
            entrant = self.plan.entrants[n]
            found = made(class_of(entrant), self.profiles)
            is_guest = bool(entrant.file) and found.follows is None
            self.strategies[n] = apart(found, self.game) if is_guest else found
        return self.strategies[n]


def missing_cells(plan: Plan, folder: Path) -> list[Job]:
    """Return the cells that are still to be played."""
    return [job for job in plan.cells if load_cell(folder, plan, *job) is None]


def profiles_for(game: Game, plan: Plan) -> dict[str, Profile]:
    """Return the profiles that entrants follow, by concept.

    Raises ``NegotiationError`` where a concept does not apply, or has no profile.
    """
    settings: dict[str, dict[str, float]] = {}
    for concept, name, value in plan.settings:
        settings.setdefault(concept, {})[name] = value
    found: dict[str, Profile] = {}
    for entrant in plan.entrants:
        followed = class_of(entrant).follows
        if followed is not None and followed not in found:
            found[followed] = profile_to_follow(game, followed, None, settings.get(followed, {}))
    return found


def play_cells(
    game: Game, plan: Plan, folder: Path, jobs: list[Job], *, workers: int
) -> Iterator[Job]:
    """Play cells and yield each once it is kept; stopping early loses none that was yielded."""
    if not jobs:
        return
    profiles = profiles_for(game, plan)
    ordered = sorted(jobs, key=lambda job: (-_effort(plan, job), job))
    if workers == 1:
        table = Table(game, plan, folder, profiles)
        for job in ordered:
            with contextlib.redirect_stdout(sys.stderr):  # what a strategy prints is no result
                table.play(job)
            yield job
        return
    pool = ProcessPoolExecutor(
        workers,
        mp_context=multiprocessing.get_context("spawn"),
        initializer=_sit_down,
        initargs=(game, plan, folder, profiles),
    )
    try:
        waiting: set[Future[Job]] = {pool.submit(_play, job) for job in ordered}
        while waiting:
            done, waiting = wait(waiting, return_when=FIRST_COMPLETED)
            for future in done:
                yield future.result()
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def workers_by_default() -> int:
    """Return how many processes can work at a time."""
    usable = getattr(os, "sched_getaffinity", None)
    return len(usable(0)) if usable is not None else os.cpu_count() or 1


def _effort(plan: Plan, job: Job) -> int:
    """Return which cells take long, so that none of them is left for last."""
    kinds = [class_of(plan.entrants[n]) for n in job]
    private = {
        name
        for name in (kind.follows for kind in kinds)
        if name is not None and shelf.pick(equilibria, SolutionConcept, name).private
    }
    return 2 * any(kind.learns for kind in kinds) + len(private)


_table: Table | None = None
"""Where this process plays, once it has sat down."""


def _sit_down(game: Game, plan: Plan, folder: Path, profiles: Mapping[str, Profile]) -> None:
    global _table  # noqa: PLW0603 - a worker process plays one tournament
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent stops the work
    sys.stdout = sys.stderr  # what a strategy prints is no result
    threading.Thread(target=_leave_with_the_parent, daemon=True).start()
    _table = Table(game, plan, folder, profiles)


def _leave_with_the_parent() -> None:
    """End this process when its parent is gone: killed, it could not tell anyone to stop."""
    parent = multiprocessing.parent_process()
    assert parent is not None
    parent.join()
    os._exit(1)


def _play(job: Job) -> Job:
    assert _table is not None
    return _table.play(job)
