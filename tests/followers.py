"""Followers of profiles that are quick to solve, for tests of what every strategy owes."""

from __future__ import annotations

from collections.abc import Sequence

from negotiation.engine.seating import Seats, seat
from negotiation.game.game import Game
from negotiation.testing.subjects import QUICK


def quick_seats(game: Game, names: Sequence[str]) -> Seats:
    """Return the named strategies; what the followers follow is solved coarsely."""
    return seat(game, names, settings=QUICK)
