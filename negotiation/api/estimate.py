"""Estimating how precise players are: the logit precision behind records of their matches."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from os import PathLike
from pathlib import Path

from ..engine.matches_in_files import matches_in
from ..equilibria.estimation.choices import Choices
from ..equilibria.estimation.menu_behind import menu_behind
from ..equilibria.estimation.precision import (
    BRANCHES,
    MOST_POINTS,
    logit_profiles,
    other_ways,
    precision_behind,
)
from ..equilibria.logit import Logit
from ..foundations.errors import NegotiationError, shown
from ..foundations.numbers import positive, whole
from ..results.precision_estimate import PrecisionEstimate
from ..results.record import Record
from .arguments import GameLike, game_of, names_of, path_of


def estimate(  # noqa: PLR0913 - all but the first two are named
    talks: GameLike,
    matches: Iterable[Record | str | PathLike[str]] | str | PathLike[str],
    *,
    players: str | Sequence[str] | None = None,
    strategies: str | Sequence[str] | None = None,
    grid: int = 11,
    offers: int = 24,
    bounds: tuple[float, float] = (0.01, 100.0),
    points: int = 17,
    branches: int = 3,
    columns: str | PathLike[str] | None = None,
    progress: Callable[[int, float, float], None] | None = None,
) -> PrecisionEstimate:
    """Return the most likely precision behind some matches, with its 95 % confidence interval.

    Parameters
    ----------
    talks
        The scenario or game that was played, or the name or path of one.
    matches
        Records, e.g. of `play`, or files that hold some.
    players, strategies
        Whose choices count; everybody's by default.
    grid, offers
        Nodes of each belief axis, an odd number, and offers on the menu of the solver.
    bounds
        Where the precision is looked for, per $bn.
    points
        Precisions tried first, over the bounds; more is surer.
    branches
        Branches of equilibria that are followed, the principal one included.
    columns
        A TOML file that says which columns of a CSV of moves say what.
    progress
        Told how many equilibria are solved, and the last precision and its log likelihood.

    Raises ``NegotiationError`` with every mistake in the records, and for what else a user can
    mend; ``TypeError`` for what means nothing.
    """
    game = game_of(talks)
    made_with = Logit(1.0, grid, offers)  # says what is wrong with either
    between = _bounds(bounds)
    scanned = whole("points", points, 3, MOST_POINTS, 17)
    followed = whole("branches", branches, 1, 1000, BRANCHES)
    records, files = _sorted(matches)
    mapping = None if columns is None else path_of("a mapping of columns", columns, "columns.toml")
    found = (*records, *(matches_in(game, files, mapping) if files else ()))
    if not found:
        raise NegotiationError("there are no matches to learn from; try those of negotiation.play")
    choices = Choices.read(
        game,
        found,
        None if players is None else names_of("players", players, "japan"),
        None if strategies is None else names_of("strategies", strategies, "boulware"),
    )
    menu = menu_behind(choices, made_with.offers)
    solve = logit_profiles(game, made_with.grid, made_with.offers, menu)
    return precision_behind(
        choices,
        solve=solve,
        ways=other_ways(choices, solve, menu, made_with.grid) if followed > 1 else None,
        branches=followed,
        bounds=between,
        points=scanned,
        progress=progress,
    )


def _sorted(matches: object) -> tuple[list[Record], list[Path]]:
    """Return records and the paths of files, from one or from many of either."""
    if isinstance(matches, Record | str | PathLike):
        matches = (matches,)
    if not isinstance(matches, Iterable):
        raise TypeError(f"matches are records or files that hold some, not {shown(matches)}")
    records, files = [], []
    for one in matches:
        if isinstance(one, Record):
            records.append(one)
        else:
            files.append(path_of("a file of matches", one, "matches.jsonl"))
    return records, files


def _bounds(bounds: object) -> tuple[float, float]:
    if not isinstance(bounds, Sequence) or isinstance(bounds, str) or len(bounds) != 2:
        raise TypeError(f"bounds are two precisions, e.g. (0.01, 100), not {shown(bounds)}")
    low, high = (positive("a bound", one, 1e15, 1.0, unit="per $bn") for one in bounds)
    return low, high
