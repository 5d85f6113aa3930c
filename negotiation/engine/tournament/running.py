"""Running a tournament from its plan to its standings, or on from where it was stopped."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ...foundations.children import refuse_in_a_child
from ...foundations.cores import workers_by_default
from ...foundations.errors import NegotiationError
from ...foundations.holding import held
from ...game.game import Game
from ...game.unknown_end import with_unknown_end
from ...results.storage import save
from ...results.tournament import Fault, Tournament
from ...scenario.compile import compile_game
from ...scenario.loading import ScenarioLike, scenario_of
from ..seating import Settings
from ..solving import concept_with, settings_for
from .alpha_ranking import with_alpha_rank
from .cell import CAREER, Cell
from .plan import Entrant, Plan, plan_of
from .storing import load_cell
from .table import Table
from .tallying import scores_by_match, tally
from .working import ANSWER_SECONDS, missing_cells, play_cells

RESULT = "tournament.json"
"""The file of the tallied result, beside the folder of the cells."""

MANY = 10
"""So many careers are advised to whoever asks for too few: intervals rest on careers."""

Progress = Callable[[int, int, str], None]
"""Told after every cell: how many are played, of how many, and which was the last.

Told too, with the same number again, when none is finished for a minute: who is being played.
"""


def run_tournament(  # noqa: PLR0913 - all but the first are named
    scenario: ScenarioLike,
    entrants: tuple[Entrant, ...],
    folder: Path,
    *,
    matches: int = 100,
    seed: int = 0,
    workers: int | None = None,
    settings: Settings | None = None,
    seconds: float = ANSWER_SECONDS,
    noise: float = 0.0,
    end_probability: float = 0.0,
    self_play: bool = True,
    alpha_rank: bool = False,
    progress: Progress | None = None,
) -> Tournament:
    """Play a tournament, keep every cell in a folder as it is played, and return the standings.

    ``entrants`` are named by `entering.entrants_named`. Cells that the folder holds already, played
    by this program with the same seed and settings, are not played again: a tournament that was
    stopped goes on, and one with a new entrant plays the new cells only. The result does not depend
    on that, nor on ``workers``, the number of processes.

    With ``noise`` that is the probability with which an action is replaced by a legal one, drawn
    with the match's own stream; with ``end_probability`` talks break off before each round but the
    first with that probability (see `game.unknown_end`); without ``self_play`` nobody's talks
    against itself count for its score. With ``alpha_rank`` the standings carry its masses too.

    A guest, an entrant whose code is a user's, is out of the ranking if it raises, has no answer
    that can be played, or takes more than so many ``seconds`` for one: all such faults are in the
    result, and the others are ranked as if those had not come. Raises ``NegotiationError`` for what
    a user can mend, such as another run that plays into the same folder, and where nobody is left.
    """
    refuse_in_a_child("a tournament")
    place = folder.absolute()
    rules = noise, end_probability, self_play
    game, plan = _planned(scenario, entrants, matches, seed, settings, rules)
    count = workers_by_default() if workers is None else workers
    faults: list[Fault] = []
    with held(place / "cells"):
        _play_missing(Table(game, plan), place, count, seconds, faults, progress or _silently)
        sound = _sound(plan, faults)
        tallied = tally(game, sound, lambda a, b: _kept(place, sound, a, b))
        career = CAREER if any(one.learns for one in sound.entrants) else 1
        found = replace(tallied, career=career, faults=_in_order(plan, faults))
        if alpha_rank:
            found = with_alpha_rank(found)
        save(found, place / RESULT)
    return found


def _sound(plan: Plan, faults: list[Fault]) -> Plan:
    """Return the plan of those without a fault; raises ``NegotiationError`` if there are none."""
    out = {fault.entrant for fault in faults}
    sound = replace(plan, entrants=tuple(one for one in plan.entrants if one.name not in out))
    if len(sound.entrants) < (1 if plan.self_play else 2):
        told = "\n".join(f"{n}. {one.told}" for n, one in enumerate(_in_order(plan, faults), 1))
        raise NegotiationError(f"too few are left to be ranked:\n{told}")
    return sound


def _in_order(plan: Plan, faults: list[Fault]) -> tuple[Fault, ...]:
    """Return faults in the order of the entrants and their cells, whoever was faster."""
    place = {one.name: n for n, one in enumerate(plan.entrants)}
    return tuple(
        sorted(faults, key=lambda one: (place[one.entrant], place[one.us], place[one.partner]))
    )


def _play_missing(
    table: Table,
    folder: Path,
    count: int,
    seconds: float,
    faults: list[Fault],
    tell: Progress,
) -> None:
    """Play the cells that a folder does not hold yet."""
    plan = table.plan
    jobs = missing_cells(plan, folder)
    total = len(plan.entrants) ** 2
    done = total - len(jobs)

    def waiting(words: str) -> None:
        tell(done, total, words)

    playing = play_cells(
        table, folder, jobs, workers=count, waiting=waiting, seconds=seconds, faults=faults
    )
    with closing(playing):  # processes end at once, whatever ``tell`` raises
        for job in playing:
            done += 1
            tell(done, total, plan.pairing(*job))


def scores_kept(  # noqa: PLR0913 - all but the first are named
    scenario: ScenarioLike,
    entrants: tuple[Entrant, ...],
    folder: Path,
    *,
    matches: int = 100,
    seed: int = 0,
    settings: Settings | None = None,
    noise: float = 0.0,
    end_probability: float = 0.0,
    self_play: bool = True,
) -> NDArray[np.float64]:
    """Return the scores by match [a, m] of a tournament that has been played, $bn.

    Raises ``NegotiationError`` if cells of it are missing.
    """
    folder = folder.absolute()
    rules = noise, end_probability, self_play
    game, plan = _planned(scenario, entrants, matches, seed, settings, rules)
    return scores_by_match(game, plan, lambda a, b: _kept(folder, plan, a, b))


def _silently(done: int, total: int, last: str) -> None:
    del done, total, last


def _planned(
    scenario: ScenarioLike,
    entrants: tuple[Entrant, ...],
    matches: int,
    seed: int,
    settings: Settings | None,
    rules: tuple[float, float, bool],
) -> tuple[Game, Plan]:
    noise, end_probability, self_play = rules
    if not 0.0 <= noise < 1.0:
        raise NegotiationError(f"noise must be a probability below 1, not {noise!r}; try 0.05")
    if not self_play and len(entrants) < 2:
        raise NegotiationError("without self-play one entrant has no opponent; let another enter")
    if matches < 2:
        raise NegotiationError(f"{matches} match tells nothing of chance; try 100")
    learner = next((one.name for one in entrants if one.learns), "")
    if learner and (matches % CAREER or matches == CAREER):
        more = max(MANY, -(-matches // CAREER)) * CAREER
        raise NegotiationError(
            f"{learner} learns, and plays careers of {CAREER} matches; two careers or more are "
            f"needed, and {matches} matches are {matches / CAREER:g}; try {more}"
        )
    flat = _flat(entrants, settings or {})
    loaded = scenario_of(scenario)
    game = with_unknown_end(compile_game(loaded), end_probability)
    plan = plan_of(
        game,
        loaded.name,
        entrants,
        matches=matches,
        seed=seed,
        settings=flat,
        noise=float(noise),
        end_probability=float(end_probability),
        self_play=self_play,
    )
    return game, plan


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
