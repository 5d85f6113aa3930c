"""Watching a check: the laws run in a process of their own, which is stopped when it falls silent.

A thread that takes too long is given up inside that process (`asking`). Code that never lets go of
the interpreter, such as a huge power, silences the whole process; then it is killed, and the
strategy has broken the law of bounded time where it was last heard of.
"""

from __future__ import annotations

import contextlib
import json
import queue
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from ..foundations.children import Child, Heard, ended_in_order, refuse_in_a_child, undisturbed
from ..foundations.errors import NegotiationError
from ..results.exploitation import Exploitation
from ..results.storage import from_plain
from .asking import ANSWER_SECONDS
from .outcomes import Outcome, Verdict, verdict_on
from .verdicts import EXAMPLES, laws

START_SECONDS = 60.0
"""How long the process may take to begin."""
GRACE_SECONDS = 5.0
"""How much longer than one answer may take the process may be silent."""
LIMIT_SECONDS = 600.0
"""How long a check may take over all, by default."""


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
    stopped: str = ""
    """Why it was stopped before all was tried, if it was."""

    @property
    def is_kept(self) -> bool:
        """Whether no law is broken."""
        return all(verdict.outcome is not Outcome.BROKEN for verdict in self.verdicts)

    @property
    def is_tried(self) -> bool:
        """Whether every law that was asked for was tried."""
        untried = {Outcome.NOT_TRIED, Outcome.ERROR}
        return not any(verdict.outcome in untried for verdict in self.verdicts)


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
    only: Sequence[str] = (),
    small: bool = False,
    seconds_in_all: float = LIMIT_SECONDS,
    progress: Callable[[str], None] | None = None,
) -> Report:
    """Return the report on a file's strategy or on one of the shelf, checked in a process.

    ``replay`` is a code: then its law alone is tried, in its situation. ``command`` is what stands
    before a code in a story; ``exploited_in`` is the scenario in which best responses to it are
    weighed, none by default, with ``changes`` such as ``market.yield_impact=0.05``; ``progress`` is
    told what goes on. ``only`` some laws are tried, without large games if ``small``. What is not
    over after ``seconds_in_all`` is stopped. Raises ``NegotiationError`` for input that cannot be
    checked.
    """
    refuse_in_a_child("a check")
    request = {
        "strategy": strategy,
        "examples": examples,
        "seed": seed,
        "seconds": seconds,
        "replay": replay,
        "command": command,
        "exploited_in": exploited_in,
        "changes": list(changes),
        "only": list(only),
        "small": small,
    }
    wanted = [replay.partition(":")[0]] if replay else list(only or laws())
    until = time.monotonic() + seconds_in_all
    heard = _converse(request, _Heard(wanted, replay, progress), "1", until)
    if not heard.stopped and (heard.said or (exploited_in and heard.is_kept)):
        weighed = exploited_in if heard.is_kept else ""
        more = _Heard(wanted, replay, progress)
        more.tell("Asking another process ...")
        again = request | {"said": heard.said, "exploited_in": weighed}
        more = _converse(again, more, "2", until)
        more.verdicts = heard.verdicts + more.verdicts
        heard = more
    if heard.stopped:
        heard.stopped = f"it was stopped after {seconds_in_all:g} seconds in all"
    return heard.report()


def _converse(request: dict[str, Any], heard: _Heard, hash_seed: str, until: float) -> _Heard:
    """Hear what a process has to say about a request, until the time is over.

    Its sets of texts are in the order of ``hash_seed``. Raises ``NegotiationError``.
    """
    lines: Heard = queue.SimpleQueue()
    with ended_in_order():
        with undisturbed():
            child = Child("negotiation.testing.child", lines, hash_seed=hash_seed)
        try:
            child.tell(request)
            silent = _listen(lines, heard, request["seconds"] + GRACE_SECONDS, until)
        finally:
            code = child.stop()
    if heard.error:
        raise NegotiationError(heard.error)
    if not heard.done and time.monotonic() >= until:
        heard.stopped = "yes"
    elif not heard.done and heard.is_weighing:
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

    def __init__(
        self, wanted: list[str], trial: str, progress: Callable[[str], None] | None
    ) -> None:
        self.wanted, self.trial, self.progress = wanted, trial, progress
        self.name, self.claims = "", ()
        self.error = ""
        self.verdicts: list[Verdict] = []
        self.said: dict[str, list[str]] = {}
        self.done = False
        self.is_weighing = False
        self.exploitations: list[Exploitation] = []
        self.not_exploited = ""
        self.stopped = ""
        self.compared = False

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
        self.compared = line.get("compared", self.compared)
        self.not_exploited = line.get("not_exploited", self.not_exploited)
        if "weighing" in line:
            self.is_weighing = True
            self.tell("Weighing best responses ...")
        if "exploitation" in line:
            self.exploitations.append(from_plain(line["exploitation"], Exploitation))
        if "verdict" in line:
            fields = line["verdict"]
            self.verdicts.append(Verdict(**fields | {"outcome": Outcome(fields["outcome"])}))
            count = f"{len(self.verdicts)} of {len(self.wanted)}"
            self.tell(f"Trying the laws: {count} tried, {fields['law']} was the last ...")

    @property
    def is_kept(self) -> bool:
        """Whether no law is broken so far."""
        return all(verdict.outcome is not Outcome.BROKEN for verdict in self.verdicts)

    def tell(self, what: str) -> None:
        """Tell what goes on."""
        if self.progress is not None:
            self.progress(what)

    def report(self) -> Report:
        """Return everything heard, laws never reached as not tried."""
        found = {verdict.law: self._said(verdict) for verdict in self.verdicts}
        is_known = self.is_kept and not self.not_exploited
        return Report(
            name=self.name,
            claims=self.claims,
            verdicts=tuple(
                found[name] if name in found else _without(name, Outcome.NOT_TRIED)
                for name in dict.fromkeys([*self.wanted, *found])
            ),
            exploitations=tuple(self.exploitations) if is_known else (),
            not_exploited=self.not_exploited if self.is_kept else "",
            stopped=self.stopped,
        )

    def _said(self, verdict: Verdict) -> Verdict:
        """Return a verdict that says what was tried: one process alone cannot tell all."""
        is_half = verdict.outcome is Outcome.KEPT and not self.compared
        if verdict.law == "deterministic" and is_half:
            return replace(verdict, outcome=Outcome.KEPT_HERE)
        return verdict


def _listen(lines: Heard, heard: _Heard, silence_seconds: float, until: float) -> bool:
    """Take what a process says until it is done or the time is over.

    Return whether it fell silent instead.
    """
    begun = time.monotonic()
    while not heard.done:
        # Beats only say that Python runs: a file that never ends loading beats for ever.
        left = START_SECONDS - (time.monotonic() - begun)
        patience = silence_seconds if heard.name else max(left, 0.0)
        try:
            line = lines.get(timeout=max(0.0, min(patience, until - time.monotonic())))
        except queue.Empty:
            return True
        if not line.text:
            return False
        if line.text[:1] == b"{":
            with contextlib.suppress(ValueError):
                heard.take(json.loads(line.text))
        if heard.error or time.monotonic() > until:
            return False
    return False


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
