"""Several processes that play the cells of one tournament.

Profiles that entrants follow are solved by the workers too, while others play the cells that need
none; they go from one to the other through the parent, and never through files. Who plays what is
known at every moment, so that a process that ends by itself, or never ends, is told by its cell.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import signal
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from multiprocessing.connection import wait as wait_for_any
from multiprocessing.context import SpawnProcess

from ...foundations.errors import NegotiationError
from .plan import Plan
from .table import Job, Table, concepts_of
from .worker import Reply, Task, work

PATIENCE = 60.0
"""Seconds without a finished cell after which it is told who is being played."""
LEAVING = 10.0
"""Seconds that a worker is given to leave before it is made to."""

Waiting = Callable[[str], None]
"""Told in words who is being played when no cell has been finished for some time."""


@dataclass(eq=False)
class _Worker:
    """A process, and what it is at."""

    process: SpawnProcess
    tasks: Connection
    profiles: set[str] = field(default_factory=set)
    """The concepts whose profiles it has."""
    task: Task | None = None
    last: Task | None = None
    """What it finished last."""
    done: int = 0

    def begin(self, task: Task) -> None:
        self.task = task
        self.profiles |= task.profiles.keys()
        with contextlib.suppress(OSError):  # if it has gone, that is noticed where it is waited for
            self.tasks.send(task)

    def reply(self) -> Reply | None:
        """Return its reply; ``None`` if the process has ended instead."""
        try:
            return self.tasks.recv() if self.tasks.poll() else None
        except (EOFError, OSError):
            return None


def play_side_by_side(
    table: Table, ordered: list[Job], workers: int, waiting: Waiting
) -> Iterator[Job]:
    """Play a table's cells, first things first, and yield each once it is kept."""
    context = multiprocessing.get_context("spawn")
    lifeline, ours = context.Pipe(duplex=False)
    crew: list[_Worker] = []
    try:
        with _undisturbed():
            for _ in range(workers):
                here, there = context.Pipe()
                process = context.Process(
                    target=work, args=(Table(table.game, table.plan, table.folder), there, lifeline)
                )
                process.start()
                there.close()
                crew.append(_Worker(process, here))
        yield from _played(crew, table.plan, ordered, waiting)
    finally:
        ours.close()  # nobody waits for what is still being played
        for worker in crew:
            worker.tasks.close()
        for worker in crew:
            _see_off(worker.process)
        lifeline.close()


@contextlib.contextmanager
def _undisturbed() -> Iterator[None]:
    """Hold Ctrl-C back until processes are started whole; it never reaches them at all."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    from multiprocessing.resource_tracker import ensure_running

    ensure_running()  # begun later, it would let the signal through again
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _see_off(process: SpawnProcess) -> None:
    process.join(LEAVING)
    if process.is_alive():  # as where an entrant's loop lets nothing else in
        process.kill()
        process.join()


def _played(crew: list[_Worker], plan: Plan, ordered: list[Job], waiting: Waiting) -> Iterator[Job]:
    needed = {job: concepts_of(plan, job) for job in ordered}
    unsolved = sorted(frozenset[str]().union(*needed.values()))
    solved: dict[str, bytes] = {}
    left = ordered.copy()
    last = time.monotonic()
    while unsolved or left or any(worker.task for worker in crew):
        for worker in crew:
            if worker.task is None and (task := _next(worker, unsolved, left, needed, solved)):
                if worker.process.exitcode is not None:
                    raise NegotiationError(_end(plan, worker))  # it ended while it was idle
                worker.begin(task)
        busy = [worker for worker in crew if worker.task is not None]
        if not _wait(busy, last + PATIENCE):
            last = time.monotonic()
            told = " and ".join(_words(plan, worker) for worker in busy)
            waiting(f"no cell finished for {PATIENCE:.0f} s: {told} in play")
            continue
        for worker in busy:
            finished = _finished(plan, worker)
            if finished is None:
                continue
            task, reply = finished
            if task.job is not None:
                last = time.monotonic()
                yield task.job
            else:
                solved[task.concept] = reply.profile
                worker.profiles.add(task.concept)


def _next(
    worker: _Worker,
    unsolved: list[str],
    left: list[Job],
    needed: dict[Job, frozenset[str]],
    solved: dict[str, bytes],
) -> Task | None:
    """Take the next task from what is left; ``None`` where all waits for what is being solved."""
    if unsolved:
        return Task(concept=unsolved.pop(0))
    job = next((job for job in left if needed[job] <= solved.keys()), None)
    if job is None:
        return None
    left.remove(job)
    lacking = sorted(needed[job] - worker.profiles)
    return Task(job=job, profiles={concept: solved[concept] for concept in lacking})


def _wait(busy: list[_Worker], until: float) -> bool:
    """Return whether any worker has replied, or ended, in time."""
    signs = [sign for one in busy for sign in (one.tasks, one.process.sentinel)]
    return bool(wait_for_any(signs, max(0.0, until - time.monotonic())))


def _finished(plan: Plan, worker: _Worker) -> tuple[Task, Reply] | None:
    """Return what a worker has finished, and its reply; ``None`` while it is at it.

    Raises what the task raised, and ``NegotiationError`` if the process has ended instead.
    """
    task = worker.task
    assert task is not None
    if not wait_for_any([worker.tasks, worker.process.sentinel], 0.0):
        return None
    reply = worker.reply()
    if reply is None:
        worker.process.join(LEAVING)
        raise NegotiationError(_end(plan, worker))
    if reply.error is not None:
        raise reply.error
    worker.task, worker.last, worker.done = None, task, worker.done + 1
    return task, reply


def _words(plan: Plan, worker: _Worker) -> str:
    task = worker.task or worker.last
    if task is None:
        return "nothing to do"
    return plan.pairing(*task.job) if task.job is not None else f"the profile of {task.concept}"


def _end(plan: Plan, worker: _Worker) -> str:
    """Return what is said of a process that ended by itself."""
    code, task = worker.process.exitcode, worker.task or worker.last
    how = f"exit code {code}"
    if code is not None and code < 0:
        how = f"killed by signal {-code}" + (", as where memory runs out" if code == -9 else "")
    files = [one.file for n in (task.job or () if task else ()) if (one := plan.entrants[n]).file]
    remedies = [f"`negotiation check {file}`" for file in dict.fromkeys(files)]
    remedies += ["fewer --workers where memory is short"]
    if not worker.done and code == 1:
        remedies += ["`if __name__ == '__main__':` in a script that plays tournaments"]
    when = "before it was done" if worker.task else "after it"
    return (
        f"the process with {_words(plan, worker)} ended {when} ({how}); every cell "
        f"that was finished is kept, and the same command goes on; try {', or '.join(remedies)}"
    )
