"""Forecasting: a scenario, drawn from its ranges, solved and followed from its first day.

A *question* is a scenario, a draw of its ranges, a precision and the forces that are switched off.
Its answer, a forecast, depends on nothing else. `answering` asks many of them.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from ..equilibria.certificates.private_deviations import on_two_grids
from ..equilibria.logit import Logit
from ..equilibria.signalling.belief_profile import BeliefProfile
from ..equilibria.signalling.findings import pair_weights
from ..equilibria.signalling.menu import menu_of, revalued
from ..equilibria.signalling.reach import reach_of
from ..equilibria.signalling.reached import Reach
from ..foundations.errors import NegotiationError
from ..game.game import Game
from ..game.protocol import LAST_WORD
from ..game.stages import StageKind
from ..results.forecast import Forecast
from ..results.receipt import receipt
from ..scenario.compile import compile_game
from .question import Question
from .standing import NEGLIGIBLE, nearest_package, standing

JUDGES_NODES = 5
"""Nodes of the belief axes of the judge."""


def forecast(question: Question) -> Forecast:
    """Return the forecast of a logit equilibrium.

    Raises ``ProblemsFound`` for a question that cannot be asked, ``NegotiationError`` where it
    cannot be answered.

    What a force does is a difference of two forecasts, smaller than the error of a thin menu that
    is chosen for each: so both choose among the packages that are chosen where all forces are on.
    """
    question.check()
    varied = question.varied()
    game = compile_game(varied)
    levels = {name: issue.levels for name, issue in varied.contents.issues.items()}
    concept = Logit(question.precision, question.nodes, question.offers, threads=1)
    verdict = concept.applies_to(game)
    if not verdict.applies:
        raise NegotiationError(f"{varied.name} cannot be forecast: {verdict.reason}")
    whole = question.with_all_forces()
    menu = menu_of(game if whole == question else compile_game(whole.varied()), question.offers)
    profile = concept.solved_with(game, revalued(menu, game))
    return _told(profile, reach_of(profile), levels, question)


Levels = Mapping[str, tuple[float, ...]]
"""The levels of each issue, by issue."""


def _told(profile: BeliefProfile, reach: Reach, levels: Levels, question: Question) -> Forecast:
    game = profile.game
    table, weights = game.packages, pair_weights(game)
    assert table is not None
    rows, columns = weights.shape
    words, choice = _words(game, reach, weights)
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
        words=words,
        choice=choice,
        postures=_postures(game, reach, weights),
        standing=None
        if question.signed is None
        else standing(
            profile,
            reach,
            weights,
            nearest_package(game, levels, dict(question.terms)),
            next(r for r, one in enumerate(game.rounds) if one.day >= question.signed),
        ),
        gain=_gain(profile) if question.certified else None,
        receipt=receipt(
            game,
            seed=question.seed,
            libraries=("numpy", "numba"),
            parameters={
                "precision": question.precision,
                "grid": question.nodes,
                "offers": question.offers,
            },
        ),
    )


def _words(
    game: Game, reach: Reach, weights: NDArray[np.float64]
) -> tuple[dict[str, float], float]:
    """Return what the US does on the first legal deadline given a choice on it, and its chance.

    Where the courts have ruled by then nothing is left to decide; where hardly any talks go on
    until it, or all of them are decided, nothing is told.
    """
    rows, columns = weights.shape
    t, stage = next((t, stage) for t, stage in enumerate(game.stages) if stage.name == LAST_WORD)
    if t not in reach.taken:
        return {}, 0.0
    chances = (reach.taken[t][:, 0, :rows, :columns] * weights).sum(axis=(1, 2))
    for s in np.flatnonzero(stage.legal.sum(axis=1) == 1):
        here = reach.before[t][s, :rows, :columns].sum(axis=(2, 3))
        chances[np.argmax(stage.legal[s])] -= (here * weights).sum()
    chances = np.maximum(chances, 0.0)
    choice = float(chances.sum())
    if choice < NEGLIGIBLE:
        return {}, 0.0
    names = [action.name for action in stage.actions]
    found = zip(names, chances / choice, strict=True)
    return {name: float(chance) for name, chance in found}, choice


def _postures(
    game: Game, reach: Reach, weights: NDArray[np.float64]
) -> dict[str, NDArray[np.float64]]:
    """Return the chances of the partner's postures as the parties sit down in each round [r]."""
    rows, columns = weights.shape
    factor = game.states.factors.index(f"{game.players[1]}_posture")
    found = {name: np.zeros(len(game.rounds)) for name in game.states.labels[factor]}
    for t, stage in enumerate(game.stages):
        if stage.kind is StageKind.OFFER:
            here = reach.before[t][:, :rows, :columns].sum(axis=(3, 4)) * weights
            for n, name in enumerate(found):
                in_it = game.states.value_of[:, factor] == n
                found[name][stage.round_index] += float(here[in_it].sum())
    return found


def _gain(profile: BeliefProfile) -> float:
    """Return the most that any type gains by its best plan, at the prior, $bn (see `certify`)."""
    judged, _ = on_two_grids(profile.game, profile, JUDGES_NODES)
    kept, best = judged.at_start(profile.game)
    return float(max(0.0, np.max(best - kept)))
