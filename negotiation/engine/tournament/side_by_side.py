"""Several processes that play the cells of one tournament.

Cells that only strategies of the shelf play, and profiles, are the work of processes that never
load a user's code. Each guest has a process of its own, and each pair of guests another: nothing
that a guest does to its process reaches a cell that it does not play. Profiles go from one process
to the other through this one, which loads nothing of theirs and alone writes files.

A guest that raises, gives no answer that can be played, takes too long or ends its process has a
*fault*; the rest of its group's cells are not played. Pairs of guests are played once both have
played all others soundly, and then all of them. A guest's cells are played in one order: faults do
not depend on who was faster, nor on how many processes there are.
"""

from __future__ import annotations

import contextlib
import pickle
import queue
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ... import equilibria
from ...foundations import shelf
from ...foundations.children import Child, Heard, ended_in_order, undisturbed
from ...foundations.errors import NegotiationError
from ...foundations.program import program
from ...results.tournament import Fault
from ..strategy_choice import concept_in
from .crew import Group, Worker
from .entering import check_unchanged
from .plan import Plan
from .replies import BEGINS, Reply, reply_in
from .storing import cell_in, save_cell
from .table import Job, Table, concepts_of, guests_of
from .worker import Task

PATIENCE = 60.0
"""Seconds without a finished cell after which it is told who is being played."""
POLL_SECONDS = 0.25
"""How often it is looked whether anybody takes too long."""
NOBODY: Group = frozenset()
"""The group of the processes that load no user's code."""

Waiting = Callable[[str], None]
"""Told in words who is being played when no cell has been finished for some time."""


@dataclass
class _Work:
    """What is still to be done, and by whom it may be."""

    plan: Plan
    jobs: dict[Group, list[Job]] = field(default_factory=dict)
    concepts: dict[Group, list[str]] = field(default_factory=dict)
    solved: dict[str, bytes] = field(default_factory=dict)

    @classmethod
    def of(cls, plan: Plan, ordered: Sequence[Job]) -> _Work:
        work = cls(plan)
        for job in sorted(ordered, key=lambda job: len(guests_of(plan, job))):
            work.jobs.setdefault(frozenset(guests_of(plan, job)), []).append(job)
        for group in work.jobs.keys() - {NOBODY}:  # what waits for no profile comes first
            work.jobs[group].sort(key=lambda job: bool(work._needed(job)))
        for concept in sorted({one for job in ordered for one in concepts_of(plan, job)}):
            ours = concept_in(concept) in shelf.names(equilibria)
            work.concepts.setdefault(NOBODY if ours else frozenset({concept}), []).append(concept)
        return work

    def open_to(self, group: Group) -> bool:
        """Return whether there is work of a group that a process could now, or soon, be given."""
        return bool(self.concepts.get(group) or self.jobs.get(group))

    def next(self, worker: Worker) -> Task | None:
        """Take a worker's next task; ``None`` where all waits for what is being solved."""
        concepts = self.concepts.get(worker.group, [])
        if concepts:
            return Task(concept=concepts.pop(0))
        job = self._playable(worker.group)
        if job is None:
            return None
        self.jobs[worker.group].remove(job)
        lacking = sorted(self._needed(job) - worker.profiles)
        return Task(job=job, profiles={concept: self.solved[concept] for concept in lacking})

    def ready(self, busy: set[Group]) -> Group | None:
        """Return a group that another process may begin to work for, those of nobody first."""
        for group in dict.fromkeys((NOBODY, *self.concepts, *self.jobs)):
            if not self.open_to(group) or (group in busy and group != NOBODY):
                continue
            own = [frozenset({n}) for n in group]
            waits = len(own) > 1 and any(one in busy or self.open_to(one) for one in own)
            can_begin = bool(self.concepts.get(group)) or self._playable(group) is not None
            if can_begin and not waits:
                return group
        return None

    def drop(self, group: Group) -> None:
        """Leave out what a group that has a fault would still play."""
        for other in self.jobs:
            if other == group or (len(group) == 1 and group < other):
                self.jobs[other] = []

    def _playable(self, group: Group) -> Job | None:
        """Return the next job of a group whose profiles are solved.

        Guests play theirs in order, so that the first in which one has a fault is always the same.
        """
        jobs = self.jobs.get(group, [])[: 1 if group else None]
        return next((job for job in jobs if self._needed(job) <= self.solved.keys()), None)

    def _needed(self, job: Job) -> frozenset[str]:
        return concepts_of(self.plan, job)


def play_side_by_side(
    table: Table,
    folder: Path,
    ordered: list[Job],
    workers: int,
    waiting: Waiting,
    seconds: float,
    faults: list[Fault],
) -> Iterator[Job]:
    """Play a table's cells, keep them in a folder, and yield each once it is kept.

    A guest may take so many ``seconds`` for an answer; what is wrong with guests is added to
    ``faults``. Raises ``NegotiationError`` for what no guest is to blame for.
    """
    hall = _Hall(table, folder, _Work.of(table.plan, ordered), workers, seconds, faults)
    last = time.monotonic()
    with ended_in_order():
        try:
            while hall.goes_on():
                job = hall.wait()
                if job is not None:
                    last = time.monotonic()
                    yield job
                elif time.monotonic() > last + PATIENCE:
                    last = time.monotonic()
                    busy = [worker.words(table.plan) for worker in hall.crew if worker.task]
                    told = " and ".join(busy)
                    waiting(f"no cell finished for {PATIENCE:.0f} s: {told} in play")
        finally:
            for worker in hall.crew:
                worker.child.stop()


