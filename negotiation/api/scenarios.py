"""Scenarios: loaded by name or path, drawn by chance, compiled to a game."""

from __future__ import annotations

from collections.abc import Collection
from os import PathLike

from ..foundations.errors import NegotiationError, shown
from ..foundations.numbers import whole
from ..game.game import Game
from ..scenario import compile as compiling
from ..scenario import drawing, loading
from ..scenario.loading import ScenarioLike
from ..scenario.schema import Scenario
from .arguments import names_of, path_of, scenario_of


def load(name: str | PathLike[str]) -> Scenario:
    """Return the scenario of a name or path.

    Raises ``ProblemsFound`` with every mistake in the file, numbered, ``NegotiationError`` for a
    file that cannot be found or parsed, and ``TypeError`` for what is neither name nor path.
    """
    return loading.load(str(path_of("a scenario", name, "june_deadline")))


def compile_game(scenario: ScenarioLike) -> Game:
    """Return the game of a scenario, given itself or by name or path; raises as `load`."""
    return compiling.compile_game(scenario_of(scenario))


def drawn(
    scenario: ScenarioLike,
    seed: int,
    draw: int,
    *,
    law: str = "uniform",
    only: Collection[str] | None = None,
    without: Collection[str] = (),
) -> Scenario:
    """Return a scenario with its numbers drawn from their ranges by chance.

    ``only`` and ``without`` are keys of numbers, or of tables for everything in them; all numbers
    that have a range are drawn by default. ``law`` is ``"uniform"``, between the ends of the range,
    or ``"median"``, the value in the middle. Draw n of a seed is the same whichever others are
    drawn. Raises ``NegotiationError`` for an unknown law or key, for numbers without a range, and
    where no draw is consistent; as `load` besides.
    """
    if not isinstance(law, str):
        raise NegotiationError(f"there is no law {shown(law)}; try 'uniform'")
    return drawing.drawn(
        scenario_of(scenario),
        whole("the seed", seed, 0, 2**64 - 1, 0),
        whole("the draw", draw, 0, 2**64 - 1, 0),
        law=law,
        only=None if only is None else names_of("only", only, "market"),
        without=names_of("without", without, "market"),
    )
