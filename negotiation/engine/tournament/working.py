"""Playing the cells of a tournament; what is played is kept at once."""

from __future__ import annotations

from collections.abc import Generator
from pathlib import Path

from ... import equilibria
from ...equilibria.concept import SolutionConcept
from ...foundations import shelf
from ...foundations.cores import workers_by_default
from ..strategy_choice import concept_in
from .entering import class_of
from .plan import Plan
from .side_by_side import Waiting, play_side_by_side
from .storing import load_cell
from .table import Job, Table, concepts_of

MOST_PER_CORE = 4
"""More processes than this for each core are not begun: they would only wait for each other."""


def missing_cells(plan: Plan, folder: Path) -> list[Job]:
    """Return the cells that are still to be played."""
    return [job for job in plan.cells if load_cell(folder, plan, *job) is None]


def play_cells(
    table: Table, jobs: list[Job], *, workers: int, waiting: Waiting | None = None
) -> Generator[Job, None, None]:
    """Play cells and yield each once it is kept; stopping early loses none that was yielded.

    Users' strategies always play in a process of their own, which they may end. ``waiting`` is told
    who is being played when no cell has been finished for some time.
    """
    if not jobs:
        return
    plan = table.plan
    ordered = sorted(jobs, key=lambda job: (-_effort(plan, job), job))
    count = max(1, min(workers, len(jobs), MOST_PER_CORE * workers_by_default()))
    has_guest = any(plan.entrants[n].file for job in jobs for n in job)
    if count > 1 or has_guest:
        yield from play_side_by_side(table, ordered, count, waiting or _silently)
        return
    for job in ordered:
        table.play(job)
        yield job


def _silently(words: str) -> None:
    del words


def _effort(plan: Plan, job: Job) -> int:
    """Return which cells take long, so that none of them is left for last."""
    learning = any(class_of(plan.entrants[n]).learns for n in job)
    concepts = concepts_of(plan, job)
    private = [
        one for one in concepts if shelf.pick(equilibria, SolutionConcept, concept_in(one)).private
    ]
    return 2 * learning + len(private)
