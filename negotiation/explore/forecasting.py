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
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

import numpy as np

from ..equilibria.logit import Logit
from ..equilibria.signalling.findings import pair_weights
from ..equilibria.signalling.reach import Reach, reach_of
from ..foundations.errors import NegotiationError
from ..foundations.fingerprints import fingerprint
from ..foundations.streams import uniforms
from ..game.game import Game
from ..results.forecast import Forecast
from ..results.receipt import receipt
from ..results.storage import as_plain, from_plain
from ..scenario.compile import compile_game
from ..scenario.drawing import drawn
from ..scenario.loading import load
from ..scenario.schema import Scenario
from .forces import without, without_card

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
    card: bool = True
    """Whether the partner has its card."""
    nodes: int = 7
    """Nodes of each belief axis."""
    offers: int = 12
    """Packages that may be offered."""

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
        found = without(found, *self.off)
        return found if self.card else without_card(found)


def forecast(question: Question) -> Forecast:
    """Return the forecast of a logit equilibrium."""
    varied = question.varied()
    game = compile_game(varied)
    levels = {name: issue.levels for name, issue in varied.contents.issues.items()}
    concept = Logit(question.precision, question.nodes, question.offers, threads=1)
    reach = reach_of(concept.profile(game))
    return _told(game, reach, levels, question)


def _told(
    game: Game, reach: Reach, levels: dict[str, tuple[float, ...]], question: Question
) -> Forecast:
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
    answers = _read(kept)
    missing = [q for q in dict.fromkeys(questions) if _key(q) not in answers]
    tell = progress or _silently
    count = workers if workers is not None else _cores()
    if count <= 1 or len(missing) <= 1:
        for n, question in enumerate(missing):
            tell(len(questions) - len(missing) + n, len(questions))
            _keep(kept, answers, question, _answered(question))
    else:
        _side_by_side(missing, kept, answers, count, lambda n: tell(n, len(questions)))
    tell(len(questions), len(questions))
    return [_forecast(answers[_key(q)]) for q in questions]


Answer = dict[str, object]
"""What is kept of one question, as plain data."""


def _silently(done: int, total: int) -> None:
    del done, total


def _side_by_side(
    missing: list[Question],
    kept: Path | None,
    answers: dict[str, Answer],
    count: int,
    tell: Callable[[int], None],
) -> None:
    try:
        with ProcessPoolExecutor(count, mp_context=get_context("spawn")) as pool:
            waiting = {pool.submit(_answered, question): question for question in missing}
            try:
                for done in as_completed(waiting):
                    _keep(kept, answers, waiting[done], done.result())
                    tell(len(answers))
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


def _forecast(answer: Answer) -> Forecast | None:
    found = answer.get("forecast")
    return None if found is None else from_plain(found, Forecast)


def _key(question: Question) -> str:
    """Return what an answer depends on: the question and what its scenario says."""
    return fingerprint((question, load(question.scenario).fingerprint))


def _read(kept: Path | None) -> dict[str, Answer]:
    """Return what a file has answered; a last line cut short by a kill is no answer."""
    answers: dict[str, Answer] = {}
    if kept is not None and kept.is_file():
        for line in kept.read_text(encoding="utf-8").splitlines():
            try:
                said = json.loads(line)
            except ValueError:
                continue
            answers[said["key"]] = said["answer"]
    return answers


def _keep(
    kept: Path | None, answers: dict[str, Answer], question: Question, answer: Answer
) -> None:
    answers[_key(question)] = answer
    if kept is not None:
        kept.parent.mkdir(parents=True, exist_ok=True)
        with kept.open("a", encoding="utf-8") as file:
            file.write(json.dumps({"key": _key(question), "answer": answer}) + "\n")


def _cores() -> int:
    usable = getattr(os, "sched_getaffinity", None)
    return len(usable(0)) if usable is not None else os.cpu_count() or 1
