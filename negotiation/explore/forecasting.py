"""Forecasting: many draws of a scenario, each solved and followed; kept as they come.

A *question* is a scenario, a draw of its ranges, a precision and the forces that are switched off.
Its answer depends on nothing else, so it is the same for any number of processes and in any order;
what is answered is appended to a file at once, and a run that was stopped goes on where it was.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from datetime import date
from multiprocessing import get_context
from pathlib import Path
from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray

from ..equilibria.logit import Logit
from ..equilibria.signalling.belief_profile import BeliefProfile
from ..equilibria.signalling.findings import pair_weights
from ..equilibria.signalling.menu import menu_of, revalued
from ..equilibria.signalling.reach import Reach, reach_of
from ..foundations.errors import NegotiationError
from ..foundations.fingerprints import fingerprint
from ..foundations.streams import uniforms
from ..game.game import Game
from ..game.protocol import LAST_WORD
from ..results.forecast import Forecast
from ..results.receipt import receipt
from ..results.storage import as_plain, from_plain
from ..scenario.compile import compile_game
from ..scenario.drawing import drawn
from ..scenario.loading import load
from ..scenario.schema import Scenario
from .forces import CARD, PLACEBO, without
from .standing import nearest_package, standing

LEAST, MOST = 1.0, 8.0
"""The precisions that draws are solved at, per $bn, evenly in their logarithm."""


@dataclass(frozen=True)
class Question:
    """One scenario to be solved."""

    scenario: str
    """Its name or path."""
    seed: int = 0
    """The seed of the draws."""
    draw: int | None = None
    """The number of the draw; ``None`` for the scenario as it stands, at precision 2."""
    off: tuple[str, ...] = ()
    """Forces switched off, see `FORCES`."""
    signed: date | None = None
    """The day of a signature that is asked about."""
    terms: tuple[tuple[str, float], ...] = ()
    """What was signed then, issue and value; issues left out stay at the status quo."""
    nodes: int = 5
    """Nodes of each belief axis."""
    offers: int = 64
    """Packages that may be offered: spread evenly, the same with and without the card."""

    @property
    def precision(self) -> float:
        """The precision of the draw, per $bn."""
        if self.draw is None:
            return 2.0
        [u] = uniforms(self.seed, 2**63 + self.draw, 1)
        return float(LEAST * (MOST / LEAST) ** u)

    def varied(self) -> Scenario:
        """Return the scenario drawn, with what is off switched off."""
        found = load(self.scenario)
        if self.draw is not None:
            found = drawn(found, self.seed, self.draw)
        return without(found, *self.off)

    def with_card(self) -> Question:
        """Return the same question where the partner has its card."""
        return replace(self, off=tuple(one for one in self.off if one not in (CARD, PLACEBO)))


def forecast(question: Question) -> Forecast:
    """Return the forecast of a logit equilibrium.

    What a force is worth is a difference of two forecasts, smaller than the error of a thin menu
    that is chosen for each: so both choose among the same packages.
    """
    varied = question.varied()
    game = compile_game(varied)
    levels = {name: issue.levels for name, issue in varied.contents.issues.items()}
    concept = Logit(question.precision, question.nodes, question.offers, threads=1)
    verdict = concept.applies_to(game)
    if not verdict.applies:
        raise NegotiationError(f"{varied.name} cannot be forecast: {verdict.reason}")
    whole = question.with_card()
    menu = menu_of(game if whole == question else compile_game(whole.varied()), question.offers)
    profile = concept.solved_with(game, revalued(menu, game))
    return _told(profile, reach_of(profile), levels, question)


def _told(
    profile: BeliefProfile, reach: Reach, levels: dict[str, tuple[float, ...]], question: Question
) -> Forecast:
    game = profile.game
    table, weights = game.packages, pair_weights(game)
    assert table is not None
    rows, columns = weights.shape
    by_round = np.zeros(len(game.rounds))
    by_level = {name: np.zeros(len(labels)) for name, labels in levels.items()}
    for ending in reach.endings:
        if ending.package is None:
            continue
        chance = float((ending.chance[:rows, :columns] * weights).sum())
        by_round[game.stages[ending.stage].round_index] += chance
        for name, level in zip(table.issues, table.level_of[ending.package], strict=True):
            by_level[name][level] += chance
    return Forecast(
        days=tuple(one.day for one in game.rounds),
        chance_by_round=by_round,
        levels=levels,
        chance_by_level=by_level,
        parts=game.parts,
        worth=(reach.parts[..., :rows, :columns] * weights).sum(axis=(2, 3)),
        words=_words(game, reach, weights),
        standing=None
        if question.signed is None
        else standing(
            profile,
            reach,
            weights,
            nearest_package(game, levels, dict(question.terms)),
            next(r for r, one in enumerate(game.rounds) if one.day >= question.signed),
        ),
        receipt=receipt(
            game,
            seed=question.seed,
            libraries=("numpy", "numba"),
            parameters={
                "precision": f"{question.precision:g}",
                "grid": str(question.nodes),
                "offers": str(question.offers),
            },
        ),
    )


def _words(game: Game, reach: Reach, weights: NDArray[np.float64]) -> dict[str, float]:
    """Return what the US does on the first legal deadline, given that the talks go on until it."""
    rows, columns = weights.shape
    t = next(t for t, stage in enumerate(game.stages) if stage.name == LAST_WORD)
    taken = reach.taken.get(t)
    if taken is None:
        return {}
    chances = (taken[:, 0, :rows, :columns] * weights).sum(axis=(1, 2))
    names = [action.name for action in game.stages[t].actions]
    return {
        name: float(chance / chances.sum()) for name, chance in zip(names, chances, strict=True)
    }


def forecasts(
    questions: Sequence[Question],
    kept: Path | None = None,
    *,
    workers: int | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> list[Forecast | None]:
    """Return the forecasts of many questions, in their order.

    ``None`` stands for a draw that cannot be solved; its question and the reason are in the file.
    ``kept`` is a file of lines: what it answers already is not asked again. Raises
    ``NegotiationError`` if worker processes cannot be started.
    """
    notes = _Notes(kept, questions)
    missing = [q for q in dict.fromkeys(questions) if notes.answer(q) is None]
    total = len(dict.fromkeys(questions))
    tell = progress or _silently
    count = workers if workers is not None else _cores()
    if count <= 1 or len(missing) <= 1:
        for n, question in enumerate(missing):
            tell(total - len(missing) + n, total)
            notes.take(question, _answered(question))
    else:
        _side_by_side(missing, notes, count, lambda n: tell(total - len(missing) + n, total))
    tell(total, total)
    return [_forecast(notes.answer(q)) for q in questions]


Answer = dict[str, object]
"""What is kept of one question, as plain data."""


def _silently(done: int, total: int) -> None:
    del done, total


def _side_by_side(
    missing: list[Question], notes: _Notes, count: int, tell: Callable[[int], None]
) -> None:
    try:
        with ProcessPoolExecutor(count, mp_context=get_context("spawn")) as pool:
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
        self.kept, self.answers = kept, _read(kept)
        names = dict.fromkeys(one.scenario for one in questions)
        self.prints = {name: load(name).fingerprint for name in names}

    def _key(self, question: Question) -> str:
        """Return what an answer depends on: the question and what its scenario says."""
        return fingerprint((question, self.prints[question.scenario]))

    def answer(self, question: Question) -> Answer | None:
        return self.answers.get(self._key(question))

    def take(self, question: Question, answer: Answer) -> None:
        key = self._key(question)
        self.answers[key] = answer
        if self.kept is not None:
            self.kept.parent.mkdir(parents=True, exist_ok=True)
            with self.kept.open("a+b") as file:
                line = json.dumps({"key": key, "answer": answer}).encode() + b"\n"
                file.write(line if _is_whole(file) else b"\n" + line)


def _is_whole(file: BinaryIO) -> bool:
    """Return whether the last line of a file is not cut short."""
    if file.seek(0, os.SEEK_END) == 0:
        return True
    file.seek(-1, os.SEEK_END)
    return file.read() == b"\n"


def _read(kept: Path | None) -> dict[str, Answer]:
    """Return what a file has answered; a last line cut short by a kill is no answer."""
    answers: dict[str, Answer] = {}
    if kept is not None and kept.is_file():
        for line in kept.read_text(encoding="utf-8").splitlines():
            try:
                said = json.loads(line)
                answers[said["key"]] = said["answer"]
            except (ValueError, KeyError, TypeError):
                continue
    return answers


def _cores() -> int:
    usable = getattr(os, "sched_getaffinity", None)
    return len(usable(0)) if usable is not None else os.cpu_count() or 1
