"""Running a tournament from its plan to its standings, or on from where it was stopped."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ...foundations.cores import workers_by_default
from ...foundations.errors import NegotiationError
from ...foundations.holding import held
from ...game.game import Game
from ...results.storage import save
from ...results.tournament import Tournament
from ...scenario.compile import compile_game
from ...scenario.loading import ScenarioLike, scenario_of
from ..seating import Settings
from ..solving import concept_with, settings_for
from .cell import CAREER, Cell
from .entering import class_of
from .plan import Entrant, Plan, plan_of
from .storing import load_cell
from .table import Table
from .tallying import scores_by_match, tally
from .working import missing_cells, play_cells

RESULT = "tournament.json"
"""The file of the tallied result, beside the folder of the cells."""

MANY = 10
"""So many careers are advised to whoever asks for too few: intervals rest on careers."""

Progress = Callable[[int, int, str], None]
"""Told after every cell: how many are played, of how many, and which was the last.

Told too, with the same number again, when none is finished for a minute: who is being played.
"""


def run_tournament(
    scenario: ScenarioLike,
    entrants: tuple[Entrant, ...],
    folder: Path,
    *,
    matches: int = 100,
    seed: int = 0,
    workers: int | None = None,
    settings: Settings | None = None,
    progress: Progress | None = None,
) -> Tournament:
    """Play a tournament, keep every cell in a folder as it is played, and return the standings.

    ``entrants`` are named by `entering.entrants_named`. Cells that the folder holds already, played
    by this program with the same seed and settings, are not played again: a tournament that was
    stopped goes on, and one with a new entrant plays the new cells only. The result does not depend
    on that, nor on ``workers``, the number of processes. Raises ``NegotiationError`` for what a
    user can mend, such as another run that plays into the same folder.
    """
    game, plan = _planned(scenario, entrants, matches, seed, settings)
    count = workers_by_default() if workers is None else workers
    with held(folder / "cells"):
        _play_missing(Table(game, plan, folder), count, progress or _silently)
    tallied = tally(game, plan, lambda a, b: _kept(folder, plan, a, b))
    career = CAREER if any(class_of(one).learns for one in entrants) else 1
    found = replace(tallied, career=career)
    save(found, folder / RESULT)
    return found


def _play_missing(table: Table, count: int, tell: Progress) -> None:
    """Play the cells that a folder does not hold yet."""
    plan = table.plan
    jobs = missing_cells(plan, table.folder)
    total = len(plan.entrants) ** 2
    done = total - len(jobs)

    def waiting(words: str) -> None:
        tell(done, total, words)

    for job in play_cells(table, jobs, workers=count, waiting=waiting):
        done += 1
        tell(done, total, plan.pairing(*job))


def scores_kept(
    scenario: ScenarioLike,
    entrants: tuple[Entrant, ...],
    folder: Path,
    *,
    matches: int = 100,
    seed: int = 0,
    settings: Settings | None = None,
) -> NDArray[np.float64]:
    """Return the scores by match [a, m] of a tournament that has been played, $bn.

    Raises ``NegotiationError`` if cells of it are missing.
    """
    game, plan = _planned(scenario, entrants, matches, seed, settings)
    return scores_by_match(game, plan, lambda a, b: _kept(folder, plan, a, b))


def _silently(done: int, total: int, last: str) -> None:
    del done, total, last


def _planned(
    scenario: ScenarioLike,
    entrants: tuple[Entrant, ...],
    matches: int,
    seed: int,
    settings: Settings | None,
) -> tuple[Game, Plan]:
    if matches < 2:
        raise NegotiationError(f"{matches} match tells nothing of chance; try 100")
    learner = next((one.name for one in entrants if class_of(one).learns), "")
    if learner and (matches % CAREER or matches == CAREER):
        more = max(MANY, -(-matches // CAREER)) * CAREER
        raise NegotiationError(
            f"{learner} learns, and plays careers of {CAREER} matches; two careers or more are "
            f"needed, and {matches} matches are {matches / CAREER:g}; try {more}"
        )
    flat = _flat(entrants, settings or {})
    loaded = scenario_of(scenario)
    game = compile_game(loaded)
    return game, plan_of(game, loaded.name, entrants, matches=matches, seed=seed, settings=flat)


def _kept(folder: Path, plan: Plan, a: int, b: int) -> Cell:
    cell = load_cell(folder, plan, a, b)
    if cell is None:
        raise NegotiationError(
            f"a cell of the tournament has gone from {folder} while it was played; run it again"
        )
    return cell


def _flat(entrants: tuple[Entrant, ...], settings: Settings) -> tuple[tuple[str, str, float], ...]:
    """Return settings in order, each tried before anything is played."""
    followed = sorted({one.follows for one in entrants if one.follows is not None})
    found = []
    for concept, given in sorted(settings.items()):
        if given and concept not in followed:
            raise NegotiationError(
                f"{', '.join(sorted(given))} of {concept}: nobody who takes part follows it (what "
                f"is followed: {', '.join(followed) or 'nothing'}); try without, or let a follower "
                "take part"
            )
        concept_with(concept, given)
        typed = settings_for(concept, given)
        found += [(concept, name, float(typed[name])) for name in sorted(typed)]
    return tuple(found)
