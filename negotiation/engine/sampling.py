"""Many plays at once under one profile, to see whether play is what was solved.

Both seats follow the profile, all matches go through the stages together (`engine.together`), and
the public reads every action by it. The draws are those of `matches.play`: match m of a seed takes
the same actions here and there.

Source: the common random numbers are Salmon et al.'s (2011) streams; see `foundations.streams`.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ..foundations.errors import NegotiationError
from ..foundations.records import record
from ..foundations.streams import many_uniforms
from ..game.beliefs import Belief
from ..game.game import Game, TypePair
from ..results.profile import Profile
from ..strategies.logit_follower import LogitFollower
from .together.learning import after
from .together.playing import play_together
from .together.plays import Plays


@record
class Sample:
    """What became of many matches. Axes: ``n`` match, ``t`` stage, ``r`` round, ``i`` player."""

    types: NDArray[np.int64]
    """The types that played [n, i]."""
    payoffs: NDArray[np.float64]
    """What the talks paid [n, i], $bn."""
    actions: NDArray[np.int64]
    """The action taken at each stage [n, t], nature's included; -1 where the stage was not met."""
    ending_round: NDArray[np.int64]
    """The round in which the talks ended [n]."""
    package: NDArray[np.int64]
    """The package agreed [n]; -1 without agreement."""
    beliefs: NDArray[np.float64]
    """The public probability of each player's second type as each round begins [n, r, i].

    0 where a player has one type only; from the end of the talks on it stays what it was.
    """
    last_belief: NDArray[np.float64]
    """The same after the last action [n, i]."""


def sample(
    profile: Profile,
    matches: int,
    *,
    seed: int,
    first: int = 0,
    types: TypePair | None = None,
    belief: Belief | None = None,
) -> Sample:
    """Return what becomes of ``matches`` matches, numbered from ``first``, under a known profile.

    ``types`` are drawn from the prior by default, as `play` draws them; the public belief starts at
    the prior. Raises ``NegotiationError`` for a player with more than two types.
    """
    game = profile.game
    if max(map(len, game.types)) > 2:
        raise NegotiationError(f"{game.name}: a sample takes at most two types a player")
    numbers = range(first, first + matches)
    start = Belief.prior(game) if belief is None else belief
    plays = play_together(
        game,
        (LogitFollower(profile), LogitFollower(profile)),
        np.tile(types, (matches, 1)) if types is not None else _drawn(game, seed, numbers),
        seed=seed,
        matches=np.array(numbers, dtype=np.uint64),
        belief=start,
        known_profile=profile,
    )
    beliefs, last_belief = _believed(plays, profile, start)
    return Sample(
        types=plays.types,
        payoffs=plays.payoffs,
        actions=plays.actions,
        ending_round=plays.ending_round,
        package=plays.package,
        beliefs=beliefs,
        last_belief=last_belief,
    )


def _drawn(game: Game, seed: int, numbers: range) -> NDArray[np.int64]:
    """Return the type pairs [n, i] that `who_knows.drawn_types` draws for these matches."""
    draws = many_uniforms(seed, numbers, len(game.stages) + 2)[:, -2:]
    reached = [np.cumsum(prior) for prior in game.prior]
    last = [np.flatnonzero(prior)[-1] for prior in game.prior]
    return np.stack(
        [
            np.minimum(np.searchsorted(reached[i], draws[:, i], side="right"), last[i])
            for i in (0, 1)
        ],
        axis=1,
    )


def _believed(
    plays: Plays, profile: Profile, start: Belief
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the public beliefs as each round begins [n, r, i], and after the end [n, i]."""
    game = plays.game
    here = np.tile(start.second_types(), (len(plays.matches), 1))
    begun: list[NDArray[np.float64]] = []
    played = {one.stage: one for one in plays.played}
    for t, stage in enumerate(game.stages):
        while len(begun) <= stage.round_index:
            begun.append(here.copy())
        if t not in played or stage.mover is None or len(game.types[stage.mover]) == 1:
            continue
        one = played[t]
        posterior = after(game, profile, one.nodes, one.rows.nodes, one.rows.actions)[stage.mover]
        met = one.entries >= 0
        here[met, stage.mover] = posterior[one.entries[met], 1]
    return np.stack(begun, axis=1), here
