"""What a process does that plays cells of a tournament for another: one task after the other.

It leaves at once when its parent stops or is gone: what it has not kept is played another time.
"""

from __future__ import annotations

import multiprocessing
import os
import pickle
import signal
import sys
import threading
import traceback
from collections.abc import Mapping
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from multiprocessing.connection import wait as wait_for_any

from ...foundations.errors import NegotiationError
from .table import WRITING, Job, Table


@dataclass(frozen=True)
class Task:
    """A cell to be played, or a concept to be solved."""

    job: Job | None = None
    """The cell, if it is one."""
    concept: str = ""
    """The concept, if it is one."""
    profiles: Mapping[str, bytes] = field(default_factory=dict)
    """The pickled profiles that the process does not have yet, by concept."""


@dataclass(frozen=True)
class Reply:
    """What became of a task."""

    profile: bytes = b""
    """The pickled profile of a concept."""
    error: BaseException | None = None
    """What was raised."""


def work(table: Table, tasks: Connection, lifeline: Connection) -> None:
    """Answer each task of a connection, until there are no more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent stops the work
    sys.stdout = sys.stderr  # what a strategy prints is no result
    threading.Thread(target=_leave_with_the_parent, args=(lifeline,), daemon=True).start()
    while True:
        try:
            task: Task = tasks.recv()
        except EOFError:
            return
        tasks.send(_reply(table, task))


def _leave_with_the_parent(lifeline: Connection) -> None:
    """End this process when its parent stops, or is killed and cannot tell anyone to stop."""
    parent = multiprocessing.parent_process()
    assert parent is not None
    wait_for_any([parent.sentinel, lifeline])
    with WRITING:
        os._exit(1)


def _reply(table: Table, task: Task) -> Reply:
    try:
        if task.job is None:
            return Reply(profile=table.solve(task.concept))
        for concept, profile in task.profiles.items():
            table.profiles[concept] = pickle.loads(profile)
        table.play(task.job)
    except BaseException as error:  # the parent raises it
        return Reply(error=_portable(error))
    return Reply()


def _portable(error: BaseException) -> BaseException:
    """Return an error as another process can have it, with the way that it took here."""
    if not isinstance(error, NegotiationError):
        error.add_note("".join(traceback.format_exception(error)))
    try:
        pickle.loads(pickle.dumps(error))
    except Exception:
        kind = NegotiationError if isinstance(error, NegotiationError) else RuntimeError
        return kind("\n".join((str(error), *getattr(error, "__notes__", ()))))
    return error
