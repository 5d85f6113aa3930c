"""A tournament: strategies against each other, each in both seats."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import ExitStack
from os import PathLike
from pathlib import Path
from tempfile import TemporaryDirectory

from ..engine.seating import Settings
from ..engine.strategy_choice import StrategyLike
from ..engine.tournament.entering import entrants_named
from ..engine.tournament.running import Progress, run_tournament
from ..engine.tournament.working import ANSWER_SECONDS
from ..foundations.errors import shown
from ..foundations.numbers import positive, whole
from ..results.tournament import Tournament
from ..scenario.loading import ScenarioLike
from .arguments import path_of, scenario_of, seed_of, settings_of

LONGEST_ANSWER = 3600.0
"""Seconds that one answer may take at most."""

MOST_PROBABLE = 0.99
"""The largest probability that an action is replaced, and that talks break off before a round."""


def tournament(  # noqa: PLR0913 - all but the first are named
    scenario: ScenarioLike = "june_deadline",
    strategies: Iterable[StrategyLike] | None = None,
    *,
    matches: int = 100,
    seed: int = 0,
    workers: int | None = None,
    folder: str | PathLike[str] | None = None,
    settings: Settings | None = None,
    seconds: float = ANSWER_SECONDS,
    noise: float = 0.0,
    end_probability: float = 0.0,
    self_play: bool = True,
    alpha_rank: bool = False,
    progress: Progress | None = None,
) -> Tournament:
    """Return the standings of a tournament.

    Strategies of your own play in processes of their own, which load their files anew; a class that
    stands in a script needs ``if __name__ == "__main__":`` above what the script does. This process
    plays no cells then: what your code has done to it reaches none of them.

    Parameters
    ----------
    scenario
        A scenario, or its name or path.
    strategies
        Who takes part: names, files, classes or objects whose class stands in a file; the whole
        shelf by default.
    matches
        Matches of each pair of types in each cell, at least 2.
    seed
        Of every draw.
    workers
        Processes; as many as there are cores by default. The result does not depend on it.
    folder
        Where cells are kept, so that the same call goes on where it was stopped; nowhere by
        default.
    settings
        What the concepts that followers follow are made with.
    seconds
        How long a strategy of yours may take for one answer. Who takes longer, raises or has no
        answer is told in ``faults`` of the result and is not ranked.
    noise
        The probability that an action is replaced by a legal one, all of them alike.
    end_probability
        The probability that talks break off before each round but the first, which pays what
        walking out pays: a deadline that nobody knows. Followers' profiles are solved with it.
    self_play
        Whether talks against itself count for an entrant's score.
    alpha_rank
        Whether the standings carry the masses of alpha-rank as well.
    progress
        Told how many cells are played, of how many, and which was the last.

    Raises ``NegotiationError`` for what a user can mend, ``TypeError`` for what means nothing.
    """
    loaded = scenario_of(scenario)
    given: object = () if strategies is None else strategies
    if not isinstance(given, Iterable) or isinstance(given, str):
        raise TypeError(f"strategies are several, e.g. ['boulware'], not {shown(given)}")
    field = entrants_named(tuple(given))
    count, draws = whole("matches", matches, 2, 10**6, 100), seed_of(seed)
    crew = None if workers is None else whole("workers", workers, 1, 10**6, 2)
    made_with = settings_of(settings)
    patience = positive("seconds", seconds, LONGEST_ANSWER, ANSWER_SECONDS)
    trembling = _probability("noise", noise, 0.05)
    breaking_off = _probability("end_probability", end_probability, 0.1)
    with ExitStack() as scratch:
        if folder is None:
            place = Path(scratch.enter_context(TemporaryDirectory(prefix="tournament-")))
        else:
            place = path_of("the folder", folder, "results/mine").absolute()
        return run_tournament(
            loaded,
            field,
            place,
            matches=count,
            seed=draws,
            workers=crew,
            settings=made_with,
            seconds=patience,
            noise=trembling,
            end_probability=breaking_off,
            self_play=bool(self_play),
            alpha_rank=bool(alpha_rank),
            progress=progress,
        )


def _probability(name: str, given: float, example: float) -> float:
    is_none = type(given) in {int, float} and given == 0
    return 0.0 if is_none else positive(name, given, MOST_PROBABLE, example)
