"""Solving a scenario: load it, compile it and ask a solution concept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from .. import equilibria
from ..equilibria.concept import SolutionConcept
from ..foundations import shelf
from ..foundations.errors import NegotiationError
from ..game.game import Game, TypePair
from ..results.solution import Solution
from ..scenario.compile import compile_game
from ..scenario.loading import load


def solve(
    scenario: str,
    concept: str = "subgame_perfect",
    types: Mapping[str, str] | None = None,
    **settings: float,
) -> Solution:
    """Return what a solution concept says of a scenario.

    ``settings`` are numbers that the concept takes, e.g. ``precision=5`` for ``logit``.

    ``types`` names one type per player, e.g. ``{"us": "sensitive"}``; players left out, or all of
    them by default, take every type. Raises ``NegotiationError`` for unknown names, for mistakes in
    the scenario, and for a concept that does not apply, with the assumption that fails.
    """
    game = compile_game(load(scenario))
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
    kind = shelf.pick(equilibria, SolutionConcept, concept)
    strangers = [name for name in settings if name not in kind.settings]
    if strangers:
        takes = ", ".join(kind.settings) or "none"
        raise NegotiationError(
            f"{concept} does not take the setting {strangers[0]!r}; it takes: {takes}"
        )
    member = kind(**settings)
    verdict = member.applies_to(game)
    if not verdict.applies:
        raise NegotiationError(f"{member.title} does not apply to {game.name}: {verdict.reason}")
    return member


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
