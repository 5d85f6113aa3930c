"""Solving: what a solution concept says of a scenario or a game."""

from __future__ import annotations

from collections.abc import Mapping

from ..engine.solving import Setting, pairs_of, solve_game
from ..engine.textbook import is_textbook, solve_textbook
from ..foundations.errors import shown
from ..results.solution import Solution
from .arguments import GameLike, game_of, types_of


def solve(
    talks: GameLike,
    concept: str | None = None,
    types: Mapping[str, str] | None = None,
    **settings: Setting,
) -> Solution:
    """Return what a solution concept says of some talks, with its certificate.

    Parameters
    ----------
    talks
        A scenario, a compiled game, or the name or path of one: ``"june_deadline"``,
        ``"mine.toml"``, ``"textbook/beer_quiche"``.
    concept
        The name of a solution concept; `available` lists them. By default ``"subgame_perfect"``,
        the benchmark in which types are known, and for a game of the textbooks ``"logit"``.
    types
        One type a player, e.g. ``{"us": "sensitive"}``; every type of who is left out.
    settings
        What the concept takes, e.g. ``precision=5`` per $bn for ``logit``.

    Raises ``NegotiationError`` for unknown names, for mistakes in a scenario, and for a concept
    that does not apply, with the assumption that fails; ``TypeError`` for what names no talks.

    >>> import negotiation as ng
    >>> found = ng.solve("textbook/beer_quiche", precision=5)
    >>> found.concept, found.theory != ()
    ('logit', True)
    """
    if concept is not None and not isinstance(concept, str):
        raise TypeError(f"a concept is given by its name, not {shown(concept)}; try 'logit'")
    named = types_of(types)
    game = game_of(talks)
    pairs = pairs_of(game, named)
    if isinstance(talks, str) and is_textbook(talks):
        return solve_textbook(talks, concept or "logit", pairs, settings=settings)
    return solve_game(game, concept or "subgame_perfect", pairs, **settings)
