"""The payoff plane of a game for pictures: packages, frontier, zone, disagreement, solutions."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from ...game.game import Game, TypePair
from ...results.landscape import Landscape
from ..axiomatic.bargaining_solution import BargainingSolution
from ..egalitarian import Egalitarian
from ..kalai_smorodinsky import KalaiSmorodinsky
from ..nash_bargaining import NashBargaining
from ..utilitarian import Utilitarian
from .bargaining_problem import bargaining_problem, first_bargaining_round
from .frontier import agreement_zone, pareto_frontier

SOLUTIONS: tuple[type[BargainingSolution], ...] = (
    NashBargaining,
    KalaiSmorodinsky,
    Egalitarian,
    Utilitarian,
)
"""The bargaining solutions that every payoff plane shows."""


def landscape(
    game: Game,
    types: TypePair,
    equilibria: Mapping[str, tuple[float, float]] | None = None,
    *,
    round_index: int | None = None,
    public_state: int | None = None,
) -> Landscape:
    """Return the payoff plane of a type pair, at the first round with an offer by default.

    ``equilibria`` are further named points [i] in $bn, e.g. ``subgame_perfect``. A bargaining
    solution that answers disagreement has no point of its own. If an equilibrium pays exactly what
    a package would (closer than a tie), the package is named with it.
    """
    r = first_bargaining_round(game) if round_index is None else round_index
    problem = bargaining_problem(game, types, r, public_state)
    assert game.packages is not None
    points = dict(equilibria or {})
    packages: dict[str, dict[str, str]] = {}
    for name, point in points.items():
        distance = np.abs(problem.payoffs - np.array(point)[:, None]).max(axis=0)
        if distance.min() <= problem.tie:
            packages[name] = game.packages.terms(int(distance.argmin()))
    for member in SOLUTIONS:
        chosen = member().choose(problem)
        if chosen is not None:
            points[member.concept] = _pair(problem.payoffs[:, chosen])
            packages[member.concept] = game.packages.terms(chosen)
    return Landscape(
        player_types=game.type_names(types),
        players=game.players,
        date=game.rounds[r].day,
        payoffs=problem.payoffs,
        frontier=tuple(map(int, pareto_frontier(problem.payoffs))),
        zone=tuple(map(int, agreement_zone(problem))),
        disagreement_point=_pair(problem.disagreement_point),
        points=points,
        packages=packages,
    )


def _pair(payoffs: NDArray[np.float64]) -> tuple[float, float]:
    return float(payoffs[0]), float(payoffs[1])
