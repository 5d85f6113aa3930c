"""Followers of profiles that are quick to solve, for tests of what every strategy owes.

The two concepts of private information are followed in the two ways in which a profile goes on at
a belief between the nodes: logit equilibrium selects each stage's by itself, perfect Bayesian
equilibrium continues the whole game's branch.
"""

from __future__ import annotations

from collections.abc import Sequence

from negotiation.engine.seating import Seats, seat
from negotiation.equilibria.logit import Logit
from negotiation.game.game import Game
from negotiation.results.profile import Profile
from negotiation.testing.subjects import QUICK

MOST = 8
"""So many games are kept solved: a profile may take megabytes."""
_KEPT: dict[str, dict[str, Profile]] = {}


def quick_seats(
    game: Game, names: Sequence[str], profiles: dict[str, Profile] | None = None
) -> Seats:
    """Return the named strategies; what the followers follow is solved coarsely.

    ``profiles`` are those solved before for this game, by concept; new ones are added. By default
    they are those that this process has solved for the same game.
    """
    known = kept_of(game) if profiles is None else profiles
    if "logit_follower" in names and "logit" not in known:
        known["logit"] = quick_logit().by_stages(game)
    return seat(game, names, profiles=known, settings=QUICK)


def quick_logit() -> Logit:
    """Return the concept with few nodes and offers."""
    few = QUICK["logit"]
    return Logit(float(few["precision"]), int(few["grid"]), int(few["offers"]))


def kept_of(game: Game) -> dict[str, Profile]:
    """Return what this process has solved for a game, by concept."""
    known = _KEPT.pop(game.fingerprint, {})
    _KEPT[game.fingerprint] = known  # the last one asked for is the last to go
    while len(_KEPT) > MOST:
        del _KEPT[next(iter(_KEPT))]
    return known
