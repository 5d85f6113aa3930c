"""Asking many questions: side by side, kept as they come, each answered once.

What is answered is appended to a file of lines at once, so that a run that was stopped at any
moment goes on where it was. A line counts only for the question, the scenario as varied for it and
the program that it was written by, and only as it was written: each has a seal. What is damaged is
asked again.
"""

from __future__ import annotations

import hashlib
import json
import os
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from multiprocessing import connection, get_context, parent_process
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np

from ..foundations.cores import workers_by_default
from ..foundations.errors import CannotWrite, NegotiationError
from ..foundations.fingerprints import fingerprint
from ..foundations.holding import held
from ..foundations.program import program
from ..results.forecast import Forecast as Forecast  # noqa: PLC0414 - public here
from ..results.receipt import version_of
from ..results.storage import as_plain, from_plain
from ..scenario.loading import load
from ..scenario.schema import Scenario
from .forces import without
from .forecasting import forecast
from .question import Question

DECIDE = (
    *("foundations", "deal", "payoffs", "scenario", "game", "results", "equilibria"),
    *(f"explore/{name}.py" for name in ("forces", "forecasting", "question", "standing")),
)
"""The rooms and files whose text decides an answer."""

Answer = dict[str, object]
"""What is kept of one question, as plain data: its forecast, or why there is none."""


