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


def seat(game: Game, names: Sequence[str], types: TypePair | None = None) -> Seats:
    """Return the named strategies; a follower is handed the profile of the concept it follows.

    ``types`` limits solving to one type pair. Raises ``NegotiationError`` for an unknown name.
    """
    profiles: dict[str, Profile] = {}
    first, second = (_build(game, name, types, profiles) for name in names)
    return first, second


def _build(game: Game, name: str, types: TypePair | None, profiles: dict[str, Profile]) -> Strategy:
    member = shelf.pick(strategies, Strategy, name)
    if member.follows is None:
        return member()
    if member.follows not in profiles:
        profiles[member.follows] = _profile(game, member.follows, types)
    return member(profiles[member.follows])  # type: ignore[call-arg]


def _profile(game: Game, concept: str, types: TypePair | None) -> Profile:
    solver = shelf.pick(equilibria, SolutionConcept, concept)()
    solve = getattr(solver, "profile", None)
    if solve is None:
        raise NegotiationError(f"{solver.title} has no profile that a strategy could follow")
    found: Profile = solve(game, None if types is None else [types])
    return found
