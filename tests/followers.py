"""Followers of profiles that are quick to solve, for tests of what every strategy owes."""

from __future__ import annotations

from collections.abc import Sequence

from negotiation.engine.seating import Seats, Settings, seat
from negotiation.game.game import Game

QUICK: Settings = {
    "logit": {"precision": 2, "grid": 5, "offers": 6},
    "perfect_bayesian": {"precision": 2, "grid": 5, "offers": 6},
}
"""Few nodes, few offers and one rung: a follower's duties do not depend on them."""


def quick_seats(game: Game, names: Sequence[str]) -> Seats:
    """Return the named strategies; what the followers follow is solved coarsely."""
    return seat(game, names, settings=QUICK)
