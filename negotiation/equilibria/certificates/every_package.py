"""Offering any package of the game, once, along paths that the talks really take.

Talks are played from the prior under a profile. Wherever one type of the proposer moves, every
package of the game is tried: an offer outside the menu is expected of neither type and leaves the
belief as it is; the answerer answers as the profile says; from then on all follow the profile. What
follows is worth what the judge's tables say (`private_deviations`).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ...foundations.streams import uniforms
from ...game.beliefs import Belief
from ...game.game import Game
from ...game.rules import Position, apply, chance_probabilities, legal_actions, start
from ...game.stages import ACCEPT, REJECT, WALK_OUT, StageKind
from ...results.profile import Profile
from .belief_tables import Beliefs
from .private_deviations import Deviations


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
    for t, s, belief in visited:
        proposer = game.stages[t].mover
        assert proposer is not None
        worths = _worths(game, profile, judged, t, s, belief)
        tried += worths.size
        for own, chance in enumerate(belief.of[proposer]):
            if chance <= 0.0:
                continue
            gain = float(worths[own].max()) - _following(game, judged, t, s, belief, proposer, own)
            if gain > best:
                best, p = gain, int(worths[own].argmax())
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
    game: Game, profile: Profile, judged: Deviations, t: int, s: int, belief: Belief
) -> NDArray[np.float64]:
    """Return what offering every package earns each type of the proposer [own, p]."""
    stage = game.stages[t + 1]
    proposer = 1 - stage.mover if stage.mover is not None else 0
    answerer = 1 - proposer
    packages = game.packages
    assert packages is not None
    everything = np.arange(packages.count)
    nodes = np.array([belief.second_types()])
    chances = profile.mixed_actions(t + 1, np.array([s]), nodes, everything)[0]  # [p, type, k]
    kinds = len(game.types[answerer])
    about = np.array(belief.of[answerer])
    found = np.zeros((len(game.types[proposer]), packages.count))
    for own in range(len(found)):
        for theirs in range(kinds):
            u, v = (own, theirs) if proposer == 0 else (theirs, own)
            now = stage.payoff_of(u, v).sum(axis=0)[proposer, s]
            accepted = now[ACCEPT] + packages.values(proposer, u, v, stage.round_index)
            row = chances[:, theirs]
            worth = row[:, ACCEPT] * accepted + row[:, REJECT] * now[REJECT]
            if row.shape[1] > WALK_OUT:
                worth += row[:, WALK_OUT] * now[WALK_OUT]
            found[own] += about[theirs] * worth
        rejects = chances[:, :, REJECT]
        weight = rejects @ about
        second = rejects[:, -1] * about[-1] if kinds == 2 else np.zeros(packages.count)
        with np.errstate(invalid="ignore", divide="ignore"):
            after = np.where(weight > 0.0, second / weight, about[-1])
        table = judged.tables[t + 1 + stage.stride[REJECT]]
        rows = table[0, proposer, own, int(stage.next_state[s, REJECT])]
        own_belief = belief.second_types()[proposer]
        line = _line(rows, judged.axes, proposer, own_belief)
        found[own] += weight * _read(judged.axes[answerer], line, after)
    return found


def _following(
    game: Game, judged: Deviations, t: int, s: int, belief: Belief, proposer: int, own: int
) -> float:
    del game
    chances = belief.second_types()
    line = _line(judged.tables[t][0, proposer, own, s], judged.axes, proposer, chances[proposer])
    return float(_read(judged.axes[1 - proposer], line, np.array([chances[1 - proposer]]))[0])


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
