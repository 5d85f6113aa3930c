"""Offering any package of the game, once, along paths that the talks really take.

Talks are played from the prior under a profile. Wherever a proposer moves, every package outside
the menu is tried: an offer that is expected of neither type leaves the belief as it is; the
answerer answers as the profile says; from then on all follow the profile. What a rejection leads to
is worth what the judge's tables say (`private_deviations`, which tries the packages of the menu).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ...foundations.streams import uniforms
from ...game.beliefs import Belief
from ...game.game import Game
from ...game.rules import Position, apply, chance_probabilities, legal_actions, start
from ...game.stages import ACCEPT, NO_OFFER, REJECT, StageKind
from ...results.profile import Profile
from .belief_tables import Beliefs
from .private_deviations import Deviations

_RARE = 1e-9
"""Offers less likely than this change no value by a cent."""


@dataclass(frozen=True)
class EveryPackage:
    """What offers of any package would earn."""

    gain: float
    """The largest gain over what following earns there, $bn."""
    where: str
    """Round, state, type and package of that gain."""
    tried: int
    """Offers examined."""


def every_package(
    game: Game, profile: Profile, judged: Deviations, *, seed: int, matches: int
) -> EveryPackage:
    """Return the largest gain from one offer of any package on sampled paths."""
    if game.packages is None:
        return EveryPackage(0.0, "there are no offers", 0)
    visited: dict[tuple[int, int, Belief], None] = {}
    for match in range(matches):
        _walk(game, profile, uniforms(seed, match, len(game.stages) + 2), visited)
    best, where, tried = 0.0, "nowhere", 0
    outside = np.setdiff1d(np.arange(game.packages.count), profile.menu)
    for t, s, belief in visited if outside.size else ():
        proposer = game.stages[t].mover
        assert proposer is not None
        worths = _worths(game, profile, judged, t, s, belief, outside)
        following = _following(game, profile, judged, t, s, belief)
        tried += worths.size
        for own, chance in enumerate(belief.of[proposer]):
            gain = float(worths[own].max()) - following[own]
            if chance > 0.0 and gain > best:
                best, p = float(gain), int(outside[worths[own].argmax()])
                terms = ", ".join(f"{n} {x}" for n, x in game.packages.terms(p).items())
                day = game.rounds[game.stages[t].round_index].name
                state = ", ".join(game.states.describe(s).values())
                where = f"{day}, {state}, {game.types[proposer][own]}: {terms}"
    return EveryPackage(best, where, tried)


def _walk(
    game: Game,
    profile: Profile,
    draws: NDArray[np.float64],
    visited: dict[tuple[int, int, Belief], None],
) -> None:
    """Play the talks once, types drawn from the prior, and note the offer stages visited."""
    types = [int(draws[-1 - i] > game.prior[i][0]) * (len(game.types[i]) - 1) for i in (0, 1)]
    belief, position = Belief.prior(game), start(game)
    here: Position | None = position
    while here is not None:
        stage = game.stages[here.stage]
        if stage.mover is None:
            chances = chance_probabilities(game, here, belief)
            actions = legal_actions(game, here)
            row = np.cumsum(chances)
            at = int(np.searchsorted(row, draws[here.stage] * row[-1], side="right"))
            here = apply(game, here, int(actions[min(at, len(actions) - 1)]))
            continue
        if stage.kind is StageKind.OFFER:
            visited.setdefault((here.stage, here.public_state, belief))
        mixed = [
            profile.mixed_action(here, own, belief) for own in range(len(game.types[stage.mover]))
        ]
        action = mixed[types[stage.mover]].draw(float(draws[here.stage]))
        following = apply(game, here, action)
        belief = belief.updated(stage.mover, [one.probability(action) for one in mixed])
        here = following


def _worths(
    game: Game,
    profile: Profile,
    judged: Deviations,
    t: int,
    s: int,
    belief: Belief,
    offered: NDArray[np.int64],
) -> NDArray[np.float64]:
    """Return what offering some packages earns each type of the proposer [own, p].

    ``belief`` is the public one when the answerer moves.
    """
    stage, packages = game.stages[t + 1], game.packages
    answerer = stage.mover
    assert answerer is not None
    assert packages is not None
    proposer = 1 - answerer
    nodes = np.array([belief.second_types()])
    chances = profile.mixed_actions(t + 1, np.array([s]), nodes, offered)[0]  # [p, type, k]
    about = np.array(belief.of[answerer])
    rejects = chances[:, :, REJECT]
    weight = rejects @ about
    second = rejects[:, -1] * about[-1] if len(about) == 2 else np.zeros(len(offered))
    with np.errstate(invalid="ignore", divide="ignore"):
        after = np.where(weight > 0.0, second / weight, about[-1])
    table = judged.tables[t + 1 + stage.stride[REJECT]][0, proposer]
    following = int(stage.next_state[s, REJECT])
    found = np.zeros((len(game.types[proposer]), len(offered)))
    for own in range(len(found)):
        for theirs in range(len(about)):
            u, v = (own, theirs) if proposer == 0 else (theirs, own)
            now = stage.payoff_of(u, v).sum(axis=0)[proposer, s]
            row = chances[:, theirs]
            worth = row @ now
            worth += row[:, ACCEPT] * packages.values(proposer, u, v, stage.round_index)[offered]
            found[own] += about[theirs] * worth
        line = _line(table[own, following], judged.axes, proposer, belief.second_types()[proposer])
        found[own] += weight * _read(judged.axes[answerer], line, after)
    return found


def _following(
    game: Game, profile: Profile, judged: Deviations, t: int, s: int, belief: Belief
) -> NDArray[np.float64]:
    """Return what following the profile earns each type of the proposer at an offer stage [own]."""
    stage = game.stages[t]
    proposer = stage.mover
    assert proposer is not None
    nodes = np.array([belief.second_types()])
    sigma = profile.mixed_actions(t, np.array([s]), nodes)[0]  # [own, 1 + m]
    found = np.zeros(len(sigma))
    after = belief.updated(proposer, [float(row[NO_OFFER]) for row in sigma])
    passed = judged.tables[t + stage.stride[NO_OFFER]][0, proposer]
    about = belief.of[1 - proposer]
    for own in range(len(sigma)):
        line = _line(
            passed[own, int(stage.next_state[s, NO_OFFER])],
            judged.axes,
            proposer,
            after.second_types()[proposer],
        )
        worth = _read(judged.axes[1 - proposer], line, np.array([about[-1]]))[0]
        for theirs, chance in enumerate(about):
            u, v = (own, theirs) if proposer == 0 else (theirs, own)
            worth += chance * stage.payoff_of(u, v).sum(axis=0)[proposer, s, NO_OFFER]
        found[own] += sigma[own, NO_OFFER] * worth
    for m, package in enumerate(profile.menu):
        chances = [float(row[1 + m]) for row in sigma]
        if max(chances) > _RARE:
            then = belief.updated(proposer, chances)
            worths = _worths(game, profile, judged, t, s, then, np.array([package]))
            found += sigma[:, 1 + m] * worths[:, 0]
    return found


def _line(
    table: NDArray[np.float64], axes: tuple[Beliefs, Beliefs], about: int, chance: float
) -> NDArray[np.float64]:
    """Return a table [b0, b1] at one belief about a player, as a line over the other's."""
    turned = table if about == 0 else table.T
    return np.array([_read(axes[about], column, np.array([chance]))[0] for column in turned.T])


def _read(
    axis: Beliefs, line: NDArray[np.float64], chances: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return a line [n] at some beliefs."""
    if axis.chances.size == 1:
        return np.full(len(chances), line[0])
    angles = np.arcsin(np.sqrt(np.clip(chances, 0.0, 1.0)))
    return np.interp(angles, axis.angles, line)
