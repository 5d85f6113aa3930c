"""Solving a scenario: load it, compile it and ask a solution concept."""

from __future__ import annotations

import inspect
from collections.abc import Mapping, Sequence

from .. import equilibria
from ..equilibria.concept import SolutionConcept
from ..foundations import shelf
from ..foundations.errors import NegotiationError
from ..game.game import Game, TypePair
from ..results.solution import Solution
from ..scenario.compile import compile_game
from ..scenario.loading import ScenarioLike, scenario_of


def solve(
    scenario: ScenarioLike,
    concept: str = "subgame_perfect",
    types: Mapping[str, str] | None = None,
    **settings: float,
) -> Solution:
    """Return what a solution concept says of a scenario, or of the one of a name or path.

    ``settings`` are numbers that the concept takes, e.g. ``precision=5`` for ``logit``.

    ``types`` names one type per player, e.g. ``{"us": "sensitive"}``; players left out, or all of
    them by default, take every type. Raises ``NegotiationError`` for unknown names, for mistakes in
    the scenario, and for a concept that does not apply, with the assumption that fails.
    """
    game = compile_game(scenario_of(scenario))
    return solve_game(game, concept, pairs_of(game, types), **settings)


def solve_game(
    game: Game,
    concept: str = "subgame_perfect",
    pairs: Sequence[TypePair] | None = None,
    **settings: float,
) -> Solution:
    """Return what a solution concept, made with some settings, says of a compiled game.

    Raises ``NegotiationError`` for a setting that the concept does not take.
    """
    return concept_for(game, concept, settings).solve(game, pairs)


def concept_for(game: Game, concept: str, settings: Mapping[str, float]) -> SolutionConcept:
    """Return a solution concept that applies to a game, made with some settings.

    Raises ``NegotiationError`` for a setting that it does not take, and for a game that it does not
    apply to, with the assumption that fails.
    """
    member = concept_with(concept, settings)
    verdict = member.applies_to(game)
    if not verdict.applies:
        raise NegotiationError(f"{member.title} does not apply to {game.name}: {verdict.reason}")
    return member


def concept_with(concept: str, settings: Mapping[str, float]) -> SolutionConcept:
    """Return a solution concept made with some settings, whatever it applies to.

    Raises ``NegotiationError`` for a setting that it does not take.
    """
    kind = shelf.pick(equilibria, SolutionConcept, concept)
    return kind(**settings_for(concept, settings))


def settings_for(concept: str, settings: Mapping[str, float]) -> dict[str, float]:
    """Return a concept's settings as it takes them: counts as whole numbers, others as floats.

    Raises ``NegotiationError`` for a setting that it does not take.

    >>> settings_for("logit", {"grid": 5.0, "precision": 2})
    {'grid': 5, 'precision': 2.0}
    """
    kind = shelf.pick(equilibria, SolutionConcept, concept)
    takes = inspect.signature(kind).parameters
    found = {}
    for name, value in settings.items():
        if name not in kind.settings:
            allowed = ", ".join(kind.settings) or "none"
            raise NegotiationError(
                f"{concept} does not take the setting {name!r}; it takes: {allowed}"
            )
        is_count = isinstance(takes[name].default, int)
        if is_count and value != value // 1:
            raise NegotiationError(
                f"{concept}: {name} is {value:g}; it must be a whole number; try {value // 1 + 1:g}"
            )
        found[name] = int(value) if is_count else float(value)
    return found


def pairs_of(game: Game, types: Mapping[str, str] | None) -> tuple[TypePair, ...]:
    """Return the type pairs that agree with some named types; all pairs by default."""
    named = dict(types or {})
    for player in named:
        game.player(player)
    wanted = game.find_types(named)
    return tuple(
        pair
        for pair in game.type_pairs
        if all(pair[i] == wanted[i] for i in (0, 1) if game.players[i] in named)
    )
