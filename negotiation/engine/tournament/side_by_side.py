"""Several processes that play the cells of one tournament.

Profiles that entrants follow are solved by the workers too, while others play the cells that need
none. Workers leave at once when the parent stops or is gone: what they have not kept is played
again another time.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import tempfile
import threading
from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from multiprocessing.connection import Connection
from multiprocessing.connection import wait as wait_for_any
from pathlib import Path
from typing import Any

from .table import WRITING, Job, Table, concepts_of


def play_side_by_side(table: Table, ordered: list[Job], workers: int) -> Iterator[Job]:
    """Play a table's cells, first things first, and yield each once it is kept."""
    context = multiprocessing.get_context("spawn")
    lifeline, ours = context.Pipe(duplex=False)
    with tempfile.TemporaryDirectory() as solved:
        pool = ProcessPoolExecutor(
            workers,
            mp_context=context,
            initializer=_sit_down,
            initargs=(Table(table.game, table.plan, table.folder, Path(solved)), lifeline),
        )
        try:
            yield from _played(pool, table, ordered)
        except BaseException:
            ours.close()  # nobody waits for what is still being played
            raise
        finally:
            pool.shutdown(wait=True, cancel_futures=True)
            ours.close()
            lifeline.close()


def _played(pool: ProcessPoolExecutor, table: Table, ordered: list[Job]) -> Iterator[Job]:
    needed = {job: concepts_of(table.plan, job) for job in ordered}
    concepts = sorted(frozenset[str]().union(*needed.values()))
    solving: dict[Future[None], str] = {pool.submit(_solve, name): name for name in concepts}
    playing = {pool.submit(_play, job) for job in ordered if not needed[job]}
    held = [job for job in ordered if needed[job]]
    while solving or playing:
        waiting: set[Future[Any]] = {*solving, *playing}
        done, _ = wait(waiting, return_when=FIRST_COMPLETED)
        for future in done & solving.keys():
            future.result()
            del solving[future]
        unsolved = set(solving.values())
        playing |= {pool.submit(_play, job) for job in held if not needed[job] & unsolved}
        held = [job for job in held if needed[job] & unsolved]
        for played in done & playing:
            playing.remove(played)
            yield played.result()


_table: Table | None = None
"""Where this process plays, once it has sat down."""


def _sit_down(table: Table, lifeline: Connection) -> None:
    global _table  # noqa: PLW0603 - a worker process plays one tournament
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent stops the work
    sys.stdout = sys.stderr  # what a strategy prints is no result
    threading.Thread(target=_leave_with_the_parent, args=(lifeline,), daemon=True).start()
    _table = table


def _leave_with_the_parent(lifeline: Connection) -> None:
    """End this process when its parent stops, or is killed and cannot tell anyone to stop."""
    parent = multiprocessing.parent_process()
    assert parent is not None
    wait_for_any([parent.sentinel, lifeline])
    with WRITING:
        os._exit(1)


def _solve(concept: str) -> None:
    assert _table is not None
    _table.solve(concept)


def _play(job: Job) -> Job:
    assert _table is not None
    return _table.play(job)
