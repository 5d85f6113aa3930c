"""Seating: strategies by name, each built with what it needs to know."""

from __future__ import annotations

from collections.abc import Sequence

from .. import equilibria, strategies
from ..equilibria.concept import SolutionConcept
from ..foundations import shelf
from ..foundations.errors import NegotiationError
from ..game.game import Game, TypePair
from ..results.profile import Profile
from ..strategies.strategy import Strategy

Seats = tuple[Strategy, Strategy]
"""The two players' strategies, in the order of the game's players."""


def seat(
    game: Game,
    names: Sequence[str],
    types: TypePair | None = None,
    profiles: dict[str, Profile] | None = None,
) -> Seats:
    """Return the named strategies; a follower is handed the profile of the concept it follows.

    ``types`` limits solving to one type pair, where the concept takes types to be known; under
    private information every pair is needed. ``profiles`` are those solved already for this game
    and these types, by concept; what is solved here is added to them. Raises ``NegotiationError``
    for an unknown name, and where a concept does not apply to the game.
    """
    solved = {} if profiles is None else profiles
    first, second = (_build(game, name, types, solved) for name in names)
    return first, second


def is_private(seats: Seats) -> bool:
    """Return whether a seated strategy follows a concept of private information."""
    return any(strategy.private for strategy in seats)


def _build(game: Game, name: str, types: TypePair | None, profiles: dict[str, Profile]) -> Strategy:
    member = shelf.pick(strategies, Strategy, name)
    if member.follows is None:
        return member()
    if member.follows not in profiles:
        pairs = None if types is None or member.private else [types]
        profiles[member.follows] = _profile(game, member.follows, pairs)
    return member(profiles[member.follows])  # type: ignore[call-arg]


def _profile(game: Game, concept: str, pairs: Sequence[TypePair] | None) -> Profile:
    solver = shelf.pick(equilibria, SolutionConcept, concept)()
    solve = getattr(solver, "profile", None)
    if solve is None:
        raise NegotiationError(f"{solver.title} has no profile that a strategy could follow")
    verdict = solver.applies_to(game)
    if not verdict.applies:
        raise NegotiationError(f"{solver.title} does not apply to {game.name}: {verdict.reason}")
    found: Profile = solve(game, pairs)
    return found