@dataclass
class _Hall:
    """The processes at work, and what becomes of what they say."""

    table: Table
    folder: Path
    work: _Work
    most: int
    seconds: float
    faults: list[Fault]
    crew: list[Worker] = field(default_factory=list)
    heard: Heard = field(default_factory=queue.SimpleQueue)

    def __post_init__(self) -> None:
        self.plan = self.table.plan
        self.told = pickle.dumps(
            pickle.dumps((self.table.game, self.plan), pickle.HIGHEST_PROTOCOL),
            pickle.HIGHEST_PROTOCOL,
        )

    def goes_on(self) -> bool:
        """Give out what can be done; return whether anything is being done, or left."""
        for worker in list(self.crew):
            if worker.task is None:
                task = self.work.next(worker)
                if task is not None:
                    worker.begin(task)
                elif not self.work.open_to(worker.group):
                    self._dismiss(worker)
        while len(self.crew) < self.most:
            group = self.work.ready({worker.group for worker in self.crew})
            if group is None:
                break
            with undisturbed():
                worker = Worker(Child("negotiation.engine.tournament.worker", self.heard), group)
            worker.child.tell_pickled(self.told)
            self.crew.append(worker)
            task = self.work.next(worker)
            assert task is not None
            worker.begin(task)
        return bool(self.crew)

    def wait(self) -> Job | None:
        """Take what is said; return the cell that is finished and kept by that, if any is."""
        with contextlib.suppress(queue.Empty):
            line = self.heard.get(timeout=POLL_SECONDS)
            while True:
                worker = next((one for one in self.crew if one.child is line.child), None)
                if worker is not None and line.text.startswith(BEGINS):
                    return self._answered(worker, reply_in(line.text))
                elif worker is not None and not line.text:
                    self._ended(worker)
                    return None
                elif worker is not None:
                    worker.hear(line.text, line.at)
                line = self.heard.get_nowait()
        # Nothing is left that was said and not heard: whoever takes too long has not answered.
        for worker in list(self.crew):
            why = worker.too_long(self.seconds)
            if why:
                worker.child.stop()
                self._fault(worker, worker.of, why, with_place=True)
            elif worker.child.process.poll() is not None and self.heard.empty():
                self._ended(worker)  # what it has begun itself may still hold its channel
        return None

    def _answered(self, worker: Worker, reply: Reply | None) -> Job | None:
        """Take a reply; of guests, only what their processes may say and nothing contradicts."""
        task = worker.task
        if task is None:
            return None
        if reply is not None and reply.fault and worker.plays_guests:
            self._fault(worker, reply.of, reply.fault)
            return None
        if worker.plays_guests and (reply is None or not reply.cell):
            for n in worker.guests:
                check_unchanged(self.plan.entrants[n])
            told = "" if reply is None else reply.error
            no_reply = "what its process sent is no reply of a tournament"
            self._fault(worker, worker.of, told or no_reply)
            return None
        if reply is None or (reply.cell and task.job is None) or (reply.profile and task.job):
            raise NegotiationError(f"{worker.words(self.plan)}: its process sent no reply")
        if reply.bug:
            raise RuntimeError(f"{worker.words(self.plan)}:\n{reply.bug}")
        if reply.error:
            error = NegotiationError(f"{worker.words(self.plan)}: {reply.error}")
            error.exit_code = reply.exit_code
            raise error
        if reply.program != program():
            raise NegotiationError(
                "this package was changed while the tournament was played; every cell that was "
                "finished before is kept; run the command again"
            )
        if task.job is None:
            worker.end()
            self.work.solved[task.concept] = reply.profile
            worker.profiles.add(task.concept)
            return None
        cell = cell_in(reply.cell, self.plan, *task.job)
        if cell is None:
            if not worker.group:
                raise RuntimeError(f"no cell came of {self.plan.pairing(*task.job)}")
            self._fault(worker, worker.of, "what its process sent is no cell of this tournament")
            return None
        worker.end()
        save_cell(self.folder, self.plan, *task.job, cell)
        return task.job

    def _ended(self, worker: Worker) -> None:
        """Tell of a process that ended by itself."""
        how = worker.ending()
        if worker.group and worker.task is not None and worker.task.job is not None:
            self._fault(worker, worker.of, f"its process ended ({how})", with_place=True)
            return
        if worker.group and worker.task is None:  # it owes nothing; another process may go on
            self._dismiss(worker)
            return
        when = "before it was done" if worker.task else "after it"
        raise NegotiationError(
            f"the process with {worker.words(self.plan)} ended {when} ({how}); every cell that was "
            "finished is kept, and the same command goes on; try fewer --workers where memory is "
            "short"
        )

    def _fault(self, worker: Worker, of: int | None, why: str, with_place: bool = False) -> None:
        """Note what is wrong with a guest, or with all of a group where nobody knows with whom."""
        task = worker.task
        assert task is not None
        assert task.job is not None
        of = of if of in worker.group else None
        for n in sorted(worker.group if of is None else {of}, key=str):
            if not isinstance(n, int):
                continue
            one, what = self.plan.entrants[n], why
            if with_place:
                where = worker.where(self.table.game, self.plan)
                what = f"{one.name}: {why}{' ' if where else ''}{where}; try `negotiation check "
                what += f"{one.file}`"
            us, partner = (self.plan.entrants[m].name for m in task.job)
            self.faults.append(Fault(entrant=one.name, us=us, partner=partner, what=what))
        self.work.drop(worker.group)
        self._dismiss(worker)

    def _dismiss(self, worker: Worker) -> None:
        worker.child.stop()
        self.crew.remove(worker)
