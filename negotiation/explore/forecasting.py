"""Forecasting: a scenario, drawn from its ranges, solved and followed from its first day.

A *question* is a scenario, a draw of its ranges, a precision and the forces that are switched off.
Its answer, a forecast, depends on nothing else. `answering` asks many of them.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from ..equilibria.certificates.private_deviations import on_two_grids
from ..equilibria.logit import Logit
from ..equilibria.signalling.belief_profile import BeliefProfile
from ..equilibria.signalling.findings import pair_weights
from ..equilibria.signalling.menu import menu_of, revalued
from ..equilibria.signalling.reach import Reach, reach_of
from ..foundations.errors import NegotiationError, Problem, ProblemsFound, nearest
from ..foundations.streams import uniforms
from ..game.game import Game
from ..game.protocol import LAST_WORD
from ..game.stages import StageKind
from ..results.forecast import Forecast
from ..results.receipt import receipt
from ..scenario.compile import compile_game
from ..scenario.drawing import drawn
from ..scenario.loading import load
from ..scenario.schema import Scenario
from .forces import FORCES, PLACEBO, without
from .standing import NEGLIGIBLE, nearest_package, standing

JUDGES_NODES = 5
"""Nodes of the belief axes of the judge."""
LEAST, MOST = 1.0, 8.0
"""The precisions that draws are solved at, per $bn, evenly in their logarithm."""


@dataclass(frozen=True)
class Question:
    """One scenario to be solved. What is wrong with it is said by `check`."""

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
    """Packages that may be offered: spread evenly, the same with any force and without it."""
    certified: bool = False
    """Whether to ask how much a type could gain by deviating, which takes several times as long."""

    @property
    def precision(self) -> float:
        """The precision of the draw, per $bn."""
        if self.draw is None:
            return 2.0
        [u] = uniforms(self.seed, 2**63 + self.draw, 1)
        return float(LEAST * (MOST / LEAST) ** u)

    def check(self) -> None:
        """Raise ``ProblemsFound`` with everything that is wrong with the question."""
        contents = load(self.scenario).contents
        found = [*self._wrong_by_itself()]
        first, last = contents.first_day, contents.rounds[-1].day
        if self.signed is not None and not first <= self.signed <= last:
            found.append(
                Problem(
                    where="signed",
                    what="a day outside the talks",
                    value=self.signed,
                    allowed=f"{first} to {last}",
                    remedy=str(last),
                )
            )
        for issue, value in self.terms:
            if issue not in contents.issues:
                known = ", ".join(contents.issues)
                remedy = nearest(issue, contents.issues)
                found.append(
                    Problem(
                        where="terms",
                        what="no such issue",
                        value=issue,
                        allowed=known,
                        remedy=remedy,
                    )
                )
            elif not math.isfinite(value):
                found.append(
                    Problem(
                        where=f"terms.{issue}",
                        what="no number",
                        value=value,
                        allowed="a finite number",
                        remedy="one of its levels",
                    )
                )
        if found:
            raise ProblemsFound(found, f"a question about {self.scenario}")

    def _wrong_by_itself(self) -> Iterator[Problem]:
        for name, number in (("seed", self.seed), ("draw", self.draw)):
            if number is not None and (type(number) is not int or not 0 <= number < 2**63):
                yield Problem(
                    where=name,
                    what="no number of a stream",
                    value=number,
                    allowed="a whole number from 0 on",
                    remedy="0",
                )
        known = (*FORCES, PLACEBO)
        for force in self.off:
            if force not in known:
                remedy = nearest(str(force), known)
                yield Problem(
                    where="off",
                    what="no such force",
                    value=force,
                    allowed=", ".join(known),
                    remedy=remedy,
                )
        try:
            Logit(1.0, self.nodes, self.offers)
        except NegotiationError as error:
            size = (self.nodes, self.offers)
            yield Problem(
                where="nodes, offers",
                what="impossible settings",
                value=size,
                allowed=str(error),
                remedy="5 and 64",
            )

    def drawn(self, scenario: Scenario) -> Scenario:
        """Return the draw of a scenario that is asked about, with all forces on."""
        return scenario if self.draw is None else drawn(scenario, self.seed, self.draw)

    def varied(self) -> Scenario:
        """Return the scenario drawn, with what is off switched off."""
        return without(self.drawn(load(self.scenario)), *self.off)

    def with_all_forces(self) -> Question:
        """Return the same question with nothing switched off."""
        return replace(self, off=())


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
                "precision": f"{question.precision:g}",
                "grid": str(question.nodes),
                "offers": str(question.offers),
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