def forecasts(
    questions: Sequence[Question],
    kept: Path | str | None = None,
    *,
    workers: int | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> list[Forecast | None]:
    """Return the forecasts of many questions, in their order.

    ``None`` stands for a draw that cannot be solved; the reason is in the file. ``kept`` is a file
    of lines: what it answers already is not asked again. ``workers`` are processes, as many as
    there are cores by default. Raises ``ProblemsFound`` for a question that cannot be asked before
    any is, ``CannotWrite`` if the file cannot be kept, ``NegotiationError`` if worker processes
    cannot be started or another run answers into the same file.
    """
    questions = list(questions)
    different = list(dict.fromkeys(questions))
    kinds = {replace(one, draw=0 if _is_draw(one.draw) else one.draw): one for one in different}
    for question in kinds.values():  # what differs by its draw alone is checked once
        question.check()
    place = None if kept is None else Path(kept)
    with held(place):
        notes = _Notes(place, different)
        _ask(notes, different, workers, progress or _silently)
    return [_forecast(notes.answer(question)) for question in questions]


def _ask(
    notes: _Notes,
    different: list[Question],
    workers: int | None,
    tell: Callable[[int, int], None],
) -> None:
    """Answer the questions that have no answer yet."""
    missing = [one for one in different if notes.answer(one) is None]
    done, total = len(different) - len(missing), len(different)
    count = workers if workers is not None else workers_by_default()
    if count <= 1 or len(missing) <= 1:
        for n, question in enumerate(missing):
            tell(done + n, total)
            notes.take(question, _answered(question))
    else:
        _side_by_side(missing, notes, min(count, len(missing)), lambda n: tell(done + n, total))
    tell(total, total)


def _is_draw(draw: object) -> bool:
    return type(draw) is int and draw >= 0


def _silently(done: int, total: int) -> None:
    del done, total


def _side_by_side(
    missing: list[Question], notes: _Notes, count: int, tell: Callable[[int], None]
) -> None:
    context = get_context("spawn")
    try:
        with ProcessPoolExecutor(count, mp_context=context, initializer=_end_with_parent) as pool:
            waiting = {pool.submit(_answered, question): question for question in missing}
            try:
                for n, done in enumerate(as_completed(waiting), 1):
                    notes.take(waiting[done], done.result())
                    tell(n)
            except BaseException:
                pool.shutdown(cancel_futures=True)
                raise
    except BrokenProcessPool as error:
        raise NegotiationError(
            "a worker process ended early; in a script, call this under "
            '`if __name__ == "__main__":`, or try workers=1'
        ) from error


def _end_with_parent() -> None:
    """End this worker when its parent has ended, however that was."""
    parent = parent_process()
    assert parent is not None

    def watch() -> None:
        connection.wait([parent.sentinel])
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def _answered(question: Question) -> Answer:
    """Return the answer to a question, or why there is none."""
    try:
        return {"forecast": as_plain(forecast(question))}
    except NegotiationError as error:
        return {"failure": str(error)}


def _forecast(answer: Answer | None) -> Forecast | None:
    assert answer is not None
    found = answer.get("forecast")
    return None if found is None else from_plain(found, Forecast)


class _Notes:
    """What is answered, in memory and in a file of lines."""

    def __init__(self, kept: Path | None, questions: Sequence[Question]) -> None:
        self.kept = kept
        self.prints = _prints(questions)
        code = (program(*DECIDE), *map(version_of, ("numpy", "numba")))
        #: What an answer depends on: the question, the scenario that it comes to, the code.
        self.keys = {q: fingerprint((q, self.prints[q], code)) for q in questions}
        self.answers = _read(kept, set(self.keys.values()))
        if kept is not None:
            try:
                kept.parent.mkdir(parents=True, exist_ok=True)
                with kept.open("ab"):
                    pass
            except OSError as error:
                raise _unwritable(kept, error) from error

    def answer(self, question: Question) -> Answer | None:
        return self.answers.get(self.keys[question])

    def take(self, question: Question, answer: Answer) -> None:
        key = self.keys[question]
        if "forecast" in answer:
            told = from_plain(answer["forecast"], Forecast).receipt.scenario_fingerprint
            if told != self.prints[question]:
                raise NegotiationError(
                    f"{question.scenario} has changed since the questions were asked; try again: "
                    "what was answered before is kept"
                )
        self.answers[key] = answer
        if self.kept is not None:
            sealed = {"key": key, "seal": _seal(key, answer), "answer": answer}
            line = json.dumps(sealed).encode() + b"\n"
            try:
                with self.kept.open("a+b") as file:
                    file.write(line if _is_whole(file) else b"\n" + line)
            except OSError as error:
                raise _unwritable(self.kept, error) from error


def _prints(questions: Sequence[Question]) -> dict[Question, str]:
    """Return the fingerprint of the scenario as varied for each question.

    Many questions ask about one draw, which is drawn once.
    """
    scenarios = {name: load(name) for name in dict.fromkeys(q.scenario for q in questions)}
    draws: dict[tuple[str, int, int | None], Scenario | str] = {}
    found: dict[Question, str] = {}
    for question in questions:
        place = (question.scenario, question.seed, question.draw)
        if place not in draws:
            try:
                draws[place] = question.drawn(scenarios[question.scenario])
            except NegotiationError as error:  # it has no answer, and this is why
                draws[place] = str(error)
        one = draws[place]
        found[question] = one if isinstance(one, str) else _print(one, question)
    return found


def _print(scenario: Scenario, question: Question) -> str:
    try:
        return without(scenario, *question.off).fingerprint
    except NegotiationError as error:
        return str(error)


def _unwritable(kept: Path, error: OSError) -> CannotWrite:
    return CannotWrite(
        f"cannot keep what is answered in {kept}: {error.strerror or error}; what was kept before "
        "is still there; try another folder, or free some space"
    )


def _is_whole(file: BinaryIO) -> bool:
    """Return whether the last line of a file is not cut short."""
    if file.seek(0, os.SEEK_END) == 0:
        return True
    file.seek(-1, os.SEEK_END)
    return file.read() == b"\n"


def _read(kept: Path | None, wanted: set[str]) -> dict[str, Answer]:
    """Return what a file has answered of what is wanted; what is damaged is no answer."""
    answers: dict[str, Answer] = {}
    if kept is not None and kept.is_file():
        for line in kept.read_bytes().splitlines():
            try:
                said = json.loads(line)
                key, answer = said["key"], said["answer"]
                if key in wanted and said["seal"] == _seal(key, answer) and _is_sound(answer):
                    answers[key] = answer
            except (ValueError, KeyError, TypeError, RecursionError, NegotiationError):
                continue
    return answers


def _seal(key: str, answer: object) -> str:
    """Return what tells a line that was changed from one that is as it was written."""
    return hashlib.sha256(f"{key} {json.dumps(answer, sort_keys=True)}".encode()).hexdigest()


def _is_sound(answer: Any) -> bool:
    """Return whether an answer is a failure with a reason, or a forecast whose numbers can be."""
    if not isinstance(answer, dict):
        return False
    if isinstance(answer.get("failure"), str):
        return True
    found = from_plain(answer["forecast"], Forecast)
    chances = found.chance_by_round
    return bool(
        np.isfinite(found.worth).all() and (chances >= 0.0).all() and chances.sum() <= 1.0 + 1e-6
    )
