"""How likely choices are under a profile, beliefs following from the profile itself.

    log-likelihood = sum over matches and choices of log sigma(a | position, public belief, type).

The public belief starts at the prior and is updated by Bayes' rule from the same profile, match by
match: what the other's moves told is part of the position. Nature's moves are not counted.

A solver's menu holds some of the packages. An offer outside it is read, by the likelihood and by
the public, as the package on the menu that is nearest in payoffs: the one whose largest difference
in $bn, over players and types, in that round and public state, is smallest. Answers are to the
package itself.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ...game.beliefs import Belief
from ...game.game import Game
from ...game.stages import NO_OFFER, StageKind
from ...results.many_nodes import mixed_actions_at, posteriors
from ...results.profile import Profile
from .choices import Choices

LEAST = 1e-300
"""The probability in whose place a choice stands that a profile calls impossible."""


@dataclass(frozen=True)
class Fit:
    """How well a profile fits some choices."""

    log_likelihood: float
    """The log-likelihood."""
    impossible: int
    """How many choices it gives no probability; each counts as one of `LEAST`."""
    replaced: int
    """How many offers counted were outside the menu."""
    replaced_busd: float
    """The largest difference in payoffs between such an offer and its replacement, $bn."""


@dataclass(frozen=True)
class Reading:
    """Choices read by an equilibrium: how well it fits, and what it gives each of them."""

    fit: Fit
    """How well it fits."""
    chances: NDArray[np.float64]
    """The probability of each choice counted [m], stage by stage, match by match."""


def fit(profile: Profile, choices: Choices) -> Fit:
    """Return how well a profile fits choices in its game."""
    return read(profile, choices).fit


def read(profile: Profile, choices: Choices) -> Reading:
    """Return choices as a profile in their game reads them."""
    game = choices.game
    chances: list[NDArray[np.float64]] = []
    beliefs = np.tile(Belief.prior(game).second_types(), (len(choices.types), 1))
    total, impossible, replaced, far = 0.0, 0, 0, 0.0
    for t, stage in enumerate(game.stages):
        here = np.flatnonzero(choices.actions[:, t] >= 0)
        if stage.mover is None or here.size == 0:
            continue
        table, row_of = mixed_actions_at(
            profile, t, choices.states[here, t], beliefs[here], choices.packages[here, t]
        )
        column, counted = choices.actions[here, t], choices.counted[here, t]
        if stage.kind is StageKind.OFFER:
            states = choices.states[here, t]
            column, distance = on_the_menu(game, profile.menu, stage.round_index, states, column)
            replaced += int((distance >= 0.0)[counted].sum())
            far = max(far, float(distance[counted].max(initial=0.0)))
        likelihood = table[row_of, :, column]
        own = likelihood[np.arange(here.size), choices.types[here, stage.mover]][counted]
        impossible += int((own < LEAST).sum())
        total += float(np.log(np.maximum(own, LEAST)).sum())
        chances.append(own)
        beliefs[here] = posteriors(beliefs[here], stage.mover, likelihood)
    return Reading(Fit(total, impossible, replaced, far), np.concatenate([np.zeros(0), *chances]))


def uniform_log_likelihood(choices: Choices, menu: NDArray[np.int64]) -> float:
    """Return the log-likelihood of equal chances: precision 0, offers from the menu."""
    total = 0.0
    for t, stage in enumerate(choices.game.stages):
        here = choices.counted[:, t]
        options = stage.legal.sum(axis=1)[choices.states[here, t]]
        if stage.kind is StageKind.OFFER:
            options = options + menu.size
        total -= float(np.log(options).sum())
    return total


def on_the_menu(
    game: Game,
    menu: NDArray[np.int64],
    r: int,
    states: NDArray[np.int64],
    actions: NDArray[np.int64],
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Return the columns [n] of an offer stage's table for actions [n], and how far off they are.

    The distance [n] is the difference in payoffs from the replacement, $bn; -1 where there is none.
    """
    column, distance = np.zeros_like(actions), np.full(actions.size, -1.0)
    assert game.packages is not None
    kinds = np.stack([actions, game.packages.regime_of[states]], axis=1)
    offered, first, at = np.unique(kinds, axis=0, return_index=True, return_inverse=True)
    for n, action in enumerate(offered[:, 0].tolist()):
        if action == NO_OFFER:
            continue
        alike, found = at.ravel() == n, np.flatnonzero(menu == action - 1)
        if found.size:
            column[alike] = 1 + found[0]
        else:
            off = _distances(game, action - 1, menu, r, int(states[first[n]]))
            column[alike], distance[alike] = 1 + np.argmin(off), off.min()
    return column, distance


def _distances(
    game: Game, package: int, menu: NDArray[np.int64], r: int, s: int
) -> NDArray[np.float64]:
    """Return how far each package of the menu is from another one in payoffs [m], $bn."""
    packages = game.packages
    assert packages is not None
    rows = [packages.values(i, u, v, r, s) for i in (0, 1) for u, v in game.type_pairs]
    return np.asarray(np.max([np.abs(row[menu] - row[package]) for row in rows], axis=0))
