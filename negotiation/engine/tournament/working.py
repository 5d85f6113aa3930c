"""Playing the cells of a tournament; what is played is kept at once."""

from __future__ import annotations

from collections.abc import Generator
from pathlib import Path

from ... import equilibria
from ...equilibria.concept import SolutionConcept
from ...foundations import shelf
from ...foundations.cores import workers_by_default
from ...foundations.errors import NegotiationError
from ...results.tournament import Fault
from ..strategy_choice import concept_in
from .plan import Plan
from .side_by_side import Waiting, play_side_by_side
from .storing import load_cell, save_cell
from .table import Job, Table, concepts_of

ANSWER_SECONDS = 10.0
"""How long a guest may take for one answer, by default: several play at a time."""
MOST_PER_CORE = 4
"""More processes than this for each core are not begun: they would only wait for each other."""


def missing_cells(plan: Plan, folder: Path) -> list[Job]:
    """Return the cells that are still to be played."""
    return [job for job in plan.cells if load_cell(folder, plan, *job) is None]


def play_cells(
    table: Table,
    folder: Path,
    jobs: list[Job],
    *,
    workers: int,
    waiting: Waiting | None = None,
    seconds: float = ANSWER_SECONDS,
    faults: list[Fault] | None = None,
) -> Generator[Job, None, None]:
    """Play cells, keep each in a folder and yield it then; stopping early loses none of them.

    Where a guest takes part, all play in other processes: this one may have loaded its code.
    ``waiting`` is told who is being played when no cell has been finished for some time; a guest
    may take so many ``seconds`` for one answer, and what is wrong with guests is added to
    ``faults``.
    """
    if not jobs:
        return
    plan = table.plan
    ordered = sorted(jobs, key=lambda job: (-_effort(plan, job), job))
    count = max(1, min(workers, len(jobs), MOST_PER_CORE * workers_by_default()))
    if count > 1 or any(one.file for one in plan.entrants):
        yield from play_side_by_side(
            table,
            folder,
            ordered,
            count,
            waiting or _silently,
            seconds,
            [] if faults is None else faults,
        )
        return
    for job in ordered:
        try:
            cell = table.play(job)
        except NegotiationError as error:
            raise NegotiationError(f"{plan.pairing(*job)}, seed {plan.seed}: {error}") from error
        save_cell(folder, plan, *job, cell)
        yield job


def _silently(words: str) -> None:
    del words


def _effort(plan: Plan, job: Job) -> int:
    """Return which cells take long, so that none of them is left for last."""
    learning = any(plan.entrants[n].learns for n in job)
    concepts = concepts_of(plan, job)
    private = [one for one in concepts if _is_private(concept_in(one))]
    return 2 * learning + len(private)


def _is_private(concept: str) -> bool:
    """Return whether a concept of the shelf is one of private information."""
    is_ours = concept in shelf.names(equilibria)  # others' code is not loaded here
    return is_ours and shelf.pick(equilibria, SolutionConcept, concept).private
