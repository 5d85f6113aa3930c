"""Followers of profiles that are quick to solve, for tests of what every strategy owes."""

from __future__ import annotations

from collections.abc import Sequence

from negotiation.engine.seating import Seats, seat
from negotiation.game.game import Game
from negotiation.results.profile import Profile
from negotiation.testing.subjects import QUICK


def quick_seats(
    game: Game, names: Sequence[str], profiles: dict[str, Profile] | None = None
) -> Seats:
    """Return the named strategies; what the followers follow is solved coarsely.

    ``profiles`` are those solved before for this game, by concept; new ones are added.
    """
    return seat(game, names, profiles=profiles, settings=QUICK)
