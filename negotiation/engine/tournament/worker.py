"""What a process does that plays cells of a tournament for another: one task after the other.

It answers in plain data, so that nothing of a guest's is loaded where the tournament is run.
"""

from __future__ import annotations

import base64
import inspect
import pickle
import traceback
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ... import equilibria
from ...equilibria.concept import SolutionConcept
from ...foundations import shelf
from ...foundations.children import Parent, begun
from ...foundations.errors import NegotiationError
from ...foundations.program import program
from ...foundations.users_files import where_raised
from ...game.information import InformationSet
from ..strategy_choice import concept_in
from .entering import Changed
from .plan import Plan
from .storing import content_of
from .table import Job, Table, Watcher

ASKED, ANSWERED, LOADS = b"@", b".", b"L"
"""How the notes begin that say what a guest is at."""


@dataclass(frozen=True)
class Task:
    """A cell to be played, or a concept to be solved."""

    job: Job | None = None
    """The cell, if it is one."""
    concept: str = ""
    """The concept, if it is one."""
    profiles: Mapping[str, bytes] = field(default_factory=dict)
    """The pickled profiles that the process does not have yet, by concept."""


@dataclass
class _Telling(Watcher):
    """Tells the parent what guests are at."""

    parent: Parent
    of: int | None = None
    """The guest whose code ran last."""

    def forget(self) -> None:
        """Begin anew: nobody's code has run."""
        self.of = None

    def loads(self, n: int) -> None:
        self.of = n
        self.parent.note(LOADS + b"%d" % n)

    def asks(self, n: int, seen: InformationSet | None) -> None:
        self.of = n
        if seen is None:
            self.parent.note(ANSWERED)
        else:
            at = n, seen.player, seen.player_type, seen.position.stage
            self.parent.note(ASKED + b"%d %d %d %d" % at)


def main() -> None:
    """Answer each task of the parent, until it has no more."""
    parent = begun()
    game, plan = pickle.loads(parent.told.get())
    watcher = _Telling(parent)
    table = Table(game, plan, watcher)
    while True:
        task: Task = parent.told.get()
        parent.say(**_reply(table, plan, watcher, task))


def _reply(table: Table, plan: Plan, watcher: _Telling, task: Task) -> dict[str, Any]:
    guests = [one.file for n in task.job or () if (one := plan.entrants[n]).file]
    watcher.forget()
    try:
        if task.job is None:
            solved = base64.b64encode(table.solve(task.concept)).decode()
            return {"profile": solved, "program": program()}
        for concept, profile in task.profiles.items():
            table.profiles[concept] = pickle.loads(profile)
        cell = table.play(task.job)
        content = content_of(plan.cell_fingerprint(*task.job), cell)
        return {"cell": base64.b64encode(content).decode(), "program": program()}
    except Changed as error:
        return {"error": str(error), "exit_code": error.exit_code}
    except NegotiationError as error:
        if guests:
            return {"fault": str(error), "of": watcher.of}
        return {"error": str(error), "exit_code": error.exit_code}
    except BaseException as error:  # guests play where no Ctrl-C arrives: it is their own
        if task.job is None and (file := _file_of(task.concept)):
            return {"error": where_raised(error, file), "exit_code": 1}
        if not guests:
            return {"bug": "".join(traceback.format_exception(error))}
        file = guests[0] if watcher.of is None else plan.entrants[watcher.of].file
        told = f"{where_raised(error, file)}; try `negotiation check {file}`"
        return {"fault": told, "of": watcher.of}


def _file_of(followed: str) -> str:
    """Return the file of somebody else's concept; empty for one of this package's."""
    concept = concept_in(followed)
    if concept in shelf.names(equilibria):
        return ""
    return inspect.getfile(shelf.pick(equilibria, SolutionConcept, concept))
