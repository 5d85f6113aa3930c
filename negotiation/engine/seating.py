"""Seating: the strategies chosen, each built with what it needs to know."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from .. import equilibria
from ..equilibria.concept import SolutionConcept
from ..foundations import shelf
from ..foundations.errors import NegotiationError
from ..game.game import Game, TypePair
from ..results.profile import Profile
from ..strategies.strategy import Strategy
from .solving import Setting, concept_for
from .strategy_choice import StrategyChoice, StrategyLike, choice_of

Settings = Mapping[str, Mapping[str, Setting]]
"""What solution concepts are made with, by concept, e.g. ``logit``, and name."""

Seats = tuple[Strategy, Strategy]
"""The two players' strategies, in the order of the game's players."""


def seat(
    game: Game,
    strategies: Sequence[StrategyLike],
    types: TypePair | None = None,
    profiles: dict[str, Profile] | None = None,
    settings: Settings | None = None,
) -> Seats:
    """Return the strategies chosen; a follower is handed the profile of the concept it follows.

    ``types`` limits solving to one type pair, where the concept takes types to be known; under
    private information every pair is needed. ``profiles`` are those solved already for this game
    and these types, by concept; what is solved here, with the concept's ``settings``, is added to
    them. Raises as `choice_of`, and ``NegotiationError`` where a concept does not apply.
    """
    solved = {} if profiles is None else profiles
    chosen = [choice_of(strategy) for strategy in strategies]  # before anything is solved
    first, second = (made_for(game, one, types, solved, settings) for one in chosen)
    return first, second


def made_for(
    game: Game,
    strategy: StrategyLike,
    types: TypePair | None = None,
    profiles: dict[str, Profile] | None = None,
    settings: Settings | None = None,
) -> Strategy:
    """Return one strategy as `seat` returns two."""
    choice = choice_of(strategy)
    solved = {} if profiles is None else profiles
    if choice.followed is not None and choice.followed not in solved:
        solved[choice.followed] = profile_for(game, choice, types, settings or {})
    return choice.made(solved)


def is_private(seats: Seats) -> bool:
    """Return whether a seated strategy follows a concept of private information."""
    followed = [strategy.follows for strategy in seats if strategy.follows is not None]
    return any(shelf.pick(equilibria, SolutionConcept, name).private for name in followed)


def concepts_followed(strategies: Iterable[StrategyLike]) -> tuple[str, ...]:
    """Return the solution concepts whose profiles the strategies chosen are handed, each once."""
    followed = (choice_of(strategy).follows for strategy in strategies)
    return tuple(dict.fromkeys(concept for concept in followed if concept is not None))


def profile_for(
    game: Game, choice: StrategyChoice, types: TypePair | None, settings: Settings
) -> Profile:
    """Return the profile that a follower follows: its own settings go before those of all."""
    assert choice.follows is not None
    made_with = {**settings.get(choice.follows, {}), **choice.settings}
    return profile_to_follow(game, choice.follows, types, made_with)


def profile_to_follow(
    game: Game, followed: str, types: TypePair | None, settings: Mapping[str, Setting]
) -> Profile:
    """Return the profile of a concept made with some settings, for a type pair or for all.

    Raises ``NegotiationError`` where the concept does not apply, and where it has no profile.
    """
    concept = concept_for(game, followed, settings)
    solve = getattr(concept, "profile", None)
    if solve is None:
        raise NegotiationError(f"{concept.title} has no profile that a strategy could follow")
    pairs = None if types is None or concept.private else [types]
    found: Profile = solve(game, pairs)
    return found
