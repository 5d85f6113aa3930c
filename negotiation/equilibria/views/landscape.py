"""The payoff plane of a game for pictures: packages, frontier, zone, disagreement, solutions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from ... import equilibria as shelf_of_concepts
from ...foundations import shelf
from ...game.game import Game, TypePair
from ...results.landscape import Landscape
from ..concept import SolutionConcept
from .bargaining_problem import BargainingProblem, bargaining_problem, first_bargaining_round
from .frontier import agreement_zone, pareto_frontier


@runtime_checkable
class PicksPackage(Protocol):
    """A concept that picks one package from a bargaining problem."""

    def choose(self, problem: BargainingProblem) -> int | None:
        """Return the package, ``None`` for disagreement."""


def landscape(
    game: Game,
    types: TypePair,
    equilibria: Mapping[str, tuple[float, float]] | None = None,
    *,
    round_index: int | None = None,
    public_state: int | None = None,
) -> Landscape:
    """Return the payoff plane of a type pair, at the first round with an offer by default.

    Named points are what every concept on the shelf picks that picks a package (one that answers
    disagreement has no point of its own), and ``equilibria`` [i] in $bn, e.g. ``subgame_perfect``.
    If an equilibrium pays what a package would (closer than a tie), the package is named with it.
    """
    r = first_bargaining_round(game) if round_index is None else round_index
    problem = bargaining_problem(game, types, r, public_state)
    assert game.packages is not None
    points = {name: _pair(np.array(point)) for name, point in (equilibria or {}).items()}
    chosen_at: dict[str, int] = {}
    for name, point in points.items():
        distance = np.abs(problem.payoffs - np.array(point)[:, None]).max(axis=0)
        if distance.min() <= problem.tie:
            chosen_at[name] = int(distance.argmin())
    members = shelf.name_to_class(shelf_of_concepts, SolutionConcept)
    for name, member in members.items():
        concept = member()
        chosen = concept.choose(problem) if isinstance(concept, PicksPackage) else None
        if chosen is not None:
            points[name] = _pair(problem.payoffs[:, chosen])
            chosen_at[name] = chosen
    return Landscape(
        player_types=game.type_names(types),
        players=game.players,
        date=game.rounds[r].day,
        payoffs=problem.payoffs,
        frontier=tuple(map(int, pareto_frontier(problem.payoffs))),
        zone=tuple(map(int, agreement_zone(problem))),
        disagreement_point=_pair(problem.disagreement_point),
        points=points,
        packages={name: game.packages.terms(p) for name, p in chosen_at.items()},
        numbers={name: game.packages.numbers_of(p) for name, p in chosen_at.items()},
        units=game.packages.units,
    )


def _pair(payoffs: NDArray[np.float64]) -> tuple[float, float]:
    return float(payoffs[0]), float(payoffs[1])
