"""Seating: strategies by name, each built with what it needs to know."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from .. import equilibria, strategies
from ..equilibria.concept import SolutionConcept
from ..foundations import shelf
from ..foundations.errors import NegotiationError
from ..game.game import Game, TypePair
from ..results.profile import Profile
from ..strategies.strategy import Strategy
from .solving import Setting, concept_for

Settings = Mapping[str, Mapping[str, Setting]]
"""What solution concepts are made with, by concept, e.g. ``logit``, and name."""

Seats = tuple[Strategy, Strategy]
"""The two players' strategies, in the order of the game's players."""


def seat(
    game: Game,
    names: Sequence[str],
    types: TypePair | None = None,
    profiles: dict[str, Profile] | None = None,
    settings: Settings | None = None,
) -> Seats:
    """Return the named strategies; a follower is handed the profile of the concept it follows.

    ``types`` limits solving to one type pair, where the concept takes types to be known; under
    private information every pair is needed. ``profiles`` are those solved already for this game
    and these types, by concept; what is solved here, with the concept's ``settings``, is added to
    them. Raises ``NegotiationError`` for an unknown name, and where a concept does not apply.
    """
    solved = {} if profiles is None else profiles
    first, second = (_build(game, name, types, solved, settings or {}) for name in names)
    return first, second


def is_private(seats: Seats) -> bool:
    """Return whether a seated strategy follows a concept of private information."""
    followed = [strategy.follows for strategy in seats if strategy.follows is not None]
    return any(shelf.pick(equilibria, SolutionConcept, name).private for name in followed)


def concepts_followed(names: Iterable[str]) -> tuple[str, ...]:
    """Return the solution concepts that the named strategies follow, each once."""
    followed = (shelf.pick(strategies, Strategy, name).follows for name in names)
    return tuple(dict.fromkeys(concept for concept in followed if concept is not None))


def made(kind: type[Strategy], profiles: Mapping[str, Profile]) -> Strategy:
    """Return a strategy of a class; a follower is handed the profile that it follows."""
    if kind.follows is None:
        return kind()
    return kind(profiles[kind.follows])  # type: ignore[call-arg]


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


def _build(
    game: Game,
    name: str,
    types: TypePair | None,
    profiles: dict[str, Profile],
    settings: Settings,
) -> Strategy:
    kind = shelf.pick(strategies, Strategy, name)
    followed = kind.follows
    if followed is not None and followed not in profiles:
        profiles[followed] = profile_to_follow(game, followed, types, settings.get(followed, {}))
    return made(kind, profiles)
