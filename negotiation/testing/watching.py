"""Watching a check: the laws run in a process of their own, which is stopped when it falls silent.

A thread that takes too long is given up inside that process (`asking`). Code that never lets go of
the interpreter, such as a huge power, silences the whole process; then it is killed, and the
strategy has broken the law of bounded time where it was last heard of.
"""

from __future__ import annotations

import json
import os
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from ..foundations.errors import NegotiationError
from ..results.exploitation import Exploitation
from ..results.storage import from_plain
from .asking import ANSWER_SECONDS
from .verdicts import EXAMPLES, Outcome, Verdict, laws, verdict_on

START_SECONDS = 60.0
"""How long the process may take to begin."""
GRACE_SECONDS = 5.0
"""How much longer than one answer may take the process may be silent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """All verdicts on one strategy."""

    name: str
    """The name of its class."""
    claims: tuple[str, ...]
    """What it claims."""
    verdicts: tuple[Verdict, ...]
    """The verdict on each law that was asked for."""
    exploitations: tuple[Exploitation, ...] = ()
    """What either player can earn against it, if that was asked for and no law is broken."""
    not_exploited: str = ""
    """Why that is not known although it was asked for."""

    @property
    def is_kept(self) -> bool:
        """Whether no law is broken."""
        return all(verdict.outcome is not Outcome.BROKEN for verdict in self.verdicts)


def checked(  # noqa: PLR0913 - all but the first are named
    strategy: str,
    *,
    examples: int = EXAMPLES,
    seed: int = 0,
    seconds: float = ANSWER_SECONDS,
    replay: str = "",
    command: str = "--replay",
    exploited_in: str = "",
    changes: Sequence[str] = (),
    progress: Callable[[str], None] | None = None,
) -> Report:
    """Return the report on a file's strategy or on one of the shelf, checked in a process.

    ``replay`` is a code: then its law alone is tried, in its situation. ``command`` is what stands
    before a code in a story; ``exploited_in`` is the scenario in which best responses to it are
    weighed, none by default, with ``changes`` such as ``market.yield_impact=0.05``; ``progress`` is
    told what goes on. Raises ``NegotiationError`` for input that cannot be checked.
    """
    request = {
        "strategy": strategy,
        "examples": examples,
        "seed": seed,
        "seconds": seconds,
        "replay": replay,
        "command": command,
        "exploited_in": exploited_in,
        "changes": list(changes),
    }
    heard = _converse(request, _Heard(replay, progress), "1")
    if heard.is_kept and (heard.said or exploited_in):
        again = _converse(request | {"said": heard.said}, _Heard(replay, progress), "2")
        again.verdicts = heard.verdicts + again.verdicts
        return again.report(replay)
    return heard.report(replay)


def _converse(request: dict[str, Any], heard: _Heard, hash_seed: str) -> _Heard:
    """Hear what a process has to say about a request.

    Its sets of texts are in the order of ``hash_seed``. Raises ``NegotiationError``.
    """
    process = subprocess.Popen(
        [sys.executable, "-m", "negotiation.testing.child"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        env=os.environ | {"PYTHONHASHSEED": hash_seed},
    )
    assert process.stdin is not None
    process.stdin.write(json.dumps(request) + "\n")
    process.stdin.close()
    try:
        silent = _listen(process, heard, request["seconds"] + GRACE_SECONDS)
    finally:
        process.kill()
        code = process.wait()
    if heard.error:
        raise NegotiationError(heard.error)
    if not heard.done and heard.is_weighing:
        heard.not_exploited = (
            "it never answered, nor let go of the interpreter, and its process had to be stopped"
            if silent
            else f"its process ended, with code {code}"
        )
    elif not heard.done:
        heard.verdicts.append(_ended(heard, silent, code, request["command"]))
    return heard


class _Heard:
    """What the process has said so far."""

    def __init__(self, trial: str, progress: Callable[[str], None] | None) -> None:
        self.trial, self.progress = trial, progress
        self.name, self.claims = "", ()
        self.error = ""
        self.verdicts: list[Verdict] = []
        self.said: dict[str, list[str]] = {}
        self.done = False
        self.is_weighing = False
        self.exploitations: list[Exploitation] = []
        self.not_exploited = ""

    name: str
    claims: tuple[str, ...]

    def take(self, line: dict[str, Any]) -> None:
        """Note one line."""
        if "name" in line:
            self.name, self.claims = line["name"], tuple(line["claims"])
        self.error = line.get("error", self.error)
        self.trial = line.get("trial", self.trial)
        self.said = line.get("said", self.said)
        self.done = line.get("done", self.done)
        self.not_exploited = line.get("not_exploited", self.not_exploited)
        if "weighing" in line:
            self.is_weighing = True
            self._tell("Weighing best responses ...")
        if "exploitation" in line:
            self.exploitations.append(from_plain(line["exploitation"], Exploitation))
        if "verdict" in line:
            fields = line["verdict"]
            self.verdicts.append(Verdict(**fields | {"outcome": Outcome(fields["outcome"])}))
            self._tell(f"Trying the laws: {fields['law']} is over ...")

    @property
    def is_kept(self) -> bool:
        """Whether no law is broken so far."""
        return all(verdict.outcome is not Outcome.BROKEN for verdict in self.verdicts)

    def _tell(self, what: str) -> None:
        if self.progress is not None:
            self.progress(what)

    def report(self, replay: str) -> Report:
        """Return everything heard, laws never reached as not tried."""
        found = {verdict.law: verdict for verdict in self.verdicts}
        is_known = self.is_kept and not self.not_exploited
        wanted = [replay.partition(":")[0]] if replay else list(laws())
        return Report(
            name=self.name,
            claims=self.claims,
            verdicts=tuple(
                found[name] if name in found else _without(name, Outcome.NOT_TRIED)
                for name in dict.fromkeys([*wanted, *found])
            ),
            exploitations=tuple(self.exploitations) if is_known else (),
            not_exploited=self.not_exploited if self.is_kept else "",
        )


def _listen(process: subprocess.Popen[str], heard: _Heard, silence_seconds: float) -> bool:
    """Take what the process says until it is done; return whether it fell silent instead."""
    lines: queue.SimpleQueue[str] = queue.SimpleQueue()

    def read() -> None:
        assert process.stdout is not None
        for line in process.stdout:
            lines.put(line)
        lines.put("")

    threading.Thread(target=read, daemon=True).start()
    begun = time.monotonic()
    while True:
        # Beats only say that Python runs: a file that never ends loading beats for ever.
        left = START_SECONDS - (time.monotonic() - begun)
        try:
            line = lines.get(timeout=silence_seconds if heard.name else max(left, 0.0))
        except queue.Empty:
            return True
        if not line:
            return False
        heard.take(json.loads(line))


def _ended(heard: _Heard, silent: bool, code: int, command: str) -> Verdict:
    """Return the verdict on a strategy that took its process with it."""
    if not heard.name:
        raise NegotiationError(
            "the strategy could not be loaded: its process "
            + (
                f"was still loading the file after {START_SECONDS:.0f} seconds; try what it does "
                "when it is imported"
                if silent
                else f"ended with code {code}"
            )
        )
    law = "bounded_time" if silent else "total"
    what = (
        "It never answered, nor let go of the interpreter, and its process had to be stopped."
        if silent
        else f"It did not answer: its process ended, with code {code}."
    )
    again = f"{law}:{heard.trial.partition(':')[2]}"
    story = f"{what}\nThis breaks the law {law!r}: {laws()[law].statement}"
    return _without(law, Outcome.BROKEN, f"{story}\nTo see it again: {command} {again}", again)


def _without(name: str, outcome: Outcome, story: str = "", code: str = "") -> Verdict:
    return verdict_on(laws()[name], outcome, story, code)
