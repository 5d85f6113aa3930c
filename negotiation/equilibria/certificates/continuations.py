"""What an action earns at once and afterwards, if all then follow the profile.

The worth of an action to a type of its mover is what it pays now, expected over the other's type,
plus what following earns from then on, read from the judge's tables (`private_deviations`) at the
belief that the action leaves. Several judges may be asked at once: where a coarser one disagrees
with a finer one, tables are read with an error of about that size.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from ...game.beliefs import Belief
from ...game.game import Game
from ...game.rules import Position, apply, legal_actions, payoff_parts
from ...game.stages import ACCEPT
from ...results.profile import Profile
from .belief_tables import Beliefs
from .private_deviations import Deviations


def action_worths(
    game: Game,
    judges: Sequence[Deviations],
    here: Position,
    action: int,
    belief: Belief,
    posteriors: NDArray[np.float64],
) -> NDArray[np.float64]:
    """Return what a move, an answer or no offer earns each type of its mover [d, own, n], in $bn.

    ``posteriors`` [n] are what the public may then think: the probability of the mover's second
    type. ``belief`` says what it thinks of the other; d counts the ``judges``.
    """
    mover = game.stages[here.stage].mover
    assert mover is not None
    about_other = belief.second_types()[1 - mover]
    found = _read(
        game, judges, apply(game, here, action), mover, posteriors, np.array([about_other])
    )
    found += (_paid(game, here, action, mover) @ np.array(belief.of[1 - mover]))[:, None]
    return found


def offer_worths(
    game: Game,
    profile: Profile,
    judges: Sequence[Deviations],
    here: Position,
    packages: NDArray[np.int64],
    belief: Belief,
) -> NDArray[np.float64]:
    """Return what offers [p] earn each type of the proposer [d, own, p], in $bn.

    ``belief`` is the public's once the offer is made, the same for all. The answerer does as the
    profile says.
    """
    proposer = game.stages[here.stage].mover
    assert proposer is not None
    assert game.packages is not None
    answerer, r = 1 - proposer, game.stages[here.stage + 1].round_index
    worth = game.packages.worth_to_all(packages, r, game.packages.regime(here.public_state))
    about = np.array(belief.of[answerer])
    chances = profile.mixed_actions(
        here.stage + 1, np.array([here.public_state]), np.array([belief.second_types()]), packages
    )[0]  # [p, answerer's type, answer]
    own = np.array([belief.second_types()[proposer]])
    kinds = len(game.types[proposer])
    found = np.zeros((len(judges), kinds, len(packages)))
    on_table = Position(here.stage + 1, here.public_state, 0)
    for answer in legal_actions(game, on_table).tolist():
        joint = chances[:, :, answer] * about  # [p, answerer's type]
        weight = joint.sum(axis=1)
        after = np.full(len(packages), belief.second_types()[answerer])
        np.divide(joint[:, -1], weight, out=after, where=(weight > 0.0) & (len(about) == 2))
        following = apply(game, on_table, answer)
        found += weight * _read(game, judges, following, proposer, own, after)
        found += _listed(game, on_table, answer, proposer) @ joint.T
        if answer == ACCEPT:
            for mine, theirs in np.ndindex(kinds, len(about)):
                pair = (mine, theirs) if proposer == 0 else (theirs, mine)
                found[:, mine] += joint[:, theirs] * worth[(proposer, *pair)]
    return found


def halving_error(
    game: Game, judged: Deviations, rough: Deviations
) -> tuple[float, tuple[float, float, float]]:
    """Return how far judges disagree on gains: at the start, and at their common nodes, in $bn.

    The first is the largest difference of any type's gain at the prior; then the median, the 99th
    percentile and the largest difference at nodes that both have. A judge of n nodes shares half
    of them with one of 2n - 1. What both step over, neither shows: this is no bound.
    """
    fine, coarse = judged.at_start(game), rough.at_start(game)
    start = float(np.abs((fine[1] - fine[0]) - (coarse[1] - coarse[0])).max())
    shared = [
        [np.flatnonzero(np.abs(a.angles[:, None] - b.angles).min(axis=1) < 1e-9) for a, b in pair]
        for pair in (
            list(zip(judged.axes, rough.axes, strict=True)),
            list(zip(rough.axes, judged.axes, strict=True)),
        )
    ]
    differences = []
    for one, other in zip(judged.tables[:-1], rough.tables[:-1], strict=True):
        gains = [
            (table[1] - table[0])[..., rows[0][:, None], rows[1]]
            for table, rows in zip((one, other), shared, strict=True)
        ]
        seen = gains[0].any(axis=(0, 1, 3, 4)) | gains[1].any(axis=(0, 1, 3, 4))
        differences.append(np.abs(gains[0] - gains[1])[:, :, seen].ravel())
    every = np.concatenate(differences)
    median, most, largest = np.quantile(every, [0.5, 0.99, 1.0]) if every.size else np.zeros(3)
    return start, (float(median), float(most), float(largest))


def _paid(game: Game, here: Position, action: int, player: int) -> NDArray[np.float64]:
    """Return what an action pays a player at once [own, other's type]."""
    kinds = len(game.types[player]), len(game.types[1 - player])
    found = np.empty(kinds)
    for mine, theirs in np.ndindex(*kinds):
        pair = (mine, theirs) if player == 0 else (theirs, mine)
        found[mine, theirs] = payoff_parts(game, here, action, pair)[:, player].sum()
    return found


def _listed(game: Game, here: Position, answer: int, player: int) -> NDArray[np.float64]:
    """Return what an answer pays a player besides the package [own, other's type]."""
    stage = game.stages[here.stage]
    found = np.empty((len(game.types[player]), len(game.types[1 - player])))
    for mine, theirs in np.ndindex(*found.shape):
        pair = (mine, theirs) if player == 0 else (theirs, mine)
        found[mine, theirs] = stage.total(*pair)[player, here.public_state, answer]
    return found


def _read(
    game: Game,
    judges: Sequence[Deviations],
    here: Position | None,
    player: int,
    about_it: NDArray[np.float64],
    about_other: NDArray[np.float64],
) -> NDArray[np.float64]:
    """Return what following earns a player's types at a position and beliefs [d, own, n]."""
    count = max(about_it.size, about_other.size)
    found = np.zeros((len(judges), len(game.types[player]), count))
    if here is None:
        return found
    beliefs = (about_it, about_other) if player == 0 else (about_other, about_it)
    for d, judge in enumerate(judges):
        table = judge.tables[here.stage][0, player, : found.shape[1], here.public_state]
        first, second = (_between(a, b) for a, b in zip(judge.axes, beliefs, strict=True))
        for row, share in first:
            for column, other_share in second:
                found[d] += share * other_share * table[:, row, column]
    return found


def _between(
    axis: Beliefs, chances: NDArray[np.float64]
) -> tuple[tuple[NDArray[np.int64], NDArray[np.float64]], ...]:
    """Return the nodes on both sides of some beliefs, each with its share."""
    if axis.chances.size == 1:
        return ((np.zeros(chances.size, dtype=np.int64), np.ones(chances.size)),)
    angles = np.arcsin(np.sqrt(np.clip(chances, 0.0, 1.0)))
    lower = np.clip(np.searchsorted(axis.angles, angles) - 1, 0, axis.angles.size - 2)
    share = (angles - axis.angles[lower]) / (axis.angles[lower + 1] - axis.angles[lower])
    return (lower, 1.0 - share), (lower + 1, share)
