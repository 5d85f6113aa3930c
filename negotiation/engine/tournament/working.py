"""Playing the cells of a tournament; what is played is kept at once."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Generator
from pathlib import Path

from ... import equilibria
from ...equilibria.concept import SolutionConcept
from ...foundations import shelf
from .entering import class_of
from .plan import Plan
from .side_by_side import play_side_by_side
from .storing import load_cell
from .table import Job, Table, concepts_of


def missing_cells(plan: Plan, folder: Path) -> list[Job]:
    """Return the cells that are still to be played."""
    return [job for job in plan.cells if load_cell(folder, plan, *job) is None]


def play_cells(table: Table, jobs: list[Job], *, workers: int) -> Generator[Job, None, None]:
    """Play cells and yield each once it is kept; stopping early loses none that was yielded."""
    if not jobs:
        return
    plan = table.plan
    ordered = sorted(jobs, key=lambda job: (-_effort(plan, job), job))
    if workers > 1:
        yield from play_side_by_side(table, ordered, workers)
        return
    for job in ordered:
        with contextlib.redirect_stdout(sys.stderr):  # what a strategy prints is no result
            table.play(job)
        yield job


def workers_by_default() -> int:
    """Return how many processes can work at a time."""
    usable = getattr(os, "sched_getaffinity", None)
    return len(usable(0)) if usable is not None else os.cpu_count() or 1


def _effort(plan: Plan, job: Job) -> int:
    """Return which cells take long, so that none of them is left for last."""
    learning = any(class_of(plan.entrants[n]).learns for n in job)
    concepts = concepts_of(plan, job)
    private = [one for one in concepts if shelf.pick(equilibria, SolutionConcept, one).private]
    return 2 * learning + len(private)
