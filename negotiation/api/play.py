"""Playing: many matches between two strategies."""

from __future__ import annotations

from collections.abc import Mapping

from ..engine.running import play_many
from ..engine.seating import Settings
from ..engine.strategy_choice import StrategyLike, choice_of
from ..foundations.numbers import whole
from ..results.record import Record
from .arguments import GameLike, game_of, seed_of, settings_of, strategies_of, types_of

MOST = 10**6
"""So many matches are kept in memory at most."""


def play(
    talks: GameLike,
    strategies: Mapping[str, StrategyLike] | None = None,
    *,
    matches: int = 1,
    seed: int = 0,
    first: int = 0,
    types: Mapping[str, str] | None = None,
    settings: Settings | None = None,
) -> tuple[Record, ...]:
    """Return the records of some matches between two strategies.

    Parameters
    ----------
    talks
        A scenario, a compiled game, or the name or path of one.
    strategies
        Who plays whom, e.g. ``{"us": "hard_liner", "japan": "mine.py:Fair"}``: names, files,
        classes or objects; the US concedes late and Japan presses with measure by default.
    matches
        How many.
    seed, first
        The seed of every draw, and the number of the first match: match n of a seed is the same
        whichever others are played.
    types
        The types that play; those not named are drawn from the prior, match by match.
    settings
        What the concepts that followers follow are made with.

    Raises ``NegotiationError`` for what a user can mend, ``TypeError`` for what means nothing.

    >>> import negotiation as ng
    >>> [record] = ng.play("uk_may_2025", {"us": "boulware(beta=0.5)", "uk": "conceder"}, seed=1)
    >>> record.strategies["us"]
    'boulware(beta=0.5)'
    """
    chosen = strategies_of(strategies)
    return tuple(
        play_many(
            game_of(talks),
            whole("matches", matches, 1, MOST, 100),
            seed=seed_of(seed),
            first=whole("first", first, 0, 2**62, 0),
            types=types_of(types),
            strategies=None if chosen is None else {p: choice_of(one) for p, one in chosen.items()},
            settings=settings_of(settings),
        )
    )
