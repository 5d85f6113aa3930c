"""Who knows what when the talks begin: types known to all, or private information.

Under private information the public belief begins at the common prior and is updated by Bayes' rule
from the profile that everyone takes the players to follow: by default the one that the seated
followers do follow. A player's actions are read by its own profile; a player that follows none is
taken to follow the other's. Where nobody follows anything, nothing is learnt.

Source: Fudenberg and Tirole (1991), chapter 8.2.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ..foundations.streams import uniforms
from ..game.beliefs import Belief
from ..game.game import Game, TypePair
from ..game.mixed_actions import MixedAction
from ..results.profile import Profile
from .seating import Seats
from .talks import Talks


def begun(
    game: Game,
    seats: Seats,
    types: TypePair | None = None,
    *,
    seed: int,
    match: int = 0,
    belief: Belief | None = None,
    known_profile: Profile | None = None,
    private: bool = False,
) -> Talks:
    """Return the talks of a match before their first move.

    ``types`` are drawn from the prior by default (`drawn_types`). With ``private`` the belief is
    the prior and the known profile that of the followers, unless given; without it types are known
    to all, unless a belief is given.
    """
    if private:
        belief = Belief.prior(game) if belief is None else belief
        known_profile = followed(seats) if known_profile is None else known_profile
    return Talks.begin(
        game,
        drawn_types(game, seed, match) if types is None else types,
        seed=seed,
        match=match,
        belief=belief,
        known_profile=known_profile,
    )


def drawn_types(game: Game, seed: int, match: int) -> TypePair:
    """Return the type pair that the match's own stream draws from the prior.

    The two draws come after those of the stages, so that drawing types moves no other draw.
    """
    draws = uniforms(seed, match, len(game.stages) + 2)[-2:]
    first, second = (
        MixedAction(tuple(range(len(prior))), tuple(map(float, prior))).draw(float(draw))
        for prior, draw in zip(game.prior, draws, strict=True)
    )
    return first, second


def followed(seats: Seats) -> Profile | None:
    """Return the profile that reads each player's actions, ``None`` where nobody follows one."""
    first, second = (getattr(strategy, "profile", None) for strategy in seats)
    if not isinstance(first, Profile):
        return second if isinstance(second, Profile) else None
    if not isinstance(second, Profile) or first is second:
        return first
    return _ReadByPlayer(first, second)


class _ReadByPlayer(Profile):
    """Two profiles, of which each player follows its own."""

    def __init__(self, first: Profile, second: Profile) -> None:
        self.game = first.game
        self.of = first, second

    def of_player(self, player: int) -> Profile:
        """Return a player's own profile."""
        return self.of[player]

    def probabilities(
        self, stage: int, public_state: int, player_type: int, belief: Belief
    ) -> NDArray[np.float64]:
        """Return the probabilities of the mover's own profile (see `Profile`)."""
        mover = self.game.stages[stage].mover
        assert mover is not None
        return self.of[mover].probabilities(stage, public_state, player_type, belief)
