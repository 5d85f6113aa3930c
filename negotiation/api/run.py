"""The main job: solve a scenario, play it once, and keep all that its pictures need."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ..engine import running
from ..engine.seating import Settings
from ..engine.strategy_choice import StrategyLike, choice_of
from ..results.run import Run
from ..scenario.loading import ScenarioLike
from .arguments import names_of, scenario_of, seed_of, settings_of, strategies_of, types_of


def run(
    scenario: ScenarioLike = "june_deadline",
    *,
    seed: int = 0,
    types: Mapping[str, str] | None = None,
    strategies: Mapping[str, StrategyLike] | None = None,
    concepts: str | Sequence[str] = running.ANSWERS,
    settings: Settings | None = None,
) -> Run:
    """Return one run of a scenario: its solutions and one play of the talks.

    Parameters
    ----------
    scenario
        A scenario, or its name or path.
    seed
        Of every draw, from 0 to 2**63 - 1.
    types
        The types that play, e.g. ``{"japan": "resolute"}``; the most likely ones by default.
    strategies
        Who plays whom, e.g. ``{"japan": "boulware(beta=0.5)"}``: names, files, classes or objects.
    concepts
        The solution concepts by which every pair of types is solved.
    settings
        What the concepts are made with, e.g. ``{"logit": {"precision": 5}}``.

    Raises ``NegotiationError`` for what a user can mend, ``TypeError`` for what means nothing.
    """
    chosen = strategies_of(strategies)
    return running.run(
        scenario_of(scenario),
        seed=seed_of(seed),
        types=types_of(types),
        strategies=None if chosen is None else {p: choice_of(one) for p, one in chosen.items()},
        concepts=names_of("concepts", concepts, "logit"),
        settings=settings_of(settings),
    )
